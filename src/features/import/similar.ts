/** Names that were probably meant: `technolgy` is `technology`, `GTXPro` is `GTX Pro`. */
import { normalise } from "./words.ts";

/** Letters and digits only: how the words are parted doesn't matter. */
const squash = (text: string): string => normalise(text).replaceAll(" ", "");
/** Of the longer name, at most this share may differ. */
const MOST_DIFFERENT = 0.25;

/** The candidate nearest to the text, if any is near enough. */
export function nearest<T extends { readonly names: readonly string[] }>(text: string, candidates: readonly T[]): T | undefined {
  const wanted = squash(text);
  let best: { readonly candidate: T; readonly share: number } | undefined;
  for (const candidate of candidates)
    for (const name of candidate.names) {
      const other = squash(name);
      const length = Math.max(wanted.length, other.length);
      const most = Math.floor(length * Math.min(MOST_DIFFERENT, best?.share ?? 1));
      if (wanted === "" || other === "" || Math.abs(wanted.length - other.length) > most) continue;
      const share = distance(wanted, other) / length;
      if (share <= MOST_DIFFERENT && (!best || share < best.share)) best = { candidate, share };
    }
  return best?.candidate;
}

/** How many letters must be put in, left out or changed. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
