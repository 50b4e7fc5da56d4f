/** Names that administrators give: one language is enough, the other is the same until somebody translates it. */
import { cleanText } from "../../fieldtypes/clean-text.ts";
import type { Label } from "../../fieldtypes/field-type.ts";
import type { Option } from "../../model/define.ts";
import { slug } from "../../model/format/slug.ts";
import type { FieldError } from "../../server/errors.ts";
import type { GivenLabel, GivenOption } from "./field-request.ts";
import { freeValue, MAX_OPTION } from "./option-values.ts";

const MAX_LABEL = 100;

/** `most`: characters. An empty label is an error unless it may be. */
export function readLabel(given: GivenLabel, at: string, errors: FieldError[], most = MAX_LABEL): Label {
  const read = (lang: keyof Label): string | null => {
    const text = cleanText(given[lang], { max: most });
    if (!text.ok) errors.push({ field: `${at}.${lang}`, ...text.error });
    return text.ok ? text.value : null;
  };
  const [en, ru] = [read("en"), read("ru")];
  if (en === null && ru === null && !errors.some(({ field }) => field.startsWith(at))) errors.push({ field: at, code: "mandatory" });
  return { en: en ?? ru ?? "", ru: ru ?? en ?? "" };
}

/** What is asked at a stage and how long one may stay there are kept where the request doesn't speak of them. */
export function readOptions(given: readonly GivenOption[], errors: FieldError[], present: readonly Option[] = []): readonly Option[] {
  const taken = new Set<string>();
  return given.map((option, i) => {
    const { color, active, outcome, probability, requires } = option;
    const label = readLabel(option.label, `options.${i}.label`, errors);
    const value = cleanText(option.value ?? freeValue(label, taken), { max: MAX_OPTION });
    if (!value.ok) errors.push({ field: `options.${i}.value`, ...value.error });
    else if (value.value === null) errors.push({ field: `options.${i}.value`, code: "mandatory" });
    else if (taken.has(value.value)) errors.push({ field: `options.${i}.value`, code: "duplicate_option" });
    const kept = (value.ok && value.value) || "";
    taken.add(kept);
    const before = present.find((one) => one.value === kept);
    const { asks = before?.asks, within = before?.within, idle = before?.idle } = option;
    return {
      value: kept,
      label,
      ...(color ? { color } : {}),
      ...(active === false ? { active } : {}),
      ...(outcome ? { outcome } : {}),
      ...(typeof probability === "number" ? { probability } : {}),
      ...(requires && requires.length > 0 ? { requires } : {}),
      ...(asks && asks.length > 0 ? { asks } : {}),
      ...(within ? { within } : {}),
      ...(idle ? { idle } : {}),
    };
  });
}

/** A name in Latin letters that nothing has yet. */
export function freeName(
  label: Label,
  options: { prefix: string; end?: string; otherwise: string; isTaken: (name: string) => boolean },
): string {
  const { prefix, end = "", otherwise, isTaken } = options;
  const words = slug(label.en, "_") || slug(label.ru, "_") || otherwise;
  const stem = prefix + words.slice(0, 40 - prefix.length - end.length - 3).replace(/_$/, "");
  let name = stem + end;
  for (let i = 2; isTaken(name); i++) name = `${stem}_${i}${end}`;
  return name;
}
