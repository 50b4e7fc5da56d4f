/** Days on which something comes again. The day of the month is that of the beginning; a shorter month ends sooner. */
export const FREQUENCIES = ["daily", "weekly", "monthly", "quarterly", "yearly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];
const MONTHS: Readonly<Partial<Record<Frequency, number>>> = { monthly: 1, quarterly: 3, yearly: 12 };

export const isFrequency = (value: unknown): value is Frequency => FREQUENCIES.some((each) => each === value);

/** YYYY-MM-DD, `days` later. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The first day after `day` of what began on `first`: of 31 January monthly, after 28 February, it is 31 March. */
export function nextDay(first: string, frequency: Frequency, day: string): string {
  const months = MONTHS[frequency];
  if (months === undefined) return addDays(day, frequency === "weekly" ? 7 : 1);
  for (let times = 1; ; times += 1) {
    const next = addMonths(first, months * times);
    if (next > day) return next;
  }
}
