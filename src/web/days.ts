/** Days as people name them. */
import type { Translate } from "./i18n.tsx";

/** The day there at a moment, `YYYY-MM-DD`. */
export const dayIn = (timezone: string, moment = new Date()): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(moment);

const shifted = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

interface Conventions {
  readonly t: Translate;
  readonly lang: string;
  readonly timezone: string;
}
/** Yesterday, today, tomorrow; else the date, with its year where that is another one. */
export function dayTitle(day: string, { t, lang, timezone }: Conventions): string {
  const today = dayIn(timezone);
  if (day === today) return t("day.today");
  if (day === shifted(today, -1)) return t("day.yesterday");
  if (day === shifted(today, 1)) return t("day.tomorrow");
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", ...year, timeZone: "UTC" }).format(new Date(day));
}
