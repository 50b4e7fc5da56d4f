/** Gives a parsed formula its types: every name must exist, every function must take what it is given. */
import type { ResolvedPath } from "../registry.ts";
import { FormulaError, type Expression, type Typed, type ValueType } from "./ast.ts";
import { functionOf, isFunctionName, type FunctionName } from "./functions.ts";

/** The values of a field inside formulas; undefined: it has none (files, lists, rich text). */
export function formulaTypeOf({ field, type, part }: Pick<ResolvedPath, "field" | "type" | "part">): ValueType | undefined {
  if (part !== undefined) return "text";
  if (field.name === "starred" || field.name === "id" || type.parts || type.storedFile) return undefined;
  if (type.family === "number") return "number";
  if (type.family === "date") return type.name === "time" ? "text" : type.instant ? "datetime" : "date";
  if (type.name === "checkbox") return "boolean";
  return (type.family === "text" && type.name !== "rich_text") || type.family === "choice" ? "text" : undefined;
}

export type PathTypes = (path: string) => ValueType | "unknown" | "unusable";

/** Throws a FormulaError. `typeOf` says what a path's values are. */
export function checkFormula(expression: Expression, typeOf: PathTypes): Typed {
  if (expression.kind === "literal") {
    const { type, value } = expression;
    return { kind: "literal", type, value };
  }
  if (expression.kind === "field") {
    const type = typeOf(expression.path);
    if (type === "unknown") throw new FormulaError("formula_unknown_field", expression.at, { field: expression.path.slice(0, 60) });
    if (type === "unusable") throw new FormulaError("formula_unusable_field", expression.at, { field: expression.path.slice(0, 60) });
    return { kind: "field", type, path: expression.path };
  }
  return checkCall(
    expression,
    expression.args.map((arg) => checkFormula(arg, typeOf)),
  );
}

function checkCall({ name, at }: Extract<Expression, { kind: "call" }>, args: readonly Typed[]): Typed {
  const types = args.map((arg) => arg.type);
  const overloaded = onDays(name, args, types);
  if (overloaded) return overloaded;
  if (!isFunctionName(name)) throw new FormulaError("formula_unknown_function", at, { name: name.slice(0, 40) });
  const joined = name === "concat" ? args.map(asText) : args;
  const type = functionOf(name).type(joined.map((arg) => arg.type));
  if (type === undefined) throw new FormulaError("formula_wrong_types", at, { name, given: types.join(", ") || "—" });
  return { kind: "call", name, type, args: joined };
}

const call = (name: FunctionName, type: ValueType, args: readonly Typed[]): Typed => ({ kind: "call", name, type, args });

/** day + 30, day − 30, day − day. */
function onDays(name: string, args: readonly Typed[], types: readonly ValueType[]): Typed | undefined {
  const [left, right] = args;
  if (!left || !right || types[0] !== "date") return undefined;
  if (name === "add" && types[1] === "number") return call("add_days", "date", [left, right]);
  if (name === "subtract" && types[1] === "number") return call("add_days", "date", [left, call("negate", "number", [right])]);
  return name === "subtract" && types[1] === "date" ? call("days_between", "number", [right, left]) : undefined;
}

/** Numbers and days join texts as they are. */
const asText = (arg: Typed): Typed => (arg.type === "number" || arg.type === "date" ? call("text", "text", [arg]) : arg);

/** The paths that it reads, each once. */
export function pathsOf(typed: Typed): readonly string[] {
  if (typed.kind === "field") return [typed.path];
  return typed.kind === "call" ? [...new Set(typed.args.flatMap(pathsOf))] : [];
}

export const sizeOf = (typed: Typed): number => (typed.kind === "call" ? 1 + typed.args.reduce((sum, arg) => sum + sizeOf(arg), 0) : 1);
