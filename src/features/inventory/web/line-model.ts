/** Lines as the form holds them: made, moved, read from what people type. Pure. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import { linesOf, type LineValue } from "../../../fieldtypes/lines.ts";
import { compareDecimals } from "../../../fieldtypes/decimal-string.ts";
import { readNumber } from "../../../model/format/read-number.ts";
import { formatMoney, formatNumber } from "../../../model/format/numbers.ts";
import { priceFor, type ItemPrices, type PriceOffer } from "../../../model/sales/price-breaks.ts";
import type { Discount, LineKind } from "../../../model/sales/totals.ts";

/** `key`: tells lines apart while they have no id yet. */
export interface FormLine extends LineValue {
  readonly key: string;
  /** What the goods cost by quantity, where they were chosen in this form. */
  readonly prices?: ItemPrices;
}

/** A price that was the list's for the quantity before follows the new quantity; one that somebody typed stays. */
export function repriced(line: FormLine, before: FormLine): FormLine {
  if (!line.prices || line.quantity === before.quantity || line.unit_price !== before.unit_price) return line;
  const [was, is] = [before, line].map(({ quantity }) => line.prices && priceFor(line.prices, quantity)?.price);
  const followed = compareDecimals(line.unit_price ?? "0", was ?? "0") === 0;
  return is !== undefined && followed ? { ...line, unit_price: is } : line;
}

let made = 0;
const newKey = (): string => `new-${++made}`;

export const lineOf = (kind: LineKind, more: Partial<LineValue> = {}): FormLine => ({
  key: newKey(),
  id: null,
  kind,
  product_id: null,
  service_id: null,
  description: null,
  unit: null,
  quantity: "1",
  unit_price: kind === "text" ? "0" : null,
  discount: null,
  tax_ids: kind === "heading" || kind === "text" ? [] : null,
  optional: false,
  source_line_id: null,
  ...more,
});

/** Keeps the key of a line that it had before, by its id or its place. */
export function toFormLines(value: Json | undefined): readonly FormLine[] {
  return linesOf(value).map((line) => {
    const { key } = line as Partial<FormLine>;
    const { id, kind, product_id, service_id, description, unit, quantity, unit_price, discount, tax_ids, optional, source_line_id } = line;
    return {
      key: key ?? id ?? newKey(),
      id,
      kind,
      product_id,
      service_id,
      description,
      unit,
      quantity,
      unit_price,
      discount,
      tax_ids,
      optional,
      source_line_id,
    };
  });
}
/** As the server takes them: a line without goods and words was never filled in. */
export const fromFormLines = (lines: readonly FormLine[]): Json =>
  lines.length === 0 ? null : (lines.map(({ key: _key, prices: _prices, ...line }) => line) as unknown as Json);

export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = list.filter((_, i) => i !== from);
  const one = list[from];
  return one === undefined ? list : [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** "1 234,5" → "1234.5"; undefined for what isn't a number, "" for nothing. */
export function typedNumber(text: string, lang: "en" | "ru"): string | undefined {
  if (text.trim() === "") return "";
  const read = readNumber(text, lang === "ru" ? "," : ".");
  return read.ok ? read.text : undefined;
}

/** "10%" is a percentage, "100" an amount. */
export function typedDiscount(text: string, lang: "en" | "ru"): Discount | null | undefined {
  const percent = /^(.*)%\s*$/.exec(text.trim());
  const value = typedNumber(percent?.[1] ?? text, lang);
  if (value === undefined) return undefined;
  return value === "" || /^0*(\.0*)?$/.test(value) ? null : { type: percent ? "percent" : "amount", value };
}
export const decimalText = (value: string, lang: "en" | "ru"): string => (lang === "ru" ? value.replace(".", ",") : value);
/** With its thousands apart, while nobody types in it. */
export function groupedText(value: string, lang: "en" | "ru"): string {
  const [whole = "", fraction] = value.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, lang === "ru" ? "\u00a0" : ",");
  return fraction === undefined ? grouped : `${grouped}${lang === "ru" ? "," : "."}${fraction}`;
}
export const discountText = (discount: Discount | null, lang: "en" | "ru"): string =>
  discount === null ? "" : `${decimalText(discount.value, lang)}${discount.type === "percent" ? "%" : ""}`;

/** "450,00 ₽; от 10 — 420,00 ₽": where the price depends on the quantity. */
export function offersText({ offers }: ItemPrices, currency: string, lang: "en" | "ru"): string | undefined {
  if (offers.length < 2) return undefined;
  const text = ({ from, price }: PriceOffer): string => {
    const amount = formatMoney(price, currency, lang);
    if (compareDecimals(from, "0") === 0) return amount;
    return lang === "ru" ? `от ${formatNumber(from, lang)} — ${amount}` : `${formatNumber(from, lang)}+ at ${amount}`;
  };
  return offers
    .toSorted((a, b) => compareDecimals(a.from, b.from))
    .map(text)
    .join("; ");
}
