/** Percent: 12.5 means 12.5 %. */
import { cellText } from "./clean-text.ts";
import { exactDecimal, unambiguousDecimal } from "./decimal-string.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import type { Field } from "../model/define.ts";
import { formatPercent } from "../model/format/numbers.ts";
import { readNumber } from "../model/format/read-number.ts";

const SCALE = 4;
/** The most that numeric(9,4) holds. */
const BOUND = 99_999.9999;

function parsePercent(input: unknown, field: Field): Parsed<number> {
  if (input === null || input === undefined || input === "") return accept<number>(null);
  if (typeof input !== "number") return refuse("wrong_type", { expected: "number" });
  if (!Number.isFinite(input)) return refuse("not_a_number");
  const min = Math.max(field.min ?? -BOUND, -BOUND);
  const max = Math.min(field.max ?? BOUND, BOUND);
  if (input < min) return refuse("too_small", { min });
  if (input > max) return refuse("too_large", { max });
  const fraction = exactDecimal(input)?.split(".")[1] ?? "";
  if (fraction.length > SCALE || exactDecimal(input) === undefined) return refuse("too_many_decimals", { max: SCALE });
  return accept(input === 0 ? 0 : input);
}

export const percent: FieldType<number> = {
  name: "percent",
  family: "number",
  numeric: true,
  column: () => "numeric(9,4)",
  parse: parsePercent,
  fromText: (input, field, ctx) => {
    const text = cellText(input)?.replace(/ ?[%٪﹪％]$/, "");
    if (text === "") return accept<number>(null);
    const read = text === undefined ? undefined : readNumber(text, ctx.decimalMark);
    return read?.ok ? parsePercent(Number(read.text), field) : refuse(read?.code ?? "not_a_number");
  },
  toText: (value) => unambiguousDecimal(exactDecimal(value) ?? String(value)),
  format: (value, _field, ctx) => formatPercent(value, ctx.lang),
  fromDb: (value) => Number(value),
  schema: (field) => ({ type: "number", minimum: field.min ?? -BOUND, maximum: field.max ?? BOUND }),
  sample: (field, random) => {
    const min = field.min ?? 0;
    const max = field.max ?? 100;
    return Math.min(max, Math.round((min + random() * (max - min)) * 100) / 100);
  },
};
