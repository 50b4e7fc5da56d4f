/** The HTTP door of exports. */
import { finished } from "node:stream";
import { Optional } from "typebox";
import { valueContext } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, route, type Route } from "../../server/http/route.ts";
import { InModule, listOptions, ListQuery, ViewId } from "../../server/http/routes/records.ts";
import { Language, oneOf, only } from "../../server/http/schemas.ts";
import { withoutArchived, withView } from "../../server/records/index.ts";
import { csvFile } from "./csv-file.ts";
import { openExport } from "./run.ts";
import { xlsxFile } from "./xlsx-file.ts";

const { fields, filter, sort, q } = ListQuery;
const ExportQuery = only({
  format: Optional(oneOf("csv", "xlsx")),
  fields,
  filter,
  sort,
  q,
  view: ViewId,
  /** Of the header; the separator follows it, as spreadsheets of that language expect. */
  language: Optional(Language),
  header: Optional(oneOf("labels", "names")),
  delimiter: Optional(oneOf(",", ";", "\t")),
});
const DELIMITER = { en: ",", ru: ";" } as const;

/** Exports hold a connection for as long as they last: they get a part of the pool, and lists always the rest. */
const mostAtOnce = (app: AppContext): number => Math.max(2, Math.floor(app.database.statistics().max / 3));

export function exportRoutes(app: AppContext): readonly Route[] {
  let running = 0;
  return [
    route({
      method: "GET",
      url: `${API}/exports/:module`,
      right: "signed-in",
      audit: "exported",
      summary: "A list of records as a file (CSV or XLSX), all its pages",
      params: InModule,
      query: ExportQuery,
      handler: async (ctx, { params: { module }, query }) => {
        const { format = "csv", language = ctx.lang, header = "labels", delimiter = DELIMITER[language], view: viewId, ...list } = query;
        if (running >= mostAtOnce(app)) throw new AppError("unavailable");
        running += 1;
        const release = (): void => void (running -= 1);
        try {
          const options = withoutArchived(ctx, await withView(ctx, { module, ...listOptions(list) }, viewId));
          const title = ctx.registry.modules.get(module)?.label[language] ?? module;
          const file = format === "csv" ? csvFile(delimiter) : xlsxFile({ title, timezone: valueContext(ctx).timezone });
          const stream = await openExport(ctx, { ...options, header, lang: language, file });
          finished(stream, release);
          ctx.signal?.addEventListener("abort", () => stream.destroy(), { once: true });
          const name = `${module}-${ctx.now.toISOString().slice(0, 10)}.${file.extension}`;
          return { raw: stream, headers: { "Content-Type": file.type, "Content-Disposition": `attachment; filename="${name}"` } };
        } catch (error) {
          release();
          throw error;
        }
      },
    }),
  ];
}
