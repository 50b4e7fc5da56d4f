/** A table as CSV, with what a spreadsheet would run made text. */
import { Readable } from "node:stream";
import { csvLine, guardCell } from "../../model/format/csv-cell.ts";
import type { TableFile } from "./table-file.ts";

export const csvFile = (delimiter: string): TableFile => ({
  extension: "csv",
  type: "text/csv; charset=utf-8",
  write(columns, pages) {
    async function* lines(): AsyncGenerator<string> {
      yield `\uFEFF${csvLine(
        columns.map(({ title }) => title),
        delimiter,
      )}`;
      for await (const page of pages)
        yield page
          .map((record) =>
            csvLine(
              columns.map((column) => guardCell(column.text(record))),
              delimiter,
            ),
          )
          .join("");
    }
    return Readable.from(lines());
  },
});
