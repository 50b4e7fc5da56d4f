/** One role: its name, superior, profiles, and what its people may do with each other's records. */
import { MultiSelect, Select, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useLabel, useT } from "../../../web/i18n.tsx";
import classes from "./access.module.css";
import { profilesQuery, roleListsQuery, saveRole, type Role, type RoleValues } from "./access-api.ts";
import { branchOf } from "./role-tree.ts";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";

interface RoleDialogProps {
  readonly roles: readonly Role[];
  /** Absent: a new one. */
  readonly role: Role | undefined;
  /** A new one's superior. */
  readonly below: string | null;
  readonly onClose: () => void;
}
const TOP = "top";

export function RoleDialog({ roles, role, below, onClose }: RoleDialogProps) {
  const t = useT();
  const profiles = useQuery(profilesQuery).data ?? [];
  const [changed, setChanged] = useState<RoleValues>({});
  const set = (change: RoleValues): void => setChanged((before) => ({ ...before, ...change }));
  const now = {
    name: "",
    parent_id: below,
    profile_ids: [],
    peers: "none" as const,
    is_default: false,
    needs_second_factor: false,
    ...role,
    ...changed,
  };
  const own = role ? branchOf(roles, role.id) : new Set<string>();
  const save = useAccessSave({
    save: () => saveRole(role?.id, role ? changed : { name: now.name, parent_id: now.parent_id, ...changed }),
    onSaved: onClose,
  });
  return (
    <FormDialog
      title={role?.name ?? t("access.role.add")}
      action={t("action.save")}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      busy={save.isPending}
      ready={now.name.trim() !== ""}
    >
      <TextInput
        data-autofocus
        required
        label={t("access.name")}
        value={now.name}
        error={faultOf(save.error, "name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label={t("access.role.parent")}
        data={[
          { value: TOP, label: t("access.role.top") },
          ...roles.filter(({ id }) => !own.has(id)).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={now.parent_id ?? TOP}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("picker.nothing")}
        error={faultOf(save.error, "parent_id")}
        onChange={(value) => set({ parent_id: value === TOP ? null : value })}
      />
      <MultiSelect
        label={t("settings.profiles")}
        description={t("access.role.profiles-text")}
        data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
        value={[...now.profile_ids]}
        searchable
        nothingFoundMessage={t("picker.nothing")}
        error={faultOf(save.error, "profile_ids")}
        onChange={(profile_ids) => set({ profile_ids })}
      />
      <Select
        label={t("access.role.peers")}
        data={(["none", "read", "edit"] as const).map((value) => ({ value, label: t(`access.role.peers.${value}`) }))}
        value={now.peers}
        allowDeselect={false}
        onChange={(value) => value !== null && set({ peers: value })}
      />
      <Switch
        label={t("access.role.is-default")}
        description={t("access.role.is-default-text")}
        checked={now.is_default}
        disabled={role?.is_default === true}
        onChange={(event) => set({ is_default: event.currentTarget.checked })}
      />
      <Switch
        label={t("access.role.needs-second-factor")}
        description={t("access.role.needs-second-factor-text")}
        checked={now.needs_second_factor}
        onChange={(event) => set({ needs_second_factor: event.currentTarget.checked })}
      />
      {role && <OwnLists role={role.id} />}
    </FormDialog>
  );
}

/** Which choices offer the role fewer values: set with the field, shown here with the way there. */
function OwnLists({ role }: { readonly role: string }) {
  const t = useT();
  const text = useLabel();
  const lists = useQuery(roleListsQuery(role)).data ?? [];
  return (
    <div>
      <p className={classes["listsTitle"]}>{t("access.role.lists")}</p>
      {lists.length === 0 && <p className={classes["intro"]}>{t("access.role.lists-hint")}</p>}
      {lists.map(({ module, module__label, field, field__label, count, of }) => (
        <div key={`${module}.${field}`} className={classes["listsLine"]}>
          <Link to="/settings" search={{ section: "modules", module, field }}>
            {text(module__label)}: {text(field__label)}
          </Link>
          <span>{t("access.role.lists-count", { count, of })}</span>
        </div>
      ))}
    </div>
  );
}
