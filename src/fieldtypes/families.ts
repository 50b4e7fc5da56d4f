/**
 * Operator families: which filter operators a value understands. A field type names its family; the SQL compiler
 * (server/records/compile) and the in-memory evaluator (model/filter/evaluate.ts) implement each family once.
 */
export const FAMILIES = ["text", "number", "date", "choice", "reference", "list", "none"] as const;
export type Family = (typeof FAMILIES)[number];

const presence = ["is_empty", "is_not_empty"] as const;
const equality = ["eq", "ne", "in", "not_in"] as const;
const order = ["lt", "le", "gt", "ge", "between"] as const;

/** Relative dates without a value; each names a range of days in the actor's time zone (week starts on Monday). */
export const DATE_RANGE_OPERATORS = [
  "today",
  "yesterday",
  "tomorrow",
  "this_week",
  "last_week",
  "next_week",
  "this_month",
  "last_month",
  "next_month",
  "this_quarter",
  "last_quarter",
  "next_quarter",
  "this_year",
  "last_year",
  "next_year",
] as const;
/** Relative dates with a whole number of days as their value; `last`/`next` include today. */
export const DATE_DAYS_OPERATORS = ["last_n_days", "next_n_days", "older_than_days", "in_more_than_days"] as const;

export const OPERATORS: Record<Family, readonly string[]> = {
  text: [...equality, "contains", "not_contains", "starts_with", "ends_with", ...presence],
  number: [...equality, ...order, ...presence],
  date: [...equality, ...order, "on", "before", "after", ...DATE_RANGE_OPERATORS, ...DATE_DAYS_OPERATORS, ...presence],
  choice: [...equality, ...presence],
  reference: [...equality, "me", "my_groups", ...presence],
  /** `contains`: has every one of the values; `in`: has at least one; `not_in`: has none; `eq`: the same set. */
  list: ["eq", "ne", "contains", "in", "not_in", ...presence],
  none: presence,
};

/** Operators that take no value. */
export const VALUELESS_OPERATORS: ReadonlySet<string> = new Set([...presence, ...DATE_RANGE_OPERATORS, "me", "my_groups"]);
/** Operators whose value is an array. */
export const LIST_VALUE_OPERATORS: ReadonlySet<string> = new Set(["in", "not_in", "between"]);
