import { expect, test } from "vitest";
import { isYearly, numberText, patternFault } from "./numbering.ts";

const parts = { number: 7n, day: "2026-03-09", prefix: "МСК" };

test.each([
  ["{number}", "7"],
  ["СЧ-{number:5}/{year}", "СЧ-00007/2026"],
  ["{prefix}{yy}{month}-{number:2}", "МСК2603-07"],
])("%s gives %s", (pattern, text) => {
  expect(patternFault(pattern)).toBeUndefined();
  expect(numberText(pattern, parts)).toBe(text);
});
test("a number wider than its zeros stays whole", () => expect(numberText("{number:2}", { ...parts, number: 12_345n })).toBe("12345"));
test.each([
  ["", "mandatory"],
  ["INV", "pattern_without_number"],
  ["{number}-{number}", "pattern_without_number"],
  ["{number}{day}", "pattern_unknown_part"],
  ["{number}}", "pattern_unknown_part"],
  [`{number}${"x".repeat(40)}`, "too_long"],
])("%s is refused: %s", (pattern, fault) => expect(patternFault(pattern)).toBe(fault));
test("begins anew with the year only where the year shows", () => {
  expect([isYearly("{number}/{year}"), isYearly("{yy}-{number}"), isYearly("{number}")]).toEqual([true, true, false]);
});
