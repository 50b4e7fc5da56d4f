/** How the file's rows are treated: duplicates, dates, numbers, unknown choices. */
import { MultiSelect, Select } from "@mantine/core";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { ColumnMapping, ImportOptions } from "./import-api.ts";
import { useUsualMatch } from "./usual-match.ts";
import classes from "./import.module.css";

const DUPLICATES = ["create", "skip", "overwrite", "merge"] as const;
const DATE_ORDERS = ["dmy", "mdy", "ymd"] as const;
const DECIMAL_MARKS = ["auto", ".", ","] as const;
const MARK_KEYS = { auto: "import.mark.auto", ".": "import.mark.point", ",": "import.mark.comma" } as const;
const NEW_OPTIONS = ["reject", "add"] as const;

interface OptionsPanelProps {
  readonly module: DescribedModule;
  readonly columns: readonly ColumnMapping[];
  readonly options: ImportOptions;
  /** Whether this user may add to the lists of choices. */
  readonly mayAdd: boolean;
  readonly onChange: (options: ImportOptions) => void;
}
export function OptionsPanel({ module, columns, options, mayAdd, onChange }: OptionsPanelProps) {
  const t = useT();
  const text = useLabel();
  const mapped = [...new Set(columns.flatMap(({ field }) => (field === null ? [] : [field])))].flatMap(
    (name) => fieldOf(module, name) ?? [],
  );
  const usual = useUsualMatch(module, columns);
  const setDuplicates = (duplicates: ImportOptions["duplicates"]): void =>
    onChange({
      ...options,
      duplicates,
      match_fields: duplicates === "create" ? [] : options.match_fields.length > 0 ? options.match_fields : usual,
    });
  return (
    <div className={classes["options"]}>
      <Select
        label={t("import.duplicates")}
        data={DUPLICATES.map((value) => ({ value, label: t(`import.duplicates.${value}`) }))}
        value={options.duplicates}
        allowDeselect={false}
        onChange={(value) => value && setDuplicates(value)}
      />
      {options.duplicates !== "create" && (
        <MultiSelect
          label={t("import.match-fields")}
          data={mapped.map((field) => ({ value: field.name, label: text(field.label) }))}
          value={[...options.match_fields]}
          onChange={(match_fields) => onChange({ ...options, match_fields })}
        />
      )}
      <Select
        label={t("import.date-order")}
        data={DATE_ORDERS.map((value) => ({ value, label: t(`import.date-order.${value}`) }))}
        value={options.date_order}
        allowDeselect={false}
        onChange={(value) => value && onChange({ ...options, date_order: value })}
      />
      <Select
        label={t("import.mark")}
        data={DECIMAL_MARKS.map((value) => ({ value, label: t(MARK_KEYS[value]) }))}
        value={options.decimal_mark}
        allowDeselect={false}
        onChange={(value) => value && onChange({ ...options, decimal_mark: value })}
      />
      {mayAdd && (
        <Select
          label={t("import.new-options")}
          data={NEW_OPTIONS.map((value) => ({ value, label: t(`import.new-options.${value}`) }))}
          value={options.new_options}
          allowDeselect={false}
          onChange={(value) => value && onChange({ ...options, new_options: value })}
        />
      )}
    </div>
  );
}
