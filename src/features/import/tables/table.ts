/**
 * Tables that people bring: rows of text, whatever file they came in. Each kind of file has one `TableReader`; what
 * reads further (guess, check, preview, run) knows only rows.
 */
import type { Readable } from "node:stream";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import { AppError } from "../../../server/errors.ts";
import type { Encoding } from "./format-choices.ts";

export interface TableRow {
  /** Line of the file (row of the sheet, number of the card) on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The line can't be read: then `cells` is the line as it stands. */
  readonly broken?: "quotes" | "encoding" | "too_long" | "too_many_columns" | "card";
  /** Cells that are numbers for sure, so that the point in "1.234" is a decimal mark. */
  readonly points?: readonly number[];
}

export const TABLE_KINDS = ["csv", "xlsx", "vcard"] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

export interface Sheet {
  readonly name: string;
  readonly rows: number;
}

/** How the stored bytes are to be read. */
export interface TableFormat {
  /** Absent in imports of older versions: CSV. */
  readonly kind?: TableKind;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Index of the sheet in the workbook. */
  readonly sheet?: number;
}
/** What the user corrected in the guess. */
export type GivenFormat = { readonly [K in Exclude<keyof TableFormat, "kind">]?: TableFormat[K] | undefined };

export interface Inspection extends TableFormat {
  readonly kind: TableKind;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rowsEstimate: number;
}

/** What is kept of an upload. */
export interface Kept {
  readonly content: Readable;
  /** Sheets of a workbook; known when `content` has been read to its end. */
  readonly sheets: () => readonly Sheet[];
  /** To be called when `content` was read or given up. */
  readonly close: () => Promise<void>;
}
export interface Stored {
  readonly size: number;
  readonly sheets: readonly Sheet[];
  /** The stored bytes, from their beginning. */
  open(): Promise<Readable>;
}

/** One kind of file. */
export interface TableReader {
  readonly kind: TableKind;
  /** By its first bytes, whatever its name says. */
  recognises(head: Buffer): boolean;
  /** From the uploaded bytes to those that are kept: the same, or the rows drawn out of them once and for all. */
  keep(upload: Readable, lang: Lang): Promise<Kept>;
  /** Looks at the beginning. `given` overrides what would be guessed. */
  inspect(stored: Stored, given: GivenFormat): Promise<Inspection>;
  /** All rows, the header among them, in pieces as they come. */
  rows(source: Readable, format: TableFormat): AsyncIterable<readonly TableRow[]>;
}

export const MAX_COLUMNS = 1000;
/** How much of a file is looked at. */
export const HEAD_BYTES = 64 * 1024;
const SAMPLE_ROWS = 10;
const SAMPLE_TEXT = 200;

/** The file can't be read as a table; `code` says why (`value.<code>` in i18n). */
export const unreadable = (code: string, params?: Readonly<Record<string, string | number>>): AppError =>
  new AppError("unsupported_media_type", { errors: [{ field: "file", code, ...(params ? { params } : {}) }] });

/** What the first rows of any table say. */
export function describeRows(
  rows: readonly TableRow[],
  given: { readonly hasHeader?: boolean | undefined },
): Pick<Inspection, "hasHeader" | "header" | "sample"> & { readonly body: readonly TableRow[] } {
  const [top] = rows;
  if (top?.broken === "too_many_columns") throw unreadable("table_too_wide", { max: MAX_COLUMNS });
  const first = top?.cells ?? [];
  const header = given.hasHeader ?? hasHeader(first);
  const body = header ? rows.slice(1) : rows;
  return {
    hasHeader: header,
    header: columnNames(first, header),
    sample: body.slice(0, SAMPLE_ROWS).map((row) => row.cells.map((cell) => cell.slice(0, SAMPLE_TEXT))),
    body,
  };
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
