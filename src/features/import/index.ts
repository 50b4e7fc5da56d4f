/**
 * Import: from a table that somebody has to records, by way of a mapping of its columns. `routes.ts` is the API,
 * `run.ts` the work; everything is written by the records engine, as the user who asked, with the source "import".
 */
import type { FileStore } from "../../server/files/file-store.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import type { AnyTask } from "../../server/jobs/index.ts";
import { importRoutes } from "./routes.ts";
import { importTask } from "./run.ts";
import { undoTask } from "./undo.ts";

export { importJson, startImport, undoImport, cancelImport, guess, type ImportRequest } from "./imports.ts";
export type { ColumnMapping, ImportOptions, Mapping } from "./mapping.ts";
export { importTask } from "./run.ts";
export { getImport } from "./store.ts";
export { readBatches } from "./tables/index.ts";
export type { TableRow } from "./tables/table.ts";
export { errorTexts } from "./texts.ts";
export { openImportFile, storeImportFile, type ImportFile } from "./upload.ts";
export { normalise } from "./words.ts";

export const importFeature = {
  name: "import",
  routes: (app: AppContext): readonly Route[] => importRoutes(app, importTask(app.files)),
  tasks: (services: { readonly files: FileStore }): readonly AnyTask[] => [importTask(services.files), undoTask],
};
