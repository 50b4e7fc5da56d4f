/** An amount of money in words, as documents spell it: "Двести тысяч рублей 00 копеек", "Two hundred thousand roubles 00 kopecks". */
import type { Lang } from "../../fieldtypes/field-type.ts";
import { minorDigits } from "../format/numbers.ts";

/** one, few (2–4), many; feminine words change "один" to "одна" and "два" to "две". */
interface RussianWord {
  readonly forms: readonly [one: string, few: string, many: string];
  readonly feminine?: boolean;
}
interface CurrencyWords {
  readonly ru: readonly [major: RussianWord, minor: RussianWord];
  /** singular, plural. */
  readonly en: readonly [major: readonly [string, string], minor: readonly [string, string]];
}

const he = (one: string, few: string, many: string): RussianWord => ({ forms: [one, few, many] });
const she = (one: string, few: string, many: string): RussianWord => ({ forms: [one, few, many], feminine: true });
const CENT = he("цент", "цента", "центов");
const KOPECK = she("копейка", "копейки", "копеек");
const cents = ["cent", "cents"] as const;
const kopecks = ["kopeck", "kopecks"] as const;

const CURRENCIES: Readonly<Record<string, CurrencyWords>> = {
  RUB: { ru: [he("рубль", "рубля", "рублей"), KOPECK], en: [["rouble", "roubles"], kopecks] },
  BYN: {
    ru: [he("белорусский рубль", "белорусских рубля", "белорусских рублей"), KOPECK],
    en: [["Belarusian rouble", "Belarusian roubles"], kopecks],
  },
  USD: { ru: [he("доллар США", "доллара США", "долларов США"), CENT], en: [["US dollar", "US dollars"], cents] },
  EUR: { ru: [he("евро", "евро", "евро"), CENT], en: [["euro", "euros"], cents] },
  GBP: {
    ru: [he("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"), he("пенс", "пенса", "пенсов")],
    en: [
      ["pound sterling", "pounds sterling"],
      ["penny", "pence"],
    ],
  },
  KZT: {
    ru: [he("тенге", "тенге", "тенге"), he("тиын", "тиына", "тиынов")],
    en: [
      ["tenge", "tenge"],
      ["tiyn", "tiyn"],
    ],
  },
  UAH: { ru: [she("гривна", "гривны", "гривен"), KOPECK], en: [["hryvnia", "hryvnias"], kopecks] },
  CNY: {
    ru: [he("юань", "юаня", "юаней"), he("фэнь", "фэня", "фэней")],
    en: [
      ["yuan", "yuan"],
      ["fen", "fen"],
    ],
  },
  JPY: {
    ru: [she("иена", "иены", "иен"), he("сен", "сена", "сенов")],
    en: [
      ["yen", "yen"],
      ["sen", "sen"],
    ],
  },
  KWD: {
    ru: [he("кувейтский динар", "кувейтских динара", "кувейтских динаров"), he("филс", "филса", "филсов")],
    en: [
      ["Kuwaiti dinar", "Kuwaiti dinars"],
      ["fils", "fils"],
    ],
  },
};

const UNITS = ["", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"];
const TEENS = [
  "десять",
  "одиннадцать",
  "двенадцать",
  "тринадцать",
  "четырнадцать",
  "пятнадцать",
  "шестнадцать",
  "семнадцать",
  "восемнадцать",
  "девятнадцать",
];
const TENS = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
const HUNDREDS = ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];
/** Thousands, millions … */
const SCALES: readonly RussianWord[] = [
  she("тысяча", "тысячи", "тысяч"),
  he("миллион", "миллиона", "миллионов"),
  he("миллиард", "миллиарда", "миллиардов"),
  he("триллион", "триллиона", "триллионов"),
  he("квадриллион", "квадриллиона", "квадриллионов"),
];

const EN_SMALL = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const EN_SCALES = ["", "thousand", "million", "billion", "trillion", "quadrillion"];

