/** Settings: what everybody may do with everybody's records, and the rules that open more. */
import { ActionIcon, Button, Select } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DEFAULT_LEVELS, type DefaultLevel } from "../../../model/access/vocabulary.ts";
import { useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { defaultsQuery, remove, rulesQuery, saveDefaults, type Rule } from "./access-api.ts";
import { usePrincipalText } from "./record-select.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { RuleFilterText } from "./rule-filter.tsx";
import { useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

export function SharingScreen() {
  return (
    <>
      <DefaultLevels />
      <Rules />
    </>
  );
}

function DefaultLevels() {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const { data: defaults } = useSuspenseQuery(defaultsQuery);
  const [changed, setChanged] = useState<Readonly<Record<string, DefaultLevel>>>({});
  const save = useAccessSave({ save: () => saveDefaults(changed), onSaved: () => setChanged({}) });
  const shown = modules.filter(({ name }) => name in defaults.data);
  return (
    <section className={classes["part"]}>
      <h2>{t("access.defaults.title")}</h2>
      <p className={classes["intro"]}>{t("access.defaults.intro")}</p>
      <ul className={classes["defaults"]}>
        {shown.map(({ name, label }) => (
          <li key={name}>
            <span>{text(label)}</span>
            <Select
              size="xs"
              aria-label={text(label)}
              data={DEFAULT_LEVELS.filter((level) => level !== "parent" || defaults.with_parents.includes(name)).map((value) => ({
                value,
                label: t(`access.default.${value}`),
              }))}
              value={changed[name] ?? defaults.data[name] ?? null}
              allowDeselect={false}
              onChange={(level) => level !== null && setChanged((before) => ({ ...before, [name]: level }))}
            />
          </li>
        ))}
      </ul>
      <div className={classes["saveBar"]}>
        <Button variant="default" disabled={Object.keys(changed).length === 0} onClick={() => setChanged({})}>
          {t("access.discard")}
        </Button>
        <Button disabled={Object.keys(changed).length === 0} loading={save.isPending} onClick={() => save.mutate()}>
          {t("action.save")}
        </Button>
      </div>
    </section>
  );
}

function Rules() {
  const t = useT();
  const text = useLabel();
  const principal = usePrincipalText();
  const modules = useModules();
  const { data: rules } = useSuspenseQuery(rulesQuery);
  const [edited, setEdited] = useState<Rule | "new">();
  const drop = useAccessSave<string, unknown>({ save: (id) => remove(`/admin/sharing/rules/${id}`), message: t("access.deleted") });
  const labelOf = (name: string): string => {
    const found = modules.find((module) => module.name === name);
    return found ? text(found.label) : name;
  };
  return (
    <section className={classes["part"]}>
      <div className={classes["tools"]}>
        <h2>{t("access.rules.title")}</h2>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited("new")}>
          {t("access.rule.add")}
        </Button>
      </div>
      <p className={classes["intro"]}>{t(rules.length === 0 ? "access.rules.none" : "access.rules.intro")}</p>
      <ul className={classes["cards"]}>
        {rules.map((rule) => (
          <li key={rule.id}>
            <button type="button" className={classes["cardName"]} onClick={() => setEdited(rule)}>
              {labelOf(rule.module)}
            </button>
            <span className={classes["cardNote"]}>
              {"type" in rule.from ? (
                principal(rule.from, rule.from__label)
              ) : (
                <RuleFilterText module={rule.module} filter={rule.from.filter} />
              )}
              {" → "}
              {principal(rule.to, rule.to__label)}
              {" · "}
              {t(`access.share.${rule.level}`)}
              {rule.related.length > 0 && ` · ${t("access.rule.with", { modules: rule.related.map(labelOf).join(", ") })}`}
            </span>
            <ActionIcon aria-label={t("access.rule.remove", { name: labelOf(rule.module) })} onClick={() => drop.mutate(rule.id)}>
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {edited && <RuleDialog rule={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </section>
  );
}
