import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillMask, isMask, matchMask } from "./mask.ts";

describe("a mask", () => {
  test.each([
    ["99 99 999999", "4510123456", "45 10 123456"],
    ["99 99 999999", "45 10-123456", "45 10 123456"],
    ["A999AA99", "а123вс77", "а123вс77"],
    ["+7 (999) 999-99-99", "+7 (912) 345-67-89", "+7 (912) 345-67-89"],
    ["(99)", "12", "(12)"],
    ["\\A-99", "A-12", "A-12"],
    ["99", "1", undefined],
    ["99", "123", undefined],
    ["99", "1x2", undefined],
    ["AA", "", undefined],
  ])("%s takes %s as %s", (mask, value, expected) => expect(matchMask(mask, value)).toBe(expected));

  test("is filled while one types, and lets one delete", () => {
    expect(["4", "45", "451", "45 1", "45 10 1"].map((typed) => fillMask("99 99", typed))).toEqual(["4", "45", "45 1", "45 1", "45 10"]);
    expect(fillMask("99-99", "ab")).toBe("");
  });

  test("has something to type in", () => expect(["99", "--", "\\9", "9".repeat(61)].map(isMask)).toEqual([true, false, false, false]));

  test("leaves what it has made as it is", () => {
    const mask = fc
      .array(fc.constantFrom("9", "A", "*", "-", " ", "(", ")", "\\9"), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(mask, fc.string({ maxLength: 20, unit: fc.constantFrom("1", "7", "x", "ж", "-", " ") }), (form, typed) => {
        const once = matchMask(form, typed);
        if (once !== undefined && isMask(form)) expect(matchMask(form, once)).toBe(once);
      }),
    );
  });
});
