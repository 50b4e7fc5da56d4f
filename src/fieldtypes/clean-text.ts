/** What every text value goes through: one Unicode form, no invisible breakage, no unbounded length. */
import { accept, refuse, type Parsed } from "./field-type.ts";

export interface TextLimits {
  /** Most characters (code points). */
  readonly max: number;
  /** Line breaks and tabs are kept. */
  readonly multiline?: boolean;
}

// C0 and C1 controls and DEL. NUL is told apart, since PostgreSQL can't store it at all.
const CONTROL = /[\u0001-\u001f\u007f-\u009f]/;
const CONTROL_BUT_LINES = /[\u0001-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Trims, composes (NFC) and validates; empty becomes null. */
export function cleanText(input: unknown, limits: TextLimits): Parsed<string> {
  if (input === null || input === undefined) return accept<string>(null);
  if (typeof input !== "string") return refuse("wrong_type", { expected: "text" });
  let text = input.trim();
  // Composition shortens a text at most fourfold: longer ones needn't be looked at (10 MB are refused at once).
  if (text.length > limits.max * 4 + 16) return refuse("too_long", { max: limits.max });
  if (text === "") return accept<string>(null);
  if (text.includes("\0")) return refuse("nul_byte");
  if (!text.isWellFormed()) return refuse("lone_surrogate");
  if (limits.multiline) text = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  if ((limits.multiline ? CONTROL_BUT_LINES : CONTROL).test(text)) return refuse("control_character");
  text = text.normalize("NFC");
  if (text.length > limits.max && countCharacters(text) > limits.max) return refuse("too_long", { max: limits.max });
  return accept(text);
}

/** A spreadsheet's cell for a one-line value: line breaks and tabs in it are typing, not meaning. */
export const onOneLine = (text: string): string => text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ");

/**
 * A spreadsheet's cell for a value that isn't free text: trimmed, freed from the wrappings by which programs keep
 * Excel from bending values (`="00123"`, `'+7…`), and with every kind of space made a plain one.
 * Undefined: too long to be anything.
 */
export function cellText(text: string, max = 200): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > max) return undefined;
  const unwrapped = /^="(.*)"$/.exec(trimmed)?.[1] ?? trimmed.replace(/^'(?=.)/, "");
  return unwrapped.replace(/[\s\u00a0\u2007\u2009\u202f\u2060]+/g, " ").trim();
}

/** A refused value's text for a message: short, whatever was sent. */
export const excerpt = (text: string): string => (text.length > 50 ? `${text.slice(0, 49).toWellFormed()}…` : text.toWellFormed());

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
