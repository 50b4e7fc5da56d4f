/** How documents are numbered: "СЧ-{number:5}/{year}". Pure: the settings show the same example that the engine makes. */

/** `{number}`, `{number:5}` (with zeros in front), `{year}`, `{yy}`, `{month}`, `{prefix}` (the legal entity's own). */
const PART = /\{(number|year|yy|month|prefix)(?::(\d))?\}/g;
export const MOST_PATTERN = 40;

export interface NumberParts {
  readonly number: bigint | number;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly prefix: string;
}

/** Why a pattern can't be; undefined where it can. */
export function patternFault(pattern: string): "mandatory" | "too_long" | "pattern_without_number" | "pattern_unknown_part" | undefined {
  if (pattern.trim() === "") return "mandatory";
  if (pattern.length > MOST_PATTERN) return "too_long";
  const names = [...pattern.matchAll(PART)].map(([, name]) => name);
  if (names.filter((name) => name === "number").length !== 1) return "pattern_without_number";
  return /[{}]/.test(pattern.replaceAll(PART, "")) ? "pattern_unknown_part" : undefined;
}

/** Does the count begin anew each year? */
export const isYearly = (pattern: string): boolean => /\{(year|yy)\}/.test(pattern);

export const numberText = (pattern: string, { number, day, prefix }: NumberParts): string =>
  pattern.replaceAll(PART, (_whole, name: string, width: string | undefined) => {
    if (name === "number") return String(number).padStart(Number(width ?? 0), "0");
    if (name === "year") return day.slice(0, 4);
    if (name === "yy") return day.slice(2, 4);
    return name === "month" ? day.slice(5, 7) : prefix;
  });
