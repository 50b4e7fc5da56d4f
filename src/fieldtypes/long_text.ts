/** Text of several lines. */
import { cleanText } from "./clean-text.ts";
import type { FieldType } from "./field-type.ts";

const MAX = 100_000;

export const longText: FieldType<string> = {
  name: "long_text",
  family: "text",
  searchable: true,
  column: () => "text COLLATE manul",
  parse: (input, field) => cleanText(input, { max: field.maxLength ?? MAX, multiline: true }),
  fromText: (input, field) => cleanText(input, { max: field.maxLength ?? MAX, multiline: true }),
  toText: (value) => value,
  format: (value) => value,
  schema: (field) => ({ type: "string", maxLength: field.maxLength ?? MAX }),
  sample: (_field, random) => (random() < 0.5 ? "Первая строка\nвторая строка" : "Called; asked to call back\ton Monday."),
};
