/** Several of the field's options, in the options' order. */
import { cellText, excerpt } from "./clean-text.ts";
import { notAnOption, optionLabel, optionOfText, optionPlace } from "./choice.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import { holdsSeparator, joinList, splitList } from "./list-text.ts";
import type { Field } from "../model/define.ts";

const MAX_ITEMS = 1000;
const MAX_TEXT = 100_000;

function parseSelection(input: unknown, field: Field): Parsed<readonly string[]> {
  if (input === null || input === undefined || input === "") return accept<readonly string[]>(null);
  if (!Array.isArray(input)) return refuse("wrong_type", { expected: "list" });
  if (input.length > MAX_ITEMS) return refuse("too_many", { max: MAX_ITEMS });
  const chosen = new Map<string, number>();
  for (const item of input as readonly unknown[]) {
    if (typeof item !== "string") return refuse("wrong_type", { expected: "list" });
    const place = optionPlace(item, field);
    if (place === undefined) return { ok: false, error: notAnOption(item) };
    chosen.set(item, place);
  }
  return accept(chosen.size === 0 ? null : [...chosen].toSorted((a, b) => a[1] - b[1]).map(([value]) => value));
}

export const multiSelect: FieldType<readonly string[]> = {
  name: "multi_select",
  family: "list",
  unsortable: true,
  column: () => "text[]",
  parse: parseSelection,
  fromText: (input, field) => {
    const text = cellText(input, MAX_TEXT);
    if (text === undefined) return refuse("not_an_option", { value: excerpt(input) });
    const whole = optionOfText(text, field);
    if (whole !== undefined) return accept([whole]);
    const values: string[] = [];
    for (const item of splitList(input)) {
      const value = optionOfText(item, field);
      if (value === undefined) return { ok: false, error: notAnOption(item) };
      values.push(value);
    }
    return parseSelection(values, field);
  },
  toText: (value, field) =>
    joinList(
      value,
      (field.options ?? []).some((option) => holdsSeparator(option.value)),
    ),
  format: (value, field, ctx) => value.map((item) => optionLabel(item, field, ctx.lang)).join(", "),
  schema: (field) => ({
    type: "array",
    items: { type: "string", enum: (field.options ?? []).map((option) => option.value) },
    uniqueItems: true,
  }),
  sample: (field, random) => {
    const offered = (field.options ?? []).filter((option) => option.active !== false).map((option) => option.value);
    const drawn = offered.filter(() => random() < 0.5);
    return drawn.length > 0 ? drawn : offered.slice(0, 1);
  },
};
