/** A condition in words, for its chip: "Stage: is any of Won, Lost". */
import { useQueries } from "@tanstack/react-query";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { isMessageKey } from "../../../i18n/translate.ts";
import type { Condition } from "../../../model/filter/ast.ts";
import { targetsOf } from "../../api/modules.ts";
import { textOf } from "../../api/record-data.ts";
import { recordQuery } from "../../api/records.ts";
import { formatValue, useValueContext } from "../../fields/value-context.ts";
import { useLabel, useT } from "../../i18n.tsx";
import type { Translate } from "../../i18n.tsx";
import type { FilterField } from "./filter-fields.ts";
import type { ConditionGroup } from "./filter-model.ts";

export function operatorText(op: string, t: Translate): string {
  const key = `filter.op.${op}`;
  return isMessageKey(key) ? t(key) : op;
}

/** Words for one value by its field. */
function useValueText(): (chosen: FilterField, value: Json) => string {
  const t = useT();
  const text = useLabel();
  const ctx = useValueContext();
  return ({ field, family }, value) => {
    if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
    const option = field.options?.find((candidate) => candidate.value === value);
    if (option) return text(option.label);
    if (family === "list" || typeof value === "number") return textOf(value);
    return formatValue(field, value, ctx);
  };
}

const isReference = ({ field }: FilterField): boolean => field.type === "reference" || field.type === "user";

export function useConditionText(fields: readonly FilterField[], groups: readonly ConditionGroup[]): (group: ConditionGroup) => string {
  const t = useT();
  const text = useLabel();
  const valueText = useValueText();
  const names = useReferenceNames(fields, groups);
  return (group) =>
    group
      .map(({ field: path, op, value }: Condition) => {
        const chosen = fields.find((candidate) => candidate.path === path);
        const values = value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
        const words = values.map((each) =>
          chosen && !isReference(chosen) ? valueText(chosen, each) : (names.get(textOf(each)) ?? textOf(each)),
        );
        const name = chosen ? text(chosen.label) : path;
        return [`${name}:`, operatorText(op, t), op === "between" ? words.join(" – ") : words.join(", ")].filter(Boolean).join(" ");
      })
      .join(` ${t("filter.or")} `);
}

/** Names of the records that conditions name by id. */
function useReferenceNames(fields: readonly FilterField[], groups: readonly ConditionGroup[]): ReadonlyMap<string, string> {
  const wanted = groups.flat().flatMap(({ field, value }) => {
    const chosen = fields.find((candidate) => candidate.path === field);
    const module = chosen && isReference(chosen) ? targetsOf(chosen.field) : [];
    return typeof value === "string" && module.length === 1 && module[0] !== undefined ? [{ module: module[0], id: value }] : [];
  });
  const answers = useQueries({ queries: wanted.map(({ module, id }) => recordQuery(module, id)) });
  return new Map(answers.flatMap(({ data }) => (data ? [[data.id, data.label] as const] : [])));
}
