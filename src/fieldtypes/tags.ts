/** Free labels of a record: any short texts, in the order in which they were put. */
import { cleanText, onOneLine } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import { holdsSeparator, joinList, splitList } from "./list-text.ts";

const MAX_TAGS = 50;
const MAX_LENGTH = 50;
const SAMPLES = ["VIP", "постоянный клиент", "2026", "партнёр", "to call", "R&D"];

function parseTags(input: unknown): Parsed<readonly string[]> {
  if (input === null || input === undefined || input === "") return accept<readonly string[]>(null);
  if (!Array.isArray(input)) return refuse("wrong_type", { expected: "list" });
  if (input.length > MAX_TAGS * 20) return refuse("too_many", { max: MAX_TAGS });
  const tags = new Set<string>();
  for (const item of input as readonly unknown[]) {
    if (typeof item !== "string") return refuse("wrong_type", { expected: "list" });
    const tag = cleanText(item, { max: MAX_LENGTH });
    if (!tag.ok) return tag;
    if (tag.value !== null) tags.add(tag.value.replace(/\s+/g, " "));
  }
  if (tags.size > MAX_TAGS) return refuse("too_many", { max: MAX_TAGS });
  return accept(tags.size === 0 ? null : [...tags]);
}

export const tags: FieldType<readonly string[]> = {
  name: "tags",
  family: "list",
  unsortable: true,
  searchable: true,
  column: () => "text[]",
  parse: parseTags,
  fromText: (input) => (input.length > 100_000 ? refuse("too_many", { max: MAX_TAGS }) : parseTags(splitList(input).map(onOneLine))),
  toText: (value) => joinList(value, value.some(holdsSeparator)),
  format: (value) => value.join(", "),
  schema: () => ({ type: "array", items: { type: "string", maxLength: MAX_LENGTH }, maxItems: MAX_TAGS, uniqueItems: true }),
  sample: (_field, random) => {
    const drawn = SAMPLES.filter(() => random() < 0.4);
    return drawn.length > 0 ? drawn : ["VIP"];
  },
};
