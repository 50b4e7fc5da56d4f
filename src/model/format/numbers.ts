/** Numbers and money for people, by locale. Formatters are made once: making one costs more than a thousand uses. */
import type { Lang } from "../../fieldtypes/field-type.ts";

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(key: string, lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(lang, options);
  formatters.set(key, made);
  return made;
}

// Intl formats decimal strings exactly; its type asks for a literal, which ours is by construction.
const literal = (value: string): Intl.StringNumericLiteral => value as Intl.StringNumericLiteral;

/** `1 234,5` / `1,234.5`: all digits that there are. */
export function formatNumber(value: number | string, lang: Lang): string {
  return formatter(`n${lang}`, lang, { maximumFractionDigits: 20 }).format(typeof value === "string" ? literal(value) : value);
}

/** `12,5 %` / `12.5%`. */
export function formatPercent(value: number, lang: Lang): string {
  return formatter(`p${lang}`, lang, { style: "unit", unit: "percent", maximumFractionDigits: 4 }).format(value);
}

/** `1 234,56 ₽` / `₽1,234.56`: at least the currency's own digits after the mark. */
export function formatMoney(value: string, currency: string, lang: Lang): string {
  if (!isCurrency(currency)) return `${formatNumber(value, lang)} ${currency}`.trim();
  const digits = minorDigits(currency);
  return formatter(`m${lang}${currency}`, lang, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, 6),
  }).format(literal(value));
}

let currencies: ReadonlySet<string> | undefined;

/** True for an ISO 4217 code (upper case). */
export const isCurrency = (code: string): boolean => (currencies ??= new Set(Intl.supportedValuesOf("currency"))).has(code);

/** Every ISO 4217 code, in alphabetical order. */
export const currencyCodes = (): readonly string[] => Intl.supportedValuesOf("currency");

const minor = new Map<string, number>();

/** Digits after the mark that the currency has: 2 for RUB, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  let digits = minor.get(currency);
  if (digits === undefined) {
    if (!isCurrency(currency)) return 2;
    digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    minor.set(currency, digits);
  }
  return digits;
}

/** Signs that people write, besides a currency's code. Some serve several currencies. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  "₽": ["RUB"],
  руб: ["RUB", "BYN"],
  "руб.": ["RUB", "BYN"],
  "р.": ["RUB", "BYN"],
  р: ["RUB", "BYN"],
  рублей: ["RUB", "BYN"],
  rur: ["RUB"],
  $: ["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "ARS", "CLP", "COP", "TWD"],
  "€": ["EUR"],
  "£": ["GBP"],
  "¥": ["JPY", "CNY"],
  "₸": ["KZT"],
  "₴": ["UAH"],
  "₾": ["GEL"],
  "֏": ["AMD"],
  "₺": ["TRY"],
  "₹": ["INR"],
  "₩": ["KRW"],
  "₼": ["AZN"],
};

/** The currencies that a sign or code ("₽", "руб.", "usd") may stand for, the likeliest first. */
export function currenciesOfSign(sign: string): readonly string[] {
  const code = sign.toUpperCase();
  if (isCurrency(code)) return [code];
  const lower = sign.toLowerCase();
  return Object.hasOwn(SIGNS, lower) ? (SIGNS[lower] ?? []) : [];
}
