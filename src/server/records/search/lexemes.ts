/**
 * The vocabulary of the search index, shared by those who write it and those who ask it. A record's `search` is a
 * tsvector put together here, not by PostgreSQL's parser:
 *
 *   `иванов`        a word as it stands, folded
 *   `~договор`      the stem of a word of running text (names of people have none: Иванов is not Иван)
 *   `#4957`         four digits of a telephone number; neighbours have neighbouring places, so that any run of digits
 *                   is a phrase
 *   `anna@acme.com` an address or code whole, beside its words
 *   `=con0042`      a record's own number: apart from the words, since all records of a module begin with the same
 *                   letters, and whoever has typed these three means a name
 *
 * Weights: A the record's name, B number, e-mail, phone, C other fields, D long texts.
 */
export type Weight = "A" | "B" | "C" | "D";

/** Raised when other lexemes are written: what was indexed before is then indexed again (reindex.ts). */
export const SEARCH_VERSION = 3;

export const GRAM = 4;
const LONGEST_LEXEME = 64;
export const stemLexeme = (stem: string): string => `~${stem}`;
export const numberLexeme = (number: string): string => `=${number}`;
const gramLexeme = (digits: string): string => `#${digits}`;

/** The digits as overlapping groups of four, in order. */
export const gramsOf = (digits: string): readonly string[] =>
  Array.from({ length: Math.max(digits.length - GRAM + 1, 0) }, (_, at) => gramLexeme(digits.slice(at, at + GRAM)));

export const cut = (lexeme: string): string => lexeme.slice(0, LONGEST_LEXEME);
/** As it stands in the text form of a tsvector or tsquery. */
export const quoted = (lexeme: string): string => `'${/['\\]/.test(lexeme) ? escaped(cut(lexeme)) : cut(lexeme)}'`;
const escaped = (lexeme: string): string => lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''");
