/** For tests of field types: a field, contexts, and values without the wrapping of `Parsed`. */
import type { Field } from "../model/define.ts";
import type { Json, TextContext, ValueError } from "./field-type.ts";
import { fieldType, type FieldTypeName } from "./index.ts";

export const ru: TextContext = {
  lang: "ru",
  timezone: "Europe/Moscow",
  currency: "RUB",
  country: "RU",
  dateOrder: "dmy",
  decimalMark: "auto",
};

export const field = (type: FieldTypeName, more: Partial<Field> = {}): Field => ({
  name: "f",
  type,
  label: { en: "F", ru: "Ф" },
  module: "m",
  block: "b",
  system: false,
  custom: false,
  ...more,
});

/** The value that the type makes of a JSON input; throws if it refuses. */
export function take(type: FieldTypeName, input: unknown, more: Partial<Field> = {}, ctx: Partial<TextContext> = {}): Json {
  const parsed = fieldType(type).parse(input, field(type, more), { ...ru, ...ctx });
  if (!parsed.ok) throw new Error(`${type} refused ${JSON.stringify(input)}: ${parsed.error.code}`);
  return parsed.value;
}

/** The value that the type reads in a text; throws if it refuses. */
export function read(type: FieldTypeName, text: string, ctx: Partial<TextContext> = {}, more: Partial<Field> = {}): Json {
  const parsed = fieldType(type).fromText(text, field(type, more), { ...ru, ...ctx });
  if (!parsed.ok) throw new Error(`${type} refused ${JSON.stringify(text)}: ${parsed.error.code}`);
  return parsed.value;
}

/** Why the type refuses an input; throws if it doesn't. */
export function reject(type: FieldTypeName, input: unknown, more: Partial<Field> = {}, from: "json" | "text" = "json"): ValueError {
  const parsed =
    from === "text" ? fieldType(type).fromText(String(input), field(type, more), ru) : fieldType(type).parse(input, field(type, more), ru);
  if (parsed.ok) throw new Error(`${type} accepted ${JSON.stringify(input)} as ${JSON.stringify(parsed.value)}`);
  return parsed.error;
}

/** The value as people see it. */
export const asText = (type: FieldTypeName, value: Json, ctx: Partial<TextContext> = {}, more: Partial<Field> = {}): string =>
  fieldType(type).format(value, field(type, more), { ...ru, ...ctx });
