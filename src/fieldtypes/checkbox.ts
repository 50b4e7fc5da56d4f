/** Yes or no. The engine keeps no empty ones: an absent value is no. */
import { cellText } from "./clean-text.ts";
import { accept, refuse, type FieldType } from "./field-type.ts";

const YES = new Set(["да", "д", "yes", "y", "true", "t", "1", "x", "х", "+", "on", "вкл", "истина", "✓", "✔", "☑"]);
const NO = new Set(["нет", "н", "no", "n", "false", "f", "0", "-", "off", "выкл", "ложь", "☐"]);
const WORDS = { en: ["No", "Yes"], ru: ["Нет", "Да"] } as const;

export const checkbox: FieldType<boolean> = {
  name: "checkbox",
  family: "choice",
  column: () => "boolean",
  parse: (input) => {
    if (input === null || input === undefined || input === "") return accept<boolean>(null);
    return typeof input === "boolean" ? accept(input) : refuse("wrong_type", { expected: "boolean" });
  },
  fromText: (input) => {
    const text = cellText(input)?.toLowerCase();
    if (text === "") return accept<boolean>(null);
    if (text !== undefined && YES.has(text)) return accept(true);
    return text !== undefined && NO.has(text) ? accept(false) : refuse("not_a_boolean");
  },
  toText: (value) => (value ? "true" : "false"),
  format: (value, _field, ctx) => WORDS[ctx.lang][value ? 1 : 0],
  schema: () => ({ type: "boolean" }),
  sample: (_field, random) => random() < 0.5,
};
