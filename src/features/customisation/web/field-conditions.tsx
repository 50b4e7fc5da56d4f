/** When a field is shown, asked for, locked, and what of its values is offered: by conditions over the record's other fields. */
import { ActionIcon, Button, MultiSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo } from "react";
import type { Option } from "../../../model/define.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Filter } from "../../../model/filter/ast.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { FilterBar } from "../../../web/records/list/filter-bar.tsx";
import { fromFilter, toFilter } from "../../../web/records/list/filter-model.ts";
import classes from "./customisation.module.css";
import type { FieldPartProps } from "./field-dialog.tsx";
import { hasChoices, type OptionRule } from "./field-draft.ts";

/** What conditions may look at: the record's own values that are typed in, but not the field itself. */
const forConditions = (module: DescribedModule, self: string | undefined): DescribedModule => ({
  ...module,
  fields: module.fields.map((field) =>
    field.name === self || field.type === "formula" || field.type === "rollup" || field.type === "lines"
      ? { ...field, operators: [] }
      : field,
  ),
});

interface ConditionProps {
  readonly module: DescribedModule;
  readonly title: string;
  /** What holds without a condition. */
  readonly otherwise: string;
  readonly filter: Filter | undefined;
  readonly error: string | undefined;
  readonly onChange: (filter: Filter | undefined) => void;
}
function Condition({ module, title, otherwise, filter, error, onChange }: ConditionProps) {
  const t = useT();
  return (
    <section className={classes["condition"]} aria-label={title}>
      <h3>{title}</h3>
      <div className={classes["bar"]}>
        {!filter && <span className={classes["soft"]}>{otherwise}</span>}
        <FilterBar
          module={module}
          filter={fromFilter(filter)}
          onChange={(model) => onChange(toFilter(model))}
          paths={false}
          adds={t("customisation.add-condition")}
        />
      </div>
      {error !== undefined && (
        <p className={classes["error"]} role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

export function FieldConditionsEditor({
  module,
  field,
  draft,
  set,
  errors,
  options,
}: FieldPartProps & { readonly options: readonly Option[] }) {
  const t = useT();
  const fitting = useMemo(() => forConditions(module, field?.name), [module, field?.name]);
  const errorOf = (part: string): string | undefined =>
    Object.entries(errors).find(([at]) => at === `conditions.${part}` || at.startsWith(`conditions.${part}.`))?.[1];
  const nameField = field !== undefined && module.nameFields.includes(field.name);
  return (
    <>
      <p className={classes["soft"]}>{t("customisation.conditions-hint")}</p>
      {!nameField && (
        <Condition
          module={fitting}
          title={t("customisation.when-shown")}
          otherwise={t("customisation.always")}
          filter={draft.shown}
          error={errorOf("shown")}
          onChange={(shown) => set({ shown })}
        />
      )}
      <Condition
        module={fitting}
        title={t("customisation.when-required")}
        otherwise={t(draft.mandatory ? "customisation.always" : "customisation.never")}
        filter={draft.required}
        error={errorOf("required")}
        onChange={(required) => set({ required })}
      />
      <Condition
        module={fitting}
        title={t("customisation.when-locked")}
        otherwise={t("customisation.never")}
        filter={draft.readOnly}
        error={errorOf("read_only")}
        onChange={(readOnly) => set({ readOnly })}
      />
      {hasChoices(draft.type) && (
        <OptionRules
          module={fitting}
          options={options}
          rules={draft.optionRules}
          error={errorOf("options")}
          onChange={(optionRules) => set({ optionRules })}
        />
      )}
    </>
  );
}

interface OptionRulesProps {
  readonly module: DescribedModule;
  readonly options: readonly Option[];
  readonly rules: readonly OptionRule[];
  readonly error: string | undefined;
  readonly onChange: (rules: readonly OptionRule[]) => void;
}
/** Where a condition holds, only these values are offered. */
function OptionRules({ module, options, rules, error, onChange }: OptionRulesProps) {
  const t = useT();
  const text = useLabel();
  const title = t("customisation.when-options");
  return (
    <section className={classes["condition"]} aria-label={title}>
      <h3>{title}</h3>
      {rules.length === 0 && <span className={classes["soft"]}>{t("customisation.all-values")}</span>}
      {rules.map((rule, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- rules have no name of their own
        <div key={i} className={classes["rule"]}>
          <div className={classes["bar"]}>
            <span className={classes["soft"]}>{t("customisation.rule-if")}</span>
            <FilterBar
              module={module}
              filter={fromFilter(rule.if)}
              onChange={(model) => onChange(rules.with(i, { ...rule, if: toFilter(model) }))}
              paths={false}
              adds={t("customisation.add-condition")}
            />
            <span className={classes["grow"]} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("customisation.remove-rule")}
              onClick={() => onChange(rules.toSpliced(i, 1))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
          <MultiSelect
            size="xs"
            searchable
            label={t("customisation.rule-values")}
            value={[...rule.values]}
            data={options.map(({ value, label }) => ({ value, label: text(label) }))}
            onChange={(values) => onChange(rules.with(i, { ...rule, values }))}
          />
        </div>
      ))}
      {error !== undefined && (
        <p className={classes["error"]} role="alert">
          {error}
        </p>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        style={{ alignSelf: "flex-start" }}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...rules, { if: undefined, values: [] }])}
      >
        {t("customisation.add-rule")}
      </Button>
    </section>
  );
}
