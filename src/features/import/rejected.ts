/** The file of rejected rows: as they came, with line and reason behind, ready to be corrected and imported again. */
import { Readable } from "node:stream";
import { csvLine, guardCell, unguardCell } from "../../model/format/csv-cell.ts";
import type { Ctx } from "../../server/context.ts";
import { rejections, type ImportRow } from "./store.ts";
import { columnTitle, errorTexts, type ErrorText } from "./texts.ts";

/** What a spreadsheet would run is made text; cells are as they came, so that some may be guarded already. */
const safe = (cell: string): string => guardCell(unguardCell(cell));

/** The reason with the field that it belongs to, and the module where it isn't the imported one. */
function reasonText({ registry, lang }: Ctx, main: string, { module, field, message }: ErrorText): string {
  const of = registry.modules.get(module ?? main);
  const label = of?.fields.get(field.split(".")[0] ?? "")?.label[lang];
  return [module === undefined ? undefined : of?.singular[lang], label, message].filter((part) => part !== undefined).join(": ");
}

export function rejectedCsv(ctx: Ctx, row: ImportRow): Readable {
  const { delimiter } = row.plan.format;
  const line = (cells: readonly string[]): string => csvLine(cells.map(safe), delimiter);
  async function* lines(): AsyncGenerator<string> {
    yield `\uFEFF${line([...row.plan.header, columnTitle("line", ctx.lang), columnTitle("reason", ctx.lang)])}`;
    for await (const part of rejections(ctx.db, row.id)) {
      const texts = part.map((rejection) => {
        const reasons = errorTexts(rejection.errors, ctx.lang).map((error) => reasonText(ctx, row.module, error));
        const cells = row.plan.header.map((_, i) => rejection.cells[i] ?? "");
        return line([...cells, String(rejection.line), reasons.join("; ")]);
      });
      yield texts.join("");
    }
  }
  return Readable.from(lines());
}
