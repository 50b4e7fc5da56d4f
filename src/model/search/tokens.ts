/** Text as search sees it: folded, cut into chunks (what stands between spaces) and those into words. */
import { foldCase } from "../filter/fold.ts";

/** Composed letters (é, й) in one form however they were typed; case and ё folded. */
export const foldForSearch = (text: string): string => foldCase(text.normalize("NFKC"));

/** Chunks without the punctuation around them. */
export const chunksOf = (folded: string): readonly string[] => folded.match(/[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu) ?? [];

/** Runs of letters and digits (with the marks that belong to letters). */
export const wordsOf = (chunk: string): readonly string[] => chunk.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

export const isDigits = (text: string): boolean => /^\d+$/.test(text);
export const isLetters = (text: string): boolean => /^[\p{L}\p{M}]+$/u.test(text);

/** Numbers without the zeros before them: INV-0012 is found by 12. */
export const bareNumber = (digits: string): string => digits.replace(/^0+(?=\d)/, "");
