/**
 * Reads CSV from pieces of text as they come. Not csv-parse, for one reason: a quote that is never closed (the usual
 * fault of real files) must cost the one line that it stands on, reported with its number, and not the rest of the
 * file; csv-parse can't go on from there. Memory is bounded by the longest record.
 */
import { MAX_COLUMNS, type TableRow } from "./table.ts";

export interface CsvReader {
  /** Rows that are complete with this piece. */
  push(text: string): TableRow[];
  /** The rest, at the end of the file. */
  end(): TableRow[];
}

/** A record longer than this is taken for an unclosed quote. */
export const MAX_RECORD = 1024 * 1024;

const QUOTE = 34;
const LF = 10;
const CR = 13;

interface Scanned {
  readonly next: number;
  readonly lines: number;
  readonly cells: string[];
  readonly broken?: TableRow["broken"];
}

export function csvReader(delimiter: string): CsvReader {
  const mark = delimiter.charCodeAt(0);
  let rest = "";
  let line = 1;
  let started = false;

  const drain = (final: boolean): TableRow[] => {
    const rows: TableRow[] = [];
    let from = 0;
    while (from < rest.length) {
      const scanned =
        scanRecord(rest, from, mark, final) ?? (rest.length - from > MAX_RECORD ? brokenLine(rest, from, "quotes", true) : undefined);
      if (!scanned) break;
      const { next, lines, cells, broken } = scanned;
      // An empty line is no row.
      if (broken) rows.push({ line, cells, broken });
      else if (cells.length > 1 || cells[0] !== "") rows.push({ line, cells });
      line += lines;
      from = next;
    }
    rest = rest.slice(from);
    return rows;
  };
  return {
    push: (text) => {
      rest += started || text === "" ? text : text.replace(/^\uFEFF/, "");
      started ||= text !== "";
      return drain(false);
    },
    end: () => drain(true),
  };
}

/** One record from `from`, or undefined where its end isn't there yet. */
function scanRecord(text: string, from: number, mark: number, final: boolean): Scanned | undefined {
  const cells: string[] = [];
  let at = from;
  let lines = 1;
  for (;;) {
    if (cells.length >= MAX_COLUMNS) return brokenLine(text, from, "too_many_columns", final);
    let cell: string;
    if (text.charCodeAt(at) === QUOTE) {
      const close = closingQuote(text, at + 1);
      if (close === -1) return final ? brokenLine(text, from, "quotes", final) : undefined;
      // Whether a quote at the very end closes or escapes is known with the next piece.
      if (close === text.length - 1 && !final) return undefined;
      cell = text.slice(at + 1, close);
      if (cell.includes('"')) cell = cell.replaceAll('""', '"');
      lines += countLines(cell);
      at = close + 1;
      if (at < text.length && !isEnd(text.charCodeAt(at), mark)) return brokenLine(text, from, "quotes", final);
    } else {
      const start = at;
      while (at < text.length && !isEnd(text.charCodeAt(at), mark)) at++;
      cell = text.slice(start, at);
    }
    cells.push(cell);
    if (at >= text.length) return final ? { next: at, lines, cells } : undefined;
    const code = text.charCodeAt(at);
    at++;
    if (code === mark) {
      if (at >= text.length && !final) return undefined;
      continue;
    }
    if (code === CR) {
      if (at >= text.length && !final) return undefined;
      if (text.charCodeAt(at) === LF) at++;
    }
    return { next: at, lines, cells };
  }
}

const isEnd = (code: number, mark: number): boolean => code === mark || code === LF || code === CR;

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.search(/[\r\n]/); at !== -1 && at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++;
  }
  return count;
}

/** The physical line on its own, as broken; reading goes on after it. */
function brokenLine(text: string, from: number, why: TableRow["broken"], final: boolean): Scanned | undefined {
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end++;
  if (end >= text.length && !final && end - from <= MAX_RECORD) return undefined;
  const tooLong = end - from > MAX_RECORD;
  const cells = [text.slice(from, Math.min(end, from + 10_000))];
  const next = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : Math.min(end + 1, text.length);
  return { next, lines: 1, cells, ...(why ? { broken: tooLong ? "too_long" : why } : {}) };
}
