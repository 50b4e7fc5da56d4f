/** What is true or not of a field, whatever its type. */
import { Checkbox } from "@mantine/core";
import { useSession } from "../../../web/api/session.ts";
import { useT } from "../../../web/i18n.tsx";
import classes from "./customisation.module.css";
import type { FieldPartProps } from "./field-dialog.tsx";
import { has } from "./field-draft.ts";

export function FieldFlags({ field, draft, set, errors }: FieldPartProps) {
  const t = useT();
  const { type } = draft;
  const own = !field || field.custom;
  const writable = !field?.readOnly;
  const decides = useSession().user?.tools.includes("access") === true;
  return (
    <div className={classes["flags"]}>
      {has("mandatory", type) && writable && (
        <Checkbox
          label={t("customisation.mandatory")}
          checked={draft.mandatory}
          error={errors["mandatory"]}
          onChange={({ currentTarget }) => set({ mandatory: currentTarget.checked })}
        />
      )}
      {own && has("unique", type) && (
        <Checkbox
          label={t("customisation.unique")}
          checked={draft.unique}
          error={errors["unique"]}
          onChange={({ currentTarget }) => set({ unique: currentTarget.checked })}
        />
      )}
      {has("create_only", type) && writable && (
        <Checkbox
          label={t("customisation.create-only")}
          checked={draft.createOnly}
          onChange={({ currentTarget }) => set({ createOnly: currentTarget.checked })}
        />
      )}
      {writable && decides && (
        <Checkbox
          label={t("customisation.personal")}
          description={t("customisation.personal-text")}
          checked={draft.personal}
          error={errors["personal"]}
          onChange={({ currentTarget }) => set({ personal: currentTarget.checked })}
        />
      )}
      {field && (
        <Checkbox
          label={t("customisation.hidden")}
          checked={draft.hidden}
          error={errors["hidden"]}
          onChange={({ currentTarget }) => set({ hidden: currentTarget.checked })}
        />
      )}
    </div>
  );
}
