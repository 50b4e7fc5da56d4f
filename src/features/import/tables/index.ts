/** The readers of tables, and the rows of a stored one in batches. */
import type { Readable } from "node:stream";
import { csvTable } from "./csv-table.ts";
import type { TableFormat, TableKind, TableReader, TableRow } from "./table.ts";
import { vcardTable } from "./vcard-table.ts";
import { xlsxTable } from "./xlsx-table.ts";

/** In the order in which they are asked: text is whatever is nothing else. */
export const READERS: readonly TableReader[] = [xlsxTable, vcardTable, csvTable];

export function readerOf(kind: TableKind = "csv"): TableReader {
  const reader = READERS.find((each) => each.kind === kind);
  if (!reader) throw new Error(`no reader of ${kind}`);
  return reader;
}

/** The rows after the header, `skip` of them left out (they were imported before), in arrays of at most `size`. */
export async function* readBatches(
  source: Readable,
  format: TableFormat,
  options: { readonly size: number; readonly skip?: number },
): AsyncGenerator<TableRow[]> {
  let left = (options.skip ?? 0) + (format.hasHeader ? 1 : 0);
  let batch: TableRow[] = [];
  for await (const rows of readerOf(format.kind).rows(source, format))
    for (const row of rows) {
      if (left > 0) {
        left--;
        continue;
      }
      batch.push(row);
      if (batch.length >= options.size) {
        yield batch;
        batch = [];
      }
    }
  if (batch.length > 0) yield batch;
}
