/**
 * Evaluates a checked filter against one record in memory: workflows, live lists, rules. Two-valued: a comparison with
 * an empty value is false; `ne`, `not_in` and `not_contains` are the exact negations of their positives.
 */
import type { Family } from "../../fieldtypes/families.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Condition, Filter } from "./ast.ts";
import { dateRange, momentRange } from "./date-ranges.ts";
import { foldCase } from "./fold.ts";

/** What a path of the filter leads to in a record. */
export interface FilterOperand {
  /** Of the field, or of the part that the path names. */
  readonly family: Family;
  /** The field's type, for its order and for whether its values are moments. Absent: as text and numbers compare. */
  readonly type?: { readonly instant?: boolean; compare?(a: Json, b: Json): number };
  /** The value in JSON form; undefined counts as empty. */
  readonly value: Json | undefined;
}

export interface FilterEnvironment<R> {
  /** Undefined: no such path. */
  operand(record: R, path: string): FilterOperand | undefined;
  /** Null: the system acts, and is nobody's owner. */
  readonly actorId: string | null;
  readonly groupIds: readonly string[];
  readonly now: Date;
  readonly timezone: string;
}

/** True if the record passes. Throws on paths and operators that a check would have refused. */
export function evaluate<R>(filter: Filter, record: R, env: FilterEnvironment<R>): boolean {
  if ("and" in filter) return filter.and.every((part) => evaluate(part, record, env));
  if ("or" in filter) return filter.or.some((part) => evaluate(part, record, env));
  if ("not" in filter) return !evaluate(filter.not, record, env);
  const operand = env.operand(record, filter.field);
  if (!operand) throw new Error(`unchecked filter: no field ${filter.field}`);
  return holds(filter, operand, env);
}

type Situation = Pick<FilterEnvironment<never>, "actorId" | "groupIds" | "now" | "timezone">;

const POSITIVE: Readonly<Record<string, string>> = { ne: "eq", not_in: "in", not_contains: "contains", is_not_empty: "is_empty" };

function holds(condition: Condition, operand: FilterOperand, situation: Situation): boolean {
  const positive = Object.hasOwn(POSITIVE, condition.op) ? POSITIVE[condition.op] : undefined;
  if (positive !== undefined) return !holds({ ...condition, op: positive }, operand, situation);
  const expected = condition.value ?? null;
  const isEmpty = isEmptyValue(operand.value);
  if (condition.op === "is_empty" || (condition.op === "eq" && isEmptyValue(expected))) return isEmpty;
  if (isEmpty) return false;
  const value = operand.value ?? null;
  switch (operand.family) {
    case "text":
      return textHolds(condition.op, String(value), expected);
    case "number":
      return orderHolds(condition.op, value, expected, operand);
    case "date":
      return dateHolds(condition.op, value, expected, operand, situation);
    case "choice":
      return equalityHolds(condition.op, expected, (other) => other === value);
    case "reference":
      return referenceHolds(condition.op, String(value), expected, situation);
    case "list":
      return listHolds(condition.op, asList(value), asList(expected));
    case "none":
      return unknownOperator(condition.op);
  }
}

const isEmptyValue = (value: Json | undefined): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

const asList = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : value === null ? [] : [value]);

function unknownOperator(op: string): never {
  throw new Error(`unchecked filter: operator ${op}`);
}

/** `eq` and `in`, which every family with single values has. */
function equalityHolds(op: string, expected: Json, equals: (other: Json) => boolean): boolean {
  if (op === "eq") return equals(expected);
  if (op === "in") return asList(expected).some(equals);
  return unknownOperator(op);
}

function textHolds(op: string, value: string, expected: Json): boolean {
  switch (op) {
    case "contains":
      return foldCase(value).includes(foldCase(String(expected)));
    case "starts_with":
      return foldCase(value).startsWith(foldCase(String(expected)));
    case "ends_with":
      return foldCase(value).endsWith(foldCase(String(expected)));
    default:
      return equalityHolds(op, expected, (other) => other === value);
  }
}

function orderHolds(op: string, value: Json, expected: Json, operand: FilterOperand): boolean {
  const order = (other: Json): number => operand.type?.compare?.(value, other) ?? defaultOrder(value, other);
  // An order against nothing is false, and must not become "0 ≥ null".
  const present = (other: Json | undefined): other is Json => other !== null && other !== undefined;
  switch (op) {
    case "lt":
    case "before":
      return present(expected) && order(expected) < 0;
    case "le":
      return present(expected) && order(expected) <= 0;
    case "gt":
    case "after":
      return present(expected) && order(expected) > 0;
    case "ge":
      return present(expected) && order(expected) >= 0;
    case "between": {
      const [low, high] = asList(expected);
      return present(low) && present(high) && order(low) >= 0 && order(high) <= 0;
    }
    default:
      return equalityHolds(op, expected, (other) => present(other) && order(other) === 0);
  }
}

function defaultOrder(a: Json, b: Json): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function dateHolds(op: string, value: Json, expected: Json, operand: FilterOperand, situation: Situation): boolean {
  const days = dateRange(op, expected, situation.now, situation.timezone);
  // Not about days: moments compare like any ordered values, since their text order is their order in time.
  if (!days) return orderHolds(op, value, expected, operand);
  const { from, before } = operand.type?.instant ? momentRange(days, situation.timezone) : days;
  const text = String(value);
  return (from === undefined || text >= from) && (before === undefined || text < before);
}

function referenceHolds(op: string, value: string, expected: Json, situation: Situation): boolean {
  if (op === "me") return value === situation.actorId;
  if (op === "my_groups") return situation.groupIds.includes(value);
  return equalityHolds(op, expected, (other) => other === value);
}

function listHolds(op: string, value: readonly Json[], expected: readonly Json[]): boolean {
  const hasAll = expected.every((item) => value.includes(item));
  switch (op) {
    case "contains":
      return hasAll;
    case "in":
      return expected.some((item) => value.includes(item));
    case "eq":
      return hasAll && value.every((item) => expected.includes(item));
    default:
      return unknownOperator(op);
  }
}
