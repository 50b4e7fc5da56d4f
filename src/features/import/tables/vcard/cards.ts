/** Cards of a stream of text: unfolded, without their pictures, in the form of version 3 or 4, one at a time. */
import iconv from "iconv-lite";

export interface Card {
  /** Line of the file on which the card begins, from 1. */
  readonly line: number;
  /** Undefined where it is longer than any honest card. */
  readonly text: string | undefined;
}
/** Characters of a card, pictures left out. */
const MAX_CARD = 256 * 1024;
/** Their values are not for tables, and may be megabytes. */
const SKIPPED = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|AGENT)[;:]/i;

export async function* cardsOf(pieces: AsyncIterable<string>): AsyncGenerator<Card> {
  const reading = new CardsInProgress();
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = (lines.pop() ?? "").slice(0, MAX_CARD);
    for (const line of lines) {
      const card = reading.take(line);
      if (card) yield card;
    }
  }
  const last = reading.take(rest);
  if (last) yield last;
}

class CardsInProgress {
  private line = 0;
  private from = 0;
  private length = 0;
  private lines: string[] | undefined;
  private skipping = false;

  take(line: string): Card | undefined {
    this.line++;
    if (/^\s*BEGIN:VCARD\s*$/i.test(line)) {
      Object.assign(this, { from: this.line, length: 0, lines: [], skipping: false });
      return undefined;
    }
    if (!this.lines) return undefined;
    if (/^\s*END:VCARD\s*$/i.test(line)) {
      const { from, length, lines } = this;
      this.lines = undefined;
      return { line: from, text: length > MAX_CARD ? undefined : normalised(lines) };
    }
    const goesOn = /^[ \t]/.test(line);
    if (!goesOn) this.skipping = SKIPPED.test(line);
    if (this.skipping) return undefined;
    this.length += line.length;
    if (this.length <= MAX_CARD) this.lines.push(line);
    return undefined;
  }
}

/** The lines as one reads them now: version 2.1 is brought to version 3. */
function normalised(lines: readonly string[]): string {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1);
    const soft = before?.endsWith("=") === true && isQuoted(before);
    if (soft) whole[whole.length - 1] = before.slice(0, -1) + line.trimStart();
    else if (before !== undefined && /^[ \t]/.test(line)) whole[whole.length - 1] = before + line.slice(1);
    else whole.push(line);
  }
  const properties = whole.map((line) => property(line)).filter((line) => line !== "" && !/^VERSION:/i.test(line));
  const version = whole.some((line) => /^VERSION:4/i.test(line)) ? "4.0" : "3.0";
  return ["BEGIN:VCARD", `VERSION:${version}`, ...properties, "END:VCARD"].join("\r\n");
}

const isQuoted = (line: string): boolean => /^[^:]*;(ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(line);

const KNOWN = /^(ENCODING|CHARSET)=/i;
/** Parameters without a name (`TEL;CELL:`) and encodings of version 2.1, undone. A line that has none stays as it is. */
function property(line: string): string {
  const head = /^([\w.-]+)((?:;(?:[^;:"]|"[^"]*")*)*):/.exec(line);
  if (!head) return "";
  const [all, name = "", written = ""] = head;
  const parameters = written.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/).filter((parameter) => parameter !== "");
  const bare = (parameter: string): boolean => !parameter.includes("=");
  if (!parameters.some((parameter) => bare(parameter) || KNOWN.test(parameter))) return line;
  const quoted = isQuoted(line);
  const charset = parameters.find((parameter) => /^CHARSET=/i.test(parameter))?.slice("CHARSET=".length) ?? "utf-8";
  const kept = parameters
    .filter((parameter) => !KNOWN.test(parameter) && !/^(QUOTED-PRINTABLE|BASE64|8BIT|7BIT)$/i.test(parameter))
    .map((parameter) => (bare(parameter) ? `TYPE=${parameter}` : parameter));
  const value = line.slice(all.length);
  return `${[name, ...kept].join(";")}:${quoted ? escaped(unquoted(value, charset)) : value}`;
}

/** Quoted-printable (RFC 2045, 6.7). */
function unquoted(value: string, charset: string): string {
  const bytes: Buffer[] = [];
  for (const part of value.split(/((?:=[0-9A-Fa-f]{2})+)/))
    bytes.push(
      /^(=[0-9A-Fa-f]{2})+$/.test(part) ? Buffer.from(part.replaceAll("=", ""), "hex") : iconv.encode(part, knownCharset(charset)),
    );
  return iconv.decode(Buffer.concat(bytes), knownCharset(charset));
}
const knownCharset = (charset: string): string => (iconv.encodingExists(charset) ? charset : "utf-8");

/** Version 2.1 knows no commas between values, and no escaped line ends. */
const escaped = (value: string): string => value.replace(/\r\n|\r|\n/g, "\\n").replaceAll(",", "\\,");
