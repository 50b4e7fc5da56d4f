/**
 * Workbooks of Excel and its kin. Own reading over yauzl (ZIP) and saxes (XML): no living library streams, knows the
 * formats of dates and bounds what a hostile file may cost at once. Sheets are kept as rows when they are uploaded.
 */
import { Readable } from "node:stream";
import { firstRows, rowLine, rowsOfSheet } from "./rows-file.ts";
import { spool } from "./spool.ts";
import { describeRows, unreadable, type Sheet, type TableReader } from "./table.ts";
import { openPackage } from "./xlsx/package.ts";
import { rowsOfSheetPart } from "./xlsx/sheet.ts";
import { readWorkbook } from "./xlsx/workbook.ts";

/** How many rows are looked at for header and sample. */
const LOOKED_AT = 30;

export const xlsxTable: TableReader = {
  kind: "xlsx",
  recognises: (head) => ["504b0304", "504b0506"].includes(head.subarray(0, 4).toString("hex")),
  async keep(upload) {
    const file = await spool(upload);
    try {
      const from = await openPackage(file.path);
      const sheets: Sheet[] = [];
      const close = async (): Promise<void> => {
        from.close();
        await file.close();
      };
      try {
        // What is no workbook is told at once, before anything is stored.
        const workbook = await readWorkbook(from);
        async function* lines(): AsyncGenerator<string> {
          for (const [index, { name, part }] of workbook.sheets.entries()) {
            let count = 0;
            for await (const rows of rowsOfSheetPart(from, workbook, part)) {
              count += rows.length;
              yield rows.map((row) => rowLine(index, row)).join("");
            }
            sheets.push({ name, rows: count });
          }
        }
        return { content: Readable.from(lines(), { objectMode: false }), sheets: () => sheets, close };
      } catch (error) {
        await close();
        throw error;
      }
    } catch (error) {
      await file.close();
      throw error;
    }
  },
  async inspect(stored, given) {
    // The first sheet that holds anything.
    const sheet =
      given.sheet ??
      Math.max(
        0,
        stored.sheets.findIndex(({ rows }) => rows > 0),
      );
    if (!stored.sheets[sheet]) throw unreadable("table_no_sheet");
    const rows = await firstRows(await stored.open(), sheet, LOOKED_AT);
    const { body: _, ...described } = describeRows(widened(rows), given);
    const all = stored.sheets[sheet].rows;
    const rowsEstimate = Math.max(0, all - (described.hasHeader ? 1 : 0));
    return { kind: "xlsx", encoding: "utf-8", delimiter: ",", sheet, ...described, rowsEstimate };
  },
  rows: (source, format) => rowsOfSheet(source, format.sheet ?? 0),
};

/** The first row names as many columns as any of the next ones has. */
function widened<R extends { readonly cells: readonly string[] }>(rows: readonly R[]): R[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return rows.map((row, i) => (i === 0 ? { ...row, cells: Array.from({ length: width }, (_, at) => row.cells[at] ?? "") } : row));
}
