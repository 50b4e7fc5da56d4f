/** Between records and a calendar's entries. The calendar is shown the wall clock of the user's zone as if it were UTC. Pure. */
import type { Json, Lang } from "../../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { fromWallClock, toWallClock } from "../../fields/wall-clock.ts";

interface Dates {
  readonly by: DescribedField;
  readonly end: DescribedField | undefined;
  readonly timezone: string;
}
const DAY = 86_400_000;
const shiftDay = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
const wall = (iso: string, timezone: string): string => `${toWallClock(iso, timezone).replace(" ", "T")}Z`;

export interface Entry {
  readonly start: string;
  /** Of whole days: the day after the last one. */
  readonly end?: string;
  readonly allDay: boolean;
}
/** Undefined where the record has no such date. */
export function entryOf(record: RecordData, { by, end, timezone }: Dates): Entry | undefined {
  const start = textOf(record[by.name]);
  if (start === "") return undefined;
  const until = end ? textOf(record[end.name]) : "";
  if (by.type === "date") return { start, allDay: true, ...(until > start ? { end: shiftDay(until, 1) } : {}) };
  return { start: wall(start, timezone), allDay: false, ...(until > start ? { end: wall(until, timezone) } : {}) };
}

interface Moved extends Dates {
  /** As the calendar says them: days or wall-clock moments; no end where it has none. */
  readonly start: string;
  readonly until: string;
  readonly allDay: boolean;
}
/** What is to be written of an entry that was put somewhere else. */
export function movedValues({ by, end, start, until, timezone }: Moved): Readonly<Record<string, Json>> {
  if (by.type === "date")
    return { [by.name]: start.slice(0, 10), ...(end && until !== "" ? { [end.name]: shiftDay(until.slice(0, 10), -1) } : {}) };
  const moment = (text: string): string =>
    fromWallClock(
      text
        .slice(0, 19)
        .replace("T", " ")
        .padEnd(19, " ")
        .replace(/^(\S{10})\s+$/, "$1 00:00:00"),
      timezone,
    );
  return { [by.name]: moment(start), ...(end && until !== "" ? { [end.name]: moment(until) } : {}) };
}

export const wallNow = (timezone: string, now = new Date()): string => wall(now.toISOString(), timezone);

/** The day with which weeks begin there: 0 Sunday, 1 Monday. */
export function firstDayOf(lang: Lang, country: string): number {
  const locale = new Intl.Locale(country === "" ? lang : `${lang}-${country}`) as Intl.Locale & {
    getWeekInfo?: () => { readonly firstDay: number };
    weekInfo?: { readonly firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}
