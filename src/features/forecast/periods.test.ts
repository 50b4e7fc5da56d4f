import fc from "fast-check";
import { expect, test } from "vitest";
import { monthsOf, periodEnd, periodStart, shiftPeriod, spread } from "./periods.ts";

test("a day is in its month and its quarter", () => {
  expect(periodStart("2026-06-15", "month")).toBe("2026-06-01");
  expect(periodStart("2026-06-15", "quarter")).toBe("2026-04-01");
  expect(periodStart("2026-12-31", "quarter")).toBe("2026-10-01");
});

test("periods follow one another over the turn of the year, and end on their last day", () => {
  expect(shiftPeriod("2026-11-01", "month", 3)).toBe("2027-02-01");
  expect(shiftPeriod("2026-01-01", "quarter", -1)).toBe("2025-10-01");
  expect(monthsOf("2025-10-01", "quarter")).toEqual(["2025-10-01", "2025-11-01", "2025-12-01"]);
  expect([periodEnd("2028-02-01", "month"), periodEnd("2026-10-01", "quarter")]).toEqual(["2028-02-29", "2026-12-31"]);
});

test("every day lies between the start and the end of its period", () => {
  const days = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.constantFrom("month" as const, "quarter" as const), (date, unit) => {
      const day = date.toISOString().slice(0, 10);
      const start = periodStart(day, unit);
      return start <= day && day <= periodEnd(start, unit) && periodStart(start, unit) === start;
    }),
  );
});

test("a spread amount loses no hundredth", () => {
  expect(spread("100", 3)).toEqual(["33.33", "33.33", "33.34"]);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 1, max: 12 }), (cents, parts) => {
      const found = spread(`${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`, parts).map((text) => BigInt(text.replace(".", "")));
      const greatest = found.reduce((a, b) => (a > b ? a : b));
      const least = found.reduce((a, b) => (a < b ? a : b));
      expect(found.reduce((a, b) => a + b)).toBe(cents);
      expect(greatest - least <= 1n).toBe(true);
    }),
  );
});
