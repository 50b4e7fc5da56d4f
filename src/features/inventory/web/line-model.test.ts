import { expect, test } from "vitest";
import { discountText, fromFormLines, groupedText, lineOf, moved, toFormLines, typedDiscount, typedNumber } from "./line-model.ts";

test("numbers and discounts are read as people of each language type them", () => {
  expect(typedNumber("1 234,5", "ru")).toBe("1234.5");
  expect(typedNumber("1,234.5", "en")).toBe("1234.5");
  expect(typedNumber("", "ru")).toBe("");
  expect(typedNumber("пять", "ru")).toBeUndefined();
  expect(typedDiscount("33,333%", "ru")).toEqual({ type: "percent", value: "33.333" });
  expect(typedDiscount("100", "en")).toEqual({ type: "amount", value: "100" });
  expect(typedDiscount("0", "en")).toBeNull();
  expect(typedDiscount("x%", "en")).toBeUndefined();
  expect(groupedText("1234567.50", "ru")).toBe("1\u00a0234\u00a0567,50");
  expect(typedNumber(groupedText("1234567.50", "en"), "en")).toBe("1234567.50");
  expect(discountText({ type: "percent", value: "5.5" }, "ru")).toBe("5,5%");
});

test("lines keep their keys over a round trip through the form, and lose them for the server", () => {
  const lines = [lineOf("text", { description: "a" }), lineOf("heading", { description: "b" })];
  const again = toFormLines(lines as never);
  expect(again.map((line) => line.key)).toEqual(lines.map((line) => line.key));
  expect(JSON.stringify(fromFormLines(again))).not.toContain("key");
});

test("a line moves to its new place", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
});
