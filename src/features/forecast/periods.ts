/** Months and quarters of a forecast. Days are `YYYY-MM-DD`; a period is named by its first day. Pure. */
import Big from "big.js";

export const PERIOD_UNITS = ["month", "quarter"] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];
const MONTHS: Readonly<Record<PeriodUnit, number>> = { month: 1, quarter: 3 };

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const dayOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;

/** The first day of the period that the day is in. */
export function periodStart(day: string, unit: PeriodUnit): string {
  const month = monthOf(day);
  return dayOf(month - (month % MONTHS[unit]));
}
/** The period so many periods later (or earlier). */
export const shiftPeriod = (start: string, unit: PeriodUnit, by: number): string => dayOf(monthOf(start) + by * MONTHS[unit]);
/** The first days of its months. */
export const monthsOf = (start: string, unit: PeriodUnit): readonly string[] =>
  Array.from({ length: MONTHS[unit] }, (_, i) => dayOf(monthOf(start) + i));
/** Its last day. */
export const periodEnd = (start: string, unit: PeriodUnit): string =>
  new Date(Date.parse(shiftPeriod(start, unit, 1)) - 86_400_000).toISOString().slice(0, 10);

/** An amount in so many parts that differ by a hundredth at most and sum up to it; the last ones are the greater. */
export function spread(amount: string, parts: number): readonly string[] {
  const cents = new Big(amount).times(100).round(0, Big.roundHalfUp);
  const least = cents.div(parts).round(0, Big.roundDown);
  const left = Number(cents.minus(least.times(parts)));
  return Array.from({ length: parts }, (_, i) => (i >= parts - left ? least.plus(1) : least).div(100).toFixed(2));
}
