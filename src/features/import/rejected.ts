/** The file of rejected rows: as they came, with line and reason behind, ready to be corrected and imported again. */
import { Readable } from "node:stream";
import { csvLine, guardCell, unguardCell } from "../../model/format/csv-cell.ts";
import type { Ctx } from "../../server/context.ts";
import { rejections, type ImportRow } from "./store.ts";
import { columnTitle, errorTexts } from "./texts.ts";

/** What a spreadsheet would run is made text; cells are as they came, so that some may be guarded already. */
const safe = (cell: string): string => guardCell(unguardCell(cell));

export function rejectedCsv(ctx: Ctx, row: ImportRow): Readable {
  const { delimiter } = row.plan.format;
  const line = (cells: readonly string[]): string => csvLine(cells.map(safe), delimiter);
  async function* lines(): AsyncGenerator<string> {
    const labels = ctx.registry.modules.get(row.module)?.fields;
    yield `\uFEFF${line([...row.plan.header, columnTitle("line", ctx.lang), columnTitle("reason", ctx.lang)])}`;
    for await (const part of rejections(ctx.db, row.id)) {
      const texts = part.map((rejection) => {
        const reasons = errorTexts(rejection.errors, ctx.lang).map(({ field, message }) => {
          const label = labels?.get(field.split(".")[0] ?? "")?.label[ctx.lang];
          return label ? `${label}: ${message}` : message;
        });
        const cells = row.plan.header.map((_, i) => rejection.cells[i] ?? "");
        return line([...cells, String(rejection.line), reasons.join("; ")]);
      });
      yield texts.join("");
    }
  }
  return Readable.from(lines());
}
