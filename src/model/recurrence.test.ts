import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, FREQUENCIES, nextDay } from "./recurrence.ts";

test.each([
  ["2026-01-31", "monthly", "2026-01-31", "2026-02-28"],
  ["2026-01-31", "monthly", "2026-02-28", "2026-03-31"],
  ["2024-02-29", "yearly", "2024-02-29", "2025-02-28"],
  ["2024-02-29", "yearly", "2027-02-28", "2028-02-29"],
  ["2026-11-30", "quarterly", "2026-11-30", "2027-02-28"],
  ["2026-12-31", "daily", "2026-12-31", "2027-01-01"],
  ["2026-12-28", "weekly", "2026-12-28", "2027-01-04"],
] as const)("from %s %s after %s comes %s", (first, frequency, day, expected) => expect(nextDay(first, frequency, day)).toBe(expected));

test("always goes forward, and a year of it has as many days as it should", () => {
  const perYear = { daily: [365, 366], weekly: [52, 53], monthly: [12, 12], quarterly: [4, 4], yearly: [1, 1] } as const;
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
      fc.constantFrom(...FREQUENCIES),
      (date, frequency) => {
        const first = date.toISOString().slice(0, 10);
        const end = addDays(first, 365);
        let count = 0;
        for (let day = first; day < end; count += 1) {
          const next = nextDay(first, frequency, day);
          expect(next > day).toBe(true);
          day = next;
        }
        expect(count).toBeGreaterThanOrEqual(perYear[frequency][0]);
        expect(count).toBeLessThanOrEqual(perYear[frequency][1]);
      },
    ),
    { numRuns: 60 },
  );
});
