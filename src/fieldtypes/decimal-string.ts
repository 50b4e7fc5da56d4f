/**
 * Exact decimal numbers as strings ("-12.5"): validated, brought to one form and compared digit by digit. No floating
 * point takes part.
 */
import { accept, refuse, type Parsed } from "./field-type.ts";

export interface DecimalLimits {
  /** Most digits after the mark; zeros at the end don't count. */
  readonly scale: number;
  /** Fewest digits after the mark in the canonical form (money: "5000.00"). */
  readonly minScale?: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Most digits before the mark. */
const INTEGER_DIGITS = 18;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Validates a number or decimal string and gives its canonical form; empty becomes null. */
export function parseDecimal(input: unknown, limits: DecimalLimits): Parsed<string> {
  if (input === null || input === undefined) return accept<string>(null);
  if (typeof input === "number") {
    const text = exactDecimal(input);
    return text === undefined ? refuse(Number.isFinite(input) ? "inexact_number" : "not_a_number") : parseDecimalText(text, limits);
  }
  if (typeof input !== "string") return refuse("wrong_type", { expected: "number" });
  if (input.length > 100) return refuse("not_a_number");
  const text = input.trim();
  return text === "" ? accept<string>(null) : parseDecimalText(text, limits);
}

function parseDecimalText(text: string, limits: DecimalLimits): Parsed<string> {
  const match = DECIMAL.exec(text);
  if (!match || !/\d/.test(text)) return refuse("not_a_number");
  const digits = (match[2] ?? "").replace(/^0+/, "");
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (digits.length > INTEGER_DIGITS) return refuse("too_many_digits", { max: INTEGER_DIGITS });
  if (fraction.length > limits.scale) return refuse("too_many_decimals", { max: limits.scale });
  const sign = match[1] === "-" && digits + fraction !== "" ? "-" : "";
  const padded = fraction.padEnd(limits.minScale ?? 0, "0");
  const value = `${sign}${digits || "0"}${padded === "" ? "" : `.${padded}`}`;
  if (limits.min !== undefined && compareDecimals(value, boundText(limits.min)) < 0) return refuse("too_small", { min: limits.min });
  if (limits.max !== undefined && compareDecimals(value, boundText(limits.max)) > 0) return refuse("too_large", { max: limits.max });
  return accept(value);
}

/**
 * A JSON number as a decimal string, if what was written can be told from it: a double holds 15 significant digits of
 * any decimal number, and more only by luck.
 */
export function exactDecimal(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [integer = "0", fraction = ""] = mantissa.replace("-", "").split(".");
  const significant = (integer + fraction).replace(/^0+/, "").replace(/0+$/, "");
  if (significant.length > 15) return undefined;
  const sign = value < 0 ? "-" : "";
  const shift = Number(exponent);
  if (shift === 0) return `${sign}${integer}${fraction === "" ? "" : `.${fraction}`}`;
  if (shift > 0) return `${sign}${integer}${fraction.padEnd(shift, "0")}`;
  return `${sign}0.${"0".repeat(-shift - 1)}${integer}${fraction}`;
}

const boundText = (bound: number): string => exactDecimal(bound) ?? String(Math.trunc(bound));

/** A double tells numbers of so many digits apart. */
const TOLD_APART = 15;

/** Order of two decimal strings: negative, 0 or positive. Different spellings of one number are equal. */
export function compareDecimals(a: string, b: string): number {
  if (a.length <= TOLD_APART && b.length <= TOLD_APART) {
    const order = Number(a) - Number(b);
    if (order === 0) return 0;
    if (!Number.isNaN(order)) return order;
  }
  const left = split(a);
  const right = split(b);
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  const order = compareMagnitudes(left, right);
  return left.negative ? -order : order;
}

interface Split {
  readonly negative: boolean;
  readonly digits: string;
  readonly fraction: string;
}

function split(text: string): Split {
  const negative = text.startsWith("-");
  const [integer = "", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  const digits = integer.replace(/^0+/, "");
  const rest = fraction.replace(/0+$/, "");
  return { negative: negative && digits + rest !== "", digits, fraction: rest };
}

function compareMagnitudes(a: Split, b: Split): number {
  if (a.digits.length !== b.digits.length) return a.digits.length - b.digits.length;
  if (a.digits !== b.digits) return a.digits < b.digits ? -1 : 1;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}

/**
 * Text for files. Exactly three digits after the mark could be read as a group of thousands ("1.234"), so that such
 * numbers get a zero more.
 */
export const unambiguousDecimal = (value: string): string => (/\.\d{3}$/.test(value) ? `${value}0` : value);

/** A decimal string with the given number of random digits, for samples. */
export function randomDecimal(random: () => number, most: number, scale: number): string {
  const whole = String(Math.floor(random() * most));
  return scale === 0 ? whole : `${whole}.${String(Math.floor(random() * 10 ** scale)).padStart(scale, "0")}`;
}
