/**
 * Writes a list of records as a file while it is being read: pages of the engine's own lists, so that whatever a list
 * keeps from this user stays out here too. All pages are read as of one moment (one REPEATABLE READ transaction): a
 * record that somebody changes meanwhile is neither missed nor written twice. Memory holds one page.
 */
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { resolvePath } from "../../model/registry.ts";
import { accessOf } from "../../server/access/access.ts";
import { audit } from "../../server/audit.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import {
  describeModule,
  LIST_LIMITS,
  listRecords,
  type ListOptions,
  type ListResult,
  type RecordJson,
} from "../../server/records/index.ts";
import { exportColumns, type ExportColumn } from "./columns.ts";
import type { TableFile } from "./table-file.ts";

export interface ExportOptions extends Pick<ListOptions, "module" | "fields" | "filter" | "sort" | "q"> {
  readonly header: "names" | "labels";
  readonly lang: Lang;
  readonly file: TableFile;
}

/** A reader who takes nothing for so long is gone; shorter than the database's own patience with idle transactions. */
const PATIENCE = 45_000;

/** The field names of every column, where none are asked for: all that the user may see. */
function pathsOf(ctx: Ctx, { module, fields, header }: ExportOptions): readonly string[] {
  const described = describeModule(ctx, module);
  if (!described.rights.export) throw new AppError("forbidden", { params: { module } });
  if (fields) return [...new Set(fields)];
  // A column of masks is nothing that could be read or read in again.
  const all = described.fields.filter((field) => field.access !== "masked").map((field) => field.name);
  return header === "names" ? ["id", ...all] : all;
}

/** Whatever is wrong with the request is thrown before the first byte; the answer is the stream of the file. */
export async function openExport(ctx: Ctx, options: ExportOptions): Promise<Readable> {
  const paths = pathsOf(ctx, options);
  await notePersonal(ctx, options, paths);
  const opened = Promise.withResolvers<Readable>();
  ctx.db
    .tx(
      async (db) => {
        const { revealed: _, ...quiet } = ctx;
        const inner: Ctx = { ...quiet, db };
        const { module, fields, filter, sort, q } = options;
        const list = (cursor?: string): Promise<ListResult> =>
          listRecords(inner, { module, fields, filter, sort, q, cursor, limit: LIST_LIMITS.most });
        const first = await list();
        const stalled = setTimeout(() => stream.destroy(new Error("the export's reader took nothing any more")), PATIENCE).unref();
        const stream = options.file.write(
          columnsOf(ctx, options, paths),
          pagesFrom(first, list, () => stalled.refresh()),
        );
        opened.resolve(stream);
        // The transaction lasts as long as the stream, whichever way that ends.
        await finished(stream).catch((error: unknown) => ctx.log.debug({ err: error }, "an export ended early"));
        clearTimeout(stalled);
      },
      { isolation: "repeatable read", readOnly: true, retry: false },
    )
    .catch((error: unknown) => opened.reject(error));
  return opened.promise;
}

/** Closed personal data that leaves in a file is told of, field by field: each page's own notes would be lost in the stream. */
async function notePersonal(ctx: Ctx, { module: name, filter, q }: ExportOptions, paths: readonly string[]): Promise<void> {
  const module = ctx.registry.modules.get(name);
  const access = accessOf(ctx);
  const fields = paths.filter((path) => {
    const field = module && resolvePath(ctx.registry, module, path)?.field;
    return field !== undefined && access.personal(field) !== undefined;
  });
  if (ctx.actor.kind === "system" || fields.length === 0) return;
  await audit(ctx, {
    action: "personal_exported",
    target: { type: name, id: "" },
    details: { fields, ...(filter ? { filter } : {}), ...(q ? { q } : {}) },
  });
}

function columnsOf({ registry }: Ctx, { module: name, header, lang }: ExportOptions, paths: readonly string[]): readonly ExportColumn[] {
  const module = registry.modules.get(name);
  if (!module) throw new AppError("unknown_module", { params: { module: name } });
  return exportColumns({ registry, module, paths, header, lang });
}

async function* pagesFrom(
  first: ListResult,
  list: (cursor: string) => Promise<ListResult>,
  onPage: () => void,
): AsyncGenerator<readonly RecordJson[]> {
  for (let page = first; ; page = await list(page.next_cursor)) {
    onPage();
    yield page.data;
    if (page.next_cursor === null) return;
  }
}
