/**
 * When two names are the name of one thing: word order, case, ё, punctuation and a company's legal form don't count,
 * and one word may hold a slip. Numbers in names do count («Branch 1» is not «Branch 2»), and so does the ending that
 * tells a woman's Russian surname from a man's.
 */
import { foldForSearch, wordsOf } from "../search/tokens.ts";
import { slipsBetween } from "../search/spelling.ts";

const LEGAL_FORM: ReadonlySet<string> = new Set(
  "ооо оао зао пао нао ао ип llc inc ltd limited gmbh corp corporation company co plc ag sa bv".split(" "),
);

/** Its words without the legal form, in the order of the alphabet; of nothing but a legal form, that. */
export function nameWords(name: string): readonly string[] {
  const words = wordsOf(foldForSearch(name.replaceAll(/[.'’`]/g, ""))).toSorted();
  const own = words.filter((word) => !LEGAL_FORM.has(word));
  return own.length > 0 ? own : words;
}

/** Fewer letters say nothing. */
const LEAST_LETTERS = 3;
/** A slip in a shorter word makes another word. */
const SHORTEST_SLIPPED = 4;
const LONG = 9;

interface NameRules {
  /** Of people: one may be written with the patronymic or without, and a surname alone is nobody's name. */
  readonly person: boolean;
}

/** The words of a name that can be compared with others at all; undefined where it says too little. */
export function comparableName(name: string, { person }: NameRules): readonly string[] | undefined {
  const words = nameWords(name);
  if (words.join("").length < LEAST_LETTERS || (person && words.length < 2)) return undefined;
  return words;
}

export function alike(a: readonly string[], b: readonly string[], { person }: NameRules): boolean {
  if (a.join("") === b.join("") || a.toSorted().join("") === b.toSorted().join("")) return true;
  const left = without(a, b);
  const right = without(b, a);
  // «Иванов Иван» and «Иванов Иван Петрович».
  if (person && left.length + right.length === 1) return Math.min(a.length, b.length) >= 2;
  if (left.length !== 1 || right.length !== 1) return false;
  return isSlip(left[0] ?? "", right[0] ?? "");
}

/** The words of one name that the other doesn't have; a word twice counts twice. */
function without(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function isSlip(a: string, b: string): boolean {
  if (/\d/.test(a + b)) return false;
  const shorter = Math.min(a.length, b.length);
  if (shorter < SHORTEST_SLIPPED) return false;
  if (isOtherGender(a, b) || isOtherGender(b, a)) return false;
  const most = shorter >= LONG ? 2 : 1;
  return slipsBetween(a, b, most) <= most;
}

/** Смирнов and Смирнова, Белинский and Белинская: two people, not a slip. */
const isOtherGender = (man: string, woman: string): boolean => woman === `${man}а` || (man.endsWith("ий") && woman.endsWith("ая"));
