/** Lists in one cell of a file: `a; b`, `a |##| b` (vTiger), `a, b`, or JSON where a value itself holds a separator. */

const HOLDS_SEPARATOR = /[;,\n]|\|##\||^\[|^["'=]/;

/** True if a list with this text in it has to be written as JSON. */
export const holdsSeparator = (text: string): boolean => HOLDS_SEPARATOR.test(text);

/** One text of a list; `asJson` where any value that it could hold contains a separator. */
export const joinList = (values: readonly string[], asJson: boolean): string => (asJson ? JSON.stringify(values) : values.join("; "));

/** The items of a cell, trimmed, none of them empty. */
export function splitList(text: string): readonly string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith("[")) {
    const items = jsonList(trimmed);
    if (items) return items;
  }
  const separator = trimmed.includes("|##|") ? "|##|" : /[;\n]/.test(trimmed) ? /[;\n]/ : ",";
  return trimmed
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function jsonList(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}
