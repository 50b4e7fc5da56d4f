/** In which encoding a text is, and what parts its cells. Guesses; the user may correct them. */
import iconv from "iconv-lite";
import { csvReader } from "./csv.ts";
import { DELIMITERS, type Encoding } from "./format-choices.ts";
import { HEAD_BYTES } from "./table.ts";

/** What stands in a text for bytes that its encoding doesn't know. */
export const UNREADABLE = "\uFFFD";

/** False for bytes that no encoding makes text of, whatever the file's name says. */
export function looksLikeText(head: Buffer): boolean {
  // Control characters other than tab and line ends.
  return !/[\0-\x08\x0E-\x1A\x1C-\x1F]/.test(decode(head, detectEncoding(head)));
}

export function detectEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = zeroBytes(head);
  if (isUtf8(head)) {
    if (zeros.odd > head.length / 8 && zeros.even < zeros.odd / 4) return "utf-16le";
    if (zeros.even > head.length / 8 && zeros.odd < zeros.even / 4) return "utf-16be";
    return "utf-8";
  }
  // Cyrillic in UTF-16 has few zeros, but delimiters, digits and line ends have theirs.
  if (zeros.odd > 0 && zeros.even === 0) return "utf-16le";
  if (zeros.even > 0 && zeros.odd === 0) return "utf-16be";
  if (isMostlyUtf8(head)) return "utf-8";
  return isWestern(head) ? "windows-1252" : likeliestCyrillic(head);
}

/** The head may end in the middle of a character. */
function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: head.length >= HEAD_BYTES });
    return true;
  } catch {
    return false;
  }
}

/** Files that were put together have rows in another encoding: those are refused on reading, and spoil no others. */
function isMostlyUtf8(head: Buffer): boolean {
  let good = 0;
  let bad = 0;
  for (const letter of new TextDecoder("utf-8").decode(head)) {
    if (letter === UNREADABLE) bad++;
    else if (letter > "\u007F") good++;
  }
  return good > 2 * bad;
}

function zeroBytes(head: Buffer): { even: number; odd: number } {
  const count = { even: 0, odd: 0 };
  for (let i = 0; i < head.length; i++) if (head[i] === 0) count[i % 2 === 0 ? "even" : "odd"]++;
  return count;
}

const isAscii = (byte: number | undefined): boolean => byte !== undefined && (byte | 32) >= 97 && (byte | 32) <= 122;
const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80;

/**
 * Western words are Latin letters with some beyond ASCII among them ("Müller"); Russian words are wholly beyond it, and
 * no word mixes both alphabets. A few such words are enough to tell.
 */
function isWestern(head: Buffer): boolean {
  let mixed = 0;
  let whole = 0;
  for (let i = 0; i < head.length; i++) {
    if (!isHigh(head[i])) continue;
    if (isAscii(head[i - 1]) || isAscii(head[i + 1])) mixed++;
    else if (isHigh(head[i - 1]) || isHigh(head[i + 1])) whole++;
  }
  return mixed > whole;
}

/** Letters by how often Russian texts use them. */
const FREQUENT = new Map([..."оеаинтсрвлкмдпуяызьбгчйхжюшцщэфъё"].map((letter, i) => [letter, i < 10 ? 4 : i < 20 ? 2 : 1]));

function likeliestCyrillic(head: Buffer): Encoding {
  let best: { readonly encoding: Encoding; readonly score: number } = { encoding: "windows-1251", score: -Infinity };
  for (const encoding of ["windows-1251", "koi8-r", "ibm866"] as const) {
    let score = 0;
    let before = "";
    for (const letter of decode(head.subarray(0, 16_384), encoding)) {
      // A capital inside of a word, a letter that Russian doesn't have, a drawing: it is another encoding.
      if (/[А-ЯЁ]/.test(letter) && /[а-яё]/.test(before)) score -= 4;
      else if (/[А-Яа-яЁё]/.test(letter)) score += FREQUENT.get(letter.toLowerCase()) ?? 0;
      else if (letter > "\u007f" && !"№«»—–…“”„’\u00a0".includes(letter)) score -= 4;
      before = letter;
    }
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

export const decode = (head: Buffer, encoding: Encoding): string => iconv.decode(head, encoding);

/** The delimiter that cuts the first rows most evenly. */
export function detectDelimiter(text: string): string {
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = csvReader(delimiter).push(text).slice(0, 50);
    const widths = rows.length > 0 ? rows.map((row) => row.cells.length) : [text.split("\n", 1)[0]?.split(delimiter).length ?? 1];
    const width = widths[0] ?? 1;
    const even = widths.filter((other) => other === width).length / widths.length;
    const score = width > 1 ? even * even * (10 + Math.min(width, 20)) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
