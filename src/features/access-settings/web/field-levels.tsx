/** The fields of one module: hidden, read only, or open for changes. */
import { Button, SegmentedControl } from "@mantine/core";
import { FIELD_LEVELS, type FieldLevel, type ProfileRights } from "../../../model/access/vocabulary.ts";
import { useModule } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { setLevels } from "./rights-model.ts";
import classes from "./access.module.css";

interface FieldLevelsProps {
  readonly module: string;
  readonly fields: ProfileRights["fields"];
  readonly onChange: (fields: ProfileRights["fields"]) => void;
}
export function FieldLevels({ module, fields, onChange }: FieldLevelsProps) {
  const t = useT();
  const text = useLabel();
  // What the program itself keeps every record by can't be hidden from its users.
  const own = useModule(module).fields.filter((field) => !KEPT.has(field.name));
  const names = own.map(({ name }) => name);
  return (
    <div className={classes["fields"]}>
      <div className={classes["fieldsHead"]}>
        <span>{t("access.profile.all-fields")}</span>
        {FIELD_LEVELS.map((level) => (
          <Button key={level} size="compact-xs" variant="default" onClick={() => onChange(setLevels(fields, module, names, level))}>
            {t(`access.level.${level}`)}
          </Button>
        ))}
      </div>
      <ul>
        {own.map((field) => (
          <li key={field.name}>
            <span>
              {text(field.label)}
              {field.personal && <span className={classes["badge"]}>{t("access.profile.personal")}</span>}
            </span>
            <SegmentedControl
              size="xs"
              aria-label={text(field.label)}
              data={FIELD_LEVELS.filter((level) => level !== "edit" || !field.readOnly).map((level) => ({
                value: level,
                label: t(`access.level.${level}`),
              }))}
              value={shown(fields[module]?.[field.name] ?? "edit", field.readOnly === true)}
              onChange={(level) =>
                onChange(setLevels(fields, module, [field.name], field.readOnly && level === "read" ? "edit" : (level as FieldLevel)))
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
const KEPT: ReadonlySet<string> = new Set(["id", "version", "label", "starred", "deleted_at"]);

/** What nobody writes by hand can only be seen or not. */
const shown = (level: FieldLevel, readOnly: boolean): FieldLevel => (readOnly && level === "edit" ? "read" : level);
