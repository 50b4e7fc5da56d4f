/** One line of text. */
import { cleanText, onOneLine } from "./clean-text.ts";
import type { FieldType } from "./field-type.ts";

const DEFAULT_MAX = 255;
const WORDS = ["Иванов", "Пётр", "Ромашка", "Acme", "North", "склад", "Ёлка", "O'Neil", "№ 5", "Zürich"];

export const text: FieldType<string> = {
  name: "text",
  family: "text",
  searchable: true,
  column: () => "text COLLATE manul",
  parse: (input, field) => cleanText(input, { max: field.maxLength ?? DEFAULT_MAX }),
  fromText: (input, field) => {
    const max = field.maxLength ?? DEFAULT_MAX;
    return cleanText(input.length > max * 4 + 1000 ? input : onOneLine(input), { max });
  },
  toText: (value) => value,
  format: (value) => value,
  schema: (field) => ({ type: "string", maxLength: field.maxLength ?? DEFAULT_MAX }),
  sample: (field, random) => {
    const words = Array.from({ length: 1 + Math.floor(random() * 3) }, () => WORDS[Math.floor(random() * WORDS.length)]);
    return words
      .join(" ")
      .slice(0, field.maxLength ?? DEFAULT_MAX)
      .trim();
  },
};
