/**
 * Conditions on fields: when one is shown, required, read-only, and which of its options may be chosen. Pure: the form
 * draws itself by it and the engine enforces it, so that no path gets around what the form says.
 */
import { valueTypeOf } from "../fieldtypes/index.ts";
import type { Json } from "../fieldtypes/field-type.ts";
import type { FieldDefinition } from "./define.ts";
import { filterPaths, type Filter } from "./filter/ast.ts";
import { evaluate, type FilterEnvironment, type FilterOperand } from "./filter/evaluate.ts";

type Values = Readonly<Record<string, Json | undefined>>;
export type Situation = Pick<FilterEnvironment<Values>, "actorId" | "groupIds" | "now" | "timezone">;
/** Looks a field of the module up by its name. */
export type FindField = (name: string) => FieldDefinition | undefined;

export interface FieldState {
  readonly shown: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** Undefined: all of them. */
  readonly options: ReadonlySet<string> | undefined;
}

function operandOf(find: FindField, values: Values, path: string): FilterOperand | undefined {
  const [name = "", part] = path.split(".");
  const field = find(name);
  if (!field) return undefined;
  const type = valueTypeOf({ ...field });
  const value = values[name] ?? null;
  if (part === undefined) return { family: type.family, type, value };
  const whole = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {};
  return { family: "text", value: whole[part] ?? null };
}

export function holdsFor(filter: Filter, values: Values, find: FindField, situation: Situation): boolean {
  return evaluate(filter, values, { ...situation, operand: (record, path) => operandOf(find, record, path) });
}

/** True for a field that depends on anything: all others need no look at the record. */
export const isConditional = (field: FieldDefinition): boolean => field.when !== undefined || field.dependsOn !== undefined;

/** How the field is in a record of these values. */
export function stateOf(field: FieldDefinition, values: Values, find: FindField, situation: Situation): FieldState {
  const holds = (filter: Filter): boolean => holdsFor(filter, values, find, situation);
  const shown = field.when?.shown === undefined || holds(field.when.shown);
  return {
    shown,
    required: shown && (field.mandatory === true || (field.when?.required !== undefined && holds(field.when.required))),
    readOnly: field.when?.readOnly !== undefined && holds(field.when.readOnly),
    options: allowedOptions(field, values, holds),
  };
}

function allowedOptions(field: FieldDefinition, values: Values, holds: (filter: Filter) => boolean): ReadonlySet<string> | undefined {
  const lists = (field.when?.options ?? []).filter((rule) => holds(rule.if)).map((rule) => rule.values);
  const { dependsOn } = field;
  const leading = dependsOn === undefined ? undefined : values[dependsOn.field];
  if (dependsOn && typeof leading === "string" && Object.hasOwn(dependsOn.allowed, leading)) lists.push(dependsOn.allowed[leading] ?? []);
  const [first, ...rest] = lists;
  return first === undefined ? undefined : new Set(first.filter((value) => rest.every((list) => list.includes(value))));
}

/** The fields that a value of a choice asks for: a stage may want them filled in when a record enters it. */
export const demandedBy = (field: FieldDefinition, value: Json | undefined): readonly string[] =>
  field.options?.find((option) => option.value === value)?.requires ?? [];

/** The names of fields that a filter looks at. */
const fieldsOfFilter = (filter: Filter): readonly string[] => filterPaths(filter).map((path) => path.split(".")[0] ?? path);

/** The other fields that a field's state follows. */
export const leadersOf = ({ when, dependsOn }: FieldDefinition): readonly string[] => [
  ...new Set([
    ...[when?.shown, when?.required, when?.readOnly].flatMap((filter) => (filter ? fieldsOfFilter(filter) : [])),
    ...(when?.options ?? []).flatMap((rule) => fieldsOfFilter(rule.if)),
    ...(dependsOn ? [dependsOn.field] : []),
  ]),
];
