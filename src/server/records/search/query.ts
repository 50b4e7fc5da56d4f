/**
 * From what was typed to what is asked of the index. Every chunk (what stands between spaces) must be found; a chunk
 * is found by any of its readings: its words' beginnings, their stems, a run of digits, and, when nothing is found by
 * these, the other keyboard layout and words that differ by a slip.
 */
import { swapLayout } from "../../../model/search/layout.ts";
import { bareNumber, chunksOf, foldForSearch, isDigits, isLetters, wordsOf } from "../../../model/search/tokens.ts";
import { cut, GRAM, gramsOf, numberLexeme, quoted, stemLexeme } from "./lexemes.ts";
import { stemOf } from "./stems.ts";

/** What one lexeme, or one phrase of them, answers. */
export type Leaf =
  /** A word that begins so, or is so. */
  | { readonly is: "beginning" | "word"; readonly text: string }
  | { readonly is: "stem"; readonly stem: string; readonly word: string }
  /** A run of four digits or more, anywhere in a number. */
  | { readonly is: "digits"; readonly text: string };
export type Expression = Leaf | { readonly is: "and" | "or"; readonly of: readonly Expression[] };

/** One chunk of the query, and what it would be in the other layout. */
interface Chunk {
  readonly typed: Expression;
  readonly swapped: Expression | undefined;
}
export interface SearchQuery {
  /** Folded, in one line. */
  readonly text: string;
  readonly chunks: readonly Chunk[];
  /** A number written with spaces and brackets, as one run. */
  readonly number: Expression | undefined;
}

const MOST_CHARACTERS = 200;
const MOST_CHUNKS = 8;
/** Fewer digits begin too many numbers: they must be the whole of one. */
const SHORTEST_NUMBER_BEGINNING = 3;

export function parseQuery(q: string): SearchQuery {
  const text = foldForSearch(q.slice(0, MOST_CHARACTERS))
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, " ")
    .trim();
  const chunks: Chunk[] = [];
  for (const raw of text.split(" ")) {
    const typed = readingOf(raw);
    const other = swapLayout(raw);
    const swapped = other === undefined ? undefined : readingOf(other);
    if (typed ?? swapped) chunks.push({ typed: typed ?? any([]), swapped });
  }
  return { text, chunks: withoutLetters(chunks).slice(0, MOST_CHUNKS), number: wholeNumber(text) };
}

/** Single letters begin half of all words: beside longer words they say nothing. */
function withoutLetters(chunks: readonly Chunk[]): readonly Chunk[] {
  const telling = chunks.filter(({ typed }) => !isSingleLetter(typed));
  return telling.length > 0 ? telling : [];
}
const isSingleLetter = (expression: Expression): boolean => expression.is === "or" && expression.of.every(isSingle);
const isSingle = (part: Expression): boolean => part.is === "beginning" && part.text.length === 1;

/** Too short for the index: every other word begins so. */
const SHORT = 2;
const isShortWord = (expression: Expression): boolean =>
  leavesOf(expression).every(
    (leaf) => leaf.is === "stem" || (leaf.is === "beginning" && leaf.text.length <= SHORT && !isDigits(leaf.text)),
  );
/** True where nothing longer was typed. */
export const isShort = ({ chunks }: SearchQuery): boolean => chunks.every(({ typed }) => isShortWord(typed));

/** Of chunks that must all be found those that the index is asked for; the others are looked for in what it finds. */
export function forIndex(expression: Expression): Expression {
  if (expression.is !== "and") return expression;
  const long = expression.of.filter((part) => !isShortWord(part));
  return long.length === 0 || long.length === expression.of.length ? expression : { is: "and", of: long };
}

/** The readings of a chunk; undefined where there is no word in it. */
function readingOf(raw: string): Expression | undefined {
  const chunk = chunksOf(raw)[0];
  if (chunk === undefined) return undefined;
  const words = wordsOf(chunk);
  const telling = words.filter((word) => word.length > 1 || words.length === 1);
  const apart = telling.map(wordReading);
  const [only] = apart;
  if (words.length === 1 && only) return only;
  return any([{ is: "beginning", text: chunk }, ...(apart.length > 0 ? [all(apart)] : [])]);
}

function wordReading(word: string): Expression {
  if (isDigits(word)) return numberReading(word);
  const stem = isLetters(word) ? stemOf(word) : undefined;
  return any([{ is: "beginning", text: word }, ...(stem === undefined ? [] : [{ is: "stem", stem, word } as const])]);
}

