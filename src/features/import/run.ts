/**
 * The import itself, as a job. Each batch is one transaction: its records, its rejected rows and the position in the
 * file. After a crash the next worker reads the position and goes on behind it; no row is ever done twice. While the
 * database writes one batch, the next ones are read, parsed, and (if they have nothing to do with it) written too, each
 * in a transaction of its own that commits after the one before.
 */
import type { Ctx } from "../../server/context.ts";
import { writeRecords } from "../../server/records/index.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { defineTask, type JobRun, type Task } from "../../server/jobs/index.ts";
import { withNewOptions, writeBatch, type BatchResult } from "./batch.ts";
import { fixed, fixesByLine, type Fixes } from "./fixes.ts";
import { independent } from "./overlap.ts";
import { readBatches } from "./tables/index.ts";
import type { TableRow } from "./tables/table.ts";
import { compilePlan, type Compiled } from "./plan.ts";
import { CACHE_SIZE, resolveReferences, type Cache, type Others } from "./references.ts";
import {
  addOthers,
  addPending,
  addRejections,
  advance,
  getImport,
  moveImport,
  takePending,
  type Counts,
  type ImportRow,
  type Pending,
} from "./store.ts";
import { reasonsOf } from "./texts.ts";
import { transformRows, wantedOf, type DraftRow, type Transformed } from "./transform.ts";
import { importFile, openImportFile } from "./upload.ts";

export const BATCH = 1000;

export interface ImportData {
  readonly import: string;
}

/** As this import in the change log: undo finds what it did by the cause. */
export const causeOf = (id: string): string => `import ${id}`;
export const asImport = (ctx: Ctx, id: string): Ctx => ({ ...ctx, source: "import", cause: causeOf(id) });

export const importTask = (files: FileStore, batchSize = BATCH): Task<ImportData> =>
  defineTask<ImportData>({
    name: "import",
    lane: "heavy",
    run: (job) => runImport(job, files, batchSize),
    ended: async (ctx, { data, state, message }) => {
      await moveImport(ctx.db, data.import, ["queued", "running"], state, state === "failed" ? message : undefined);
    },
  });

interface Run {
  readonly job: JobRun<ImportData>;
  readonly id: string;
  compiled: Compiled;
  readonly known: Cache;
  position: number;
  /** False after two batches got into each other's way. */
  overlap: boolean;
  readonly fixes: Fixes;
}
/** Some rows of the file, made ready to be written. */
interface Prepared extends Transformed {
  /** How many rows of the file it stands for, those among them that are left out. */
  readonly size: number;
}

async function runImport(job: JobRun<ImportData>, files: FileStore, batchSize: number): Promise<void> {
  const id = job.data.import;
  const begun = await job.step(async (ctx, report) => {
    const row = await getImport(ctx, id);
    const open = await moveImport(ctx.db, id, ["queued", "running"], "running");
    report({ total: Number(row.total), done: Number(row.position) });
    return open ? { row, compiled: await compilePlan(ctx, row.plan), file: await importFile(ctx, row.file_id) } : undefined;
  });
  if (!begun) return;
  const { row, compiled, file } = begun;
  const run: Run = {
    job,
    id,
    compiled,
    known: new Map(),
    position: Number(row.position),
    overlap: true,
    fixes: fixesByLine(row.plan.fixes),
  };
  const source = await openImportFile(files, file);
  try {
    const batches = readBatches(source, row.plan.format, { size: batchSize, skip: run.position });
    await writeAll(run, batches);
  } finally {
    source.destroy();
  }
  while (await writePending(run, batchSize));
  await finish(run, row);
}

/** So many batches are in flight: while one is being prepared here, the database writes the others. */
const MOST_IN_FLIGHT = 3;

/** The batches commit in the order of the file. */
async function writeAll(run: Run, batches: AsyncGenerator<TableRow[]>): Promise<void> {
  const inFlight: { readonly batch: Prepared; readonly written: Promise<void> }[] = [];
  let from = run.position;
  try {
    for (let batch = await read(run, batches); batch; batch = await read(run, batches)) {
      const prepared = batch;
      const apart = run.overlap && inFlight.every((other) => independent(run.compiled, run.known, [other.batch, prepared]));
      if (!apart) await inFlight.at(-1)?.written;
      const written = writeInTurn(run, { batch, from, turn: inFlight.at(-1)?.written });
      // Whoever waits for it gets the error; until then it must not count as unhandled.
      written.catch(() => undefined);
      inFlight.push({ batch, written });
      from += batch.size;
      while (inFlight.length >= MOST_IN_FLIGHT) await inFlight.shift()?.written;
    }
    await inFlight.at(-1)?.written;
  } finally {
    // Nothing may still be writing when the job is over.
    await Promise.allSettled(inFlight.map(({ written }) => written));
  }
}

interface Turn {
  readonly batch: Prepared;
  readonly from: number;
  /** The batch before this one; undefined: there is none. */
  readonly turn: Promise<void> | undefined;
}

/** Two transactions that wait for each other, one in the database and one here: the later one gives way. */
class GiveWay extends Error {}
const PATIENCE = 4_000;

async function writeInTurn(run: Run, turn: Turn): Promise<void> {
  try {
    await writeRows(run, turn);
  } catch (error) {
    if (!(error instanceof GiveWay)) throw error;
    run.overlap = false;
    await turn.turn;
    await writeRows(run, { ...turn, turn: undefined });
  }
}

