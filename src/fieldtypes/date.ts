/** A day, without time and time zone: `YYYY-MM-DD`. */
import { cellText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import { addDays, isDay } from "../model/format/calendar.ts";
import { formatDay } from "../model/format/dates.ts";
import { readDay, readDayAndTime } from "../model/format/read-date.ts";

function parseDay(input: unknown): Parsed<string> {
  if (input === null || input === undefined) return accept<string>(null);
  if (typeof input !== "string") return refuse("wrong_type", { expected: "text" });
  if (input.length > 100) return refuse("not_a_date");
  const text = input.trim();
  if (text === "") return accept<string>(null);
  return isDay(text) ? accept(text) : refuse("not_a_date");
}

export const date: FieldType<string> = {
  name: "date",
  family: "date",
  column: () => "date",
  parse: parseDay,
  fromText: (input, _field, ctx) => {
    const text = cellText(input);
    if (text === "") return accept<string>(null);
    if (text === undefined) return refuse("not_a_date");
    // Spreadsheets give days a midnight of their own ("31.12.2026 0:00"); any other time would be lost silently.
    const moment = readDayAndTime(text, ctx.dateOrder);
    const day = readDay(text, ctx.dateOrder) ?? (moment?.time === "00:00" ? moment.day : undefined);
    return day === undefined ? refuse("not_a_date") : accept(day);
  },
  toText: (value) => value,
  format: (value, _field, ctx) => formatDay(value, ctx.lang),
  fromDb: (value) => String(value).slice(0, 10),
  schema: () => ({ type: "string", format: "date" }),
  sample: (_field, random) => addDays("2024-01-01", Math.floor(random() * 1500)) ?? "2026-01-01",
};
