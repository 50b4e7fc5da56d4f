/**
 * The filter language (views, API, workflows, reports, sharing rules): one JSON form, one compiler to SQL
 * (server/records/compile), one evaluator in memory (evaluate.ts). Logic is two-valued: a comparison with an empty
 * value is false, `ne` and `not_in` are the exact negations of `eq` and `in`.
 */
import type { Json } from "../../fieldtypes/field-type.ts";

export interface Condition {
  /** `field`, `field.part` of a composite value, or `reference.field` one reference away. */
  readonly field: string;
  readonly op: string;
  readonly value?: Json;
}
export type Filter = { readonly and: readonly Filter[] } | { readonly or: readonly Filter[] } | { readonly not: Filter } | Condition;

/** All conditions of a filter, in their order. */
export function conditionsOf(filter: Filter): readonly Condition[] {
  if ("and" in filter) return filter.and.flatMap(conditionsOf);
  if ("or" in filter) return filter.or.flatMap(conditionsOf);
  return "not" in filter ? conditionsOf(filter.not) : [filter];
}

/** The paths of a filter's conditions. */
export const filterPaths = (filter: Filter): readonly string[] => conditionsOf(filter).map(({ field }) => field);

/** Limits that keep one filter from costing more than a page of records. */
export const FILTER_LIMITS = { depth: 20, conditions: 200, values: 1000 } as const;
