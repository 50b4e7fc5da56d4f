/** Settings: by what records of a module are taken for duplicates. Any one of the rules is enough, with all of its parts. */
import { ActionIcon, Alert, Button, MultiSelect, Select } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModule, useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { ErrorState, errorText } from "../../../web/ui/error-state.tsx";
import { FieldSkeleton } from "../../../web/ui/field-skeleton.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { LABEL, MATCHES, matchesOf, RULE_LIMITS, type DuplicateRule, type Match, type RulePart } from "../../../model/likeness/rules.ts";
import { rulesQuery, saveRules, type Rules } from "./duplicates-api.ts";
import classes from "./duplicates.module.css";

export function RulesSettings() {
  const t = useT();
  const text = useLabel();
  const [name, setName] = useState("contacts");
  const modules = useModules().filter(({ menu }) => menu !== "admin" && menu !== "none");
  return (
    <div className={classes["settings"]}>
      <p className={classes["intro"]}>{t("duplicates.rules-intro")}</p>
      <Select
        className={classes["module"] ?? ""}
        label={t("duplicates.module")}
        data={modules.map((module) => ({ value: module.name, label: text(module.label) }))}
        value={name}
        searchable
        allowDeselect={false}
        onChange={(next) => next !== null && setName(next)}
      />
      <ModuleRules key={name} name={name} />
    </div>
  );
}

function ModuleRules({ name }: { readonly name: string }) {
  const module = useModule(name);
  const { data, error, refetch } = useQuery(rulesQuery(name));
  if (error) return <ErrorState error={error} reset={() => void refetch()} />;
  return data ? <RuleEditor module={module} given={data} /> : <FieldSkeleton />;
}

const EMPTY: DuplicateRule = { parts: [{ fields: [], match: "same" }] };

function RuleEditor({ module, given }: { readonly module: DescribedModule; readonly given: Rules }) {
  const t = useT();
  const client = useQueryClient();
  const [rules, setRules] = useState(given.rules);
  const save = useMutation({
    mutationFn: (next: readonly DuplicateRule[] | null) => saveRules(module.name, next),
    onSuccess: (saved) => {
      client.setQueryData(rulesQuery(module.name).queryKey, saved);
      setRules(saved.rules);
      showToast({ message: t("settings.saved") });
    },
  });
  const complete = rules.every(({ parts }) => parts.every(({ fields }) => fields.length > 0));
  const dirty = JSON.stringify(rules) !== JSON.stringify(given.rules);
  return (
    <>
      {save.error && (
        <Alert color="red" variant="light" role="alert">
          {errorText(save.error, t)}
        </Alert>
      )}
      {rules.length === 0 && <p className={classes["intro"]}>{t("duplicates.no-rules")}</p>}
      {rules.map((rule, index) => (
        <div key={index}>
          {index > 0 && <span className={classes["join"]}>{t("filter.or")}</span>}
          <RuleCard module={module} rule={rule} onChange={(next) => setRules(next ? rules.with(index, next) : rules.toSpliced(index, 1))} />
        </div>
      ))}
      <div className={classes["foot"]}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={rules.length >= RULE_LIMITS.rules}
          onClick={() => setRules([...rules, EMPTY])}
        >
          {t("duplicates.add-rule")}
        </Button>
        <Button size="xs" disabled={!dirty || !complete} loading={save.isPending} onClick={() => save.mutate(rules)}>
          {t("action.save")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={() => save.mutate(null)}>
          {t("columns.reset")}
        </Button>
      </div>
    </>
  );
}

interface RuleCardProps {
  readonly module: DescribedModule;
  readonly rule: DuplicateRule;
  /** Undefined: the rule goes. */
  readonly onChange: (rule: DuplicateRule | undefined) => void;
}
function RuleCard({ module, rule: { parts }, onChange }: RuleCardProps) {
  const t = useT();
  const change = (index: number, part: RulePart | undefined): void => {
    const next = part ? parts.with(index, part) : parts.toSpliced(index, 1);
    onChange(next.length > 0 ? { parts: next } : undefined);
  };
  return (
    <section className={classes["rule"]}>
      {parts.map((part, index) => (
        <PartLine key={index} module={module} part={part} onChange={(next) => change(index, next)} />
      ))}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={12} />}
          disabled={parts.length >= RULE_LIMITS.parts}
          onClick={() => onChange({ parts: [...parts, { fields: [], match: "same" }] })}
        >
          {t("duplicates.add-part")}
        </Button>
      </div>
    </section>
  );
}

interface PartLineProps {
  readonly module: DescribedModule;
  readonly part: RulePart;
  readonly onChange: (part: RulePart | undefined) => void;
}
function PartLine({ module, part, onChange }: PartLineProps) {
  const t = useT();
  const text = useLabel();
  const isMatch = (value: string | null): value is Match => MATCHES.some((match) => match === value);
  return (
    <div className={classes["part"]}>
      <Select
        size="xs"
        aria-label={t("duplicates.match")}
        data={MATCHES.map((match) => ({ value: match, label: t(`duplicates.match.${match}`) }))}
        value={part.match}
        allowDeselect={false}
        onChange={(match) => isMatch(match) && onChange({ match, fields: match === "similar" ? [LABEL] : [] })}
      />
      <MultiSelect
        size="xs"
        aria-label={t("duplicates.fields")}
        placeholder={part.fields.length === 0 ? t("duplicates.fields") : ""}
        data={fieldsFor(module, part).map(({ name, label }) => ({ value: name, label: label ? text(label) : t("duplicates.name") }))}
        value={[...part.fields]}
        searchable
        maxValues={RULE_LIMITS.fields}
        nothingFoundMessage={t("picker.nothing")}
        onChange={(fields) => onChange({ ...part, fields })}
      />
      <ActionIcon size={28} aria-label={t("action.remove")} onClick={() => onChange(undefined)}>
        <IconTrash size={14} />
      </ActionIcon>
    </div>
  );
}

/** Fields that can be compared so; beside a chosen one only those of its kind: a telephone is never an e-mail. */
function fieldsFor(module: DescribedModule, { fields, match }: RulePart) {
  const all: { readonly name: string; readonly type: string; readonly label?: DescribedModule["label"] }[] = [
    { name: LABEL, type: "text" },
    ...module.fields.filter(({ hidden }) => !hidden),
  ];
  const kindOf = (name: string): string | undefined => (name === LABEL ? LABEL : all.find((field) => field.name === name)?.type);
  const kind = fields[0] === undefined || match === "domain" ? undefined : kindOf(fields[0]);
  return all.filter((field) => matchesOf(field).includes(match) && (kind === undefined || kindOf(field.name) === kind));
}
