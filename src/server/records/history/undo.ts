/**
 * Taking operations back, of one record or of many: what was created goes to the recycle bin, what was deleted comes
 * back, fields get their values of before, links are made or cut. Where somebody has changed a field since, the caller
 * decides. An undo is an operation like any other, so that it can be taken back too.
 */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { isReference } from "../../../model/registry.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { empty, sql } from "../../db/sql.ts";
import { rulesFor } from "../../extensions.ts";
import { AppError, invalid } from "../../errors.ts";
import { getMany } from "../get.ts";
import { isId, notFound } from "../ids.ts";
import { moduleOf, visiblePath } from "../plan.ts";
import { referenceLabels } from "./as-of.ts";
import { LINK_VALUES } from "../link-values.ts";
import { demandEditable, linkRecords, unlinkRecords } from "../related.ts";
import { switchBelongings } from "../merge/belongings.ts";
import type { ChangeKind } from "../write/change-log.ts";
import { lockRows } from "../write/store.ts";
import { sameValue } from "../write/values.ts";
import { writeRecords, type Operation, type WriteResult } from "../write/write.ts";

/** What to do with fields that were changed again: refuse the whole, leave them as they are, or put the old values over them. */
export const ON_CONFLICT = ["refuse", "skip", "overwrite"] as const;
export type OnConflict = (typeof ON_CONFLICT)[number];
/** More at once is a job's work (features/mass-actions). */
export const MOST_UNDONE = 5000;
const MOST_OPERATIONS = 50;
/** What the problem document of a refused undo lists. */
const MOST_CONFLICTS_TOLD = 200;

export interface LoggedChange {
  readonly id: string;
  readonly record_id: string;
  readonly module: string;
  readonly kind: ChangeKind;
  readonly before: Readonly<Record<string, Json>> | null;
  readonly after: Readonly<Record<string, Json>> | null;
  /** What followed from the act: taken back whatever the actor may see of it, where it stands as it was left. */
  readonly consequence: boolean;
}
export interface UndoConflict {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly field: string;
  /** What the operation had written, and what stands there now. */
  readonly then: Json;
  readonly now: Json;
  /** Names of the records that `then` and `now` refer to. */
  readonly then__label?: string | null;
  readonly now__label?: string | null;
}
export interface UndoOutcome {
  /** How many changes were taken back. */
  readonly undone: number;
  /** Fields left as they are ("skip"), or overwritten. */
  readonly conflicts: readonly UndoConflict[];
  readonly refused: readonly { readonly module: string; readonly id: string; readonly error: AppError }[];
}

/** The logged changes of some operations, newest first. */
export async function changesOf(
  ctx: Ctx,
  of: { readonly operations: readonly string[]; readonly record?: string },
): Promise<readonly LoggedChange[]> {
  const { rows } = await ctx.db.query<LoggedChange>(
    sql`SELECT id, record_id, module, kind, before, after, consequence FROM changes
        WHERE operation_id = ANY(${of.operations}::bigint[])${of.record === undefined ? empty : sql` AND record_id = ${of.record}::bigint`}
        ORDER BY id DESC LIMIT ${MOST_UNDONE + 1}`,
  );
  if (rows.length > MOST_UNDONE) throw new AppError("bad_request", { params: { field: "operations" } });
  return rows;
}

/** The changes of all operations of one cause (a mass action), newest first, a page at a time. */
export async function changesByCause(
  ctx: Ctx,
  cause: string,
  page: { before: string | null; limit: number },
): Promise<readonly LoggedChange[]> {
  const { rows } = await ctx.db.query<LoggedChange>(
    sql`SELECT c.id, c.record_id, c.module, c.kind, c.before, c.after, c.consequence FROM operations o JOIN changes c ON c.operation_id = o.id
        WHERE o.cause = ${cause} AND (${page.before}::bigint IS NULL OR c.id < ${page.before}::bigint) ORDER BY c.id DESC LIMIT ${page.limit}`,
  );
  return rows;
}

/** Takes the actor's own operations back (administrators: anybody's), all in one transaction. */
export async function undoOperations(
  ctx: Ctx,
  { operations, conflicts = "refuse" }: { operations: readonly string[]; conflicts?: OnConflict | undefined },
): Promise<UndoOutcome> {
  const ids = [...new Set(operations)];
  if (ids.length > MOST_OPERATIONS) throw new AppError("bad_request", { params: { field: "operations" } });
  await demandOwn(ctx, ids);
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db, cause: `undo of ${ids.join(", ")}` };
    return undoChanges(inner, await changesOf(inner, { operations: ids }), conflicts);
  });
}

