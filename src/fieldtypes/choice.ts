/** Options of a field and one value out of them: what picklist, radio and multi_select share. */
import { cellText, excerpt } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Lang, type Parsed, type ValueError } from "./field-type.ts";
import type { Field, Option } from "../model/define.ts";
import { foldCase } from "../model/filter/fold.ts";

interface OptionIndex {
  /** Value → its place among the options. */
  readonly place: ReadonlyMap<string, number>;
  /** Folded value or label → value. Values win over labels, offered options over former ones. */
  readonly byText: ReadonlyMap<string, string>;
}

const NONE: readonly Option[] = [];
// Registry snapshots are immutable, so that an index lives as long as the options that it was made of.
const indexes = new WeakMap<readonly Option[], OptionIndex>();

function indexOf(field: Field): OptionIndex {
  const options = field.options ?? NONE;
  const known = indexes.get(options);
  if (known) return known;
  const byText = new Map<string, string>();
  const put = (text: string, value: string): void => {
    const key = foldCase(text.trim());
    if (key !== "" && !byText.has(key)) byText.set(key, value);
  };
  const ordered = options.toSorted((a, b) => Number(a.active === false) - Number(b.active === false));
  for (const option of ordered) put(option.value, option.value);
  for (const option of ordered) for (const label of [option.label.ru, option.label.en]) put(label, option.value);
  const index = { place: new Map(options.map((option, i) => [option.value, i])), byText };
  indexes.set(options, index);
  return index;
}

/** The option's place in the order of options; undefined: no such value. */
export const optionPlace = (value: string, field: Field): number | undefined => indexOf(field).place.get(value);

/** The option that a person means by its value or its label in either language. */
export function optionOfText(text: string, field: Field): string | undefined {
  const index = indexOf(field);
  return index.place.has(text) ? text : index.byText.get(foldCase(text));
}

/** The option's label; a value that's no option any more stands for itself. */
export const optionLabel = (value: string, field: Field, lang: Lang): string =>
  field.options?.find((option) => option.value === value)?.label[lang] || value;

/** Why a value that isn't an option is refused. */
export const notAnOption = (text: string): ValueError => ({ code: "not_an_option", params: { value: excerpt(text) } });

/** A type whose value is one of its field's options. */
export function choiceType(name: string): FieldType<string> {
  const parse = (input: unknown, field: Field): Parsed<string> => {
    if (input === null || input === undefined) return accept<string>(null);
    if (typeof input !== "string") return refuse("wrong_type", { expected: "text" });
    if (input === "") return accept<string>(null);
    return optionPlace(input, field) === undefined ? { ok: false, error: notAnOption(input) } : accept(input);
  };
  return {
    name,
    family: "choice",
    column: () => 'text COLLATE "C"',
    parse,
    fromText: (input, field) => {
      if (optionPlace(input, field) !== undefined) return accept(input);
      const text = cellText(input, 500);
      if (text === "") return accept<string>(null);
      const value = text === undefined ? undefined : optionOfText(text, field);
      return value === undefined ? { ok: false, error: notAnOption(input) } : accept(value);
    },
    toText: (value) => value,
    format: (value, field, ctx) => optionLabel(value, field, ctx.lang),
    schema: (field) => ({ type: "string", enum: (field.options ?? NONE).map((option) => option.value) }),
    sample: (field, random) => {
      const offered = (field.options ?? NONE).filter((option) => option.active !== false);
      return offered[Math.floor(random() * offered.length)]?.value ?? "";
    },
  };
}
