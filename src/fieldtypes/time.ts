/** A time of day, without day and time zone: `HH:MM`, with seconds (`HH:MM:SS`) only where they aren't 0. */
import { cellText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import { formatTime } from "../model/format/dates.ts";
import { readTime, timeOfParts } from "../model/format/read-date.ts";

function parseTime(input: unknown): Parsed<string> {
  if (input === null || input === undefined) return accept<string>(null);
  if (typeof input !== "string") return refuse("wrong_type", { expected: "text" });
  if (input.length > 100) return refuse("not_a_time");
  const text = input.trim();
  if (text === "") return accept<string>(null);
  const match = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  const time = match ? timeOfParts(Number(match[1]), Number(match[2]), Number(match[3] ?? 0)) : undefined;
  return time === undefined ? refuse("not_a_time") : accept(time);
}

export const time: FieldType<string> = {
  name: "time",
  family: "number",
  column: () => "time(0)",
  parse: parseTime,
  fromText: (input) => {
    const text = cellText(input);
    if (text === "") return accept<string>(null);
    const read = text === undefined ? undefined : readTime(text);
    return read === undefined ? refuse("not_a_time") : accept(read);
  },
  toText: (value) => value,
  format: (value, _field, ctx) => formatTime(value, ctx.lang),
  fromDb: (value) =>
    String(value)
      .slice(0, 8)
      .replace(/^(\d\d:\d\d):00$/, "$1"),
  schema: () => ({ type: "string", pattern: "^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$" }),
  sample: (_field, random) => timeOfParts(Math.floor(random() * 24), Math.floor(random() * 60), 0) ?? "09:00",
};
