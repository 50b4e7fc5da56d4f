/**
 * Words that differ by a slip: a letter too many, missing, wrong, or two changed places. Candidates are found by
 * deletions (two words one slip apart have a common form with at most one letter taken out of each: the "symmetric
 * delete" of SymSpell, W. Garbe 2012), looked up as numbers in an index; the distance then decides.
 */

/** Deletions are made of the beginning alone: long words stay cheap, and a word half typed finds the whole one. */
const BEGINNING = 7;
/** Shorter words have too many neighbours. */
export const SHORTEST_CORRECTED = 4;

/** FNV-1a over UTF-16, as a signed 32-bit number. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}

/** The forms of a word under which it is stored and looked up, as 32-bit numbers. */
export function slipForms(word: string): readonly number[] {
  const beginning = word.slice(0, BEGINNING);
  const forms = new Set([hash(beginning)]);
  for (let i = 0; i < beginning.length; i += 1) forms.add(hash(beginning.slice(0, i) + beginning.slice(i + 1)));
  return [...forms];
}

/** How many slips a word of this length may hold. */
export const slipsAllowed = (length: number): number => (length < SHORTEST_CORRECTED ? 0 : length < 8 ? 1 : 2);

/** Slips between two words (optimal string alignment); more than `most` are not counted on. */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  return lastRow(a, b).at(-1) ?? 0;
}

/** Slips between what was typed and the beginning of a word that goes on. */
export const slipsToBeginning = (typed: string, word: string): number => Math.min(...lastRow(typed, word));

/** Distances of all of `a` to each beginning of `b`. */
function lastRow(a: string, b: string): readonly number[] {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row;
}
