/** What a computed field's value may be, and how exact it is: the same for memory and SQL. */
import type { ValueType } from "./ast.ts";

export const RESULT_TYPES = ["text", "integer", "decimal", "percent", "money", "date", "datetime", "checkbox"] as const;
export type ResultType = (typeof RESULT_TYPES)[number];

/** The field types that a value inside a formula can be shown as; the first one is the usual. */
export const RESULTS_OF: Readonly<Record<ValueType, readonly ResultType[]>> = {
  number: ["decimal", "integer", "percent", "money"],
  text: ["text"],
  date: ["date"],
  datetime: ["datetime"],
  boolean: ["checkbox"],
};

const DEFAULT_SCALE = 4;
const ACCURACY: Partial<Record<ResultType, number>> = { integer: 0, money: 2, percent: 4 };
/** Digits after the mark. */
export const accuracyOf = (result: ResultType, scale: number | undefined): number => ACCURACY[result] ?? scale ?? DEFAULT_SCALE;
/** From here on a number is too large for its type, and empty. */
export const MAGNITUDE: Partial<Record<ResultType, string>> = { percent: "100000", integer: "9007199254740992" };
