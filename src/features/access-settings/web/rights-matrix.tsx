/** Modules against rights; a row or a column is set at once by its own box. A row unfolds into the module's fields. */
import { ActionIcon, Checkbox, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Fragment, Suspense, useState } from "react";
import { ANY_MODULE, MODULE_ACTIONS, type ModuleAction, type ProfileRights } from "../../../model/access/vocabulary.ts";
import { useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { FieldSkeleton } from "../../../web/ui/field-skeleton.tsx";
import { FieldLevels } from "./field-levels.tsx";
import { rightOf, setRights, shareOf } from "./rights-model.ts";
import classes from "./access.module.css";

interface RightsMatrixProps {
  readonly rights: Pick<ProfileRights, "modules" | "fields">;
  readonly onChange: (change: Partial<Pick<ProfileRights, "modules" | "fields">>) => void;
}
export function RightsMatrix({ rights, onChange }: RightsMatrixProps) {
  const t = useT();
  const text = useLabel();
  const [open, setOpen] = useState<string>();
  const own = useModules().filter((module) => module.menu !== "admin");
  const [sought, seek] = useState("");
  const wanted = sought.trim().toLowerCase();
  const shown = wanted === "" ? own : own.filter((module) => text(module.label).toLowerCase().includes(wanted));
  const names = [...own.map(({ name }) => name), ANY_MODULE];
  const set = (modules: readonly string[], actions: readonly ModuleAction[], on: boolean): void =>
    onChange({ modules: setRights(rights.modules, modules, actions, on) });
  const box = (label: string, modules: readonly string[], actions: readonly ModuleAction[]) => {
    const share = shareOf(rights.modules, modules, actions);
    return (
      <Checkbox
        aria-label={label}
        checked={share === "all"}
        indeterminate={share === "some"}
        onChange={() => set(modules, actions, share !== "all")}
      />
    );
  };
  const row = (name: string, label: string) => (
    <Fragment key={name}>
      <tr>
        <th scope="row">
          {name === ANY_MODULE ? (
            <span className={classes["others"]}>{label}</span>
          ) : (
            <span className={classes["moduleName"]}>
              <ActionIcon
                size={24}
                aria-expanded={open === name}
                aria-label={t("access.profile.fields-of", { name: label })}
                onClick={() => setOpen(open === name ? undefined : name)}
              >
                {open === name ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
              </ActionIcon>
              {label}
              {rights.fields[name] && (
                <span className={classes["badge"]}>{t("access.profile.limited", { count: Object.keys(rights.fields[name]).length })}</span>
              )}
            </span>
          )}
        </th>
        <td>{box(`${label}: ${t("access.profile.all-rights")}`, [name], MODULE_ACTIONS)}</td>
        {MODULE_ACTIONS.map((action) => (
          <td key={action}>
            <Checkbox
              aria-label={`${label}: ${t(`access.action.${action}`)}`}
              checked={rightOf(rights.modules, name, action)}
              onChange={(event) => set([name], [action], event.currentTarget.checked)}
            />
          </td>
        ))}
      </tr>
      {open === name && (
        <tr>
          <td colSpan={MODULE_ACTIONS.length + 2} className={classes["fieldsCell"]}>
            <Suspense fallback={<FieldSkeleton />}>
              <FieldLevels module={name} fields={rights.fields} onChange={(fields) => onChange({ fields })} />
            </Suspense>
          </td>
        </tr>
      )}
    </Fragment>
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes["matrix"]} tabIndex={0} role="region" aria-label={t("access.profile.rights")}>
      <table>
        <thead>
          <tr>
            <th scope="col" aria-label={t("access.profile.module")}>
              <TextInput
                size="xs"
                className={classes["sought"] ?? ""}
                aria-label={t("access.profile.find-module")}
                placeholder={t("access.profile.find-module")}
                value={sought}
                onChange={(event) => seek(event.currentTarget.value)}
              />
            </th>
            <th scope="col">{t("access.profile.all-rights")}</th>
            {MODULE_ACTIONS.map((action) => (
              <th key={action} scope="col">
                {t(`access.action.${action}`)}
              </th>
            ))}
          </tr>
          {wanted === "" && (
            <tr>
              <td>{t("access.profile.every-module")}</td>
              <td>{box(t("access.profile.everything"), names, MODULE_ACTIONS)}</td>
              {MODULE_ACTIONS.map((action) => (
                <td key={action}>{box(`${t("access.profile.every-module")}: ${t(`access.action.${action}`)}`, names, [action])}</td>
              ))}
            </tr>
          )}
        </thead>
        <tbody>
          {shown.map((module) => row(module.name, text(module.label)))}
          {wanted === "" && row(ANY_MODULE, t("access.profile.other-modules"))}
          {shown.length === 0 && (
            <tr>
              <td colSpan={MODULE_ACTIONS.length + 2}>{t("picker.nothing")}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