/** The Russian form for a number: 1 рубль, 2 рубля, 5 рублей, 11 рублей, 21 рубль. */
export function russianForm(number: bigint, [one, few, many]: RussianWord["forms"]): string {
  const [tens, units] = [number % 100n, number % 10n];
  if (tens >= 11n && tens <= 14n) return many;
  return units === 1n ? one : units >= 2n && units <= 4n ? few : many;
}

/** Three digits at a time, the highest group first, empty groups left out. */
function groupsOf(number: bigint): { value: number; scale: number }[] {
  const groups: { value: number; scale: number }[] = [];
  for (let rest = number, scale = 0; rest > 0n; rest /= 1000n, scale += 1)
    if (rest % 1000n > 0n) groups.unshift({ value: Number(rest % 1000n), scale });
  return groups;
}

function russianGroup(value: number, feminine: boolean): string[] {
  const [tens, units] = [Math.floor((value % 100) / 10), value % 10];
  const words = [HUNDREDS[Math.floor(value / 100)] ?? ""];
  if (tens === 1) words.push(TEENS[units] ?? "");
  else words.push(TENS[tens] ?? "", feminine && units === 1 ? "одна" : feminine && units === 2 ? "две" : (UNITS[units] ?? ""));
  return words;
}

function russianNumber(number: bigint, feminine: boolean): string {
  if (number === 0n) return "ноль";
  const words = groupsOf(number).flatMap(({ value, scale }) => {
    const word = scale === 0 ? undefined : SCALES[scale - 1];
    return [...russianGroup(value, word ? word.feminine === true : feminine), word ? russianForm(BigInt(value), word.forms) : ""];
  });
  return words.filter((word) => word !== "").join(" ");
}

/** A count of papers or rows: "двадцать один". */
export const countInRussian = (count: number): string => russianNumber(BigInt(count), false);

function englishGroup(value: number): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const tens = EN_TENS[Math.floor(rest / 10)] ?? "";
  const below = rest < 20 ? (EN_SMALL[rest] ?? "") : rest % 10 === 0 ? tens : `${tens}-${EN_SMALL[rest % 10] ?? ""}`;
  if (hundreds === 0) return below;
  return `${EN_SMALL[hundreds] ?? ""} hundred${rest === 0 ? "" : ` ${below}`}`;
}

const englishNumber = (number: bigint): string =>
  number === 0n
    ? "zero"
    : groupsOf(number)
        .map(({ value, scale }) => `${englishGroup(value)}${scale === 0 ? "" : ` ${EN_SCALES[scale] ?? ""}`}`)
        .join(" ");

/** `amount`: a decimal string of at most 18 digits before the mark, rounded to the currency's digits. Minor units stay digits. */
export function amountInWords(amount: string, currency: string, lang: Lang): string {
  const negative = amount.startsWith("-");
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const digits = minorDigits(currency);
  const major = BigInt(whole);
  const minor = fraction.slice(0, digits).padEnd(digits, "0");
  const text = lang === "ru" ? inRussian(major, minor, currency) : inEnglish(major, minor, currency);
  const signed = negative ? `${lang === "ru" ? "минус" : "minus"} ${text}` : text;
  return signed.charAt(0).toUpperCase() + signed.slice(1);
}

function inRussian(major: bigint, minor: string, currency: string): string {
  const words = CURRENCIES[currency]?.ru;
  const [unit, small] = words ?? [he(currency, currency, currency), he("", "", "")];
  const text = `${russianNumber(major, unit.feminine === true)} ${russianForm(major, unit.forms)}`;
  return minor === "" ? text : `${text} ${minor} ${russianForm(BigInt(minor), small.forms)}`.trim();
}

function inEnglish(major: bigint, minor: string, currency: string): string {
  const words = CURRENCIES[currency]?.en;
  const [unit, small] = words ?? [
    [currency, currency],
    ["", ""],
  ];
  const text = `${englishNumber(major)} ${major === 1n ? unit[0] : unit[1]}`;
  return minor === "" ? text : `${text} ${minor} ${BigInt(minor) === 1n ? small[0] : small[1]}`.trim();
}
