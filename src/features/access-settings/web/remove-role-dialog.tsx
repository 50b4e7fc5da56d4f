/** A role goes: its people get another one, the roles below it move up. */
import { Select } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import { remove, type Role } from "./access-api.ts";
import { useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

interface RemoveRoleDialogProps {
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}
export function RemoveRoleDialog({ role, roles, onClose }: RemoveRoleDialogProps) {
  const t = useT();
  const [heir, setHeir] = useState(role.parent_id ?? roles.find((each) => each.is_default)?.id ?? null);
  const peopled = role.user_count > 0;
  const drop = useAccessSave({
    save: () => remove(`/admin/roles/${role.id}`, peopled && heir !== null ? { transfer_to: heir } : {}),
    onSaved: onClose,
    message: t("access.deleted"),
  });
  return (
    <FormDialog
      title={t("access.role.remove", { name: role.name })}
      action={t("action.delete")}
      danger
      busy={drop.isPending}
      onSubmit={() => drop.mutate()}
      onClose={onClose}
    >
      <p className={classes["intro"]}>{t("access.role.remove-text")}</p>
      {peopled && (
        <Select
          label={t("access.role.heir", { count: role.user_count })}
          data={roles.filter(({ id }) => id !== role.id).map(({ id, name }) => ({ value: id, label: name }))}
          value={heir}
          allowDeselect={false}
          onChange={setHeir}
        />
      )}
    </FormDialog>
  );
}