async function demandOwn(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const bad = ids.find((id) => !isId(id));
  if (bad !== undefined) throw notFound(bad);
  const { rows } = await ctx.db.query<{ id: string; actor_id: string | null }>(
    sql`SELECT id, actor_id FROM operations WHERE id = ANY(${ids}::bigint[])`,
  );
  const all = ctx.actor.kind === "system" || ctx.actor.isAdmin;
  const own = new Set(rows.filter(({ actor_id }) => all || (ctx.actor.kind === "user" && actor_id === ctx.actor.id)).map(({ id }) => id));
  const other = ids.find((id) => !own.has(id));
  if (other !== undefined) throw notFound(other);
}

/** Takes changes back, newest first as they come, in the caller's transaction. Throws `undo_conflict` where it must refuse. */
export async function undoChanges(ctx: Ctx, changes: readonly LoggedChange[], mode: OnConflict): Promise<UndoOutcome> {
  const outcome = { undone: 0, conflicts: [] as UndoConflict[], refused: [] as { module: string; id: string; error: AppError }[] };
  for (const group of groupsOf(changes)) {
    const done = await undoGroup(ctx, group, mode);
    outcome.undone += done.undone;
    outcome.conflicts.push(...done.conflicts);
    outcome.refused.push(...done.refused);
  }
  // Records that were merged come apart whole or not at all.
  if (outcome.refused[0] && changes.some(({ kind }) => kind === "merge" || kind === "unmerge")) throw outcome.refused[0].error;
  if (mode === "refuse" && outcome.conflicts.length > 0) {
    const told = outcome.conflicts.slice(0, MOST_CONFLICTS_TOLD);
    throw new AppError("undo_conflict", {
      errors: told.map(({ field }) => ({ field, code: "changed_since" })),
      extra: { conflicts: await labelled(ctx, told), conflict_count: outcome.conflicts.length },
    });
  }
  return outcome;
}

/** With the names of what references point to. */
async function labelled(ctx: Ctx, conflicts: readonly UndoConflict[]): Promise<readonly UndoConflict[]> {
  const isLink = ({ module, field }: UndoConflict): boolean => {
    const declared = ctx.registry.modules.get(module)?.fields.get(field);
    return declared !== undefined && isReference(declared);
  };
  const labels = await referenceLabels(
    ctx,
    conflicts.filter(isLink).flatMap(({ then, now }) => [then, now]),
  );
  const label = (value: Json): string | null => (typeof value === "string" ? (labels.get(value)?.label ?? null) : null);
  return conflicts.map((conflict) =>
    isLink(conflict) ? { ...conflict, then__label: label(conflict.then), now__label: label(conflict.now) } : conflict,
  );
}

/** Runs of one module and one kind in which no record comes twice: each is one call of the engine. */
function groupsOf(changes: readonly LoggedChange[]): readonly (readonly LoggedChange[])[] {
  const groups: LoggedChange[][] = [];
  let seen = new Set<string>();
  for (const change of changes) {
    const current = groups.at(-1);
    const fits =
      current?.[0]?.module === change.module &&
      current[0].kind === change.kind &&
      current[0].consequence === change.consequence &&
      !seen.has(change.record_id) &&
      current.length < 1000;
    if (!fits) seen = new Set();
    seen.add(change.record_id);
    if (current && fits) current.push(change);
    else groups.push([change]);
  }
  return groups;
}

const INVERSE = { create: "delete", delete: "restore", restore: "delete" } as const;
const NOTHING: UndoOutcome = { undone: 0, conflicts: [], refused: [] };

async function undoGroup(ctx: Ctx, group: readonly LoggedChange[], mode: OnConflict): Promise<UndoOutcome> {
  const [first] = group;
  // What was removed for good can't come back; a module that is gone has no records.
  if (!first || first.kind === "purge" || !ctx.registry.modules.has(first.module)) return NOTHING;
  if (first.consequence) return undoConsequences(ctx, first.module, group);
  const module = moduleOf(ctx, first.module);
  if (first.kind === "merge" || first.kind === "unmerge") {
    for (const change of group) await switchBelongings(ctx, module, change);
    return { ...NOTHING, undone: group.length };
  }
  if (first.kind === "link" || first.kind === "unlink" || first.kind === "relink") return undoLinks(ctx, module, group);
  if (first.kind === "update") return undoUpdates(ctx, module, group, mode);
  const op = INVERSE[first.kind];
  const operations = await effective(ctx, module, op, group);
  if (operations.length === 0) return NOTHING;
  return outcomeOf(module, operations, await writeRecords(ctx, { module: module.name, operations, atomic: false, present: false }));
}

/** Without what somebody has deleted or restored since. */
async function effective(
  ctx: Ctx,
  module: Module,
  op: "delete" | "restore",
  group: readonly LoggedChange[],
): Promise<readonly (Operation & { readonly id: string })[]> {
  const ids = group.map((change) => change.record_id);
  const seen = await getMany(ctx, module, ids, []);
  return seen.filter((record) => (record["deleted_at"] === undefined) === (op === "delete")).map(({ id }) => ({ op, id }));
}

