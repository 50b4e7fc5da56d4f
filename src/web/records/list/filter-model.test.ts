import { describe, expect, test } from "vitest";
import type { Filter } from "../../../model/filter/ast.ts";
import { fromFilter, isComplete, isEmptyFilter, parseFilter, replaceGroup, toFilter, withOperator } from "./filter-model.ts";

const won: Filter = { field: "stage", op: "in", value: ["won"] };
const mine: Filter = { field: "owner_id", op: "me" };

describe("filter model", () => {
  test("one condition, several, and groups of alternatives come back as they were", () => {
    for (const filter of [won, { and: [won, mine] }, { and: [won, { or: [mine, won] }] }, { or: [mine, won] }] satisfies Filter[])
      expect(toFilter(fromFilter(filter))).toEqual(filter);
  });
  test("nothing is no filter", () => {
    expect(toFilter(fromFilter(undefined))).toBeUndefined();
    expect(isEmptyFilter(fromFilter(undefined))).toBe(true);
  });
  test("what chips can't draw is kept whole", () => {
    const deep: Filter = { and: [won, { not: mine }, { or: [{ and: [won, mine] }, mine] }] };
    const model = fromFilter(deep);
    expect(model.groups).toEqual([[won]]);
    expect(model.rest).toHaveLength(2);
    expect(toFilter(model)).toEqual(deep);
  });
  test("a condition without its value isn't complete", () => {
    expect(isComplete(mine)).toBe(true);
    expect(isComplete(won)).toBe(true);
    expect(isComplete({ field: "name", op: "contains" })).toBe(false);
    expect(isComplete({ field: "name", op: "contains", value: "" })).toBe(false);
    expect(isComplete({ field: "is_active", op: "eq", value: false })).toBe(true);
    expect(isComplete({ field: "amount", op: "between", value: ["1", null] })).toBe(false);
    expect(isComplete({ field: "amount", op: "between", value: ["1", "2"] })).toBe(true);
  });
  test("the value survives a change of operator where it can", () => {
    expect(withOperator({ field: "stage", op: "eq", value: "won" }, "in", false)).toEqual(won);
    expect(withOperator({ field: "stage", op: "in", value: ["won"] }, "eq", false)).toEqual({ field: "stage", op: "eq", value: "won" });
    expect(withOperator({ field: "stage", op: "eq", value: "won" }, "is_empty", false)).toEqual({ field: "stage", op: "is_empty" });
    expect(withOperator({ field: "tags", op: "contains", value: ["a"] }, "not_in", true)).toEqual({
      field: "tags",
      op: "not_in",
      value: ["a"],
    });
  });
  test("a group without conditions disappears", () => {
    const model = fromFilter({ and: [won, mine] });
    expect(toFilter(replaceGroup(model, 0, []))).toEqual(mine);
    expect(toFilter(replaceGroup(model, 1, [won]))).toEqual({ and: [won, won] });
  });
  test("addresses that hold no filter are read as none", () => {
    for (const text of [undefined, "", "{", "null", "3", '"x"', "{}", '{"a":1}']) expect(parseFilter(text)).toBeUndefined();
    expect(parseFilter(JSON.stringify(won))).toEqual(won);
  });
});
