/** Values for what the file doesn't say: the same for all records that are created. */
import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { Defaults } from "../template.ts";
import { DefaultInput } from "./default-input.tsx";
import type { ColumnMapping } from "./import-api.ts";
import { targetFields } from "./mapping-model.ts";
import classes from "./import.module.css";

interface DefaultsPanelProps {
  readonly module: DescribedModule;
  readonly columns: readonly ColumnMapping[];
  readonly defaults: Defaults;
  readonly onChange: (defaults: Defaults) => void;
  /** Within another panel. */
  readonly bare?: boolean;
}
export function DefaultsPanel({ module, columns, defaults, onChange, bare }: DefaultsPanelProps) {
  const t = useT();
  const text = useLabel();
  // Fields that a column feeds have their "if empty" beside it.
  const fed = (name: string): boolean => columns.some((column) => column.field === name);
  const without = (name: string): Defaults => Object.fromEntries(Object.entries(defaults).filter(([each]) => each !== name));
  const free = [...new Set(targetFields(module).map(({ field }) => field))].filter(
    (field) => !Object.hasOwn(defaults, field.name) && !fed(field.name),
  );
  return (
    <section className={bare ? classes["bare"] : classes["panel"]} aria-label={t("import.defaults")}>
      {!bare && <h2 className={classes["panelTitle"]}>{t("import.defaults")}</h2>}
      {fieldsOf(
        module,
        Object.keys(defaults).filter((name) => !fed(name)),
      ).map((field) => (
        <div key={field.name} className={classes["default"]}>
          <div className={classes["defaultInput"]}>
            <DefaultInput
              module={module}
              field={field}
              columns={columns}
              value={defaults[field.name] ?? null}
              onChange={(next) => onChange({ ...defaults, [field.name]: next })}
            />
          </div>
          <ActionIcon
            size={28}
            className={classes["defaultRemove"] ?? ""}
            aria-label={t("action.remove")}
            onClick={() => onChange(without(field.name))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Select
        size="xs"
        w={260}
        aria-label={t("import.defaults-add")}
        placeholder={t(bare ? "import.defaults-add-value" : "import.defaults-add")}
        searchable
        data={free.map((field) => ({ value: field.name, label: text(field.label) }))}
        value={null}
        onChange={(name) => name && onChange({ ...defaults, [name]: null })}
        nothingFoundMessage={t("picker.nothing")}
      />
    </section>
  );
}
