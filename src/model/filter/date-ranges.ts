/**
 * What the date operators mean, as half-open ranges of days. Shared by the SQL compiler and the evaluator in memory,
 * so that "this week" is the same week everywhere.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { addDays, addMonths, isDay, weekday } from "../format/calendar.ts";
import { dayAt, startOfDay } from "./zoned-time.ts";

/** Days from `from` on and earlier than `before`; an absent bound doesn't bound. `from: "infinity"`: no day at all. */
export interface DateRange {
  readonly from?: string;
  readonly before?: string;
}

/**
 * The range of days of an operator: relative ones (`this_week`, `last_n_days` …) by the day that `now` is in the zone,
 * comparisons (`eq on lt before le gt after ge between`) by their `YYYY-MM-DD` values. Undefined where the condition
 * isn't about days: other operators, values with a time.
 */
export function dateRange(op: string, value: Json | undefined, now: Date, timezone: string): DateRange | undefined {
  if (op === "between") {
    const [low, high] = Array.isArray(value) ? (value as readonly Json[]) : [];
    return typeof low === "string" && typeof high === "string" && isDay(low) && isDay(high)
      ? { from: low, ...until(next(high)) }
      : undefined;
  }
  if (typeof value === "string") return isDay(value) ? comparison(op, value) : undefined;
  const today = dayAt(now, timezone);
  return typeof value === "number" ? countedDays(op, value, today) : namedPeriod(op, today);
}

/** The range of moments of a range of days, in the zone (ISO 8601 UTC, or "infinity"). */
export const momentRange = (range: DateRange, timezone: string): DateRange => ({
  ...(range.from === undefined ? {} : { from: startOfDay(range.from, timezone) }),
  ...(range.before === undefined ? {} : { before: startOfDay(range.before, timezone) }),
});

function comparison(op: string, day: string): DateRange | undefined {
  switch (op) {
    case "eq":
    case "on":
      return { from: day, ...until(next(day)) };
    case "lt":
    case "before":
      return { before: day };
    case "le":
      return until(next(day));
    case "gt":
    case "after":
      return { from: next(day) ?? "infinity" };
    case "ge":
      return { from: day };
    default:
      return undefined;
  }
}

function countedDays(op: string, count: number, today: string): DateRange | undefined {
  switch (op) {
    case "last_n_days":
      return { ...since(addDays(today, 1 - count)), ...until(next(today)) };
    case "next_n_days":
      return { from: today, ...until(addDays(today, count)) };
    case "older_than_days":
      return { before: addDays(today, -count) ?? "1000-01-01" };
    case "in_more_than_days":
      return { from: addDays(today, count + 1) ?? "infinity" };
    default:
      return undefined;
  }
}

const SHIFTS: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };
const DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

function namedPeriod(op: string, today: string): DateRange | undefined {
  if (Object.hasOwn(DAYS, op)) return span(today, DAYS[op] ?? 0, 1);
  const [shiftName = "", period = ""] = op.split("_");
  if (!Object.hasOwn(SHIFTS, shiftName) || op !== `${shiftName}_${period}`) return undefined;
  const shift = SHIFTS[shiftName] ?? 0;
  if (period === "week") return span(today, shift * 7 - weekday(today), 7);
  if (!Object.hasOwn(MONTHS, period)) return undefined;
  const length = MONTHS[period] ?? 1;
  const month = Number(today.slice(5, 7)) - 1;
  const start = addMonths(today, shift * length - (month % length));
  return { ...since(start), ...until(start && addMonths(start, length)) };
}

function span(today: string, shift: number, length: number): DateRange {
  return { ...since(addDays(today, shift)), ...until(addDays(today, shift + length)) };
}

const next = (day: string): string | undefined => addDays(day, 1);
const since = (from: string | undefined): DateRange => (from === undefined ? {} : { from });
const until = (before: string | undefined): DateRange => (before === undefined ? {} : { before });
