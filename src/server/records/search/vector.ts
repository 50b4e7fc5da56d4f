/** From a record's values to the words by which it is found. */
import { fieldType } from "../../../fieldtypes/index.ts";
import { plainTextOfHtml } from "../../../fieldtypes/html-text.ts";
import type { Field, Module } from "../../../model/define.ts";
import { withoutMentions } from "../../../model/mentions.ts";
import { bareNumber, chunksOf, foldForSearch, isDigits, isLetters, wordsOf } from "../../../model/search/tokens.ts";
import type { Row } from "../rules.ts";
import { cut, gramsOf, numberLexeme, quoted, stemLexeme, type Weight } from "./lexemes.ts";
import { stemOf } from "./stems.ts";

const MOST_CHARACTERS = 100_000;
const MOST_PHONES = 50;
/** PostgreSQL's own bounds for a tsvector: places up to here, and so many of them for each word. */
const LAST_PLACE = 16_383;
const MOST_PLACES = 255;
/** A dictionary of words has no use for longer ones. */
const LONGEST_WORD = 30;

export interface SearchWords {
  /** A tsvector in its text form. */
  readonly vector: string;
  /** The words of letters alone: what a slip of the typist is corrected to. */
  readonly words: readonly string[];
}

export const isSearchable = (field: Field): boolean => field.searchable ?? fieldType(field.type).searchable ?? false;

/** A value as text, without markup. */
export function searchableText(row: Row, field: Field): string {
  const value = row[field.name];
  if (value === null || value === undefined) return "";
  // The names of an address's parts are no words of it.
  if (typeof value === "object" && !Array.isArray(value)) return Object.values(value).join(" ");
  const text = withoutMentions(fieldType(field.type).toText(value, field));
  return field.type === "rich_text" ? plainTextOfHtml(text) : text;
}

/** What kind of text a field holds. */
interface Shape {
  readonly weight: Weight;
  readonly stems: boolean;
  /** A record's own number. */
  readonly numbers?: boolean;
}
const RUNNING_TEXT = new Set(["text", "long_text", "rich_text"]);
function shapeOf(field: Field, module: Module): Shape {
  const stems = RUNNING_TEXT.has(field.type) && field.personal !== true;
  if (module.nameFields.includes(field.name)) return { weight: "A", stems };
  if (field.type === "auto_number") return { weight: "B", stems, numbers: true };
  if (["email", "phone"].includes(field.type)) return { weight: "B", stems };
  return { weight: field.type === "long_text" || field.type === "rich_text" ? "D" : "C", stems };
}

/** The words of a record: its searchable values in the order of its form. */
export function searchWords(row: Row, module: Module): SearchWords {
  const writer = new VectorWriter();
  for (const field of module.fields.values()) {
    if (!isSearchable(field)) continue;
    const text = searchableText(row, field);
    if (text !== "") writer.add(text.slice(0, MOST_CHARACTERS), shapeOf(field, module));
  }
  return writer.result();
}

/** At least seven digits with nothing but a number's own punctuation between them. */
const PHONE_LIKE = /\+?\d(?:[\s().-]{0,3}\d){6,17}/g;

/** What a chunk of text is indexed as. */
interface Analysed {
  /** Addresses and codes are asked for whole too: "anna@ac", "INV-00". */
  readonly whole: string | undefined;
  readonly words: readonly {
    readonly lexemes: readonly string[];
    readonly letters: string | undefined;
    readonly stem: string | undefined;
  }[];
}

/** Names and common words come again and again. */
const analysed = new Map<string, Analysed>();
const MOST_ANALYSED = 20_000;

function analyse(chunk: string): Analysed {
  const known = analysed.get(chunk);
  if (known) return known;
  const words = wordsOf(chunk);
  const made: Analysed = { whole: words.length > 1 && /[@\d]/.test(chunk) ? chunk : undefined, words: words.map(analyseWord) };
  if (chunk.length <= LONGEST_WORD && !/\d/.test(chunk)) {
    if (analysed.size >= MOST_ANALYSED) analysed.clear();
    analysed.set(chunk, made);
  }
  return made;
}

function analyseWord(word: string): Analysed["words"][number] {
  if (isLetters(word)) {
    const stem = stemOf(word);
    return {
      lexemes: [word],
      letters: word.length > 1 && word.length <= LONGEST_WORD ? word : undefined,
      stem: stem === undefined ? undefined : stemLexeme(stem),
    };
  }
  const numbers = (isDigits(word) ? [word] : (word.match(/\d+/g) ?? [])).map(bareNumber);
  return { lexemes: [...new Set([word, ...numbers])], letters: undefined, stem: undefined };
}

class VectorWriter {
  /** Lexeme → its places, each with its weight: `12A`. */
  readonly #lexemes = new Map<string, string[]>();
  readonly #words = new Set<string>();
  #place = 1;

  add(text: string, shape: Shape): void {
    const folded = foldForSearch(text);
    if (shape.numbers) this.#number(folded, shape.weight);
    else this.#text(folded, shape);
    // The last word of one field and the first of the next are no neighbours.
    this.#place += 1;
  }

  #number(folded: string, weight: Weight): void {
    this.#put(numberLexeme(folded), weight);
    for (const digits of folded.match(/\d+/g) ?? []) for (const number of new Set([digits, bareNumber(digits)])) this.#put(number, weight);
  }

  #text(folded: string, { weight, stems }: Shape): void {
    for (const chunk of chunksOf(folded)) {
      const { whole, words } = analyse(chunk);
      if (whole !== undefined) this.#put(whole, weight);
      for (const { lexemes, letters, stem } of words) {
        for (const lexeme of lexemes) this.#put(lexeme, weight);
        if (stems && stem !== undefined) this.#put(stem, weight);
        if (letters !== undefined) this.#words.add(letters);
        this.#place += 1;
      }
    }
    if (/\d{3}/.test(folded)) this.#phones(folded, weight);
  }

  #phones(folded: string, weight: Weight): void {
    let count = 0;
    for (const [found] of folded.matchAll(PHONE_LIKE)) {
      if (count++ === MOST_PHONES) return;
      this.#place += 1;
      for (const gram of gramsOf(found.replace(/\D/g, ""))) {
        this.#put(gram, weight);
        this.#place += 1;
      }
    }
  }

  #put(lexeme: string, weight: Weight): void {
    const key = cut(lexeme);
    const places = this.#lexemes.get(key);
    const place = `${Math.min(this.#place, LAST_PLACE)}${weight === "D" ? "" : weight}`;
    if (!places) this.#lexemes.set(key, [place]);
    else if (places.length < MOST_PLACES && places.at(-1) !== place) places.push(place);
  }

  result(): SearchWords {
    const parts: string[] = [];
    for (const [lexeme, places] of this.#lexemes) parts.push(`${quoted(lexeme)}:${places.join(",")}`);
    return { vector: parts.join(" "), words: [...this.#words] };
  }
}
