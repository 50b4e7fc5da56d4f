/**
 * Several records become one. What refers to the others refers to the survivor from then on, links, followers and
 * shares are the survivor's too, and the others go to the recycle bin, where each points to the survivor. All of it is
 * one operation of the change log, so that one undo takes all of it back. Which values the survivor gets is the
 * caller's to say, of the records as they are under the lock.
 */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { AppError, invalid } from "../../errors.ts";
import { getMany } from "../get.ts";
import { isId, notFound } from "../ids.ts";
import { linesField } from "../lines.ts";
import { moduleOf } from "../plan.ts";
import { inOneOperation } from "../write/joint.ts";
import { lockRows, type StoredRow } from "../write/store.ts";
import { writeRecords } from "../write/write.ts";
import { shareBelongings } from "./belongings.ts";
import { moveReferences } from "./references.ts";

export const MOST_MERGED = 5;

export interface MergeOptions {
  readonly module: string;
  /** Two to five records, the survivor among them, each with the version that the actor has seen. */
  readonly records: readonly { readonly id: string; readonly version?: number | undefined }[];
  readonly survivor: string;
  /** What the survivor gets, of the records; it comes first among them. */
  readonly values: (records: readonly StoredRow[]) => SurvivorValues;
}
type Values = Readonly<Record<string, Json>>;
export interface SurvivorValues {
  /** Checked like those of any other write. */
  readonly chosen: Values;
  /** Of fields that are closed to the actor: they must not be lost, and the actor is not shown them. */
  readonly kept: Values;
}
export interface Merge {
  readonly operation: string | null;
  /** How many references were moved. */
  readonly moved: number;
}

/** People, groups and offices are what access stands on; a document with lines is a paper that was sent. */
export const isMergeable = (module: Module): boolean => module.adminOnly !== true && linesField(module) === undefined;

export async function mergeRecords(ctx: Ctx, options: MergeOptions): Promise<Merge> {
  const module = moduleOf(ctx, options.module);
  const rights = accessOf(ctx).module(module);
  if (!isMergeable(module) || !rights.merge || !rights.edit || !rights.delete)
    throw new AppError("forbidden", { params: { module: module.name } });
  const { survivor } = options;
  const ids = [survivor, ...options.records.map(({ id }) => id).filter((id) => id !== survivor)];
  if (new Set(ids).size !== ids.length || ids.length !== options.records.length || ids.length < 2 || ids.length > MOST_MERGED)
    throw invalid([{ field: "records", code: "merge_count", params: { max: MOST_MERGED } }]);
  const bad = ids.find((id) => !isId(id));
  if (bad !== undefined) throw notFound(bad);
  const { result, operation } = await inOneOperation({ ...ctx, cause: `merge into ${survivor}` }, async (inner) => {
    const rows = await lockRows(inner, module, ids);
    const records = ids.map((id) => demand(module, id, rows.get(id), id !== survivor));
    await refuseChanged(inner, module, options, rows);
    const others = ids.slice(1);
    const moved = await moveReferences(inner, module, { from: others, to: survivor });
    await shareBelongings(inner, module, { from: others, to: survivor, version: rows.get(survivor)?.version ?? 1 });
    const removals = others.map((id) => ({ op: "delete" as const, id }));
    await writeRecords(inner, { module: module.name, operations: removals, atomic: true, present: false });
    await give(inner, module, survivor, options.values(records));
    return moved;
  });
  return { operation, moved: result };
}

/** The values of a unique field are free only when the others are gone: so the survivor is written last. */
async function give(ctx: Ctx, module: Module, id: string, { chosen, kept }: SurvivorValues): Promise<void> {
  const update = (values: Values) => ({
    module: module.name,
    operations: [{ op: "update" as const, id, values }],
    atomic: true,
    present: false,
  });
  if (Object.keys(kept).length > 0) await writeRecords(withoutLimits(ctx), { ...update(kept), internal: true, consequence: true });
  if (Object.keys(chosen).length > 0) await writeRecords(ctx, update(chosen));
}

/** In the actor's name, past their rights: what a kept reference points to may be closed to them as well. */
function withoutLimits(ctx: Ctx): Ctx {
  if (ctx.actor.kind !== "user") return ctx;
  const { access: _limits, ...actor } = ctx.actor;
  return { ...ctx, actor: { ...actor, isAdmin: true } };
}

/** What one may not see isn't there; the survivor must be open to change, the others to removal as well. */
function demand(module: Module, id: string, row: StoredRow | undefined, goes: boolean): StoredRow {
  if (!row || row.deleted || !row.may.view) throw notFound(id);
  if (!row.may.edit || (goes && !row.may.delete)) throw new AppError("forbidden", { params: { module: module.name } });
  if (module.archivedBy !== undefined && (row.values[module.archivedBy] ?? null) !== null)
    throw new AppError("record_archived", { params: { record: row.label } });
  return row;
}

/** Somebody changed a record after the actor saw it: the choice was made of values that are no more. */
async function refuseChanged(ctx: Ctx, module: Module, options: MergeOptions, rows: ReadonlyMap<string, StoredRow>): Promise<void> {
  const changed = options.records.filter(({ id, version }) => version !== undefined && rows.get(id)?.version !== version);
  if (changed.length === 0) return;
  const [current] = await getMany(
    ctx,
    module,
    changed.map(({ id }) => id),
  );
  throw new AppError("version_conflict", { extra: { current: current ?? null } });
}
