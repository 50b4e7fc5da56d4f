/** Formulas mean the same in memory and in SQL: random expressions over awkward values, both ways. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import type { Typed, ValueType } from "../../../model/formula/ast.ts";
import { evaluateFormula, resultOf } from "../../../model/formula/evaluate.ts";
import { functionOf, functions, isFunctionName, type FunctionName } from "../../../model/formula/functions.ts";
import { RESULTS_OF } from "../../../model/formula/result.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { resultTypeOf } from "../../../fieldtypes/computed-value.ts";
import { field } from "../../../fieldtypes/test-field.ts";
import { ident, join, raw, sql } from "../../db/sql.ts";
import { compileResult, compileTyped } from "./formula.ts";

const VALUES: Readonly<Record<ValueType, readonly Json[]>> = {
  number: [null, "0", "-0.5", "1", "2.5", "-7", "3", "0.0001", "123456789012.345678", "99999999999999999", "31", "12", "2024"],
  text: [null, "Ёлка", "ёлка зелёная", " a ", "x", "ß", "😀b", "a%_b", "İ", "100"],
  date: [null, "2024-02-29", "2023-12-31", "1000-01-01", "9999-12-31", "2026-01-31", "2026-11-23"],
  datetime: [null, "2026-11-23T21:30:00.000Z", "2024-02-29T12:00:00.000Z", "2024-12-31T23:59:59.999Z"],
  boolean: [true, false],
};
const TYPES = Object.keys(VALUES) as readonly ValueType[];
const SQL_TYPES = { number: "numeric", text: "text", date: "date", datetime: "timestamptz", boolean: "boolean" } as const;
const names = (Object.keys(functions) as FunctionName[]).filter(isFunctionName);

/** Every signature of up to three arguments, found by asking the functions. */
const signatures = names.flatMap((name) => {
  const lists: ValueType[][] = [[], ...TYPES.map((a) => [a]), ...TYPES.flatMap((a) => TYPES.map((b) => [a, b]))];
  const all = [...lists, ...TYPES.flatMap((a) => TYPES.flatMap((b) => TYPES.map((c) => [a, b, c])))];
  return all.flatMap((args) => {
    const type = functionOf(name).type(args);
    return type ? [{ name, args, type }] : [];
  });
});

const leaf = (type: ValueType): fc.Arbitrary<Typed> =>
  fc.integer({ min: 0, max: VALUES[type].length - 1 }).map((i): Typed => ({ kind: "field", type, path: `${type}:${i}` }));
const typed = (type: ValueType, depth: number): fc.Arbitrary<Typed> => {
  const fitting = signatures.filter((signature) => signature.type === type);
  if (depth === 0 || fitting.length === 0) return leaf(type);
  const call = fc
    .constantFrom(...fitting)
    .chain(({ name, args }) =>
      fc.tuple(...args.map((arg) => typed(arg, depth - 1))).map((list): Typed => ({ kind: "call", type, name, args: list })),
    );
  return fc.oneof({ weight: 1, arbitrary: leaf(type) }, { weight: 4, arbitrary: call });
};
const valueAt = (path: string): Json => {
  const [type = "text", i = "0"] = path.split(":");
  return VALUES[type as ValueType][Number(i)] ?? null;
};

const database = await testDatabase();
const env = { now: new Date("2026-11-23T22:15:00.000Z"), timezone: "Asia/Kathmandu" };

async function compare(expressions: readonly Typed[]): Promise<void> {
  const cases = expressions.flatMap((expression) => RESULTS_OF[expression.type].map((result) => ({ expression, result })));
  const columns = cases.map(({ expression, result }, i) => {
    const value = compileTyped(expression, {
      ...env,
      read: (path) => {
        const type = path.split(":")[0] as ValueType;
        const parameter = sql`${valueAt(path)}::${raw(SQL_TYPES[type])}`;
        return type === "text" ? sql`(${parameter} COLLATE "C")` : parameter;
      },
    });
    return sql`${compileResult(value, result, 4)} AS ${ident(`c${i}`)}`;
  });
  const { rows } = await database.query<Record<string, unknown>>(sql`SELECT ${join(columns)}`);
  cases.forEach(({ expression, result }, i) => {
    const given = rows[0]?.[`c${i}`] ?? null;
    const typeField = field("formula", { result, scale: 4 });
    const inSql = given === null ? null : (resultTypeOf(typeField).fromDb?.(given, typeField) ?? given);
    const inMemory = resultOf(evaluateFormula(expression, valueAt, env), result, 4);
    expect(inSql, `${result}: ${JSON.stringify(expression)}`).toEqual(inMemory);
  });
}

test("each function alone, over every awkward value", async () => {
  for (const { name, args, type } of signatures.filter(({ args: list }) => list.length < 3)) {
    const lists = args.map((arg) => VALUES[arg].map((_, i): Typed => ({ kind: "field", type: arg, path: `${arg}:${i}` })));
    const combinations = lists.reduce<Typed[][]>((found, list) => found.flatMap((before) => list.map((one) => [...before, one])), [[]]);
    const calls = combinations.map((list): Typed => ({ kind: "call", type, name, args: list }));
    for (let from = 0; from < calls.length; from += 100) await compare(calls.slice(from, from + 100));
  }
});

test("random expressions", async () => {
  const any = fc.constantFrom(...TYPES).chain((type) => typed(type, 4));
  await fc.assert(
    fc.asyncProperty(fc.array(any, { minLength: 20, maxLength: 40 }), async (expressions) => {
      await compare(expressions);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});
