/** What of a module can be filtered by, and with which operators the bar offers it. Pure. */
import { OPERATORS } from "../../../fieldtypes/families.ts";
import type { Family } from "../../../fieldtypes/families.ts";
import type { Label } from "../../../fieldtypes/field-type.ts";
import { fieldType, valueTypeOf } from "../../../fieldtypes/index.ts";
import type { Condition } from "../../../model/filter/ast.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldAt, targetOf } from "../path-fields.ts";
import type { Targets } from "../path-fields.ts";

/** A field, or a part of a composite one as if it were a field of text. */
export interface FilterField {
  readonly path: string;
  readonly label: Label;
  readonly field: DescribedField;
  readonly family: Family;
}

function partsOf(field: DescribedField): FilterField[] {
  if (field.access === "masked") return [];
  return Object.entries(fieldType(field.type).parts ?? {}).map(([part, { label }]) => {
    const path = `${field.name}.${part}`;
    const whole: Label = { en: `${field.label.en}: ${label.en}`, ru: `${field.label.ru}: ${label.ru}` };
    return { path, label: whole, field: { ...field, name: path, type: "text", label: whole, operators: OPERATORS.text }, family: "text" };
  });
}
/** One's own fields first, then those one reference away, as far as the modules behind the references are here. */
export const filterFields = (module: DescribedModule, targets: Targets): readonly FilterField[] => [
  ...ownFields(module),
  ...module.fields.flatMap((via): FilterField[] => {
    const target = targets.get(targetOf(via) ?? "");
    return (target?.fields ?? []).flatMap((inner) => {
      const field = fieldAt(module, `${via.name}.${inner.name}`, targets);
      return field && field.operators.length > 0
        ? [{ path: field.name, label: field.label, field, family: fieldType(field.type).family }]
        : [];
    });
  }),
];
const ownFields = (module: DescribedModule): readonly FilterField[] =>
  module.fields.flatMap((field): FilterField[] => {
    const { family } = valueTypeOf(field);
    const whole: FilterField[] = field.operators.length > 0 ? [{ path: field.name, label: field.label, field, family }] : [];
    return [...whole, ...partsOf(field)];
  });

/** Of operators that say the same, people get one; all others stay for the API. */
const OFFERED: Record<Family, readonly string[]> = {
  text: ["contains", "not_contains", "eq", "ne", "starts_with", "ends_with", "in", "is_empty", "is_not_empty"],
  number: ["eq", "ne", "gt", "ge", "lt", "le", "between", "is_empty", "is_not_empty"],
  date: OPERATORS.date.filter((op) => !["eq", "ne", "in", "not_in", "lt", "le", "gt", "ge"].includes(op)),
  choice: ["in", "not_in", "is_empty", "is_not_empty"],
  reference: ["eq", "ne", "me", "my_groups", "is_empty", "is_not_empty"],
  list: ["in", "contains", "not_in", "is_empty", "is_not_empty"],
  none: ["is_empty", "is_not_empty"],
};
export function offeredOperators({ field, family }: FilterField, current: string): readonly string[] {
  if (field.type === "checkbox") return ["eq"];
  const personal = new Set(["me", "my_groups"]);
  return OFFERED[family].filter(
    (op) => op === current || (field.operators.includes(op) && (!personal.has(op) || (field.type === "user" && op === "me"))),
  );
}
/** The condition that choosing a field begins with. */
export const firstCondition = (chosen: FilterField): Condition => ({
  field: chosen.path,
  op: offeredOperators(chosen, "")[0] ?? "is_not_empty",
});
