import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPERATORS } from "../../fieldtypes/families.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Filter } from "./ast.ts";
import { checkFilter } from "./check.ts";
import { evaluate } from "./evaluate.ts";
import { foldCase } from "./fold.ts";
import { ctx, env, PATHS, resolve, type TestRecord } from "./test-records.ts";

const test = (field: string, op: string, value: Json | undefined, record: TestRecord): boolean =>
  evaluate(value === undefined ? { field, op } : { field, op, value }, record, env);

describe("foldCase", () => {
  it("is lower case with ё as е", () => expect(foldCase("ПЁТР Straße İ")).toBe("петр straße i̇"));
});

describe("evaluate", () => {
  it.each<[string, string, Json | undefined, Json, boolean]>([
    ["name", "eq", "Acme", "Acme", true],
    ["name", "eq", "acme", "Acme", false],
    ["name", "in", ["b", "Acme"], "Acme", true],
    ["name", "in", ["acme"], "Acme", false],
    ["name", "contains", "ПЕТР", "Иван Пётр", true],
    ["name", "contains", "%", "100", false],
    ["name", "contains", "пет", "Иван", false],
    ["name", "not_contains", "пет", "Иван", true],
    ["name", "starts_with", "ИВАН", "иванов", true],
    ["name", "starts_with", "ванов", "иванов", false],
    ["name", "ends_with", "ОВ", "иванов", true],
    ["name", "ends_with", "нов ", "иванов", false],
    ["amount", "eq", "5.00", "5.000000", true],
    ["amount", "gt", "9.00", "10.00", true],
    ["amount", "lt", "9.00", "10.00", false],
    ["amount", "lt", "0.00", "-0.01", true],
    ["amount", "in", ["1.00", "2.00"], "2", true],
    ["rate", "between", ["1", "2"], "2", true],
    ["rate", "between", ["1", "2"], "1", true],
    ["rate", "between", ["1", "2"], "2.0001", false],
    ["rate", "ge", "99999999999999999.1", "99999999999999999.2", true],
    ["count", "le", 10, 10, true],
    ["count", "lt", 10, 9, true],
    ["count", "lt", 10, 10, false],
    ["share", "ge", 12.5, 12.5, true],
    ["start", "lt", "14:30", "09:05", true],
    ["start", "gt", "14:30", "14:30:05", true],
    ["start", "between", ["09:00", "18:00"], "18:00", true],
    ["stage", "eq", "won", "won", true],
    ["stage", "not_in", ["won", "lost"], "new", true],
    ["stage", "not_in", ["won", "lost"], "won", false],
    ["done", "eq", true, true, true],
    ["done", "ne", true, false, true],
    ["done", "is_empty", undefined, false, false],
    ["owner_id", "me", undefined, "7", true],
    ["owner_id", "me", undefined, "70", false],
    ["owner_id", "my_groups", undefined, "70", true],
    ["owner_id", "my_groups", undefined, "7", false],
    ["owner_id", "in", ["7"], "7", true],
    ["tags", "contains", ["a", "b"], ["b", "c", "a"], true],
    ["tags", "contains", ["a", "x"], ["a"], false],
    ["tags", "in", ["x", "a"], ["a"], true],
    ["tags", "not_in", ["x"], ["a"], true],
    ["tags", "not_in", ["a"], ["a", "b"], false],
    ["tags", "eq", ["b", "a"], ["a", "b"], true],
    ["tags", "eq", ["a"], ["a", "b"], false],
    ["tags", "eq", ["a", "b"], ["a"], false],
    ["tags", "ne", ["a"], ["a", "b"], true],
    ["address", "is_empty", undefined, { city: "x" }, false],
    ["due", "today", undefined, "2026-11-19", true],
    ["due", "today", undefined, "2026-11-18", false],
    ["due", "on", "2026-11-19", "2026-11-19", true],
    ["due", "before", "2026-11-19", "2026-11-18", true],
    ["due", "before", "2026-11-19", "2026-11-19", false],
    ["due", "after", "2026-11-19", "2026-11-19", false],
    ["due", "le", "2026-11-19", "2026-11-19", true],
    ["due", "in", ["2026-11-19"], "2026-11-19", true],
    ["due", "between", ["2026-11-01", "2026-11-30"], "2026-11-30", true],
    ["due", "after", "9999-12-31", "9999-12-31", false],
    ["due", "le", "9999-12-31", "9999-12-31", true],
    ["at", "today", undefined, "2026-11-18T21:00:00.000Z", true],
    ["at", "today", undefined, "2026-11-18T20:59:59.999Z", false],
    ["at", "on", "2026-11-19", "2026-11-19T20:59:59.999Z", true],
    ["at", "on", "2026-11-19", "2026-11-19T21:00:00.000Z", false],
    ["at", "after", "2026-11-19", "2026-11-19T12:00:00.000Z", false],
    ["at", "le", "2026-11-19", "2026-11-19T12:00:00.000Z", true],
    ["at", "eq", "2026-11-19T12:00:00.000Z", "2026-11-19T12:00:00.000Z", true],
    ["at", "before", "2026-11-19T12:00:00.000Z", "2026-11-19T11:59:59.999Z", true],
    ["at", "between", ["2026-11-19", "2026-11-19"], "2026-11-19T20:00:00.000Z", true],
    ["at", "last_n_days", 1, "2026-11-18T20:00:00.000Z", false],
    ["at", "older_than_days", 1, "2026-11-17T20:59:59.999Z", true],
  ])("%s %s %j of %j: %s", (field, op, value, stored, expected) => expect(test(field, op, value, { [field]: stored })).toBe(expected));

  it("finds nothing equal, less or more than nothing", () => {
    for (const path of PATHS) {
      const family = resolve(path)?.family ?? "none";
      for (const op of OPERATORS[family]) {
        const isNegative = ["ne", "not_in", "not_contains", "is_empty"].includes(op);
        const value =
          op === "is_empty" || op === "is_not_empty"
            ? undefined
            : op.endsWith("_days")
              ? 5
              : ["in", "not_in", "between"].includes(op) || family === "list"
                ? ["1", "2"]
                : "1";
        for (const record of [{}, { [path]: null }] as TestRecord[])
          expect(test(path, op, value, record), `${path} ${op}`).toBe(isNegative);
      }
    }
  });
  it("takes equality with nothing as emptiness", () => {
    expect(test("name", "eq", null, {})).toBe(true);
    expect(test("name", "eq", null, { name: "a" })).toBe(false);
    expect(test("name", "ne", null, { name: "a" })).toBe(true);
    expect(test("count", "eq", null, { count: 0 })).toBe(false);
  });
  it("reads parts and joins conditions", () => {
    const record: TestRecord = { name: "a", address: { city: "Тверь" } };
    expect(test("address.city", "contains", "твер", record)).toBe(true);
    expect(test("address.city", "is_empty", undefined, { address: { street: "x" } })).toBe(true);
    const yes: Filter = { field: "name", op: "eq", value: "a" };
    const no: Filter = { not: yes };
    for (const [filter, expected] of [
      [{ and: [] }, true],
      [{ or: [] }, false],
      [{ and: [yes, no] }, false],
      [{ or: [no, yes] }, true],
      [{ not: { or: [no] } }, true],
      [{ and: [yes, { or: [no, yes] }] }, true],
    ] as const)
      expect(evaluate(filter, record, env), JSON.stringify(filter)).toBe(expected);
  });
  it("throws on what no check let through", () => {
    expect(() => test("nope", "eq", 1, {})).toThrow("nope");
    expect(() => test("name", "lt", "b", { name: "a" })).toThrow("lt");
    expect(() => test("address", "eq", "b", { address: { city: "a" } })).toThrow("eq");
    expect(() => test("name", "constructor", "b", { name: "a" })).toThrow("constructor");
  });
  it("negates exactly: every negative operator is the opposite of its positive on any record", () => {
    const pairs = [
      ["eq", "ne"],
      ["in", "not_in"],
      ["contains", "not_contains"],
      ["is_empty", "is_not_empty"],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...PATHS.filter((p) => !p.startsWith("address"))), fc.nat(), fc.nat(), (path, a, b) => {
        const resolved = resolve(path);
        if (!resolved) return;
        const sample = (seed: number): Json => resolved.type.sample(resolved.field, () => ((seed % 97) + 0.5) / 98);
        const record = { [path]: a % 5 === 0 ? null : sample(a) };
        for (const [positive, negative] of pairs) {
          if (!OPERATORS[resolved.family].includes(positive) || !OPERATORS[resolved.family].includes(negative)) continue;
          const value =
            positive === "is_empty" ? undefined : positive === "in" && resolved.family !== "list" ? [sample(b), sample(a)] : sample(b);
          expect(test(path, negative, value, record)).toBe(!test(path, positive, value, record));
        }
      }),
    );
  });
  it("answers every checked filter with true or false", () => {
    for (const path of PATHS) {
      const resolved = resolve(path);
      if (!resolved) throw new Error(path);
      const sample: Json = resolved.family === resolved.type.family ? resolved.type.sample(resolved.field, () => 0.4) : "x";
      for (const op of OPERATORS[resolved.family]) {
        const value = op.endsWith("_days")
          ? 3
          : ["is_empty", "is_not_empty", "me", "my_groups"].includes(op) || /^(this|last|next)_|day$|^tomorrow$/.test(op)
            ? undefined
            : op === "on"
              ? "2026-11-19"
              : op === "between"
                ? [sample, sample]
                : resolved.family !== "list" && ["in", "not_in"].includes(op)
                  ? [sample]
                  : sample;
        const checked = checkFilter(value === undefined ? { field: path, op } : { field: path, op, value }, resolve, ctx);
        if (!checked.ok) throw new Error(`${path} ${op} ${JSON.stringify(checked.errors)}`);
        expect(typeof evaluate(checked.filter, { [path]: sample }, env)).toBe("boolean");
      }
    }
  });
});
