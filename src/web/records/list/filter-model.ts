/**
 * The filter as its bar of chips shows it: all groups must hold, in a group any condition. Whatever of the filter
 * language doesn't fit that shape (a link from elsewhere) is kept whole beside the chips. Pure.
 */
import { LIST_VALUE_OPERATORS, VALUELESS_OPERATORS } from "../../../fieldtypes/families.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Condition, Filter } from "../../../model/filter/ast.ts";

/** One chip. */
export type ConditionGroup = readonly Condition[];
export interface FilterModel {
  readonly groups: readonly ConditionGroup[];
  readonly rest: readonly Filter[];
}
export const EMPTY_FILTER: FilterModel = { groups: [], rest: [] };
export const isEmptyFilter = ({ groups, rest }: FilterModel): boolean => groups.length === 0 && rest.length === 0;

const isCondition = (filter: Filter): filter is Condition => "field" in filter;

export function toFilter({ groups, rest }: FilterModel): Filter | undefined {
  const parts: Filter[] = [];
  for (const group of groups) {
    const [first, ...others] = group;
    if (first) parts.push(others.length === 0 ? first : { or: group });
  }
  const all = [...parts, ...rest];
  return all.length > 1 ? { and: all } : all[0];
}

export function fromFilter(filter: Filter | undefined): FilterModel {
  if (!filter) return EMPTY_FILTER;
  const groups: ConditionGroup[] = [];
  const rest: Filter[] = [];
  for (const part of "and" in filter ? filter.and : [filter]) {
    if (isCondition(part)) groups.push([part]);
    else if ("or" in part && part.or.every(isCondition)) groups.push(part.or);
    else rest.push(part);
  }
  return { groups, rest };
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** False while somebody is still writing it: such a condition isn't sent. */
export function isComplete({ op, value }: Condition): boolean {
  if (VALUELESS_OPERATORS.has(op)) return true;
  if (op === "between") return Array.isArray(value) && value.length === 2 && !value.some((end: Json) => isBlank(end));
  return !isBlank(value);
}

/** Changing the operator keeps the value where the new one can use it. */
export function withOperator(condition: Condition, op: string, listFamily: boolean): Condition {
  const { field, value } = condition;
  if (VALUELESS_OPERATORS.has(op)) return { field, op };
  const wantsList = LIST_VALUE_OPERATORS.has(op) || (listFamily && !VALUELESS_OPERATORS.has(op));
  if (isBlank(value)) return { field, op };
  if (wantsList) return { field, op, value: Array.isArray(value) ? value : [value as Json] };
  return Array.isArray(value) ? { field, op, value: (value[0] as Json | undefined) ?? null } : { field, op, value: value as Json };
}

export const replaceGroup = ({ groups, rest }: FilterModel, index: number, group: ConditionGroup): FilterModel => ({
  groups: group.length === 0 ? groups.toSpliced(index, 1) : groups.with(index, group),
  rest,
});

/** From an address that anybody may have written: undefined where it isn't a filter. */
export function parseFilter(text: string | undefined): Filter | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && ["and", "or", "not", "field"].some((key) => key in parsed)
      ? (parsed as Filter)
      : undefined;
  } catch {
    return undefined;
  }
}
