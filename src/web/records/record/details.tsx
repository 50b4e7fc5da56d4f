/** The record's fields in their blocks; what is empty can be hidden, what was folded stays folded. */
import { Button } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { FieldValue } from "../../fields/field-value.tsx";
import { useLabel, useT } from "../../i18n.tsx";
import classes from "./record.module.css";

interface DetailsProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}
export function Details({ module, record }: DetailsProps) {
  const t = useT();
  const [all, setAll] = useLocalStorage({ key: "manul.show-empty", defaultValue: false, getInitialValueInEffect: false });
  const blocks = module.blocks
    .map((block) => ({ block, fields: fieldsOf(module, block.fields).filter((field) => all || (record[field.name] ?? null) !== null) }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <div className={classes["details"]}>
      {blocks.map(({ block, fields }) => (
        <DetailsBlock key={block.name} block={block} fields={fields} record={record} />
      ))}
      <Button variant="subtle" color="gray" size="compact-sm" className={classes["showEmpty"] ?? ""} onClick={() => setAll(!all)}>
        {t(all ? "record.hide-empty" : "record.show-empty")}
      </Button>
    </div>
  );
}

interface DetailsBlockProps {
  readonly block: DescribedModule["blocks"][number];
  readonly fields: DescribedModule["fields"];
  readonly record: RecordData;
}
function DetailsBlock({ block, fields, record }: DetailsBlockProps) {
  const text = useLabel();
  const [open, setOpen] = useState(block.collapsed !== true);
  const label = text(block.label);
  return (
    <section className={classes["block"]} aria-label={label}>
      <h2 className={classes["blockHead"]}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {label}
          <IconChevronDown size={16} aria-hidden className={open ? "" : classes["turned"]} />
        </button>
      </h2>
      {open && (
        <dl className={classes["fields"]}>
          {fields.map((field) => (
            <div
              key={field.name}
              data-wide={controlOf(field.type).wide || undefined}
              data-unlabelled={controlOf(field.type).unlabelled || undefined}
            >
              <dt>{text(field.label)}</dt>
              <dd>
                <FieldValue field={field} value={record[field.name] ?? null} record={record} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
