/** Access is given by days: until the last second of one, where its giver lives. */
import { fromWallClock, toWallClock } from "../../../web/fields/wall-clock.ts";

export const endOfDay = (day: string | null, timezone: string): string | null =>
  day === null ? null : fromWallClock(`${day} 23:59:59`, timezone);

/** `YYYY-MM-DD` of a moment in the zone. */
export const dayOf = (moment: Date, timezone: string): string => toWallClock(moment.toISOString(), timezone).slice(0, 10);

export const endOfToday = (timezone: string): string | null => endOfDay(dayOf(new Date(), timezone), timezone);
