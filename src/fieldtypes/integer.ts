/** A whole number. */
import { cellText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import type { Field } from "../model/define.ts";
import { formatNumber } from "../model/format/numbers.ts";
import { readNumber } from "../model/format/read-number.ts";

function parseInteger(input: unknown, field: Field): Parsed<number> {
  if (input === null || input === undefined || input === "") return accept<number>(null);
  if (typeof input !== "number") return refuse("wrong_type", { expected: "number" });
  if (!Number.isFinite(input)) return refuse("not_a_number");
  if (!Number.isInteger(input)) return refuse("not_an_integer");
  const min = Math.max(field.min ?? Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  const max = Math.min(field.max ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (input < min) return refuse("too_small", { min });
  if (input > max) return refuse("too_large", { max });
  return accept(input === 0 ? 0 : input);
}

export const integer: FieldType<number> = {
  name: "integer",
  family: "number",
  numeric: true,
  column: () => "bigint",
  parse: parseInteger,
  fromText: (input, field, ctx) => {
    const text = cellText(input);
    if (text === "") return accept<number>(null);
    const read = text === undefined ? undefined : readNumber(text, ctx.decimalMark);
    if (!read?.ok) return refuse(read?.code ?? "not_a_number");
    return parseInteger(Number(read.text), field);
  },
  toText: (value) => String(value),
  format: (value, field, ctx) => (field.ungrouped ? String(value) : formatNumber(value, ctx.lang)),
  fromDb: (value) => Number(value),
  schema: (field) => ({
    type: "integer",
    minimum: field.min ?? Number.MIN_SAFE_INTEGER,
    maximum: field.max ?? Number.MAX_SAFE_INTEGER,
  }),
  sample: (field, random) => {
    const min = Math.ceil(field.min ?? -1000);
    const max = Math.floor(field.max ?? Math.max(min, 0) + 10_000);
    return min + Math.floor(random() * (max - min + 1));
  },
};
