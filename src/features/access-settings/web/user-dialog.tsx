/** One of the people: added (with a password that is shown once, or without one until later) or changed. */
import { MultiSelect, Select, Switch, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { currencyChoices } from "../../../web/fields/currency-choices.ts";
import { LANGUAGE_NAMES, useLang, useT } from "../../../web/i18n.tsx";
import { useSession } from "../../../web/api/session.ts";
import { textOf } from "../../../web/api/record-data.ts";
import { timezones } from "../../../web/setup/setup-values.ts";
import { groupsQuery, rolesQuery, saveUser, type UserRecord, type UserValues } from "./access-api.ts";
import { PasswordField } from "./password-field.tsx";
import { RecordSelect } from "./record-select.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import classes from "./access.module.css";

interface UserDialogProps {
  /** Absent: somebody new. */
  readonly user: UserRecord | undefined;
  readonly onClose: () => void;
}
const TEXTS = ["title", "department", "phone"] as const;

export function UserDialog({ user, onClose }: UserDialogProps) {
  const t = useT();
  const decides = useSession().user?.tools.includes("access") === true;
  const [values, setValues] = useState<UserValues>({});
  const set = (change: UserValues): void => setValues((before) => ({ ...before, ...change }));
  const now = (name: string): string => textOf(name in values ? (values[name] as string) : user?.[name]);
  const save = useAccessSave({
    save: () => saveUser(user?.id, user ? { ...values, version: user.version } : values),
    onSaved: onClose,
    ...(user ? {} : { message: t("access.user.added") }),
  });
  const fault = (...names: readonly string[]) => ({ error: faultOf(save.error, ...names) });
  const ready = now("name").trim() !== "" && now("email").trim() !== "";
  return (
    <FormDialog
      title={user?.name ?? t("access.user.add")}
      size="lg"
      action={user ? t("action.save") : t("access.user.add-short")}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      busy={save.isPending}
      ready={ready}
      noValidate
    >
      <div className={classes["pair"]}>
        <TextInput
          data-autofocus
          required
          label={t("access.user.name")}
          value={now("name")}
          onChange={(event) => set({ name: event.currentTarget.value })}
          {...fault("name", "last_name", "first_name")}
        />
        <TextInput
          required
          type="email"
          label={t("access.user.email")}
          value={now("email")}
          onChange={(event) => set({ email: event.currentTarget.value })}
          {...fault("email")}
        />
      </div>
      <PasswordField
        isNew={user === undefined}
        value={now("password")}
        onChange={(password) => setValues(({ password: _former, ...rest }) => (password === "" ? rest : { ...rest, password }))}
        {...fault("password")}
      />
      {decides && <Places user={user} values={values} set={set} fault={fault} />}
      <div className={classes["pair"]}>
        {TEXTS.map((name) => (
          <TextInput
            key={name}
            label={t(`access.user.${name}`)}
            value={now(name)}
            onChange={(event) => set({ [name]: event.currentTarget.value || null })}
            {...fault(name)}
          />
        ))}
        <RecordSelect
          label={t("access.user.manager")}
          module="users"
          value={now("manager_id") || null}
          name={user && !("manager_id" in values) ? textOf(user["manager_id__label"]) : undefined}
          without={user ? [user.id] : []}
          onChange={(manager_id) => set({ manager_id })}
          {...fault("manager_id")}
        />
        <RecordSelect
          label={t("access.user.office")}
          module="offices"
          value={now("office_id") || null}
          name={user && !("office_id" in values) ? textOf(user["office_id__label"]) : undefined}
          onChange={(office_id) => set({ office_id })}
          {...fault("office_id")}
        />
      </div>
      <Conventions now={now} set={set} />
    </FormDialog>
  );
}

interface PlacesProps {
  readonly user: UserRecord | undefined;
  readonly values: UserValues;
  readonly set: (change: UserValues) => void;
  readonly fault: (...names: readonly string[]) => { readonly error: string | undefined };
}
/** What decides over rights: for those alone who may give them. */
function Places({ user, values, set, fault }: PlacesProps) {
  const t = useT();
  const roles = useQuery(rolesQuery).data ?? [];
  const groups = useInfiniteQuery(groupsQuery).data?.pages.flatMap((page) => page.data) ?? [];
  const usual = user ? user.role_id : (roles.find((role) => role.is_default)?.id ?? null);
  const admin = (values["is_admin"] ?? user?.["is_admin"]) === true;
  return (
    <>
      <div className={classes["pair"]}>
        <Select
          label={t("access.user.role")}
          data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          value={(values["role_id"] as string | undefined) ?? usual}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t("picker.nothing")}
          onChange={(role_id) => role_id !== null && set({ role_id })}
          {...fault("role_id")}
        />
        <MultiSelect
          label={t("access.user.groups")}
          data={groups.map(({ id, label }) => ({ value: id, label }))}
          value={[...((values["group_ids"] as readonly string[] | undefined) ?? user?.group_ids ?? [])]}
          searchable
          nothingFoundMessage={t("picker.nothing")}
          onChange={(group_ids) => set({ group_ids })}
          {...fault("group_ids")}
        />
      </div>
      <Switch
        label={t("access.user.is-admin")}
        description={t("access.user.is-admin-text")}
        checked={admin}
        onChange={(event) => set({ is_admin: event.currentTarget.checked })}
        {...fault("is_admin")}
      />
    </>
  );
}

function Conventions({ now, set }: { readonly now: (name: string) => string; readonly set: (change: UserValues) => void }) {
  const t = useT();
  const lang = useLang();
  const { company } = useSession();
  const zones = useMemo(() => timezones(), []);
  const zone = now("timezone") || company?.timezone || "UTC";
  return (
    <div className={classes["triple"]}>
      <Select
        label={t("setup.language")}
        data={(["en", "ru"] as const).map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={now("language") || company?.language || lang}
        allowDeselect={false}
        onChange={(language) => language !== null && set({ language })}
      />
      <Select
        label={t("setup.timezone")}
        data={[...new Set([zone, ...zones])]}
        value={zone}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("picker.nothing")}
        onChange={(timezone) => timezone !== null && set({ timezone })}
      />
      <Select
        label={t("setup.currency")}
        data={currencyChoices(lang)}
        value={now("currency") || company?.currency || null}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("picker.nothing")}
        onChange={(currency) => currency !== null && set({ currency })}
      />
    </div>
  );
}
