/** The condition of a rule that opens records by what they say: edited as the lists' filters are, and told in words. */
import { useMemo } from "react";
import { RULE_OPERATORS } from "../../../model/access/vocabulary.ts";
import type { Filter } from "../../../model/filter/ast.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldType } from "../../../fieldtypes/index.ts";
import { useModuleIfKnown } from "../../../web/api/modules.ts";
import { useT } from "../../../web/i18n.tsx";
import { FilterBar } from "../../../web/records/list/filter-bar.tsx";
import { useConditionText } from "../../../web/records/list/condition-text.ts";
import { filterFields } from "../../../web/records/list/filter-fields.ts";
import { fromFilter, type FilterModel } from "../../../web/records/list/filter-model.ts";

/** What a rule may ask about: the module's own stored values, by operators that mean the same for everybody at any time. */
const forRules = (module: DescribedModule): DescribedModule => ({
  ...module,
  fields: module.fields.map((field) => ({
    ...field,
    operators: fieldType(field.type).instant || field.name === "starred" ? [] : field.operators.filter((op) => RULE_OPERATORS.has(op)),
  })),
});

interface RuleFilterProps {
  readonly module: string;
  readonly filter: FilterModel;
  readonly onChange: (filter: FilterModel) => void;
}
export function RuleFilter({ module: name, filter, onChange }: RuleFilterProps) {
  const module = useModuleIfKnown(name);
  const fitting = useMemo(() => module && forRules(module), [module]);
  return fitting ? <FilterBar module={fitting} filter={filter} onChange={onChange} paths={false} /> : null;
}

export function RuleFilterText({ module: name, filter }: { readonly module: string; readonly filter: Filter }) {
  const t = useT();
  const module = useModuleIfKnown(name);
  const { groups, rest } = fromFilter(filter);
  const fields = useMemo(() => (module ? filterFields(module, new Map()) : []), [module]);
  const text = useConditionText(fields, groups);
  return <>{[...groups.map(text), ...rest.map(() => t("filter.complex"))].join("; ")}</>;
}
