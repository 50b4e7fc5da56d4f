/**
 * A mass action and its undo, as jobs. First the records are chosen, by pages of their ids; then they are changed,
 * batch by batch. Each batch is one transaction with the position behind it: after a crash the next worker goes on
 * there, and no record is changed twice. What the action did stands in the change log under its cause; the undo reads
 * it there, newest first.
 */
import type { Ctx } from "../../server/context.ts";
import type { AppError, FieldError } from "../../server/errors.ts";
import { defineTask, type JobRun, type Task } from "../../server/jobs/index.ts";
import {
  changesByCause,
  listRecords,
  undoChanges,
  withoutArchived,
  type ItemResult,
  type UndoOutcome,
} from "../../server/records/index.ts";
import { act } from "./action.ts";
import {
  addFailures,
  addProgress,
  addTargets,
  addUndone,
  getMass,
  moveMass,
  pruneMass,
  targets,
  type Failure,
  type MassRow,
} from "./store.ts";

export interface MassData {
  readonly mass: string;
}
/** Ids taken at once, and records changed in one transaction. */
const CHOSEN = 1000;
const BATCH = 500;
/** Documents take longer: so many make the progress visible, and a stop quick. */
const DOCUMENTS = 20;

export const causeOf = (id: string): string => `mass ${id}`;

export const massTask = (batchSize = BATCH): Task<MassData> =>
  defineTask<MassData>({
    name: "mass",
    lane: "heavy",
    run: async (job) => {
      const mass = await job.step(async (ctx) => {
        await pruneMass(ctx.db);
        await moveMass(ctx.db, job.data.mass, ["queued"], "choosing");
        return getMass(ctx, job.data.mass);
      });
      if (mass.state === "choosing") await choose(job, mass);
      await change(job, mass, mass.request.action === "create_invoice" ? DOCUMENTS : batchSize);
    },
    ended: async (ctx, { data, state, message }) => {
      await moveMass(ctx.db, data.mass, ["queued", "choosing", "running"], state, state === "failed" ? message : undefined);
    },
  });

/** Takes the ids before anything is changed: what the action moves out of the filter must not be missed. */
async function choose(job: JobRun<MassData>, { id, module, request }: MassRow): Promise<void> {
  let more = true;
  while (more)
    more = await job.step(async (ctx, report) => {
      const now = await getMass(ctx, id);
      const from = Number(now.chosen);
      const { ids, cursor } = request.ids ? { ids: request.ids, cursor: null } : await nextPage(ctx, module, now);
      await addTargets(ctx.db, id, { from, ids, cursor });
      report({ total: from + ids.length });
      // With the last page, so that a choice that is complete is never begun again.
      if (cursor === null) await moveMass(ctx.db, id, ["choosing"], "running");
      return cursor !== null;
    });
}

async function nextPage(
  ctx: Ctx,
  module: string,
  { request, cursor }: MassRow,
): Promise<{ ids: readonly string[]; cursor: string | null }> {
  const { filter, q, action } = request;
  const chosen = { module, fields: ["id"], filter, q, deleted: action === "restore", sort: "id", limit: CHOSEN };
  const page = await listRecords(ctx, withoutArchived(ctx, { ...chosen, cursor: cursor ?? undefined }));
  return { ids: page.data.map((record) => record.id), cursor: page.next_cursor };
}

async function change(job: JobRun<MassData>, { id, module, request }: MassRow, batchSize: number): Promise<void> {
  for (;;) {
    const more = await job.step(async (base, report) => {
      const ctx: Ctx = { ...base, source: "ui", cause: causeOf(id) };
      const now = await getMass(ctx, id);
      const from = Number(now.position);
      report({ total: Number(now.chosen), done: from });
      if (now.state !== "running") return false;
      const ids = await targets(ctx.db, id, from, batchSize);
      if (ids.length === 0) return false;
      const results = await act(ctx, module, request, ids);
      const refused = refusedOf(ids, results);
      await addFailures(ctx.db, id, false, refused);
      await addProgress(ctx.db, id, { position: from + ids.length, changed: ids.length - refused.length, failed: refused.length });
      report({ done: from + ids.length });
      return true;
    });
    if (!more) break;
  }
  await job.step(async (ctx) => void (await moveMass(ctx.db, id, ["running"], "done")));
}

const reasonsOf = (error: AppError): readonly FieldError[] =>
  error.errors.length > 0 ? error.errors : [{ field: "", code: error.code, params: error.params }];
const refusedOf = (ids: readonly string[], results: readonly ItemResult[]): readonly Failure[] =>
  results.flatMap((result, i) => (result.ok ? [] : [{ record_id: ids[i] ?? "", errors: reasonsOf(result.error) }]));

export const massUndoTask: Task<MassData> = defineTask<MassData>({
  name: "mass.undo",
  lane: "heavy",
  run: undo,
  ended: async (ctx, { data, message }) => {
    // What was undone stays undone; asking again goes on from there.
    await moveMass(ctx.db, data.mass, ["undoing"], "done", message);
  },
});

async function undo(job: JobRun<MassData>): Promise<void> {
  const id = job.data.mass;
  let before: string | null = null;
  let done = 0;
  do {
    before = await job.step(async (base, report): Promise<string | null> => {
      const mass = await getMass(base, id);
      const ctx: Ctx = { ...base, source: "ui", cause: `undo of ${causeOf(id)}` };
      const changes = await changesByCause(ctx, causeOf(id), { before, limit: CHOSEN });
      const outcome = await undoChanges(ctx, changes, mass.request.overwrite === true ? "overwrite" : "skip");
      await addFailures(ctx.db, id, true, keptOf(outcome, mass.request.overwrite === true));
      await addUndone(ctx.db, id, outcome.undone);
      done += changes.length;
      report({ done, total: Number(mass.changed) });
      return changes.at(-1)?.id ?? null;
    });
  } while (before !== null);
  await job.step(async (ctx) => void (await moveMass(ctx.db, id, ["undoing"], "undone")));
}

/** What the undo left as it is: refused records, and fields that were changed since. */
function keptOf({ conflicts, refused }: UndoOutcome, overwritten: boolean): readonly Failure[] {
  const byRecord = Map.groupBy(overwritten ? [] : conflicts, (conflict) => conflict.id);
  return [
    ...refused.map(({ id, error }) => ({ record_id: id, errors: reasonsOf(error) })),
    ...[...byRecord].map(([record_id, fields]) => ({ record_id, errors: fields.map(({ field }) => ({ field, code: "changed_since" })) })),
  ];
}
