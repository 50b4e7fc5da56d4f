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

/** Limits that keep one filter from costing more than a page of records. */
export const FILTER_LIMITS = { depth: 20, conditions: 200, values: 1000 } as const;
