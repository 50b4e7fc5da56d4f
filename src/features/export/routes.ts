/** The HTTP door of exports. */
import { finished } from "node:stream";
import { Optional } from "typebox";
import { invalid, AppError } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, route, type Route } from "../../server/http/route.ts";
import { InModule, listOptions, ListQuery, ViewId } from "../../server/http/routes/records.ts";
import { Language, oneOf, only } from "../../server/http/schemas.ts";
import { withView } from "../../server/records/index.ts";
import { openExport } from "./run.ts";

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
      summary: "A list of records as a file (text/csv), all its pages",
      params: InModule,
      query: ExportQuery,
      handler: async (ctx, { params: { module }, query }) => {
        const { format = "csv", language = ctx.lang, header = "labels", delimiter = DELIMITER[language], view: viewId, ...list } = query;
        if (format !== "csv") throw invalid([{ field: "format", code: "format_not_available", params: { format: format.toUpperCase() } }]);
        if (running >= mostAtOnce(app)) throw new AppError("unavailable");
        running += 1;
        const release = (): void => void (running -= 1);
        try {
          const options = await withView(ctx, { module, ...listOptions(list) }, viewId);
          const file = await openExport(ctx, { ...options, header, lang: language, delimiter });
          finished(file, release);
          ctx.signal?.addEventListener("abort", () => file.destroy(), { once: true });
          const name = `${module}-${ctx.now.toISOString().slice(0, 10)}.csv`;
          return {
            raw: file,
            headers: { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"` },
          };
        } catch (error) {
          release();
          throw error;
        }
      },
    }),
  ];
}
