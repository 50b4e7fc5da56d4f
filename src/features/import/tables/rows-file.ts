/**
 * How tables are kept that aren't text: one line for each row, `sheet TAB line TAB {cells… as JSON}`. Workbooks and
 * cards are taken apart once, when they are uploaded; from then on they are read as quickly as text.
 */
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { TableRow } from "./table.ts";

export const rowLine = (sheet: number, { line, ...row }: TableRow): string => `${sheet}\t${line}\t${JSON.stringify(row)}\n`;

/** Pieces of this many rows. */
const PIECE = 500;

/** The rows of one sheet. JSON holds no line ends, so that lines are lines. */
export async function* rowsOfSheet(source: Readable, sheet: number): AsyncGenerator<readonly TableRow[]> {
  const prefix = `${sheet}\t`;
  let piece: TableRow[] = [];
  for await (const text of linesOf(source)) {
    if (!text.startsWith(prefix)) {
      // The sheets follow one another.
      if (Number.parseInt(text, 10) > sheet) break;
      continue;
    }
    const at = text.indexOf("\t", prefix.length);
    piece.push({ line: Number(text.slice(prefix.length, at)), ...(JSON.parse(text.slice(at + 1)) as Omit<TableRow, "line">) });
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** Not `readline`: it takes U+2028, which may stand in a cell, for the end of a line. */
async function* linesOf(source: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const piece of source as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(piece)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

export async function firstRows(source: Readable, sheet: number, count: number): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  try {
    for await (const piece of rowsOfSheet(source, sheet)) {
      rows.push(...piece.slice(0, count - rows.length));
      if (rows.length >= count) break;
    }
    return rows;
  } finally {
    source.destroy();
  }
}
