/** Which of the things at hand (actions, known records) what was typed means: by beginnings of words, in either layout. */
import { swapLayout } from "../../../model/search/layout.ts";
import { chunksOf, foldForSearch } from "../../../model/search/tokens.ts";

const words = (text: string): readonly string[] => foldForSearch(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** Higher is better; 0: not meant. Every typed word must begin a word of the text. */
export function likeness(typed: string, text: string, more = ""): number {
  const asked = chunksOf(foldForSearch(typed)).flatMap(words);
  if (asked.length === 0) return 0;
  const [name, others] = [words(text), words(more)];
  let score = foldForSearch(text).startsWith(foldForSearch(typed.trim())) ? 2 : 1;
  for (const word of asked) {
    if (name.some((each) => each.startsWith(word))) score += 1;
    else if (!others.some((each) => each.startsWith(word))) return 0;
  }
  return score;
}

/** The best first; where nothing is meant by what was typed, by what it would be in the other layout. */
export function rankByLikeness<T>(
  typed: string,
  items: readonly T[],
  textOf: (item: T) => readonly [text: string, more?: string],
): readonly T[] {
  const ranked = (question: string): readonly T[] =>
    items
      .map((item) => ({ item, score: likeness(question, ...textOf(item)) }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score)
      .map(({ item }) => item);
  const found = ranked(typed);
  if (found.length > 0) return found;
  const other = swapLayout(foldForSearch(typed));
  return other === undefined ? [] : ranked(other);
}