function numberReading(digits: string): Expression {
  if (digits.length < SHORTEST_NUMBER_BEGINNING) return any([{ is: "word", text: digits }, ...bare(digits)]);
  return any([{ is: "beginning", text: digits }, ...bare(digits), ...runs(digits)]);
}
const bare = (digits: string): readonly Expression[] => {
  const number = bareNumber(digits);
  return number === digits ? [] : [{ is: "word", text: number }];
};

/** As a telephone number is written: national with 8 or 7 before it, or any part of one. */
function runs(digits: string): readonly Expression[] {
  if (digits.length < GRAM) return [];
  if (/^[78]\d{10}$/.test(digits)) return [{ is: "digits", text: digits.slice(1) }];
  const whole: Expression = { is: "digits", text: digits };
  return digits.startsWith("8") && digits.length > GRAM ? [whole, { is: "digits", text: digits.slice(1) }] : [whole];
}

function wholeNumber(text: string): Expression | undefined {
  const digits = text.replace(/\D/g, "");
  return digits.length >= GRAM && digits !== text && /^[+\d\s().-]+$/.test(text) ? any(runs(digits)) : undefined;
}

const any = (of: readonly Expression[]): Expression => ({ is: "or", of });
const all = (of: readonly Expression[]): Expression => ({ is: "and", of });

/** What was typed, as it stands; undefined where there is nothing to ask the index for. */
export function literalExpression({ chunks, number }: SearchQuery): Expression | undefined {
  if (chunks.length === 0) return undefined;
  const words = all(chunks.map(({ typed }) => typed));
  return number ? any([number, words]) : words;
}

/** The same with the other layout, and with the words that `corrections` knows for mistyped ones. */
export function forgivingExpression({ chunks, number }: SearchQuery, corrections: ReadonlyMap<string, readonly string[]>): Expression {
  const words = all(
    chunks.map(({ typed, swapped }) => any([forgiven(typed, corrections), ...(swapped ? [forgiven(swapped, corrections)] : [])])),
  );
  return number ? any([number, words]) : words;
}

function forgiven(expression: Expression, corrections: ReadonlyMap<string, readonly string[]>): Expression {
  if ("of" in expression) return { is: expression.is, of: expression.of.map((part) => forgiven(part, corrections)) };
  if (expression.is !== "beginning") return expression;
  const corrected = corrections.get(expression.text) ?? [];
  return corrected.length === 0 ? expression : any([expression, ...corrected.map((text): Expression => ({ is: "word", text }))]);
}

/** The words that may be mistyped. */
export function correctableWords({ chunks }: SearchQuery): readonly string[] {
  const expressions = chunks.flatMap(({ typed, swapped }) => [typed, ...(swapped ? [swapped] : [])]);
  return [
    ...new Set(expressions.flatMap(leavesOf).flatMap((leaf) => (leaf.is === "beginning" && isLetters(leaf.text) ? [leaf.text] : []))),
  ];
}

export const leavesOf = (expression: Expression): readonly Leaf[] =>
  "of" in expression ? expression.of.flatMap((part) => leavesOf(part)) : [expression];

/** Letters and digits: it may be the beginning of a record's number. */
const isNumbered = (text: string): boolean => /\d/.test(text) && !isDigits(text);

/** The text of a tsquery. `whole`: beginnings must be whole words, for ranking. */
export function tsqueryOf(expression: Expression, whole = false): string {
  switch (expression.is) {
    case "and":
    case "or":
      // An empty "or" finds nothing: no lexeme is empty but for a space.
      if (expression.of.length === 0) return quoted(" ");
      return `(${expression.of.map((part) => tsqueryOf(part, whole)).join(expression.is === "and" ? " & " : " | ")})`;
    case "beginning": {
      const rest = whole ? "" : ":*";
      const word = `${quoted(expression.text)}${rest}`;
      return isNumbered(expression.text) ? `(${word} | ${quoted(numberLexeme(expression.text))}${rest})` : word;
    }
    case "word":
      return quoted(cut(expression.text));
    case "stem":
      return quoted(stemLexeme(expression.stem));
    case "digits":
      return `(${gramsOf(expression.text).map(quoted).join(" <-> ")})`;
  }
}
