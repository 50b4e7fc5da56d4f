/** Rows of a stored file, in batches, with bounded memory. */
import type { Readable } from "node:stream";
import iconv from "iconv-lite";
import { csvReader, type CsvRow } from "./csv.ts";
import { columnNames, decode, detectDelimiter, detectEncoding, hasHeader, HEAD_BYTES, type Encoding } from "./detect.ts";

/** How the bytes are to be read. */
export interface FileFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly hasHeader: boolean;
}

export interface Inspection extends FileFormat {
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rowsEstimate: number;
}

const SAMPLE_ROWS = 10;

/** Looks at the beginning of a file. `given` overrides what would be guessed. */
export function inspect(
  head: Buffer,
  size: number,
  given: { readonly [K in keyof FileFormat]?: FileFormat[K] | undefined } = {},
): Inspection {
  const encoding = given.encoding ?? detectEncoding(head);
  const text = decode(head, encoding);
  const delimiter = given.delimiter ?? detectDelimiter(text);
  const reader = csvReader(delimiter);
  const whole = head.length >= size;
  const rows = [...reader.push(text), ...(whole ? reader.end() : [])];
  const first = rows[0]?.cells ?? [];
  const header = given.hasHeader ?? hasHeader(first);
  const body = header ? rows.slice(1) : rows;
  const estimate = whole ? body.length : Math.max(body.length, Math.round((rows.length / head.length) * size) - (header ? 1 : 0));
  return {
    encoding,
    delimiter,
    hasHeader: header,
    header: columnNames(first, header),
    sample: body.slice(0, SAMPLE_ROWS).map((row) => row.cells.map((cell) => cell.slice(0, 200))),
    rowsEstimate: estimate,
  };
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

/** The rows after the header, `skip` of them left out (they were imported before), in arrays of at most `size`. */
export async function* readBatches(
  source: Readable,
  format: FileFormat,
  options: { readonly size: number; readonly skip?: number },
): AsyncGenerator<CsvRow[]> {
  const decoder = iconv.getDecoder(format.encoding);
  const reader = csvReader(format.delimiter);
  let left = (options.skip ?? 0) + (format.hasHeader ? 1 : 0);
  let batch: CsvRow[] = [];
  const take = function* (rows: CsvRow[]): Generator<CsvRow[]> {
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
  };
  for await (const piece of source as AsyncIterable<Buffer>) yield* take(reader.push(decoder.write(piece)));
  yield* take(reader.push(decoder.end() ?? ""));
  yield* take(reader.end());
  if (batch.length > 0) yield batch;
}
