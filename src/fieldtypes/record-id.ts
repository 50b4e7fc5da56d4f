/** Values that are the id of a record or of a stored file: what reference, user, file and image share. */
import { cellText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import type { Family } from "./families.ts";

const ID = /^[1-9]\d{0,18}$/;
const MAX_ID = "9223372036854775807";

/** True for the decimal text of a positive bigint. */
export const isId = (text: string): boolean => ID.test(text) && (text.length < MAX_ID.length || text <= MAX_ID);

function parseId(input: unknown): Parsed<string> {
  if (input === null || input === undefined || input === "") return accept<string>(null);
  if (typeof input !== "string") return refuse("wrong_type", { expected: "text" });
  return isId(input) ? accept(input) : refuse("not_an_id");
}

/** A type whose value is an id, as a string: a bigint doesn't fit a JavaScript number. */
export function idType(name: string, family: Family): FieldType<string> {
  return {
    name,
    family,
    ...(family === "none" ? { unsortable: true } : {}),
    column: () => "bigint",
    parse: parseId,
    fromText: (input) => parseId(cellText(input) ?? "?"),
    toText: (value) => value,
    format: (value) => value,
    fromDb: (value) => String(value),
    compare: (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0),
    schema: () => ({ type: "string", pattern: ID.source }),
    sample: (_field, random) => String(1 + Math.floor(random() * 1e9)),
  };
}