const outcomeOf = (module: Module, operations: readonly { readonly id: string }[], { results }: WriteResult): UndoOutcome => ({
  undone: results.filter((result) => result.ok).length,
  conflicts: [],
  refused: results.flatMap((result, i) => (result.ok ? [] : [{ module: module.name, id: operations[i]?.id ?? "", error: result.error }])),
});

/** A link stands in the histories of both its ends: taking back one takes back both. Its own values come back with it. */
async function undoLinks(ctx: Ctx, module: Module, group: readonly LoggedChange[]): Promise<UndoOutcome> {
  let undone = 0;
  for (const change of group) {
    const { [LINK_VALUES]: values, ...links } = change.before ?? change.after ?? {};
    for (const [relation, ids] of Object.entries(links)) {
      const target = { module: module.name, id: change.record_id, relation, ids: (Array.isArray(ids) ? ids : []) as string[] };
      if (change.kind === "link") await unlinkRecords(ctx, target);
      else await linkRecords(ctx, { ...target, each: (values ?? undefined) as Readonly<Record<string, unknown>> | undefined });
      undone += 1;
    }
  }
  return { ...NOTHING, undone };
}

async function undoUpdates(ctx: Ctx, module: Module, group: readonly LoggedChange[], mode: OnConflict): Promise<UndoOutcome> {
  const names = new Set(group.flatMap((change) => Object.keys(change.after ?? {})));
  const select = [...names].flatMap((name) => visiblePath(ctx, module, name) ?? []);
  const ids = group.map((change) => change.record_id);
  const living = new Map(
    (await getMany(ctx, module, ids, select)).filter((record) => record["deleted_at"] === undefined).map((record) => [record.id, record]),
  );
  const conflicts: UndoConflict[] = [];
  const writes: { id: string; values: Record<string, Json> }[] = [];
  for (const change of group) {
    const record = living.get(change.record_id);
    if (!record) continue;
    const changedSince = Object.entries(change.after ?? {}).filter(([name, value]) => name in record && !sameValue(record[name], value));
    for (const [field, then] of changedSince)
      conflicts.push({ module: module.name, id: record.id, label: record.label, field, then, now: record[field] ?? null });
    const kept = new Set(mode === "skip" ? changedSince.map(([name]) => name) : []);
    const values = Object.fromEntries(Object.entries(change.before ?? {}).filter(([name]) => name in record && !kept.has(name)));
    if (Object.keys(values).length > 0) writes.push({ id: record.id, values });
  }
  if (writes.length === 0 || (mode === "refuse" && conflicts.length > 0)) return { ...NOTHING, conflicts };
  return { ...outcomeOf(module, writes, await putBack(ctx, module, writes)), conflicts };
}

/** Past the actor's rights, as it was done. What has changed since has a reason of its own, and stays. */
async function undoConsequences(ctx: Ctx, name: string, group: readonly LoggedChange[]): Promise<UndoOutcome> {
  const module = ctx.registry.modules.get(name);
  if (!module) return NOTHING;
  const rows = await lockRows(
    ctx,
    module,
    group.map((change) => change.record_id),
  );
  const operations = group.flatMap(({ record_id: id, before, after }) => {
    const row = rows.get(id);
    const kept = Object.entries(before ?? {}).filter(([field]) => sameValue(row?.values[field], after?.[field]));
    return !row || row.deleted || kept.length === 0 ? [] : [{ op: "update" as const, id, values: Object.fromEntries(kept) }];
  });
  if (operations.length === 0) return NOTHING;
  const written = await writeRecords(ctx, { module: name, operations, atomic: false, present: false, internal: true, consequence: true });
  return outcomeOf(module, operations, written);
}

/** Writes old values past the read-only marks of computed fields, but never past the actor's rights. */
export async function putBack(
  ctx: Ctx,
  module: Module,
  writes: readonly { readonly id: string; readonly values: Readonly<Record<string, Json>> }[],
): Promise<WriteResult> {
  const access = accessOf(ctx);
  if (!access.module(module).edit) throw new AppError("forbidden", { params: { module: module.name } });
  await demandEditable(
    ctx,
    module,
    writes.map(({ id }) => id),
  );
  const allowed = (name: string): boolean => {
    const field = module.fields.get(name);
    return field !== undefined && access.field(field) !== "hidden" && (field.readOnly === true || access.field(field) === "edit");
  };
  const { lock } = rulesFor(module.name);
  const rows = lock
    ? await lockRows(
        ctx,
        module,
        writes.map(({ id }) => id),
      )
    : undefined;
  for (const row of rows?.values() ?? []) if (lock?.when(row.values)) throw invalid([{ field: "", code: "locked_record" }]);
  const operations = writes.map(({ id, values }) => ({
    op: "update" as const,
    id,
    values: Object.fromEntries(Object.entries(values).filter(([name]) => allowed(name))),
  }));
  return writeRecords(ctx, { module: module.name, operations, atomic: false, present: false, internal: true });
}
