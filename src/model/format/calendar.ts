/** Days as `YYYY-MM-DD` strings: validity and arithmetic, without time zones. Years 1000–9999, so that text order is time order. */

const DAY = /^([1-9]\d{3})-(\d\d)-(\d\d)$/;
export const DAY_MS = 86_400_000;

/** True for an existing day. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  return match !== null && dayOfParts(Number(match[1]), Number(match[2]), Number(match[3])) !== undefined;
}

/** `YYYY-MM-DD` of a year, month (1–12) and day; undefined if there's no such day. */
export function dayOfParts(year: number, month: number, day: number): string | undefined {
  if (!(year >= 1000 && year <= 9999) || !(month >= 1 && month <= 12) || day < 1) return undefined;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Milliseconds of the day's midnight in UTC. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later (earlier if negative); undefined outside of the years 1000–9999. */
export function addDays(day: string, days: number): string | undefined {
  const time = dayNumber(day) + days * DAY_MS;
  return Number.isFinite(time) && Math.abs(time) < 8e15 ? inRange(new Date(time)) : undefined;
}

/** The first day of the month so many months later. */
export function addMonths(day: string, months: number): string | undefined {
  const date = new Date(dayNumber(day));
  return inRange(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)));
}

/** Day of the week, Monday 0 … Sunday 6. */
export const weekday = (day: string): number => (new Date(dayNumber(day)).getUTCDay() + 6) % 7;

function inRange(date: Date): string | undefined {
  const year = date.getUTCFullYear();
  return year >= 1000 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
}
