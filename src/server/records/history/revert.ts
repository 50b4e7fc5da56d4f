/** Undo: one operation's change of a record, or everything after a moment; itself a change like any other. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { invalid } from "../../errors.ts";
import { getMany } from "../get.ts";
import { isId, notFound } from "../ids.ts";
import type { RecordJson } from "../select.ts";
import { roleOptionErrors } from "../write/role-options.ts";
import { momentOf, recordAsOf } from "./as-of.ts";
import { visibleRecord } from "./history.ts";
import { changesOf, putBack, undoChanges, type LoggedChange, type OnConflict } from "./undo.ts";

/** Takes back what one operation did to one record; by default refused where a field has changed again since. */
export async function revertOperation(
  ctx: Ctx,
  options: { module: string; id: string; operationId: string; conflicts?: OnConflict | undefined },
): Promise<RecordJson> {
  const module = await visibleRecord(ctx, options.module, options.id);
  if (!isId(options.operationId)) throw notFound(options.operationId);
  const own = await changesOf(ctx, { operations: [options.operationId], record: options.id });
  if (own.length === 0) throw notFound(options.operationId);
  // What closed the record (a lead's conversion) made others with it: they go together.
  // So do the parts of a merge.
  const whole = own.some((change) => change.kind === "merge" || (change.after?.[module.archivedBy ?? ""] ?? null) !== null);
  // Alone, what followed from an act is a change like any other: it takes the right to make it.
  const changes = whole
    ? await changesOf(ctx, { operations: [options.operationId] })
    : own.map((change) => ({ ...change, consequence: false }));
  if (!(await isOwn(ctx, options.operationId))) demandChoosable(ctx, module, own);
  const undo: Ctx = { ...ctx, cause: `revert of ${options.operationId}` };
  return undo.db.tx(async (db) => {
    const inner = { ...undo, db };
    const { refused } = await undoChanges(inner, changes, options.conflicts ?? "refuse");
    if (refused[0]) throw refused[0].error;
    return current(inner, module, options.id);
  });
}

/** One's own act may always be taken back: the record was so before one came. */
async function isOwn(ctx: Ctx, operationId: string): Promise<boolean> {
  const { rows } = await ctx.db.query<{ actor_id: string | null }>(sql`SELECT actor_id FROM operations WHERE id = ${operationId}::bigint`);
  return ctx.actor.kind === "user" && rows[0]?.actor_id === ctx.actor.id;
}

/** Taking back what others did would otherwise give the record a value that the actor's role may not give. */
function demandChoosable(ctx: Ctx, module: Module, changes: readonly LoggedChange[]): void {
  const errors = changes.flatMap(({ kind, before, after }) =>
    kind === "update" && before ? roleOptionErrors(ctx, module, { before: after, after: before, names: Object.keys(before) }) : [],
  );
  if (errors.length > 0) throw invalid(errors);
}

/** Puts a record back to what it was at a moment, by one new change. */
export async function revertAfter(ctx: Ctx, options: { module: string; id: string; after: string }): Promise<RecordJson> {
  const module = await visibleRecord(ctx, options.module, options.id);
  const moment = momentOf(options.after);
  const then = await recordAsOf(ctx, module, { id: options.id, asOf: moment });
  const values: Record<string, Json> = {};
  for (const field of module.fields.values()) {
    const stamp = field.system && field.readOnly;
    if (!stamp && then[field.name] !== undefined) values[field.name] = then[field.name] as Json;
  }
  const now = await current(ctx, module, options.id);
  const refused = roleOptionErrors(ctx, module, { before: now, after: values, names: Object.keys(values) });
  if (refused.length > 0) throw invalid(refused);
  const undo: Ctx = { ...ctx, cause: `revert to ${moment}` };
  const { results } = await putBack(undo, module, [{ id: options.id, values }]);
  const result = results[0];
  if (result && !result.ok) throw result.error;
  return current(undo, module, options.id);
}

async function current(ctx: Ctx, module: Module, id: string): Promise<RecordJson> {
  const record = (await getMany(ctx, module, [id]))[0];
  if (!record) throw notFound(id);
  return record;
}
