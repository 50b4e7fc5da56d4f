/** A kind of file that lists are written to. */
import type { Readable } from "node:stream";
import type { RecordJson } from "../../server/records/index.ts";
import type { ExportColumn } from "./columns.ts";

export interface TableFile {
  readonly extension: "csv" | "xlsx";
  /** The media type. */
  readonly type: string;
  /** The file as it is made from the pages, which are taken one after the other as the reader takes the file. */
  write(columns: readonly ExportColumn[], pages: AsyncGenerator<readonly RecordJson[]>): Readable;
}
