/** How what stands in a column is understood: references, choices, words that mean others. */
import { Checkbox, Select } from "@mantine/core";
import { useState } from "react";
import type { DescribedField } from "../../../model/describe.ts";
import { targetsOf, useModuleIfKnown } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { ColumnCheck, ColumnMapping } from "./import-api.ts";
import { ReplacedValues } from "./replaced-values.tsx";
import { UnknownValues } from "./unknown-values.tsx";
import classes from "./columns.module.css";

type Rule = Pick<ColumnMapping, "match_by" | "create_missing" | "values">;

interface ColumnRuleProps {
  readonly field: DescribedField;
  readonly entry: ColumnMapping;
  readonly samples: readonly string[];
  readonly check: ColumnCheck | undefined;
  readonly addsOptions: boolean;
  readonly onAddOptions: (() => void) | undefined;
  readonly onRule: (rule: Rule) => void;
}
export function ColumnRule({ field, entry, samples, check, addsOptions, onAddOptions, onRule }: ColumnRuleProps) {
  // The pairs keep half-written ones to themselves: what is taken from outside starts them anew.
  const [accepted, setAccepted] = useState(0);
  const other = useModuleIfKnown(targetsOf(field)[0]);
  const isReference = field.type === "reference" || field.type === "user";
  if (!isReference && !field.options) return null;
  const extendable = field.type === "picklist" || field.type === "radio";
  const make = isReference
    ? other?.rights.create
      ? () => onRule({ create_missing: true })
      : undefined
    : extendable
      ? onAddOptions
      : undefined;
  return (
    <>
      {isReference && <ReferenceRule field={field} column={entry} onRule={onRule} />}
      {check && check.unknown_count > 0 && (
        <UnknownValues
          check={check}
          kind={isReference ? "records" : "options"}
          made={isReference ? entry.create_missing === true : addsOptions && extendable}
          onMake={make}
          onReplace={(values) => {
            onRule({ values: { ...entry.values, ...values } });
            setAccepted(accepted + 1);
          }}
        />
      )}
      <ReplacedValues
        key={accepted}
        field={field}
        samples={samples}
        values={entry.values ?? {}}
        onChange={(values) => onRule({ values })}
      />
    </>
  );
}

/** References: by what the other record is found, and whether it is made when it isn't there. */
function ReferenceRule({
  field,
  column,
  onRule,
}: {
  readonly field: DescribedField;
  readonly column: ColumnMapping;
  readonly onRule: (rule: Rule) => void;
}) {
  const t = useT();
  const text = useLabel();
  const other = useModuleIfKnown(targetsOf(field)[0]);
  const keys = (other?.fields ?? []).filter((key) => key.name !== "number" && (["email", "phone"].includes(key.type) || key.unique));
  const choices = [
    { value: "label", label: t("import.by-name") },
    { value: "number", label: t("import.number") },
    ...keys.map((key) => ({ value: key.name, label: text(key.label) })),
  ];
  return (
    <span className={classes["rule"]}>
      <Select
        size="xs"
        aria-label={t("import.match-by")}
        data={choices}
        value={column.match_by ?? "label"}
        allowDeselect={false}
        onChange={(by) => by && onRule({ match_by: by })}
      />
      {other?.rights.create && (
        <Checkbox
          size="xs"
          label={t("import.create-missing")}
          checked={column.create_missing === true}
          onChange={(event) => onRule({ create_missing: event.currentTarget.checked })}
        />
      )}
    </span>
  );
}
