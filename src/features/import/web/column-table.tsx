/** Each column of the file with its first values, and the field that it feeds. */
import { Select } from "@mantine/core";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { nameShapes } from "../name-shapes.ts";
import type { Default, Defaults } from "../template.ts";
import { ColumnRule } from "./column-rule.tsx";
import { DefaultInput } from "./default-input.tsx";
import type { Check, ColumnCheck, ColumnMapping, UploadedTable } from "./import-api.ts";
import { linesOf, mapLine, SHAPE, targetFields, targetIn } from "./mapping-model.ts";
import type { MappingLine } from "./mapping-model.ts";
import classes from "./columns.module.css";

const SAMPLES = 3;

interface ColumnTableProps {
  /** The imported one first, then those that the rows feed as well. */
  readonly modules: readonly DescribedModule[];
  readonly table: UploadedTable;
  readonly columns: readonly ColumnMapping[];
  /** Of the module of that name. */
  readonly defaultsOf: (module: string) => Defaults;
  readonly check: Check | undefined;
  /** New choices are added to the lists. */
  readonly addsOptions: boolean;
  /** Absent: this user may not. */
  readonly onAddOptions: (() => void) | undefined;
  readonly onChange: (columns: readonly ColumnMapping[]) => void;
  readonly onDefault: (module: string, name: string, value: Default) => void;
}
export function ColumnTable(props: ColumnTableProps) {
  const { modules, table, columns, onChange } = props;
  const t = useT();
  const choices = useChoices(modules);
  return (
    <div className={classes["columns"]} role="table" aria-label={t("import.columns")}>
      <div role="row" className={classes["columnsHead"]}>
        <span role="columnheader">{t("import.column")}</span>
        <span role="columnheader">{t("import.sample")}</span>
        <span role="columnheader">{t("import.field")}</span>
      </div>
      {linesOf(table, columns).map((line, index) => (
        <ColumnLine
          key={`${line.column} ${index}`}
          {...props}
          line={line}
          choices={choices}
          onTarget={(target) => onChange(mapLine(columns, line, target))}
        />
      ))}
    </div>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}
type Choices = readonly Choice[] | readonly { readonly group: string; readonly items: Choice[] }[];
/** Names in one column first: people look for them among the names. With several modules, by module. */
function useChoices(modules: readonly DescribedModule[]): Choices {
  const t = useT();
  const text = useLabel();
  const of = (module: DescribedModule, whose: string | undefined): Choice[] => [
    ...nameShapes((name) => fieldOf(module, name)?.access === "edit").map((shape) => ({
      value: targetIn(whose, `${SHAPE}${shape}`),
      label: t(`import.name.${shape}`),
    })),
    ...targetFields(module).map((target) => ({
      value: targetIn(whose, target.path),
      label: `${text(target.label)}${target.field.mandatory ? " *" : ""}`,
    })),
  ];
  const [main, ...others] = modules;
  if (!main) return [];
  const own = [...of(main, undefined), { value: "id", label: "ID" }, { value: "number", label: t("import.number") }];
  if (others.length === 0) return own;
  return [
    { group: text(main.label), items: own },
    ...others.map((module) => ({ group: text(module.label), items: of(module, module.name) })),
  ];
}

interface ColumnLineProps extends ColumnTableProps {
  readonly line: MappingLine;
  readonly choices: Choices;
  readonly onTarget: (target: string | null) => void;
}
function ColumnLine({
  modules,
  table,
  columns,
  defaultsOf,
  check,
  addsOptions,
  onAddOptions,
  onChange,
  onDefault,
  line,
  choices,
  onTarget,
}: ColumnLineProps) {
  const t = useT();
  const header = table.header[line.column] || t("import.nameless", { number: line.column + 1 });
  const samples = [...new Set(table.sample.flatMap((row) => row[line.column] || []))];
  const [entry] = line.entries;
  const module = modules.find(({ name }) => name === entry?.module) ?? modules[0];
  const field = module && line.entries.length === 1 && entry?.field ? fieldOf(module, entry.field) : undefined;
  const found =
    field && check?.columns.find((each) => each.column === line.column && each.field === field.name && each.module === entry?.module);
  return (
    <div role="row" className={classes["columnLine"]}>
      <span role="cell" className={classes["columnName"]}>
        {header}
      </span>
      <span role="cell" className={classes["samples"]} title={samples.slice(0, SAMPLES).join("\n")}>
        {samples.slice(0, SAMPLES).join(" · ")}
      </span>
      <span role="cell" className={classes["target"]}>
        <Select
          size="xs"
          aria-label={t("import.field-for", { column: header })}
          placeholder={t("import.left-out")}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("action.clear") }}
          data={[...choices] as Choice[]}
          value={line.target}
          onChange={onTarget}
          nothingFoundMessage={t("picker.nothing")}
        />
        {field && entry && (
          <ColumnRule
            key={field.name}
            field={field}
            entry={entry}
            samples={samples}
            check={found}
            addsOptions={addsOptions}
            onAddOptions={onAddOptions}
            onRule={(rule) => onChange(columns.map((each) => (each === entry ? { ...entry, ...rule } : each)))}
          />
        )}
        {field && module && (
          <IfEmpty
            module={module}
            columns={columns.filter((each) => each.module === entry?.module)}
            field={field}
            check={found}
            value={defaultsOf(module.name)[field.name]}
            onChange={(value) => onDefault(module.name, field.name, value)}
          />
        )}
      </span>
    </div>
  );
}

interface IfEmptyProps extends Pick<Parameters<typeof DefaultInput>[0], "module" | "columns" | "field" | "onChange"> {
  readonly check: ColumnCheck | undefined;
  readonly value: Default | undefined;
}
/** Mandatory, yet empty in some rows: those need a value. */
function IfEmpty({ check, value, ...input }: IfEmptyProps) {
  const t = useT();
  const needed = input.field.mandatory === true && input.field.default === undefined && (check?.empty ?? 0) > 0;
  if (!needed && value === undefined) return null;
  return (
    <div className={classes["ifEmpty"]} data-needed={(needed && (value ?? null) === null) || undefined}>
      {needed && <span>{t("import.empty-cells", { count: check?.empty ?? 0 })}</span>}
      <span className={classes["ifEmptyInput"]}>
        <span>{t("import.if-empty")}</span>
        <DefaultInput {...input} value={value ?? null} bare />
      </span>
    </div>
  );
}
