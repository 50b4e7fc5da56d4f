/**
 * The formula language of computed fields: a small expression language with types, without loops, assignments or
 * anything that runs long. parse.ts makes a tree of text, check.ts gives it types, evaluate.ts is its meaning in
 * memory and server/records/compile/formula.ts the same meaning in SQL. Empty values: arithmetic with one is empty,
 * texts join over them, comparisons of order with one are false, two empty values are equal.
 */
import type { ValueError } from "../../fieldtypes/field-type.ts";
import type { FunctionName } from "./functions.ts";

export type ValueType = "number" | "text" | "date" | "datetime" | "boolean";

/** As it is written: operators are calls too. */
export type Expression =
  | { readonly kind: "literal"; readonly type: "number" | "text" | "boolean"; readonly value: string | boolean; readonly at: number }
  | { readonly kind: "field"; readonly path: string; readonly at: number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly at: number };

/** Checked: every part has its type, every name exists. */
export type Typed =
  | { readonly kind: "literal"; readonly type: ValueType; readonly value: string | boolean }
  | { readonly kind: "field"; readonly type: ValueType; readonly path: string }
  | { readonly kind: "call"; readonly type: ValueType; readonly name: FunctionName; readonly args: readonly Typed[] };

/** What keeps a formula from costing more than a page of records. `cost` counts the formulas that it uses too. */
export const FORMULA_LIMITS = { characters: 4000, depth: 40, nodes: 500, cost: 2000 } as const;

/** Why a formula is refused, and where: the place of the character, counted from 1. */
export class FormulaError extends Error {
  readonly code: string;
  readonly at: number;
  readonly params: NonNullable<ValueError["params"]>;
  constructor(code: string, at: number, params: NonNullable<ValueError["params"]> = {}) {
    super(`${code} at ${at + 1}`);
    this.name = "FormulaError";
    this.code = code;
    this.at = at + 1;
    this.params = { ...params, at: at + 1 };
  }
}
