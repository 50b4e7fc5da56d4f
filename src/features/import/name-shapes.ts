/**
 * A person's name in one column: the orders in which its words come, and which word feeds which field. For the guess
 * and for the screen alike; a mapping itself knows only columns and the words taken from them.
 */
import { normalise } from "./words.ts";

/** Which words of the cell are meant: a name in one column feeds two fields, or three. */
export const TAKES = ["first_word", "second_word", "rest", "from_third", "last_word", "all_but_last"] as const;
export type Take = (typeof TAKES)[number];

export function takeWords(text: string, take: Take | undefined): string {
  if (take === undefined) return text;
  const words = text.split(/\s+/);
  switch (take) {
    case "first_word":
      return words[0] ?? "";
    case "second_word":
      return words[1] ?? "";
    case "rest":
      return words.slice(1).join(" ");
    case "from_third":
      return words.slice(2).join(" ");
    case "last_word":
      return words.length > 1 ? (words.at(-1) ?? "") : "";
    case "all_but_last":
      return (words.length > 1 ? words.slice(0, -1) : words).join(" ");
  }
}

export interface NamePart {
  readonly field: "first_name" | "last_name" | "middle_name";
  readonly take: Take;
}
/** In the order in which the screen offers them. */
export const NAME_SHAPES = {
  first_last: [
    { field: "first_name", take: "first_word" },
    { field: "last_name", take: "rest" },
  ],
  last_first: [
    { field: "last_name", take: "first_word" },
    { field: "first_name", take: "rest" },
  ],
  last_first_middle: [
    { field: "last_name", take: "first_word" },
    { field: "first_name", take: "second_word" },
    { field: "middle_name", take: "from_third" },
  ],
  given_last: [
    { field: "first_name", take: "all_but_last" },
    { field: "last_name", take: "last_word" },
  ],
} as const satisfies Readonly<Record<string, readonly NamePart[]>>;
export type NameShape = keyof typeof NAME_SHAPES;

const shapes = Object.keys(NAME_SHAPES) as NameShape[];
/** Those whose fields are all among the module's. */
export const nameShapes = (has: (field: string) => boolean): readonly NameShape[] =>
  shapes.filter((shape) => NAME_SHAPES[shape].every((part) => has(part.field)));

interface Entry {
  readonly field: string | null;
  readonly take?: Take;
}
/** The shape that the entries of one column make together. */
export const shapeOf = (entries: readonly Entry[]): NameShape | undefined =>
  shapes.find((shape) => {
    const parts: readonly NamePart[] = NAME_SHAPES[shape];
    return (
      parts.length === entries.length &&
      parts.every((part) => entries.some((entry) => entry.field === part.field && entry.take === part.take))
    );
  });

const PATRONYMIC = /(вич|вна|чна|ьич|оглы|кызы)$/u;
const SURNAME = /(ов|ев|ин|ын|ский|цкий|ской|ова|ева|ина|ына|ская|цкая|енко|чук|юк|ян|дзе|швили)$/u;

/** The order of the words, by what stands in the column; where that says nothing, by the language and words of the header. */
export function guessNameShape(header: string, values: readonly string[], hasMiddle: boolean): NameShape {
  const names = values.map((value) => normalise(value).split(" "));
  const count = (is: (words: readonly string[]) => boolean): number => names.filter(is).length;
  const third = count((words) => words.length > 2 && PATRONYMIC.test(words[2] ?? ""));
  const second = count((words) => words.length > 2 && PATRONYMIC.test(words[1] ?? ""));
  if (third > second) return hasMiddle ? "last_first_middle" : "last_first";
  if (second > 0) return "given_last";
  const title = normalise(header);
  const surname = {
    first: count(([first = ""]) => SURNAME.test(first)),
    last: count((words) => words.length > 1 && SURNAME.test(words.at(-1) ?? "")),
  };
  const familyFirst =
    surname.first === surname.last ? /^(фио|ф и о|фамилия|last name|surname|family name)/.test(title) : surname.first > surname.last;
  if (!familyFirst) return "first_last";
  return hasMiddle && (title.includes("отчество") || /^(фио|ф и о)/.test(title)) ? "last_first_middle" : "last_first";
}
