/** The file of rejected rows: as they came, with line and reason behind, ready to be corrected and imported again. */
import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import type { Ctx } from "../../server/context.ts";
import { rejections, type ImportRow } from "./store.ts";
import { columnTitle, errorTexts } from "./texts.ts";

/** What a spreadsheet would run as a formula is made text. */
const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d\s().,-]+$/.test(cell) ? `'${cell}` : cell);

export function rejectedCsv(ctx: Ctx, row: ImportRow): Readable {
  const { delimiter } = row.plan.format;
  const line = (cells: readonly string[]): string => stringify([cells.map(safe)], { delimiter, record_delimiter: "\r\n" });
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
