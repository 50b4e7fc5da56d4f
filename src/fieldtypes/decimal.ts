/** An exact number with digits after the mark, as a string. */
import { cellText } from "./clean-text.ts";
import { compareDecimals, parseDecimal, randomDecimal, unambiguousDecimal } from "./decimal-string.ts";
import { accept, refuse, type FieldType } from "./field-type.ts";
import type { Field } from "../model/define.ts";
import { formatNumber } from "../model/format/numbers.ts";
import { readNumber } from "../model/format/read-number.ts";

const DEFAULT_SCALE = 4;
const limits = (field: Field): { scale: number; min?: number | undefined; max?: number | undefined } => ({
  scale: field.scale ?? DEFAULT_SCALE,
  min: field.min,
  max: field.max,
});

export const decimal: FieldType<string> = {
  name: "decimal",
  family: "number",
  numeric: true,
  // Without precision: a later change of the field's scale then needs no rewrite of the table.
  column: () => "numeric",
  parse: (input, field) => parseDecimal(input, limits(field)),
  fromText: (input, field, ctx) => {
    const text = cellText(input);
    if (text === "") return accept<string>(null);
    const read = text === undefined ? undefined : readNumber(text, ctx.decimalMark);
    return read?.ok ? parseDecimal(read.text, limits(field)) : refuse(read?.code ?? "not_a_number");
  },
  toText: unambiguousDecimal,
  format: (value, _field, ctx) => formatNumber(value, ctx.lang),
  fromDb: (value) => {
    const text = String(value);
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  },
  compare: compareDecimals,
  schema: (field) => ({
    type: "string",
    pattern: `^-?\\d{1,18}${(field.scale ?? DEFAULT_SCALE) > 0 ? `(\\.\\d{1,${field.scale ?? DEFAULT_SCALE}})?` : ""}$`,
    description: "Exact decimal number",
  }),
  sample: (field, random) => {
    const drawn = randomDecimal(random, field.max ?? 100_000, Math.min(field.scale ?? DEFAULT_SCALE, 8));
    return (field.scale === 0 ? drawn : drawn.replace(/\.?0+$/, "")) || "0";
  },
};
