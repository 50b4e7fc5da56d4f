/**
 * Word forms: «договоров», «договором» → «договор»; contracts → contract. In the program instead of PostgreSQL's
 * dictionaries, so that an index written under one PostgreSQL stays true under the next.
 */
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as russian } from "@orama/stemmers/russian";

const known = new Map<string, string>();
const MOST_KNOWN = 50_000;
const SHORTEST = 3;
const LONGEST = 30;

/** The stem of a folded word; undefined where the word has no forms (numbers, other scripts). */
export function stemOf(word: string): string | undefined {
  if (word.length < SHORTEST || word.length > LONGEST) return undefined;
  const found = known.get(word);
  if (found !== undefined) return found;
  const stem = /^[а-я]+$/.test(word) ? russian(word) : /^[a-z]+$/.test(word) ? english(word) : undefined;
  if (stem === undefined) return undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, stem);
  return stem;
}
