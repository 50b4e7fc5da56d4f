/** A record of a module, and somebody to whom access can be given: searched on the server as one types. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Principal, PrincipalType } from "../../../model/access/vocabulary.ts";
import { recordQuery, shortListQuery } from "../../../web/api/records.ts";
import { useSession } from "../../../web/api/session.ts";
import { useT } from "../../../web/i18n.tsx";
import { rolesQuery } from "./access-api.ts";

const SUGGESTIONS = 20;
const TYPING_PAUSE = 200;

interface FieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}
interface RecordSelectProps extends FieldProps {
  readonly module: string;
  readonly value: string | null;
  /** The chosen record's name, where it is known. */
  readonly name?: string | undefined;
  readonly onChange: (id: string | null, name?: string) => void;
  /** Ids that aren't offered. */
  readonly without?: readonly string[];
}
export function RecordSelect({ module, value, name, onChange, without = [], ...field }: RecordSelectProps) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, TYPING_PAUSE);
  const [picked, setPicked] = useState<{ readonly value: string; readonly label: string }>();
  const known = picked?.value === value ? picked.label : name;
  const asked = useQuery({ ...recordQuery(module, value ?? ""), enabled: value !== null && known === undefined }).data?.label;
  const label = known ?? asked;
  const found = useQuery(shortListQuery(module, { fields: ["label"], q: q === label ? "" : q }, SUGGESTIONS)).data?.data ?? [];
  const options = found
    .filter(({ id }) => id !== value && !without.includes(id))
    .map((record) => ({ value: record.id, label: record.label }));
  return (
    <Select
      {...field}
      data={value !== null && label !== undefined ? [{ value, label }, ...options] : options}
      value={label === undefined ? null : value}
      onChange={(id, option) => {
        if (id !== null && option) setPicked({ value: id, label: option.label });
        onChange(id, option?.label);
      }}
      searchable
      clearable
      filter={({ options: all }) => all}
      onSearchChange={setTyped}
      nothingFoundMessage={t("picker.nothing")}
      clearButtonProps={{ "aria-label": t("action.clear") }}
    />
  );
}

const MODULES = { user: "users", group: "groups", office: "offices" } as const;
const isRole = (type: PrincipalType): boolean => type === "role" || type === "role_and_below";
const keyOf = ({ type, id }: Principal): string => `${type}:${id}`;

interface PrincipalSelectProps extends FieldProps {
  readonly types: readonly PrincipalType[];
  readonly value: (Principal & { readonly label: string }) | null;
  readonly onChange: (principal: (Principal & { readonly label: string }) | null) => void;
}
/** Roles are offered to those who may see them: whoever may use the tool "access". */
export function PrincipalSelect({ types, value, onChange, ...field }: PrincipalSelectProps) {
  const t = useT();
  const { user } = useSession();
  const [typed, setTyped] = useState("");
  const [debounced] = useDebouncedValue(typed, TYPING_PAUSE);
  const q = debounced === value?.label ? "" : debounced;
  const seesRoles = types.some(isRole) && user?.tools.includes("access") === true;
  const roles = useQuery({ ...rolesQuery, enabled: seesRoles }).data ?? [];
  const kinds = (["user", "group", "office"] as const).filter((type) => types.includes(type));
  const answers = useQueries({ queries: kinds.map((type) => shortListQuery(MODULES[type], { fields: ["label"], q }, SUGGESTIONS)) });
  const word = q.trim().toLowerCase();
  const offered = (type: PrincipalType): Choice[] =>
    isRole(type)
      ? roles.filter(({ name }) => name.toLowerCase().includes(word)).map(({ id, name }) => ({ type, id, label: name }))
      : (answers[kinds.findIndex((kind) => kind === type)]?.data?.data ?? []).map(({ id, label }) => ({ type, id, label }));
  const all = types.flatMap(offered);
  const choices = value && !all.some((each) => keyOf(each) === keyOf(value)) ? [value, ...all] : all;
  const groups = types
    .map((type) => ({
      group: t(`access.principal.${type}`),
      items: choices.filter((each) => each.type === type).map((each) => ({ value: keyOf(each), label: each.label })),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <Select
      {...field}
      data={groups}
      value={value && keyOf(value)}
      onChange={(key) => onChange(choices.find((each) => keyOf(each) === key) ?? null)}
      searchable
      clearable
      filter={({ options }) => options}
      onSearchChange={setTyped}
      nothingFoundMessage={t("picker.nothing")}
      clearButtonProps={{ "aria-label": t("action.clear") }}
    />
  );
}
type Choice = Principal & { readonly label: string };

/** "Role and below: Sales" — in lists, where the kind must be said too. */
export function usePrincipalText(): (principal: Principal, label: string | null) => string {
  const t = useT();
  return ({ type }, label) => `${t(`access.principal-of.${type}`)} ${label ?? t("access.gone")}`;
}
