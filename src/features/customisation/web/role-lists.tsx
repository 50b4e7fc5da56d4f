/** Which of a choice's values each role may give to records: the tree of roles, each with its own list or that of the role above. */
import { Alert, MultiSelect, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Option } from "../../../model/define.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { roleOptionsQuery, type RoleOptions } from "./customisation-api.ts";
import classes from "./customisation.module.css";
import type { FieldPartProps } from "./field-dialog.tsx";

interface RoleListsProps extends FieldPartProps {
  readonly field: DescribedField;
  /** As they will be when the dialog is saved. */
  readonly options: readonly Option[];
}
export function RoleLists({ module, field, draft, set, errors, options }: RoleListsProps) {
  const t = useT();
  const text = useLabel();
  const { data: roles, error } = useQuery(roleOptionsQuery(module.name, field.name));
  if (error) return <Alert color="red">{errorText(error, t)}</Alert>;
  if (!roles) return <Skeleton height={120} />;
  const nameOf = new Map(options.map(({ value, label }) => [value, text(label)]));
  const ownOf = ({ role_id, options: saved }: RoleOptions): readonly string[] | null => {
    const own = Object.hasOwn(draft.roleLists, role_id) ? (draft.roleLists[role_id] ?? null) : saved;
    return own && own.filter((value) => nameOf.has(value));
  };
  const change = ({ role_id, options: saved }: RoleOptions, own: readonly string[] | null): void => {
    const { [role_id]: _before, ...others } = draft.roleLists;
    const isAsSaved = JSON.stringify(own) === JSON.stringify(saved);
    set({ roleLists: isAsSaved ? others : { ...others, [role_id]: own } });
  };
  // Roles come each under its superior, so that whose list one has is the last own one on the way up.
  const above: { depth: number; name: string; own: readonly string[] }[] = [];
  return (
    <>
      <p className={classes["soft"]}>{t("customisation.roles-hint")}</p>
      <ul className={classes["role-lists"]}>
        {roles.map((role) => {
          while ((above.at(-1)?.depth ?? -1) >= role.depth) above.pop();
          const heir = above.at(-1);
          const own = ownOf(role);
          if (own) above.push({ depth: role.depth, name: role.name, own });
          const inherited = heir
            ? t("customisation.roles-as", { role: heir.name, values: heir.own.map((value) => nameOf.get(value)).join(", ") })
            : t("customisation.roles-all");
          return (
            <li key={role.role_id} className={classes["role-list"]} style={{ paddingInlineStart: role.depth * 20 }}>
              <MultiSelect
                size="xs"
                label={role.name}
                data={options.map(({ value, label }) => ({ value, label: text(label) }))}
                value={own ? [...own] : []}
                placeholder={own ? "" : inherited}
                searchable
                clearable
                comboboxProps={{ withinPortal: true }}
                nothingFoundMessage={t("picker.nothing")}
                error={errors[`roles.${role.role_id}`]}
                onChange={(values) =>
                  change(role, values.length === 0 ? null : options.map(({ value }) => value).filter((value) => values.includes(value)))
                }
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
