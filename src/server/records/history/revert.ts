/** Undo: one operation's change of a record, or everything after a moment; itself a change like any other. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import type { Ctx } from "../../context.ts";
import { getMany } from "../get.ts";
import { isId, notFound } from "../ids.ts";
import type { RecordJson } from "../select.ts";
import { momentOf, recordAsOf } from "./as-of.ts";
import { visibleRecord } from "./history.ts";
import { changesOf, putBack, undoChanges, type OnConflict } from "./undo.ts";

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
  const undo: Ctx = { ...ctx, cause: `revert of ${options.operationId}` };
  return undo.db.tx(async (db) => {
    const inner = { ...undo, db };
    const { refused } = await undoChanges(inner, changes, options.conflicts ?? "refuse");
    if (refused[0]) throw refused[0].error;
    return current(inner, module, options.id);
  });
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
