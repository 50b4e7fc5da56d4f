/** An amount of money: an exact decimal string with at least the digits of its currency ("5000.00" roubles, "5000" yen). */
import { cellText } from "./clean-text.ts";
import { compareDecimals, parseDecimal, randomDecimal, unambiguousDecimal, type DecimalLimits } from "./decimal-string.ts";
import { accept, refuse, type FieldType } from "./field-type.ts";
import type { Field } from "../model/define.ts";
import { currenciesOfSign, formatMoney, minorDigits } from "../model/format/numbers.ts";
import { readNumber } from "../model/format/read-number.ts";

/** Unit prices go below the smallest coin. */
const SCALE = 6;

const limits = (field: Field, currency: string): DecimalLimits => ({
  scale: SCALE,
  minScale: minorDigits(currency),
  min: field.min,
  max: field.max,
});

/** Splits a sign or code of a currency off: `$5`, `5 000 руб.`, `-₽100`, `(100 ₽)`. */
function splitSign(text: string): { readonly number: string; readonly sign: string } {
  const inside = /^\((.*)\)$/.exec(text)?.[1];
  if (inside !== undefined && !inside.includes("(")) {
    const { number, sign } = splitSign(inside.trim());
    return { number: `(${number})`, sign };
  }
  const after = /^(.*[\d)-]) ?([^\d\s()+-]{1,10})$/u.exec(text);
  if (after && !/^[.,]$/.test(after[2] ?? "")) return { number: after[1] ?? "", sign: after[2] ?? "" };
  const before = /^([-+(\u2212]?) ?([^\d\s()+\u2212.,-][^\d\s()+\u2212-]{0,9}) ?([-+\d(\u2212.,].*)$/u.exec(text);
  return before ? { number: `${before[1] ?? ""}${before[3] ?? ""}`, sign: before[2] ?? "" } : { number: text, sign: "" };
}

export const money: FieldType<string> = {
  name: "money",
  family: "number",
  numeric: true,
  column: () => "numeric",
  parse: (input, field, ctx) => parseDecimal(input, limits(field, ctx.currency)),
  fromText: (input, field, ctx) => {
    const text = cellText(input);
    if (text === "") return accept<string>(null);
    if (text === undefined) return refuse("not_a_number");
    const { number, sign } = splitSign(text);
    const currencies = sign === "" ? [ctx.currency] : currenciesOfSign(sign);
    if (currencies.length === 0) return refuse("not_a_number");
    // An amount of another currency taken for one of ours would be a wrong number, not a badly written one.
    if (!currencies.includes(ctx.currency)) return refuse("wrong_currency", { expected: ctx.currency });
    const read = readNumber(number, ctx.decimalMark);
    return read.ok ? parseDecimal(read.text, limits(field, ctx.currency)) : refuse(read.code);
  },
  toText: unambiguousDecimal,
  format: (value, _field, ctx) => formatMoney(value, ctx.currency, ctx.lang),
  fromDb: (value) => String(value),
  compare: compareDecimals,
  schema: () => ({ type: "string", pattern: "^-?\\d{1,18}(\\.\\d{1,6})?$", description: "Amount as a decimal string" }),
  sample: (field, random) => randomDecimal(random, field.max ?? 1_000_000, 2),
};
