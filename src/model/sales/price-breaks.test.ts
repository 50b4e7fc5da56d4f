import fc from "fast-check";
import { expect, test } from "vitest";
import { offerFor, type PriceOffer } from "./price-breaks.ts";

const offer = (from: number, price: number, own = false, book = "1"): PriceOffer => ({
  from: String(from),
  price: String(price),
  own,
  book,
});
const priceOf = (offers: readonly PriceOffer[], quantity: string): string | undefined => offerFor(offers, quantity)?.price;

test("the greatest break that is reached, to the last sixth decimal", () => {
  const offers = [offer(50, 80), offer(0, 100), offer(10, 90)];
  expect(["0.5", "9.999999", "10", "49", "50", "1000000"].map((quantity) => priceOf(offers, quantity))).toEqual([
    "100",
    "100",
    "90",
    "90",
    "80",
    "80",
  ]);
  expect(priceOf([offer(10, 90)], "9")).toBeUndefined();
});

test("one's own book goes before everybody's however cheap; of two alike the cheaper", () => {
  expect(priceOf([offer(0, 1), offer(0, 100, true), offer(100, 50)], "500")).toBe("100");
  expect(priceOf([offer(5, 60, false, "1"), offer(5, 40, false, "2")], "5")).toBe("40");
});

test("for any breaks: a monotone choice of the greatest quantity that isn't above the line's", () => {
  const froms = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 12 });
  fc.assert(
    fc.property(froms, fc.integer({ min: 0, max: 250 }), fc.integer({ min: 0, max: 50 }), (list, quantity, more) => {
      const offers = list.map((from) => offer(from, 1000 - from));
      const chosen = (of: number): number | undefined => {
        const found = offerFor(offers, String(of));
        return found && Number(found.from);
      };
      // The oracle: walk all of them and keep the greatest.
      let greatest: number | undefined;
      for (const from of list) if (from <= quantity && (greatest === undefined || from > greatest)) greatest = from;
      expect(chosen(quantity)).toBe(greatest);
      expect(chosen(quantity + more) ?? -1).toBeGreaterThanOrEqual(greatest ?? -1);
    }),
  );
});
