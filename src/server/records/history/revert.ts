/** Undo: one operation's change of a record, or everything after a moment; itself a change like any other. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { rulesOf } from "../../../modules/rules.ts";
import { AppError, invalid } from "../../errors.ts";
import { getMany } from "../get.ts";
import { isId, notFound } from "../ids.ts";
import { linkRecords, unlinkRecords } from "../related.ts";
import type { RecordJson } from "../select.ts";
import type { ChangeKind } from "../write/change-log.ts";
import { lockRows } from "../write/store.ts";
import { sameValue } from "../write/values.ts";
import { deleteRecord, restoreRecord, writeRecords } from "../write/write.ts";
import { momentOf, recordAsOf } from "./as-of.ts";
import { visibleRecord } from "./history.ts";

/** Takes back what one operation did to a record; refused where a field has changed again since. */
export async function revertOperation(ctx: Ctx, options: { module: string; id: string; operationId: string }): Promise<RecordJson> {
  const module = await visibleRecord(ctx, options.module, options.id);
  if (!isId(options.operationId)) throw notFound(options.operationId);
  const { rows } = await ctx.db.query<{ kind: ChangeKind; before: Record<string, Json> | null; after: Record<string, Json> | null }>(
    sql`SELECT kind, before, after FROM changes WHERE record_id = ${options.id} AND operation_id = ${options.operationId} ORDER BY id DESC`,
  );
  if (rows.length === 0) throw notFound(options.operationId);
  const undo: Ctx = { ...ctx, cause: `revert of ${options.operationId}` };
  return undo.db.tx(async (db) => {
    const inner = { ...undo, db };
    for (const change of rows) await revertChange(inner, module, options.id, change);
    return current(inner, module, options.id);
  });
}

async function revertChange(
  ctx: Ctx,
  module: Module,
  id: string,
  change: { kind: ChangeKind; before: Record<string, Json> | null; after: Record<string, Json> | null },
): Promise<void> {
  if (change.kind === "create") return void (await deleteRecord(ctx, module.name, { id }));
  if (change.kind === "delete") return void (await restoreRecord(ctx, module.name, { id }));
  if (change.kind === "restore") return void (await deleteRecord(ctx, module.name, { id }));
  if (change.kind === "link" || change.kind === "unlink") {
    const inverse = change.kind === "link" ? unlinkRecords : linkRecords;
    for (const [relation, ids] of Object.entries(change.after ?? change.before ?? {}))
      await inverse(ctx, { module: module.name, id, relation, ids: (Array.isArray(ids) ? ids : []) as string[] });
    return;
  }
  if (change.kind !== "update") throw notFound(id);
  const now = await current(ctx, module, id);
  const conflicts = Object.entries(change.after ?? {}).filter(([name, value]) => name in now && !sameValue(now[name] as Json, value));
  if (conflicts.length > 0)
    throw new AppError("undo_conflict", {
      errors: conflicts.map(([field]) => ({ field, code: "changed_since" })),
      extra: { conflicts: conflicts.map(([field, value]) => ({ field, then: value, now: now[field] })) },
    });
  await putBack(ctx, module, id, change.before ?? {});
}

/** Puts a record back to what it was at a moment, by one new change. */
export async function revertAfter(ctx: Ctx, options: { module: string; id: string; after: string }): Promise<RecordJson> {
  const module = await visibleRecord(ctx, options.module, options.id);
  const moment = momentOf(options.after);
  const then = await recordAsOf(ctx, module, options.id, moment);
  const values: Record<string, Json> = {};
  for (const field of module.fields.values()) {
    const stamp = field.system && field.readOnly;
    if (!stamp && then[field.name] !== undefined) values[field.name] = then[field.name] as Json;
  }
  const undo: Ctx = { ...ctx, cause: `revert to ${moment}` };
  await putBack(undo, module, options.id, values);
  return current(undo, module, options.id);
}

/** Writes old values past the read-only marks of computed fields, but never past the actor's rights. */
async function putBack(ctx: Ctx, module: Module, id: string, values: Record<string, Json>): Promise<void> {
  const access = accessOf(ctx);
  if (!access.module(module).edit) throw new AppError("forbidden", { params: { module: module.name } });
  const { lock } = rulesOf(module.name);
  const row = lock && (await lockRows(ctx, module, [id])).get(id)?.values;
  if (row && lock.when(row)) throw invalid([{ field: "", code: "locked_record" }]);
  const allowed = Object.entries(values).filter(([name]) => {
    const field = module.fields.get(name);
    return field && access.field(field) !== "hidden" && (field.readOnly || access.field(field) === "edit");
  });
  const operation = { op: "update" as const, id, values: Object.fromEntries(allowed) };
  const { results } = await writeRecords(ctx, { module: module.name, operations: [operation], atomic: true, internal: true });
  const result = results[0];
  if (result && !result.ok) throw result.error;
}

async function current(ctx: Ctx, module: Module, id: string): Promise<RecordJson> {
  const record = (await getMany(ctx, module, [id]))[0];
  if (!record) throw notFound(id);
  return record;
}
