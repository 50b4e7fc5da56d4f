/** One line of text. */
import { cleanText, onOneLine } from "./clean-text.ts";
import { refuse, type FieldType, type Lang, type Parsed } from "./field-type.ts";
import type { Field } from "../model/define.ts";
import { matchMask } from "../model/mask.ts";
import { matchesPattern } from "../model/safe-pattern.ts";

const DEFAULT_MAX = 255;
const WORDS = ["Иванов", "Пётр", "Ромашка", "Acme", "North", "склад", "Ёлка", "O'Neil", "№ 5", "Zürich"];

/** Refuses what doesn't look as its field's pattern says. */
function matched(parsed: Parsed<string>, field: Field, lang: Lang): Parsed<string> {
  if (!field.pattern || !parsed.ok || parsed.value === null || matchesPattern(field.pattern, parsed.value)) return parsed;
  return refuse("wrong_pattern", { hint: field.patternHint?.[lang] ?? field.pattern });
}
/** Brought to its field's mask, or refused with it. */
function masked(parsed: Parsed<string>, field: Field, lang: Lang): Parsed<string> {
  if (!field.mask || !parsed.ok || parsed.value === null) return parsed;
  const value = matchMask(field.mask, parsed.value);
  return value === undefined ? refuse("wrong_pattern", { hint: field.patternHint?.[lang] ?? field.mask }) : { ok: true, value };
}
const shaped = (parsed: Parsed<string>, field: Field, lang: Lang): Parsed<string> => matched(masked(parsed, field, lang), field, lang);

export const text: FieldType<string> = {
  name: "text",
  family: "text",
  searchable: true,
  column: () => "text COLLATE manul",
  parse: (input, field, ctx) => shaped(cleanText(input, { max: field.maxLength ?? DEFAULT_MAX }), field, ctx.lang),
  fromText: (input, field, ctx) => {
    const max = field.maxLength ?? DEFAULT_MAX;
    return shaped(cleanText(input.length > max * 4 + 1000 ? input : onOneLine(input), { max }), field, ctx.lang);
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
