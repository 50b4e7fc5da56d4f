/**
 * Takes an import back: deletes what it created and puts back what it changed, through the engine, newest first. What
 * it did is read from the change log by its cause. A value that somebody changed since is left alone.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { defineTask, type JobRun, type Task } from "../../server/jobs/index.ts";
import { listRecords, writeRecords, type Operation } from "../../server/records/index.ts";
import { causeOf, type ImportData } from "./run.ts";
import { moveImport } from "./store.ts";

const BATCH = 1000;

export const undoTask: Task<ImportData> = defineTask<ImportData>({
  name: "import.undo",
  lane: "heavy",
  run: undo,
  ended: async (ctx, { data, message }) => {
    // What was undone stays undone; asking again goes on from there.
    await moveImport(ctx.db, data.import, ["undoing"], "done", message);
  },
});

interface LoggedChange {
  readonly id: string;
  readonly record_id: string;
  readonly module: string;
  readonly kind: string;
  readonly before: Readonly<Record<string, Json>> | null;
  readonly after: Readonly<Record<string, Json>> | null;
}

async function undo(job: JobRun<ImportData>): Promise<void> {
  const id = job.data.import;
  let done = 0;
  let last: string | null = null;
  do {
    last = await job.step(async (base, report) => {
      const ctx: Ctx = { ...base, cause: `undo of ${causeOf(id)}` };
      const changes = await changesBefore(ctx, id, last);
      // One module and one kind at a time, in the order of the log; the engine takes each record once per call.
      for (const group of groups(changes)) await revert(ctx, id, group);
      done += changes.length;
      report({ done });
      return changes.at(-1)?.id ?? null;
    });
  } while (last !== null);
  await job.step(async (ctx) => void (await moveImport(ctx.db, id, ["undoing"], "undone")));
}

async function changesBefore(ctx: Ctx, id: string, before: string | null): Promise<readonly LoggedChange[]> {
  const { rows } = await ctx.db.query<LoggedChange>(sql`
    SELECT c.id, c.record_id, c.module, c.kind, c.before, c.after FROM operations o JOIN changes c ON c.operation_id = o.id
    WHERE o.cause = ${causeOf(id)} AND (${before}::bigint IS NULL OR c.id < ${before}::bigint) ORDER BY c.id DESC LIMIT ${BATCH}`);
  return rows;
}

/** Runs of one module and one kind in which no record comes twice: each is one call of the engine. */
function groups(changes: readonly LoggedChange[]): LoggedChange[][] {
  const result: LoggedChange[][] = [];
  let seen = new Set<string>();
  for (const change of changes) {
    const current = result.at(-1);
    const fits = current?.[0]?.module === change.module && current[0].kind === change.kind && !seen.has(change.record_id);
    if (!fits) seen = new Set();
    seen.add(change.record_id);
    if (current && fits) current.push(change);
    else result.push([change]);
  }
  return result;
}

async function revert(ctx: Ctx, id: string, changes: readonly LoggedChange[]): Promise<void> {
  const module = changes[0]?.module ?? "";
  if (!ctx.registry.modules.has(module)) return;
  const living = await readLiving(ctx, module, changes);
  const operations: Operation[] = [];
  for (const change of changes) {
    const record = living.get(change.record_id);
    // Deleted by somebody since, or undone by an earlier try.
    if (!record) continue;
    if (change.kind === "create") operations.push({ op: "delete", id: change.record_id });
    else if (change.kind === "update") {
      const values = unchangedSince(ctx, module, change, record);
      if (Object.keys(values).length > 0) operations.push({ op: "update", id: change.record_id, values });
    }
  }
  if (operations.length === 0) return;
  const { results } = await writeRecords(ctx, { module, operations, atomic: false, present: false });
  const refused = operations.flatMap((operation, i) => {
    const result = results[i];
    return result && !result.ok ? [{ operation, error: result.error }] : [];
  });
  for (const { operation, error } of refused)
    ctx.log.warn(
      { import: id, record: "id" in operation ? operation.id : null, code: error.code },
      "a change of an import could not be undone",
    );
}

async function readLiving(
  ctx: Ctx,
  module: string,
  changes: readonly LoggedChange[],
): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const names = new Set(changes.flatMap((change) => (change.kind === "update" ? Object.keys(change.after ?? {}) : [])));
  const fields = ctx.registry.modules.get(module)?.fields;
  const visible = [...names].filter((name) => {
    const field = fields?.get(name);
    return field && accessOf(ctx).field(field) !== "hidden";
  });
  const filter = { field: "id", op: "in", value: changes.map((change) => change.record_id) };
  const { data } = await listRecords(ctx, { module, fields: visible, filter, sort: "id", limit: BATCH });
  return new Map(data.map((record) => [record.id, record]));
}

/** The old values of fields that still are as the import left them. */
function unchangedSince(ctx: Ctx, module: string, change: LoggedChange, record: Readonly<Record<string, unknown>>): Record<string, Json> {
  const access = accessOf(ctx);
  const values: Record<string, Json> = {};
  for (const [name, before] of Object.entries(change.before ?? {})) {
    const field = ctx.registry.modules.get(module)?.fields.get(name);
    if (!field || field.readOnly || access.field(field) !== "edit") continue;
    if (JSON.stringify(record[name] ?? null) === JSON.stringify(change.after?.[name] ?? null)) values[name] = before;
  }
  return values;
}
