/** A record's own number (`CON12`), given by the system. */
import { cleanText } from "./clean-text.ts";
import type { FieldType } from "./field-type.ts";

const MAX = 64;

export const autoNumber: FieldType<string> = {
  name: "auto_number",
  family: "text",
  searchable: true,
  column: () => 'text COLLATE "C"',
  parse: (input) => cleanText(input, { max: MAX }),
  fromText: (input) => cleanText(input, { max: MAX }),
  toText: (value) => value,
  format: (value) => value,
  schema: () => ({ type: "string", maxLength: MAX, readOnly: true }),
  sample: (_field, random) => `NUM${1 + Math.floor(random() * 1e6)}`,
};
