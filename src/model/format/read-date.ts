/** Days and times as people and spreadsheets write them. Undefined: not a day or time, or not for sure. */
import { addDays, dayOfParts } from "./calendar.ts";

export type DateOrder = "dmy" | "mdy" | "ymd";

const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
  янв: 1,
  фев: 2,
  мар: 3,
  апр: 4,
  мая: 5,
  май: 5,
  июн: 6,
  июл: 7,
  авг: 8,
  сен: 9,
  окт: 10,
  ноя: 11,
  дек: 12,
};

/** `2026-12-31`, `31.12.2026`, `12/31/2026` by `order`, `31 декабря 2026 г.`, `Dec 31, 2026`, Excel's day number. */
export function readDay(input: string, order: DateOrder): string | undefined {
  const text = input.trim().toLowerCase();
  if (text.length > 40) return undefined;
  if (/^\d{5}$/.test(text)) return excelDay(Number(text));
  const numbers = /^(\d{1,4})([-./ ])(\d{1,2})\2(\d{1,4})(?: ?г\.?)?$/.exec(text);
  if (numbers) return dayOfNumbers([numbers[1] ?? "", numbers[3] ?? "", numbers[4] ?? ""], numbers[2] ?? "", order);
  const dayFirst = /^(\d{1,2})[ .-]+(\p{L}{3,9})\.?[ ,.-]+(\d{4})(?: ?г(?:\.|ода)?)?$/u.exec(text);
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = /^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u.exec(text);
  return monthFirst ? named(monthFirst[3], monthFirst[1], monthFirst[2]) : undefined;
}

function named(year = "", month = "", day = ""): string | undefined {
  const key = month.slice(0, 3);
  return Object.hasOwn(MONTHS, key) ? dayOfParts(Number(year), MONTHS[key] ?? 0, Number(day)) : undefined;
}

function dayOfNumbers(parts: readonly [string, string, string], mark: string, order: DateOrder): string | undefined {
  const [first, second, third] = parts;
  if (first.length === 4) return third.length <= 2 ? dayOfParts(Number(first), Number(second), Number(third)) : undefined;
  if (first.length === 3 || third.length === 3) return undefined;
  if (order === "ymd" && third.length <= 2) return dayOfParts(fullYear(first), Number(second), Number(third));
  const year = fullYear(third);
  // Dots are the mark of day-first countries: nobody writes 12.31.2026.
  return order === "mdy" && mark !== "."
    ? dayOfParts(year, Number(first), Number(second))
    : dayOfParts(year, Number(second), Number(first));
}

/** Two digits as Excel reads them: 00–29 are of this century. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : text.length < 2 ? Number.NaN : year + (year < 30 ? 2000 : 1900);
}

/** The day of Excel's number (system of 1900), as a sheet without cell formats gives it. */
const excelDay = (serial: number): string | undefined => addDays("1899-12-30", serial);

/** `14:30`, `9:05:07`, `2:30 PM`, `14.30` → `HH:MM` or, where there are seconds other than 0, `HH:MM:SS`. */
export function readTime(input: string): string | undefined {
  if (input.length > 30) return undefined;
  const text = input
    .trim()
    .toLowerCase()
    .replace(/[\s\u00a0\u202f]+/g, " ");
  const match = /^(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)? ?(am|pm|a\.m\.|p\.m\.)?$/.exec(text);
  if (!match || (match[2] === undefined && match[4] === undefined)) return undefined;
  let hour = Number(match[1]);
  const half = match[4]?.[0];
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === "p" ? 12 : 0);
  }
  return timeOfParts(hour, Number(match[2] ?? 0), Number(match[3] ?? 0));
}

/** The canonical time of day; undefined if no clock shows it. */
export function timeOfParts(hour: number, minute: number, second: number): string | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(hour)}:${two(minute)}${second === 0 ? "" : `:${two(second)}`}`;
}

/** A day with a time (`31.12.2026 14:30`, `Dec 31, 2026, 2:30 PM`, Excel's `46387.5`) or without one: its start. */
export function readDayAndTime(input: string, order: DateOrder): { readonly day: string; readonly time: string } | undefined {
  const text = input.trim().replace(/[\s\u00a0\u202f]+/g, " ");
  if (text.length > 60) return undefined;
  const serial = /^(\d{5})[.,](\d{1,15})$/.exec(text);
  if (serial) return excelMoment(Number(serial[1]), Number(`0.${serial[2]}`));
  const match = /^(.+?)(?:,? (?:в |at )?|t)(\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?)$/iu.exec(text);
  // "31.12.2026" must not be taken for a day with a time "20.26": a time follows a space.
  const day = readDay(match?.[1] ?? text, order);
  const time = match ? readTime(match[2] ?? "") : "00:00";
  return day === undefined || time === undefined ? undefined : { day, time };
}

function excelMoment(serial: number, fraction: number): { day: string; time: string } | undefined {
  const day = excelDay(serial);
  const seconds = Math.min(Math.round(fraction * 86_400), 86_399);
  const time = timeOfParts(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
  return day === undefined || time === undefined ? undefined : { day, time };
}
