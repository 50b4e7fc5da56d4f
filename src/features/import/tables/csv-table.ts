/** Tables of text: any delimiter, any of the usual encodings. Kept as they came, since both may turn out otherwise. */
import type { Readable } from "node:stream";
import iconv from "iconv-lite";
import { csvReader } from "./csv.ts";
import { decode, detectDelimiter, detectEncoding, looksLikeText, UNREADABLE } from "./detect.ts";
import { describeRows, HEAD_BYTES, type GivenFormat, type Inspection, type TableReader, type TableRow } from "./table.ts";

export const csvTable: TableReader = {
  kind: "csv",
  recognises: looksLikeText,
  keep: async (upload) => ({ content: upload, sheets: () => [], close: async () => undefined }),
  inspect: async (stored, given) => inspectText(await readHead(await stored.open()), stored.size, given),
  async *rows(source, format) {
    const decoder = iconv.getDecoder(format.encoding);
    const reader = csvReader(format.delimiter);
    let damaged = false;
    const read = (text: string, rows: TableRow[]): TableRow[] => {
      damaged ||= text.includes(UNREADABLE);
      return damaged ? rows.map(checkLetters) : rows;
    };
    for await (const piece of source as AsyncIterable<Buffer>) {
      const text = decoder.write(piece);
      yield read(text, reader.push(text));
    }
    const last = decoder.end() ?? "";
    yield read(last, [...reader.push(last), ...reader.end()]);
  },
};

/** Half a name is worse than none: a row that can't be read whole is told, not kept. */
const checkLetters = (row: TableRow): TableRow =>
  row.broken === undefined && row.cells.some((cell) => cell.includes(UNREADABLE)) ? { ...row, broken: "encoding" } : row;

export function inspectText(head: Buffer, size: number, given: GivenFormat = {}): Inspection {
  const encoding = given.encoding ?? detectEncoding(head);
  const text = decode(head, encoding);
  const delimiter = given.delimiter ?? detectDelimiter(text);
  const reader = csvReader(delimiter);
  const whole = head.length >= size;
  const rows = reader.push(text);
  // A first line that doesn't end within the head is looked at as far as it goes.
  if (whole || rows.length === 0) rows.push(...reader.end());
  const { body, ...described } = describeRows(rows, given);
  const header = described.hasHeader ? 1 : 0;
  const rowsEstimate = whole ? body.length : Math.max(body.length, Math.round((rows.length / head.length) * size) - header);
  return { kind: "csv", encoding, delimiter, ...described, rowsEstimate };
}

export async function readHead(source: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}
