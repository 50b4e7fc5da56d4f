/** The meaning of a formula in memory: forms show it while one types, and tests hold the SQL against it. */
import Big from "big.js";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Typed, ValueType } from "./ast.ts";
import { big, FIRST_DAY, functionOf, LAST_DAY, MOST_TEXT, type FormulaEnvironment, type Value } from "./functions.ts";
import { accuracyOf, MAGNITUDE, type ResultType } from "./result.ts";

/** The value, before it is brought to its field's type. `read` gives a path's value in JSON form. */
export function evaluateFormula(typed: Typed, read: (path: string) => Json | undefined, env: FormulaEnvironment): Value {
  if (typed.kind === "literal") return ofJson(typed.type, typed.value);
  if (typed.kind === "field") return ofJson(typed.type, read(typed.path));
  return functionOf(typed.name).run(
    typed.args.map((arg) => evaluateFormula(arg, read, env)),
    env,
  );
}

function ofJson(type: ValueType, value: Json | undefined): Value {
  if (type === "boolean") return value === true;
  if (value === null || value === undefined || value === "") return null;
  return type === "number" ? big(value as string | number) : String(value);
}

/** The value as its field keeps it; what the field's type can't hold is empty. */
export function resultOf(value: Value, result: ResultType, scale: number | undefined): Json {
  if (value instanceof Big) {
    const rounded = value.round(accuracyOf(result, scale), 1);
    if (rounded.abs().gte(MAGNITUDE[result] ?? "1e18")) return null;
    if (result === "percent" || result === "integer") return rounded.toNumber() + 0;
    const text = rounded.eq(0) ? "0" : rounded.toFixed();
    return result === "money"
      ? rounded
          .abs()
          .toFixed(2)
          .replace(/^(?!0\.00$)/, rounded.lt(0) ? "-" : "")
      : text;
  }
  if (typeof value !== "string") return value;
  if (result === "text") return [...value].slice(0, MOST_RESULT).join("") || null;
  return value.slice(0, 10) >= FIRST_DAY && value.slice(0, 10) <= LAST_DAY ? value : null;
}
/** Characters of a text that a formula gives. */
export const MOST_RESULT = Math.min(4000, MOST_TEXT);
