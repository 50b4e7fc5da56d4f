/**
 * Export: a list of records as a table that people open in a spreadsheet and the import reads back. `routes.ts` is
 * the API, `run.ts` the stream, `columns.ts` what stands in the table, `csv-file.ts` and `xlsx-file.ts` how it is written.
 */
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import { exportRoutes } from "./routes.ts";

export { fieldColumn, textColumn, type ExportColumn } from "./columns.ts";
export { csvFile } from "./csv-file.ts";
export { openExport, type ExportOptions } from "./run.ts";

export type { TableFile } from "./table-file.ts";
export { xlsxFile } from "./xlsx-file.ts";

export const exportFeature = {
  name: "export",
  routes: (app: AppContext): readonly Route[] => exportRoutes(app),
};
