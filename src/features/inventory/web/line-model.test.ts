import { expect, test } from "vitest";
import {
  discountText,
  fromFormLines,
  groupedText,
  lineOf,
  moved,
  offersText,
  repriced,
  toFormLines,
  typedDiscount,
  typedNumber,
} from "./line-model.ts";

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

test("the list's price follows the quantity at each keystroke; a price that somebody typed stays", () => {
  const offer = (from: string, price: string) => ({ from, price, book: "7", own: true });
  const prices = { offers: [offer("0", "450.00"), offer("10", "420.50")], usual: "500.00" };
  const line = lineOf("product", { product_id: "1", unit_price: "450.00" });
  const typed = (before: typeof line, quantity: string): typeof line => repriced({ ...before, quantity }, before);
  const one = { ...line, prices };
  expect(typed(typed(one, "1"), "10").unit_price).toBe("420.50");
  expect(typed(typed(one, "10"), "9").unit_price).toBe("450.00");
  expect(typed({ ...one, unit_price: "440.00" }, "10").unit_price).toBe("440.00");
  expect(typed(line, "10").unit_price).toBe("450.00");
  expect(JSON.stringify(fromFormLines([one]))).not.toContain("offers");
  expect(offersText(prices, "RUB", "ru")).toBe("450,00\u00a0₽; от 10 — 420,50\u00a0₽");
  expect(offersText({ ...prices, offers: prices.offers.slice(0, 1) }, "RUB", "ru")).toBeUndefined();
});