async function waitFor(turn: Promise<void> | undefined): Promise<void> {
  if (!turn) return;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  try {
    await Promise.race([turn, new Promise((_, reject) => late.signal.addEventListener("abort", () => reject(new GiveWay())))]);
  } finally {
    clearTimeout(timer);
  }
}

async function read(run: Run, batches: AsyncGenerator<TableRow[]>): Promise<Prepared | undefined> {
  const { value: rows } = (await batches.next()) as { value: TableRow[] | undefined };
  if (!rows) return undefined;
  const kept = run.fixes.size === 0 ? rows : rows.flatMap((row) => fixed(row, run.fixes) ?? []);
  return { ...transformRows(run.compiled.steps, kept, run.compiled.transform), size: rows.length };
}

async function writeRows(run: Run, { batch, from, turn }: Turn): Promise<void> {
  const { id } = run;
  const to = from + batch.size;
  const fresh: Cache = new Map();
  const compiled = await run.job.step(async (base, report) => {
    fresh.clear();
    const ctx = await withNewOptions(asImport(base, id), batch.newOptions);
    const now = ctx.registry === run.compiled.registry ? run.compiled : await compilePlan(ctx, run.compiled.plan);
    const result = await writeBatch(ctx, now, { rows: batch.rows, known: run.known, fresh });
    await waitFor(turn);
    await store(ctx, id, { result, from, to });
    report({ done: to });
    return now;
  });
  // Only now is what the batch created there for others.
  if (run.known.size + fresh.size > CACHE_SIZE) run.known.clear();
  for (const [key, found] of fresh) if ("id" in found) run.known.set(key, found);
  run.compiled = compiled;
  run.position = to;
}

async function store(ctx: Ctx, id: string, done: { result: BatchResult; from: number; to: number }): Promise<void> {
  const { outcomes, pending, others } = done.result;
  const of = (action: string): number => outcomes.filter((outcome) => outcome.action === action).length;
  const counts: Counts = { created: of("create"), updated: of("update"), skipped: of("skip"), failed: of("reject") };
  const refused = outcomes.filter((outcome) => outcome.action === "reject");
  await addRejections(
    ctx.db,
    id,
    refused.map(({ row, errors }) => ({ line: row.line, cells: row.cells, errors })),
  );
  await addPending(
    ctx.db,
    id,
    pending.map(({ row, id: record_id, wanted }) => ({
      line: row.line,
      record_id,
      field: wanted.field.name,
      value: wanted.text,
      cells: row.cells,
    })),
  );
  await advance(ctx.db, id, { from: done.from, to: done.to, counts, others });
}

/** References within the module, when all rows are there. False when none was left. */
async function writePending(run: Run, limit: number): Promise<boolean> {
  return run.job.step(async (base, report) => {
    const ctx = asImport(base, run.id);
    const pending = await takePending(ctx.db, run.id, limit);
    if (pending.length === 0) return false;
    report({ done: run.position });
    await writeReferences(ctx, run, pending);
    return true;
  });
}

async function writeReferences(ctx: Ctx, run: Run, pending: readonly Pending[]): Promise<void> {
  const { module, mapping } = run.compiled.main;
  const made: Others = new Map();
  const targets = new Map(
    mapping.columns.flatMap(({ target }) => (target.kind === "reference" ? [[target.field.name, target] as const] : [])),
  );
  const rows = pending.flatMap((one): { one: Pending; row: DraftRow }[] => {
    const target = targets.get(one.field);
    if (!target) return [];
    const references = [wantedOf(target.field, target.reference, one.value)];
    return [{ one, row: { line: one.line, cells: one.cells, values: {}, parts: {}, references, keys: {}, errors: [] } }];
  });
  await resolveReferences(
    ctx,
    rows.map(({ row }) => row),
    { module: module.name, defaults: mapping.defaults, known: new Map(), fresh: new Map(), later: false, made },
  );
  await addOthers(ctx.db, run.id, made);
  const found = rows.filter(({ row }) => row.errors.length === 0);
  const operations = found.map(({ one, row }) => ({ op: "update" as const, id: one.record_id, values: row.values }));
  const { results } =
    operations.length > 0 ? await writeRecords(ctx, { module: module.name, operations, atomic: false, present: false }) : { results: [] };
  const refused = new Map(
    found.flatMap(({ row }, i) => {
      const result = results[i];
      return result && !result.ok ? [[row, reasonsOf(result.error)] as const] : [];
    }),
  );
  await addRejections(
    ctx.db,
    run.id,
    rows.flatMap(({ one, row }) => {
      const missing = row.errors.map((error) =>
        error.code === "import_not_found" ? { ...error, code: "import_imported_without" } : error,
      );
      const errors = [...missing, ...(refused.get(row) ?? [])];
      // Beside the row's own place: one row may have several.
      return errors.length > 0 ? [{ line: one.line, seq: 1 + (Number(one.id) % 1_000_000_000), cells: one.cells, errors }] : [];
    }),
  );
}

async function finish(run: Run, row: ImportRow): Promise<void> {
  await run.job.step(async (ctx, report) => {
    await advance(ctx.db, row.id, {
      from: run.position,
      to: run.position,
      counts: { created: 0, updated: 0, skipped: 0, failed: 0 },
      total: run.position,
    });
    await moveImport(ctx.db, row.id, ["running"], "done");
    report({ done: run.position, total: run.position });
  });
}
