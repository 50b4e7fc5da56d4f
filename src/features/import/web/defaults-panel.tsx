/** Values for what the file doesn't say: the same for all records that are created. */
import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Suspense } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { ColumnMapping } from "./import-api.ts";
import { targetFields } from "./mapping-model.ts";
import classes from "./import.module.css";

type Defaults = Readonly<Record<string, Json>>;
/** Made of other values of the row (saved mappings can have them): shown, not edited. */
const isTemplate = (value: Json): value is { readonly template: string } => value !== null && typeof value === "object" && !Array.isArray(value) && "template" in value;

interface DefaultsPanelProps {
  readonly module: DescribedModule;
  readonly columns: readonly ColumnMapping[];
  readonly defaults: Defaults;
  readonly onChange: (defaults: Defaults) => void;
}
export function DefaultsPanel({ module, columns, defaults, onChange }: DefaultsPanelProps) {
  const t = useT();
  const text = useLabel();
  const without = (name: string): Defaults => Object.fromEntries(Object.entries(defaults).filter(([each]) => each !== name));
  const free = [...new Set(targetFields(module).map(({ field }) => field))].filter((field) => !Object.hasOwn(defaults, field.name) && !columns.some((column) => column.field === field.name));
  return (
    <section className={classes["defaults"]} aria-label={t("import.defaults")}>
      <h2 className={classes["defaultsTitle"]}>{t("import.defaults")}</h2>
      {fieldsOf(module, Object.keys(defaults)).map((field) => {
        const value = defaults[field.name] ?? null;
        const { Input } = controlOf(field.type);
        return (
          <div key={field.name} className={classes["default"]}>
            <div className={classes["defaultInput"]}>
              {isTemplate(value) ? (
                <span>
                  {text(field.label)}: <code>{value.template}</code>
                </span>
              ) : (
                <Suspense>
                  <Input field={field} value={value} onChange={(next) => onChange({ ...defaults, [field.name]: next })} />
                </Suspense>
              )}
            </div>
            <ActionIcon size={28} aria-label={t("action.remove")} onClick={() => onChange(without(field.name))}>
              <IconX size={14} />
            </ActionIcon>
          </div>
        );
      })}
      <Select
        size="xs"
        w={260}
        aria-label={t("import.defaults-add")}
        placeholder={t("import.defaults-add")}
        searchable
        data={free.map((field) => ({ value: field.name, label: text(field.label) }))}
        value={null}
        onChange={(name) => name && onChange({ ...defaults, [name]: null })}
        nothingFoundMessage={t("picker.nothing")}
      />
    </section>
  );
}
