/** Days and times for people, by locale: `31.12.2026` and `31.12.2026, 14:30` in Russian, `Dec 31, 2026` in English. */
import type { Lang } from "../../fieldtypes/field-type.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(lang: Lang, kind: "day" | "time" | "seconds" | "moment", timezone: string): Intl.DateTimeFormat {
  const key = `${lang}|${kind}|${timezone}`;
  const known = formatters.get(key);
  if (known) return known;
  const day: Intl.DateTimeFormatOptions =
    lang === "ru" ? { day: "2-digit", month: "2-digit", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" };
  const time: Intl.DateTimeFormatOptions = { hour: lang === "ru" ? "2-digit" : "numeric", minute: "2-digit" };
  const options = { day, time, seconds: { ...time, second: "2-digit" as const }, moment: { ...day, ...time } }[kind];
  const made = new Intl.DateTimeFormat(lang, { ...options, timeZone: timezone });
  formatters.set(key, made);
  return made;
}

/** A day (`YYYY-MM-DD`). */
export const formatDay = (day: string, lang: Lang): string => formatter(lang, "day", "UTC").format(new Date(`${day}T00:00:00Z`));

/** A time of day (`HH:MM` or `HH:MM:SS`). */
export function formatTime(time: string, lang: Lang): string {
  const kind = time.length > 5 ? "seconds" : "time";
  return formatter(lang, kind, "UTC").format(new Date(`1970-01-01T${time.length > 5 ? time : `${time}:00`}Z`));
}

/** A moment (ISO 8601 UTC) as the clocks of the zone show it. */
export const formatMoment = (moment: string, lang: Lang, timezone: string): string =>
  formatter(lang, "moment", timezone).format(new Date(moment));
