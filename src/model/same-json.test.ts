import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../fieldtypes/field-type.ts";
import { sameJson } from "./same-json.ts";

const json = fc.jsonValue() as fc.Arbitrary<Json>;
/** Written down with the members of objects in alphabetical order. */
const spelled = (value: Json): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))
      : part,
  );

test("values are the same when they are written the same", () => {
  fc.assert(fc.property(json, json, (a, b) => sameJson(a, b) === (spelled(a) === spelled(b))));
  fc.assert(fc.property(json, (value) => sameJson(value, JSON.parse(JSON.stringify(value)) as Json)));
});

test("one member that differs is enough, wherever it stands; nothing is null; an order of members says nothing", () => {
  const lines = (quantity: string): Json => [{ id: "1" }, { id: "2", discount: { type: "percent", value: quantity } }];
  expect(sameJson(lines("1"), lines("1"))).toBe(true);
  expect(sameJson(lines("1"), lines("2"))).toBe(false);
  expect(sameJson([{ id: "1" }], [{ id: "1", amount: "5" }])).toBe(false);
  expect(sameJson({ a: null }, { b: null })).toBe(false);
  expect(sameJson(["x"], { 0: "x" })).toBe(false);
  expect(sameJson({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(sameJson(undefined, null)).toBe(true);
  expect(sameJson(undefined, "")).toBe(false);
});
