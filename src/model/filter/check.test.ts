import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Filter } from "./ast.ts";
import { checkFilter, type FilterError } from "./check.ts";
import { ctx, resolve } from "./test-records.ts";

function accepted(input: unknown): Filter {
  const result = checkFilter(input, resolve, ctx);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.filter;
}
function errors(input: unknown): readonly FilterError[] {
  const result = checkFilter(input, resolve, ctx);
  if (result.ok) throw new Error(`accepted: ${JSON.stringify(result.filter)}`);
  return result.errors;
}
const codes = (input: unknown): readonly string[] => errors(input).map((error) => `${error.path}:${error.code}`);

describe("checkFilter", () => {
  it("normalises values by their types", () => {
    for (const [field, op, given, kept] of [
      ["amount", "gt", "5", "5.00"],
      ["amount", "in", [5, "6.1"], ["5.00", "6.10"]],
      ["email", "eq", " Ivan@Example.COM", "ivan@example.com"],
      ["rate", "between", ["1.50", 2], ["1.5", "2"]],
      ["due", "on", "2026-12-31", "2026-12-31"],
      ["at", "lt", "2026-12-31T10:00", "2026-12-31T07:00:00.000Z"],
      ["at", "after", "2026-12-31", "2026-12-31"],
      ["name", "contains", " a ", " a "],
      ["skills", "contains", "won", ["won"]],
      ["skills", "in", ["won", "new", "won"], ["new", "won"]],
      ["done", "eq", true, true],
      ["owner_id", "in", ["1", "2"], ["1", "2"]],
      ["address.city", "eq", "Тверь", "Тверь"],
      ["due", "last_n_days", 7, 7],
      ["count", "gt", -5, -5],
    ] as const)
      expect(accepted({ field, op, value: given })).toEqual({ field, op, value: kept });
  });
  it("makes emptiness and whole days explicit", () => {
    for (const value of [null, "", []]) {
      expect(accepted({ field: "name", op: "eq", value })).toEqual({ field: "name", op: "is_empty" });
      expect(accepted({ field: "tags", op: "ne", value })).toEqual({ field: "tags", op: "is_not_empty" });
    }
    expect(accepted({ field: "at", op: "eq", value: "2026-12-31" })).toEqual({ field: "at", op: "on", value: "2026-12-31" });
    expect(accepted({ field: "at", op: "ne", value: "2026-12-31" })).toEqual({ not: { field: "at", op: "on", value: "2026-12-31" } });
    expect(accepted({ field: "owner_id", op: "me", value: null })).toEqual({ field: "owner_id", op: "me" });
  });
  it("keeps groups, and takes no group for everything", () => {
    const filter = { and: [{ or: [{ field: "done", op: "eq", value: true }, { not: { field: "name", op: "is_empty" } }] }] };
    expect(accepted(filter)).toEqual(filter);
    expect(accepted({ and: [] })).toEqual({ and: [] });
    expect(codes({ or: [] })).toEqual(["or:filter_empty_group"]);
  });
  it("says where and why", () => {
    expect(
      errors({
        and: [
          { field: "nope", op: "eq", value: 1 },
          {
            or: [
              { field: "name", op: "lt", value: "a" },
              { field: "stage", op: "in", value: ["won", "x"] },
            ],
          },
        ],
      }),
    ).toEqual([
      { path: "and.0.field", code: "unknown_field", params: { field: "nope" } },
      { path: "and.1.or.0.op", code: "unknown_operator", params: { op: "lt" } },
      { path: "and.1.or.1.value.1", code: "not_an_option", params: { value: "x" } },
    ]);
  });
  it.each<[unknown, string]>([
    [null, ":filter_shape"],
    ["x", ":filter_shape"],
    [[], ":filter_shape"],
    [{}, ":filter_shape"],
    [{ and: {} }, "and:filter_shape"],
    [{ and: [], or: [] }, ":filter_shape"],
    [{ and: [], field: "name" }, ":filter_shape"],
    [{ field: "name" }, ":filter_shape"],
    [{ field: "name", op: "eq", value: "a", x: 1 }, ":filter_shape"],
    [{ field: 1, op: "eq" }, ":filter_shape"],
    [{ not: [] }, "not:filter_shape"],
    [JSON.parse('{"__proto__":{"field":"name","op":"is_empty"}}'), ":filter_shape"],
    [{ field: "__proto__", op: "eq", value: 1 }, "field:unknown_field"],
    [{ field: "x".repeat(1000), op: "eq", value: 1 }, "field:unknown_field"],
    [{ field: "name", op: "constructor", value: 1 }, "op:unknown_operator"],
    [{ field: "address", op: "eq", value: "x" }, "op:unknown_operator"],
    [{ field: "name", op: "eq" }, "value:value_required"],
    [{ field: "name", op: "contains", value: "" }, "value:value_required"],
    [{ field: "count", op: "lt", value: null }, "value:value_required"],
    [{ field: "name", op: "in", value: [] }, "value:value_required"],
    [{ field: "name", op: "in", value: ["a", null] }, "value.1:value_required"],
    [{ field: "tags", op: "in", value: [] }, "value:value_required"],
    [{ field: "name", op: "is_empty", value: "x" }, "value:value_not_expected"],
    [{ field: "due", op: "today", value: "x" }, "value:value_not_expected"],
    [{ field: "name", op: "in", value: "a" }, "value:wrong_type"],
    [{ field: "name", op: "in", value: Array.from({ length: 1001 }, () => "a") }, "value:too_many"],
    [{ field: "count", op: "between", value: [1] }, "value:between_two"],
    [{ field: "count", op: "between", value: [1, null] }, "value.1:value_required"],
    [{ field: "count", op: "eq", value: "1" }, "value:wrong_type"],
    [{ field: "count", op: "eq", value: 1e400 }, "value:not_a_number"],
    [{ field: "amount", op: "eq", value: "1,5" }, "value:not_a_number"],
    [{ field: "due", op: "last_n_days", value: -1 }, "value:too_small"],
    [{ field: "due", op: "last_n_days", value: 1e9 }, "value:too_large"],
    [{ field: "due", op: "last_n_days", value: 1.5 }, "value:not_an_integer"],
    [{ field: "due", op: "last_n_days", value: "7" }, "value:wrong_type"],
    [{ field: "due", op: "on", value: "31.12.2026" }, "value:not_a_date"],
    [{ field: "at", op: "on", value: "2026-12-31T10:00:00Z" }, "value:not_a_date"],
    [{ field: "at", op: "lt", value: "nope" }, "value:not_a_datetime"],
    [{ field: "at", op: "in", value: ["2026-12-31"] }, "value.0:not_a_datetime"],
    [{ field: "at", op: "between", value: ["2026-12-31", "2026-12-31T10:00:00Z"] }, "value:not_a_datetime"],
    [{ field: "stage", op: "eq", value: "__proto__" }, "value:not_an_option"],
    [{ field: "owner_id", op: "eq", value: "me" }, "value:not_an_id"],
    [{ field: "name", op: "contains", value: "a\0" }, "value:nul_byte"],
    [{ field: "name", op: "contains", value: "\ud800" }, "value:lone_surrogate"],
    [{ field: "name", op: "contains", value: "x".repeat(1001) }, "value:too_long"],
    [{ field: "done", op: "eq", value: "true" }, "value:wrong_type"],
  ])("refuses %j: %s", (input, expected) => expect(codes(input)).toEqual([expected]));

  it("keeps within its limits, and takes no time over what is beyond", () => {
    const condition = { field: "done", op: "eq", value: true };
    expect(accepted({ and: Array.from({ length: 200 }, () => condition) })).toBeDefined();
    let deep: unknown = condition;
    for (let i = 0; i < 19; i++) deep = { not: deep };
    expect(accepted(deep)).toBeDefined();
    expect(errors({ not: deep })[0]?.code).toBe("filter_too_deep");
    for (let i = 0; i < 100_000; i++) deep = { and: [deep] };
    expect(errors(deep).map((error) => error.code)).toEqual(["filter_too_deep"]);
    expect(codes({ or: Array.from({ length: 1_000_000 }, () => condition) })).toEqual(["or:filter_too_large"]);
    const wide = { and: Array.from({ length: 200 }, () => ({ and: Array.from({ length: 200 }, () => ({ and: [] })) })) };
    const start = performance.now();
    expect(errors(wide).some((error) => error.code === "filter_too_large")).toBe(true);
    expect(errors({ and: Array.from({ length: 200 }, () => ({ field: "x", op: "eq" })) }).length).toBeLessThanOrEqual(20);
    expect(performance.now() - start).toBeLessThan(1000);
  });
  it("never throws, and accepts its own result again", () => {
    const leaf = fc.record(
      {
        field: fc.constantFrom("name", "amount", "at", "due", "tags", "owner_id", "done", "address.city", "zz"),
        op: fc.constantFrom("eq", "ne", "in", "contains", "between", "lt", "on", "me", "is_empty", "last_n_days"),
        value: fc.oneof(fc.jsonValue(), fc.constantFrom("2026-12-31", "5", ["1", "2"], true, 7)),
      },
      { requiredKeys: ["field", "op"] },
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.record({ and: fc.array(tie("node"), { maxLength: 3 }) }),
        fc.record({ or: fc.array(tie("node"), { maxLength: 3 }) }),
        fc.record({ not: tie("node") }),
        fc.jsonValue(),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (input) => {
        const result = checkFilter(input, resolve, ctx);
        if (result.ok) expect(checkFilter(result.filter, resolve, ctx)).toEqual(result);
        else expect(result.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
