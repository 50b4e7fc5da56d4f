/** Each column of the file with its first values, and the field that it feeds. */
import { Checkbox, Select } from "@mantine/core";
import type { DescribedModule } from "../../../model/describe.ts";
import { targetsOf, useModuleIfKnown } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { ColumnMapping, UploadedTable } from "./import-api.ts";
import { ReplacedValues } from "./replaced-values.tsx";
import { mapColumn, targetFields } from "./mapping-model.ts";
import type { TargetField } from "./mapping-model.ts";
import classes from "./import.module.css";

const SAMPLES = 3;

interface ColumnTableProps {
  readonly module: DescribedModule;
  readonly table: UploadedTable;
  readonly columns: readonly ColumnMapping[];
  readonly onChange: (columns: readonly ColumnMapping[]) => void;
}
export function ColumnTable({ module, table, columns, onChange }: ColumnTableProps) {
  const t = useT();
  const targets = targetFields(module);
  return (
    <div className={classes["columns"]} role="table" aria-label={t("import.columns")}>
      <div role="row" className={classes["columnsHead"]}>
        <span role="columnheader">{t("import.column")}</span>
        <span role="columnheader">{t("import.sample")}</span>
        <span role="columnheader">{t("import.field")}</span>
      </div>
      {columns.map((column, index) => (
        <ColumnLine
          key={index}
          table={table}
          column={column}
          targets={targets}
          onField={(field) => onChange(mapColumn(columns, index, field))}
          onRule={(rule) => onChange(columns.with(index, { ...column, ...rule }))}
        />
      ))}
    </div>
  );
}

interface ColumnLineProps {
  readonly table: UploadedTable;
  readonly column: ColumnMapping;
  readonly targets: readonly TargetField[];
  readonly onField: (field: string | null) => void;
  readonly onRule: (rule: Pick<ColumnMapping, "match_by" | "create_missing" | "values">) => void;
}
function ColumnLine({ table, column, targets, onField, onRule }: ColumnLineProps) {
  const t = useT();
  const text = useLabel();
  const index = typeof column.column === "number" ? column.column : table.header.indexOf(column.column);
  const header = table.header[index] || t("import.nameless", { number: index + 1 });
  const samples = table.sample.flatMap((row) => (row[index] ? [row[index]] : [])).slice(0, SAMPLES);
  const chosen = targets.find((target) => target.path === column.field);
  const isReference = chosen && (chosen.field.type === "reference" || chosen.field.type === "user");
  return (
    <div role="row" className={classes["columnLine"]}>
      <span role="cell" className={classes["columnName"]}>
        {header}
      </span>
      <span role="cell" className={classes["samples"]} title={samples.join("\n")}>
        {samples.join(" · ")}
      </span>
      <span role="cell" className={classes["target"]}>
        <Select
          size="xs"
          aria-label={t("import.field-for", { column: header })}
          placeholder={t("import.left-out")}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("action.clear") }}
          data={[...targets.map((target) => ({ value: target.path, label: `${text(target.label)}${target.field.mandatory ? " *" : ""}` })), { value: "id", label: "ID" }, { value: "number", label: t("import.number") }]}
          value={column.field}
          onChange={onField}
          nothingFoundMessage={t("picker.nothing")}
        />
        {isReference && <ReferenceRule target={chosen} column={column} onRule={onRule} />}
        {chosen && (isReference || chosen.field.options) && (
          <ReplacedValues field={chosen.field} samples={table.sample.flatMap((row) => row[index] ?? [])} values={column.values ?? {}} onChange={(values) => onRule({ values })} />
        )}
      </span>
    </div>
  );
}

/** References: by what the other record is found, and whether it is made when it isn't there. */
function ReferenceRule({ target, column, onRule }: { readonly target: TargetField } & Pick<ColumnLineProps, "column" | "onRule">) {
  const t = useT();
  const text = useLabel();
  const other = useModuleIfKnown(targetsOf(target.field)[0]);
  const keys = (other?.fields ?? []).filter((field) => ["email", "phone"].includes(field.type) || field.unique);
  const choices = [{ value: "label", label: t("import.by-name") }, { value: "number", label: t("import.number") }, ...keys.filter((field) => field.name !== "number").map((field) => ({ value: field.name, label: text(field.label) }))];
  return (
    <span className={classes["rule"]}>
      <Select size="xs" aria-label={t("import.match-by")} data={choices} value={column.match_by ?? "label"} allowDeselect={false} onChange={(by) => by && onRule({ match_by: by })} />
      {other?.rights.create && (
        <Checkbox size="xs" label={t("import.create-missing")} checked={column.create_missing === true} onChange={(event) => onRule({ create_missing: event.currentTarget.checked })} />
      )}
    </span>
  );
}
