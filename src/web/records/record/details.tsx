/** The record's fields in their blocks; what is empty can be hidden, what was folded stays folded. */
import { Button } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronDown, IconPencil } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import type { MouseEvent } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { FieldValue } from "../../fields/field-value.tsx";
import { maskIn } from "../../fields/masked-value.tsx";
import { InPlaceEditor } from "../../fields/in-place-editor.tsx";
import { useLabel, useT } from "../../i18n.tsx";
import { markKey } from "../../ui/grid-props.ts";
import type { EditEnd } from "../../ui/grid-props.ts";
import { isEditable } from "../form/form-values.ts";
import { fieldStates, stateFor, useSituation, withOffered, type FieldStates } from "../field-states.ts";
import { useSaveField } from "../use-save-field.tsx";
import type { FieldSaver } from "../use-save-field.tsx";
import classes from "./record.module.css";

const ClosedNotice = lazy(async () => ({
  default: (await import("../../../features/access-settings/web/closed-notice.tsx")).ClosedNotice,
}));

interface DetailsProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  /** As it was at a moment: nothing can be changed. */
  readonly past?: boolean;
  /** Only the blocks that need a broad place, or only the others; else all of them. */
  readonly only?: "broad" | "narrow" | undefined;
}
const isBroad = (fields: readonly DescribedField[]): boolean => fields.some(({ type }) => controlOf(type).broad === true);

export function Details({ module, record, past = false, only }: DetailsProps) {
  const t = useT();
  const [all, setAll] = useLocalStorage({ key: "manul.show-empty", defaultValue: false, getInitialValueInEffect: false });
  const saver = useSaveField(module);
  const [editing, edit] = useState<string>();
  const may = !past && !record.deleted_at && (record.rights?.edit ?? module.rights.edit);
  const situation = useSituation();
  const states = useMemo(() => fieldStates(module, { values: record, saved: record, situation }), [module, record, situation]);
  const can = (field: DescribedField): boolean =>
    may && isEditable(field) && !stateFor(states, field).readOnly && controlOf(field.type).inPlace !== "never";
  const isThere = (field: DescribedField): boolean =>
    stateFor(states, field).shown &&
    (all || (record[field.name] ?? maskIn(record, field.name) ?? null) !== null || (may && stateFor(states, field).required));
  const blocks = module.blocks
    .map((block) => ({ block, fields: fieldsOf(module, block.fields).filter(isThere) }))
    .filter(({ fields }) => fields.length > 0 && (only === undefined || isBroad(fields) === (only === "broad")));
  const hasMasks = !past && module.fields.some((field) => field.access === "masked" && maskIn(record, field.name) !== undefined);
  const editable = blocks.flatMap(({ fields }) => fields.filter(can).map((field) => field.name));
  /** Tab goes from value to value, as in a form; else the focus comes back to where it was. */
  const endEdit = (name: string, end: EditEnd): void => {
    const next = end === "right" || end === "left" ? editable[editable.indexOf(name) + (end === "right" ? 1 : -1)] : undefined;
    edit(next);
    if (next === undefined) requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-edit="${CSS.escape(name)}"]`)?.focus());
  };
  const context: ValueContext = { record, states, saver, editing, can, onEdit: edit, onEnd: endEdit };
  if (only === "broad" && blocks.length === 0) return null;
  return (
    <div className={classes["details"]}>
      {saver.dialog}
      <Suspense>{hasMasks && only !== "broad" && <ClosedNotice module={module.name} record={record} />}</Suspense>
      {blocks.map(({ block, fields }) => (
        <DetailsBlock key={block.name} block={block} fields={fields} context={context} />
      ))}
      {only !== "broad" && (
        <Button variant="subtle" color="gray" size="compact-sm" className={classes["showEmpty"] ?? ""} onClick={() => setAll(!all)}>
          {t(all ? "record.hide-empty" : "record.show-empty")}
        </Button>
      )}
    </div>
  );
}

/** What all values on the page share: which of them is being edited, and how it is saved. */
interface ValueContext {
  readonly record: RecordData;
  readonly states: FieldStates;
  readonly saver: FieldSaver;
  readonly editing: string | undefined;
  readonly can: (field: DescribedField) => boolean;
  readonly onEdit: (name: string) => void;
  readonly onEnd: (name: string, end: EditEnd) => void;
}
function DetailValue({ field, record, states, saver, editing, can, onEdit, onEnd }: ValueContext & { readonly field: DescribedField }) {
  const t = useT();
  const text = useLabel();
  const mark = saver.marks.get(markKey(record.id, field.name));
  const refused = saver.draftOf(record.id, field.name);
  const shown = refused ? refused.value : (record[field.name] ?? null);
  if (editing === field.name)
    return (
      <dd>
        <InPlaceEditor
          field={withOffered(field, stateFor(states, field))}
          record={record}
          required={stateFor(states, field).required}
          value={shown}
          error={refused && mark?.text}
          onSave={(value, label, began) => saver.save(began, field, { value, label })}
          onEnd={(end) => onEnd(field.name, end)}
          onGiveUp={() => saver.forgive(record.id, field.name)}
        />
      </dd>
    );
  const value = <FieldValue field={field} value={shown} record={record} />;
  if (!can(field)) return <dd>{value}</dd>;
  const begin = (event: MouseEvent): void => {
    // Links in a value lead where they lead, and texts may be marked.
    const own = event.target instanceof Element && event.target.closest("a, button");
    if (!own && !window.getSelection()?.toString()) onEdit(field.name);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the pencil is the keyboard's way
    <dd className={classes["editable"]} onClick={begin} data-mark={mark?.tone}>
      {value}
      <button
        type="button"
        className={classes["pencil"]}
        data-edit={field.name}
        aria-label={t("detail.edit", { field: text(field.label) })}
        title={t("action.edit")}
        onClick={() => onEdit(field.name)}
      >
        <IconPencil size={14} aria-hidden />
      </button>
      {mark && (
        <span className={mark.tone === "bad" ? classes["refused"] : "visually-hidden"} role={mark.tone === "bad" ? "alert" : "status"}>
          {mark.text}
        </span>
      )}
    </dd>
  );
}

interface DetailsBlockProps {
  readonly block: DescribedModule["blocks"][number];
  readonly fields: DescribedModule["fields"];
  readonly context: ValueContext;
}
function DetailsBlock({ block, fields, context }: DetailsBlockProps) {
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
              <DetailValue field={field} {...context} />
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
