/** Prices by quantity: "from 10 at 850, from 50 at 800". Kept in the order of quantities. */
import type { Json } from "./field-type.ts";
import { accept, refuse, type FieldType, type Parsed, type TextContext, type ValueContext } from "./field-type.ts";
import { compareDecimals, parseDecimal, unambiguousDecimal } from "./decimal-string.ts";
import { formatMoney, formatNumber, minorDigits } from "../model/format/numbers.ts";
import { readNumber } from "../model/format/read-number.ts";

export interface PriceBreak {
  /** The least quantity for which the price holds; above zero. */
  readonly from: string;
  readonly price: string;
}

const MOST_BREAKS = 50;
const SCALE = 6;

/** The field's value, wherever it came from. */
export const priceBreaksOf = (value: Json | undefined): readonly PriceBreak[] => (Array.isArray(value) ? value : []);

function parseBreak(input: unknown, at: number, currency: string): Parsed<PriceBreak> {
  const wrong = (code: string, part: string, params: Record<string, string | number> = {}): Parsed<PriceBreak> => ({
    ok: false,
    error: { code, params, path: `${at}.${part}` },
  });
  if (typeof input !== "object" || input === null || Array.isArray(input)) return refuse("wrong_type", { expected: "{from, price}" });
  const { from, price, ...rest } = input as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return refuse("unknown_part", { part: unknown.slice(0, 50).toWellFormed() });
  const quantity = parseDecimal(from, { scale: SCALE });
  if (!quantity.ok) return { ok: false, error: { ...quantity.error, path: `${at}.from` } };
  if (quantity.value === null) return wrong("mandatory", "from");
  if (compareDecimals(quantity.value, "0") <= 0) return wrong("not_positive", "from");
  const amount = parseDecimal(price, { scale: SCALE, minScale: minorDigits(currency), min: 0 });
  if (!amount.ok) return { ok: false, error: { ...amount.error, path: `${at}.price` } };
  return amount.value === null ? wrong("mandatory", "price") : accept({ from: quantity.value, price: amount.value });
}

function parseBreaks(input: unknown, { currency }: ValueContext): Parsed<Json> {
  if (input === null || input === undefined || input === "") return accept<Json>(null);
  if (!Array.isArray(input)) return refuse("wrong_type", { expected: "list" });
  if (input.length > MOST_BREAKS) return refuse("too_many", { max: MOST_BREAKS });
  const breaks: PriceBreak[] = [];
  for (const [at, each] of input.entries()) {
    const parsed = parseBreak(each, at, currency);
    if (!parsed.ok) return parsed;
    if (parsed.value && breaks.some(({ from }) => compareDecimals(from, parsed.value?.from ?? "") === 0))
      return { ok: false, error: { code: "price_twice", path: `${at}.from` } };
    if (parsed.value) breaks.push(parsed.value);
  }
  return accept<Json>(breaks.length === 0 ? null : (breaks.sort((a, b) => compareDecimals(a.from, b.from)) as unknown as Json));
}

/** "10: 850; 50: 800,50": one pair after another. */
function readBreaks(text: string, ctx: TextContext): Parsed<Json> {
  if (text.length > 5000) return refuse("too_many", { max: MOST_BREAKS });
  const breaks: PriceBreak[] = [];
  for (const pair of text.split(/[;\n]/).filter((each) => each.trim() !== "")) {
    const [from, price, ...rest] = pair.split(/[:=]/).map((part) => readNumber(part.trim(), ctx.decimalMark));
    if (!from?.ok || !price?.ok || rest.length > 0) return refuse("wrong_type", { expected: "10: 850; 50: 800" });
    breaks.push({ from: from.text, price: price.text });
  }
  return parseBreaks(breaks, ctx);
}

export const price_breaks: FieldType = {
  name: "price_breaks",
  family: "none",
  unsortable: true,
  column: () => "jsonb",
  parse: (input, _field, ctx) => parseBreaks(input, ctx),
  fromText: (text, _field, ctx) => readBreaks(text, ctx),
  toText: (value) =>
    priceBreaksOf(value)
      .map(({ from, price }) => [from, price].map(unambiguousDecimal).join(": "))
      .join("; "),
  format: (value, _field, ctx) =>
    priceBreaksOf(value)
      .map(({ from, price }) => {
        const [quantity, amount] = [formatNumber(from, ctx.lang), formatMoney(price, ctx.currency, ctx.lang)];
        return ctx.lang === "ru" ? `от ${quantity} — ${amount}` : `${quantity}+ at ${amount}`;
      })
      .join("; ") || "—",
  schema: () => ({
    type: "array",
    maxItems: MOST_BREAKS,
    items: { type: "object", properties: { from: { type: "string" }, price: { type: "string" } }, required: ["from", "price"] },
  }),
  sample: (_field, random) => {
    const from = 2 + Math.floor(random() * 9);
    return [
      { from: String(from), price: `${100 + Math.floor(random() * 900)}.500` },
      { from: String(from * 10), price: `${1 + Math.floor(random() * 99)}.500` },
    ];
  },
};
