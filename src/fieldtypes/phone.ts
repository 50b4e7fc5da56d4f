/**
 * A telephone number: E.164 (`+74951234567`), with an extension `+74951234567;ext=123`. What can't be understood as a
 * number of some country but has digits (short and internal numbers, two numbers in one field) is kept as it was typed.
 */
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { cellText, cleanText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";

const MAX = 50;
const EXTENSION = /[\s,;.(]*(?:;ext=|(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|extension|extn?|[xх#])\s*[.:№]?)\s*(\d{1,11})\)?$/iu;

/** Numbers that came out of `e164` lately: an import reads each number twice, and reading is dear. */
const recent = new Set<string>();
const MOST_RECENT = 10_000;

/**
 * What the library would find, for the commonest numbers of Russian files and without its price: +7 and ten digits that
 * begin as no trunk prefix does.
 */
function russian(text: string): string | undefined {
  const digits = text.replace(/[^\d]/g, "");
  return /^7[3-79]\d{9}$/.test(digits) && text.lastIndexOf("+") === 0 ? `+${digits}` : undefined;
}

/** The number in E.164, if some country has such numbers. */
function e164(text: string, country: string): string | undefined {
  if (recent.has(text)) return text;
  if (!/^[+(\d][\d\s().\-/+]*$/.test(text)) return undefined;
  const known = text.startsWith("+") ? russian(text) : undefined;
  if (known !== undefined) return known;
  const of = isSupportedCountry(country) ? { defaultCountry: country } : {};
  const number = parsePhoneNumberFromString(text, { ...of, extract: false });
  if (!number?.isPossible()) return undefined;
  // Some impossible numbers pass in one spelling only ("0000…"): what isn't read back as itself stays as typed.
  // (Written with its country and the very digits, it has been read back already.)
  const same = text.startsWith("+") && text.replace(/\D/g, "") === number.number.slice(1);
  if (!same && parsePhoneNumberFromString(number.number)?.number !== number.number) return undefined;
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.add(number.number);
  return number.number;
}

function parsePhone(input: unknown, country: string): Parsed<string> {
  const cleaned = cleanText(input, { max: MAX });
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  const typed = cleaned.value
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/^[^\p{L}\p{N}+(#*]+/u, "");
  const extension = EXTENSION.exec(typed);
  const number = e164(extension ? typed.slice(0, extension.index) : typed, country);
  if (number !== undefined) return accept(extension ? `${number};ext=${extension[1]}` : number);
  return (typed.match(/\d/g) ?? []).length >= 3 ? accept(typed) : refuse("not_a_phone");
}

/** `+7 (495) 123-45-67` as Russians write it; other countries' numbers by their own grouping. */
function grouped(number: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.countryCallingCode === "7" && parsed.nationalNumber.length === 10
    ? parsed.nationalNumber.replace(/^(\d{3})(\d{3})(\d\d)(\d\d)$/, "+7 ($1) $2-$3-$4")
    : parsed.formatInternational();
}

export const phone: FieldType<string> = {
  name: "phone",
  family: "text",
  searchable: true,
  column: () => 'text COLLATE "C"',
  parse: (input, _field, ctx) => parsePhone(input, ctx.country),
  fromText: (input, _field, ctx) => {
    const text = cellText(input);
    if (text === undefined) return refuse("too_long", { max: MAX });
    // Excel shows long numbers as 7,49512E+10 and saves them so: the digits are gone.
    if (/^\d[.,]\d+e[+-]?\d+$/i.test(text)) return refuse("scientific_notation");
    return parsePhone(text.replace(/^(\+?\d{5,})[.,]0$/, "$1"), ctx.country);
  },
  toText: (value) => value,
  format: (value, _field, ctx) => {
    if (!/^\+\d+(?:;ext=\d+)?$/.test(value)) return value;
    const [number = "", extension] = value.split(";ext=");
    return grouped(number) + (extension === undefined ? "" : `${ctx.lang === "ru" ? " доб. " : " ext. "}${extension}`);
  },
  schema: () => ({ type: "string", maxLength: MAX, description: "E.164, with ;ext= for an extension" }),
  sample: (_field, random) => {
    const digits = String(Math.floor(random() * 1e7)).padStart(7, "0");
    return random() < 0.2 ? `+7495${digits};ext=${100 + Math.floor(random() * 900)}` : `+7495${digits}`;
  },
};
