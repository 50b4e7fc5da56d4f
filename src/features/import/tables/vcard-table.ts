/** Address books: cards (vCard 2.1, 3.0, 4.0) become rows with a column for whatever any of them holds. */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import iconv from "iconv-lite";
import { guardCell } from "../../../model/format/csv-cell.ts";
import { decode, detectEncoding } from "./detect.ts";
import { firstRows, rowLine, rowsOfSheet } from "./rows-file.ts";
import { spool } from "./spool.ts";
import type { Encoding } from "./format-choices.ts";
import { describeRows, HEAD_BYTES, unreadable, type Sheet, type TableReader } from "./table.ts";
import { cardsOf } from "./vcard/cards.ts";
import { CARD_COLUMNS, columnTitle, valuesOfCard, type CardColumn } from "./vcard/columns.ts";

/** How many cards are looked at for the sample. */
const LOOKED_AT = 12;

export const vcardTable: TableReader = {
  kind: "vcard",
  recognises: (head) => /^\uFEFF?\s*BEGIN:VCARD\s*[\r\n]/i.test(decode(head.subarray(0, 200), detectEncoding(head.subarray(0, 200)))),
  async keep(upload, lang) {
    const file = await spool(upload);
    try {
      const encoding = await encodingOf(file.path);
      const used = new Set<CardColumn>();
      for await (const { values } of valuesOf(file.path, encoding))
        for (const column of CARD_COLUMNS) if (values?.[column]) used.add(column);
      const columns = CARD_COLUMNS.filter((column) => used.has(column));
      if (columns.length === 0) throw unreadable("vcard_empty");
      const sheets: Sheet[] = [];
      async function* lines(): AsyncGenerator<string> {
        yield rowLine(0, { line: 0, cells: columns.map((column) => columnTitle(column, lang)) });
        let rows = 1;
        for await (const { line, values } of valuesOf(file.path, encoding)) {
          rows++;
          if (!values) yield rowLine(0, { line, cells: [], broken: "card" });
          else yield rowLine(0, { line, cells: columns.map((column) => guardCell(values[column] ?? "")) });
        }
        sheets.push({ name: "", rows });
      }
      return { content: Readable.from(lines(), { objectMode: false }), sheets: () => sheets, close: file.close };
    } catch (error) {
      await file.close();
      throw error;
    }
  },
  async inspect(stored) {
    const rows = await firstRows(await stored.open(), 0, LOOKED_AT);
    const { body: _, ...described } = describeRows(rows, { hasHeader: true });
    const rowsEstimate = Math.max(0, (stored.sheets[0]?.rows ?? 1) - 1);
    return { kind: "vcard", encoding: "utf-8", delimiter: ",", ...described, rowsEstimate };
  },
  rows: (source) => rowsOfSheet(source, 0),
};

async function encodingOf(path: string): Promise<Encoding> {
  for await (const head of createReadStream(path, { end: HEAD_BYTES - 1, highWaterMark: HEAD_BYTES }) as AsyncIterable<Buffer>)
    return detectEncoding(head);
  return "utf-8";
}

async function* valuesOf(path: string, encoding: Encoding) {
  const decoder = iconv.getDecoder(encoding);
  async function* pieces(): AsyncGenerator<string> {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) yield decoder.write(piece);
    yield decoder.end() ?? "";
  }
  for await (const { line, text } of cardsOf(pieces())) yield { line, values: text === undefined ? undefined : valuesOfCard(text) };
}
