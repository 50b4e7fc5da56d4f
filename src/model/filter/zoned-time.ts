/** Wall time and moments in IANA time zones, by Intl alone: right over changes to and from summer time. */
import { DAY_MS, dayNumber } from "../format/calendar.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

function zoneFormatter(timezone: string): Intl.DateTimeFormat {
  let known = formatters.get(timezone);
  if (!known) {
    known = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(timezone, known);
  }
  return known;
}

/** True for a zone that this runtime knows. */
export function isTimezone(name: string): boolean {
  try {
    zoneFormatter(name);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock at a moment, as if it were UTC (milliseconds). */
export function wallClock(moment: number, timezone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of zoneFormatter(timezone).formatToParts(moment)) part[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((moment % 1000) + 1000) % 1000);
}

/**
 * The moment at which the zone's clocks show a wall time (given as milliseconds as if in UTC). A time that occurs
 * twice is the first of both; one that is skipped is as much later as the clocks were put forward.
 */
export function momentOfWallTime(wall: number, timezone: string): number {
  if (timezone === "UTC") return wall;
  const offsetBefore = wallClock(wall - DAY_MS, timezone) - (wall - DAY_MS);
  const offsetAfter = wallClock(wall + DAY_MS, timezone) - (wall + DAY_MS);
  const candidates = [wall - offsetBefore, wall - offsetAfter].toSorted((a, b) => a - b);
  return candidates.find((moment) => wallClock(moment, timezone) === wall) ?? wall - offsetBefore;
}

/** The day on the zone's calendar at a moment. */
export const dayAt = (moment: Date, timezone: string): string => new Date(wallClock(moment.getTime(), timezone)).toISOString().slice(0, 10);

/** The first moment of a day in the zone, as ISO 8601 UTC. "infinity" (after the last day) stays what it is. */
export const startOfDay = (day: string, timezone: string): string =>
  day === "infinity" ? day : new Date(momentOfWallTime(dayNumber(day), timezone)).toISOString();
