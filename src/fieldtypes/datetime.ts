/** A moment: ISO 8601 in UTC with milliseconds. Input without a zone is read in the reader's. */
import { cellText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed, type ValueContext } from "./field-type.ts";
import { dayNumber, dayOfParts } from "../model/format/calendar.ts";
import { formatMoment } from "../model/format/dates.ts";
import { readDayAndTime, timeOfParts } from "../model/format/read-date.ts";
import { momentOfWallTime } from "../model/filter/zoned-time.ts";

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?$/i;

/** The moment of an ISO text; undefined: not one. */
function readIso(text: string, timezone: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone] = match;
  const date = dayOfParts(Number(year), Number(month), Number(day));
  if (date === undefined || timeOfParts(Number(hour), Number(minute), Number(second)) === undefined) return undefined;
  const wall =
    dayNumber(date) + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
  if (zone === undefined) return momentOfWallTime(wall, timezone);
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!offset) return wall;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return minutes > 18 * 60 ? undefined : wall - (offset[1] === "-" ? -1 : 1) * minutes * 60_000;
}

function acceptMoment(moment: number | undefined): Parsed<string> {
  if (moment === undefined) return refuse("not_a_datetime");
  const text = new Date(moment).toISOString();
  // A zone's offset can carry a moment over the edge of the years that can be written.
  return /^[1-9]\d{3}-/.test(text) ? accept(text) : refuse("not_a_datetime");
}

function parseMoment(input: unknown, ctx: ValueContext): Parsed<string> {
  if (input === null || input === undefined) return accept<string>(null);
  if (typeof input !== "string") return refuse("wrong_type", { expected: "text" });
  if (input.length > 100) return refuse("not_a_datetime");
  const text = input.trim();
  return text === "" ? accept<string>(null) : acceptMoment(readIso(text, ctx.timezone));
}

export const datetime: FieldType<string> = {
  name: "datetime",
  family: "date",
  instant: true,
  column: () => "timestamptz(3)",
  parse: (input, _field, ctx) => parseMoment(input, ctx),
  fromText: (input, _field, ctx) => {
    const text = cellText(input);
    if (text === "") return accept<string>(null);
    if (text === undefined) return refuse("not_a_datetime");
    const iso = readIso(text, ctx.timezone);
    if (iso !== undefined) return acceptMoment(iso);
    const read = readDayAndTime(text, ctx.dateOrder);
    return acceptMoment(read && readIso(`${read.day}T${read.time}`, ctx.timezone));
  },
  toText: (value) => value,
  format: (value, _field, ctx) => formatMoment(value, ctx.lang, ctx.timezone),
  fromDb: (value) => (typeof value === "string" && value.endsWith("Z") ? value : new Date(value as string | Date).toISOString()),
  schema: () => ({ type: "string", format: "date-time" }),
  sample: (_field, random) => new Date(Date.UTC(2024, 0, 1) + Math.floor(random() * 1500 * 86_400) * 1000).toISOString(),
};
