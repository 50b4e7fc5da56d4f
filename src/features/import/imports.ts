/** What the routes (and tests, and the command line) do with imports: ask for one, look, cancel, undo. */
import { enqueue, cancelJob, type Task } from "../../server/jobs/index.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { DEFAULT_OPTIONS, type ImportOptions, type Mapping } from "./mapping.ts";
import { MOST_FIXES, type Fix } from "./fixes.ts";
import { guessAll, type Guess } from "./guess-modules.ts";
import { compilePlan, type ImportPlan } from "./plan.ts";
import type { ImportData } from "./run.ts";
import { saveMapping } from "./saved-mappings.ts";
import { importable } from "./steps.ts";
import type { Encoding } from "./tables/format-choices.ts";
import { getImport, insertImport, moveImport, setJob, type ImportRow } from "./store.ts";
import { undoTask } from "./undo.ts";
import { importFile, reinspect, type ImportFile } from "./upload.ts";

export interface ImportRequest {
  readonly module: string;
  readonly file_id: string;
  readonly delimiter?: string;
  readonly encoding?: Encoding;
  readonly has_header?: boolean;
  readonly sheet?: number;
  readonly mapping: Mapping;
  readonly options?: Partial<ImportOptions>;
  readonly save_mapping_as?: string;
  readonly fixes?: readonly Fix[];
}
/** A file, and how it is to be read where that was guessed wrongly. */
export type FileRequest = Pick<ImportRequest, "file_id" | "delimiter" | "encoding" | "has_header" | "sheet">;

export async function fileOf(ctx: Ctx, files: FileStore, request: FileRequest): Promise<ImportFile> {
  const { encoding, delimiter, has_header: hasHeader, sheet } = request;
  return reinspect(files, await importFile(ctx, request.file_id), { encoding, delimiter, hasHeader, sheet });
}

/** The request with what it leaves open filled in; checked against file, module and rights. */
export async function planOf(ctx: Ctx, files: FileStore, request: ImportRequest): Promise<{ plan: ImportPlan; file: ImportFile }> {
  importable(ctx, request.module);
  const file = await fileOf(ctx, files, request);
  const { kind, encoding, delimiter, hasHeader, sheet, header } = file;
  const fixes = (request.fixes ?? []).slice(0, MOST_FIXES);
  const plan: ImportPlan = {
    module: request.module,
    file_id: file.id,
    format: { kind, encoding, delimiter, hasHeader, ...(sheet === undefined ? {} : { sheet }) },
    header,
    mapping: request.mapping,
    options: { ...DEFAULT_OPTIONS, ...request.options },
    ...(fixes.length > 0 ? { fixes } : {}),
  };
  await compilePlan(ctx, plan);
  return { plan, file };
}

export async function startImport(
  ctx: Ctx,
  services: { readonly files: FileStore; readonly task: Task<ImportData> },
  request: ImportRequest,
): Promise<ImportRow> {
  const { plan, file } = await planOf(ctx, services.files, request);
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    if (request.save_mapping_as !== undefined)
      await saveMapping(inner, { module: plan.module, name: request.save_mapping_as, mapping: plan.mapping, options: plan.options });
    const id = await insertImport(inner, plan, file.rowsEstimate);
    await setJob(db, id, await enqueue(inner, services.task, { import: id }));
    return getImport(inner, id);
  });
}

/** What the columns mean, for the module and those that are said to be fed beside it. */
export async function guess(
  ctx: Ctx,
  files: FileStore,
  request: FileRequest & { readonly module: string; readonly modules?: readonly string[] },
): Promise<Guess> {
  importable(ctx, request.module);
  const file = await fileOf(ctx, files, request);
  return guessAll(ctx, file, { module: request.module, modules: request.modules ?? [] });
}

/** It stops after the batch that it's at; what is imported stays, and can be undone. */
export async function cancelImport(ctx: Ctx, id: string): Promise<ImportRow> {
  const row = await getImport(ctx, id);
  if (row.job_id !== null && (row.state === "queued" || row.state === "running")) await cancelJob(ctx, row.job_id);
  return getImport(ctx, id);
}

export async function undoImport(ctx: Ctx, id: string): Promise<ImportRow> {
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const row = await getImport(inner, id);
    importable(ctx, row.module);
    if (!(await moveImport(db, row.id, ["done", "failed", "cancelled"], "undoing"))) throw new AppError("conflict");
    await setJob(db, row.id, await enqueue(inner, undoTask, { import: row.id }));
    return getImport(inner, id);
  });
}

/** An import as the API shows it. */
export function importJson(row: ImportRow, api: string) {
  const { id, module, job_id, file_id, file_name, state, message, started_at, finished_at } = row;
  const [done, created, updated, skipped, failed] = [row.position, row.created, row.updated, row.skipped, row.failed].map(Number);
  return {
    id,
    module,
    state,
    job_id,
    file_id,
    file_name,
    total: row.total === null ? null : Number(row.total),
    done,
    created,
    updated,
    skipped,
    failed,
    others: row.others,
    rate: row.rate === null ? null : Math.round(row.rate),
    message,
    rejected_url: row.has_rejections ? `${api}/imports/${id}/rejected.csv` : null,
    started_at,
    finished_at,
  };
}
