/** What a file is: its encoding, its delimiter, whether its first row names the columns. Guesses; the user may correct them. */
import chardet from "chardet";
import iconv from "iconv-lite";
import { csvReader } from "./csv.ts";

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1251", "windows-1252", "koi8-r", "ibm866"] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** How much of a file is looked at. */
export const HEAD_BYTES = 64 * 1024;

/** The first bytes of things that aren't text: a ZIP (XLSX), PDF, old Excel, PNG, JPEG, GIF, gzip. */
const MAGIC = ["504b0304", "25504446", "d0cf11e0", "89504e47", "ffd8ff", "47494638", "1f8b"];

/** False for files that no encoding makes text of, whatever their name says. */
export function looksLikeText(head: Buffer): boolean {
  const start = head.subarray(0, 8).toString("hex");
  if (MAGIC.some((magic) => start.startsWith(magic))) return false;
  // Control characters other than tab and line ends.
  return !/[\0-\x08\x0E-\x1A\x1C-\x1F]/.test(decode(head, detectEncoding(head)));
}

export function detectEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (isUtf8(head)) {
    const zeros = zeroBytes(head);
    if (zeros.odd > head.length / 8 && zeros.even < zeros.odd / 4) return "utf-16le";
    if (zeros.even > head.length / 8 && zeros.odd < zeros.even / 4) return "utf-16be";
    return "utf-8";
  }
  const zeros = zeroBytes(head);
  // Cyrillic in UTF-16 has few zeros, but delimiters, digits and line ends have theirs.
  if (zeros.odd > 0 && zeros.even === 0) return "utf-16le";
  if (zeros.even > 0 && zeros.odd === 0) return "utf-16be";
  const known = new Map<string, Encoding>([
    ["windows-1251", "windows-1251"],
    ["KOI8-R", "koi8-r"],
    ["ISO-8859-5", "windows-1251"],
  ]);
  const guesses = chardet.analyse(head);
  if (looksLikeDos(head)) return "ibm866";
  const best = guesses.find((guess) => known.has(guess.name) || /1252|8859-1$/.test(guess.name));
  if (best && known.has(best.name)) return known.get(best.name) ?? "windows-1251";
  // Western text has few letters beyond ASCII, Russian text has mostly such.
  const high = head.reduce((count, byte) => count + (byte >= 0xc0 ? 1 : 0), 0);
  const letters = head.reduce((count, byte) => count + ((byte | 32) >= 97 && (byte | 32) <= 122 ? 1 : 0), 0);
  return high * 4 < letters ? "windows-1252" : "windows-1251";
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

function zeroBytes(head: Buffer): { even: number; odd: number } {
  const count = { even: 0, odd: 0 };
  for (let i = 0; i < head.length; i++) if (head[i] === 0) count[i % 2 === 0 ? "even" : "odd"]++;
  return count;
}

/** In the DOS code page Russian letters stand at 80–AF and E0–EF; in the Windows one hardly anything is at 80–BF. */
function looksLikeDos(head: Buffer): boolean {
  let dos = 0;
  let windows = 0;
  for (const byte of head) {
    if (byte >= 0x80 && byte <= 0xaf) dos++;
    else if (byte >= 0xc0 && byte <= 0xdf) windows++;
    else if (byte >= 0xf0) windows++;
  }
  return dos > 2 * windows;
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

/** False where the first row holds values: an address, a number, a date, a telephone. */
export function hasHeader(first: readonly string[]): boolean {
  const filled = first.filter((cell) => cell.trim() !== "");
  if (filled.length === 0) return false;
  return !filled.some((cell) => /^\S+@\S+\.\S+$/.test(cell.trim()) || /^[+-]?[\d\s.,:/()-]*\d[\d\s.,:/()-]*$/.test(cell.trim()));
}

/** Names of the columns: each is named, and no two alike. */
export function columnNames(first: readonly string[], header: boolean): string[] {
  const seen = new Map<string, number>();
  return first.map((cell, index) => {
    const name = (header && cell.trim().slice(0, 200)) || `Column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
