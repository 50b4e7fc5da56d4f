/**
 * The one write function. A single write is a bulk of one. Read `writeChunk` first: its steps are the order in which
 * everything happens; each either refuses an item before anything is written, or is part of the same transaction.
 */
import { accessOf } from "../../access/access.ts";
import { raiseEpoch } from "../../access/epoch.ts";
import type { Ctx } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { rulesFor } from "../../extensions.ts";
import type { Module } from "../../../model/define.ts";
import { sqlState } from "../../db/database.ts";
import { getMany } from "../get.ts";
import { isId } from "../ids.ts";
import { linesField, writeLines } from "../lines.ts";
import { listRecords, selectPaths } from "../list.ts";
import { moduleOf } from "../plan.ts";
import type { Engine, RecordChange } from "../rules.ts";
import { searchWords } from "../search/vector.ts";
import type { RecordJson } from "../select.ts";
import { logChanges, type Change } from "./change-log.ts";
import { applyExchangeRates, checkFiles, checkReferences, checkUnique } from "./checks.ts";
import { clearReferences } from "./clear-references.ts";
import { draftOf, refuseItem, runRules, type Draft, type Operation } from "./draft.ts";
import { seriesNumbers } from "./number-series.ts";
import { labelOf } from "./values.ts";
import {
  actorId,
  indexRecords,
  insertRows,
  isIndexed,
  lockRows,
  purgeRows,
  reserve,
  setDeleted,
  updateRows,
  type IndexRow,
} from "./store.ts";

export type { Operation } from "./draft.ts";

export const MOST_OPERATIONS = 1000;
/** Rules may write further records, which have rules: a circle ends here. */
const MOST_DEPTH = 5;
const UNIQUE_VIOLATION = "23505";

export interface WriteOptions {
  readonly module: string;
  readonly operations: readonly Operation[];
  /** All or nothing. Otherwise items that are refused are left out and the others are written. */
  readonly atomic: boolean;
  /** False: results carry no records (imports don't need them). */
  readonly present?: boolean;
  /** The engine itself writes (undo, purge): read-only and mandatory don't apply. Never set from a request. */
  readonly internal?: boolean;
  /** A module's rule or action writes: what it sets is not the actor's choice. Never set from a request. */
  readonly byRule?: boolean;
  /** Of the engine's own writes: what follows from somebody's act. The log says so, and undo goes by it. */
  readonly consequence?: boolean;
}
export type ItemResult =
  | { readonly ok: true; readonly id: string; readonly version: number; readonly record?: RecordJson }
  | { readonly ok: false; readonly error: AppError };
export interface WriteResult {
  readonly operation_id: string | null;
  readonly results: readonly ItemResult[];
}

export async function writeRecords(ctx: Ctx, options: WriteOptions): Promise<WriteResult> {
  if (options.operations.length > MOST_OPERATIONS) throw new AppError("bad_request", { params: { field: "operations" } });
  if (ctx.depth > MOST_DEPTH) throw new Error(`rules call one another deeper than ${MOST_DEPTH} levels`);
  const module = options.internal ? anyModule(ctx, options.module) : moduleOf(ctx, options.module);
  authorise(ctx, module, options);
  const underWay = ctx.joint?.operation;
  return retryOnUniqueRace(() =>
    ctx.db.tx(async (db) => {
      // What an earlier try logged was rolled back with it.
      if (ctx.joint) ctx.joint.operation = underWay;
      const inner: Ctx = { ...ctx, db };
      const results: ItemResult[] = [];
      let operationId: string | null = null;
      for (const chunk of chunksOfDistinctRecords(options.operations)) {
        const written = await writeChunk(inner, module, chunk, options);
        operationId ??= written.operation_id;
        results.push(...written.results);
      }
      if (options.atomic) refuseAllIfAny(results);
      return { operation_id: operationId, results };
    }),
  );
}

/** The engine's own writes (emptied references, undo) reach modules that their causer may not see. */
function anyModule(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  if (!module) throw new AppError("unknown_module", { params: { module: name.slice(0, 60) } });
  return module;
}

async function writeChunk(ctx: Ctx, module: Module, operations: readonly Operation[], options: WriteOptions): Promise<WriteResult> {
  const ids = operations.flatMap((operation) => (operation.op === "create" || !isId(operation.id) ? [] : [operation.id]));
  const current = ids.length > 0 ? await lockRows(ctx, module, ids) : new Map();
  const drafts = operations.map((operation) => draftOf(ctx, module, operation, current, options.internal === true));
  if (options.internal !== true) await checkFiles(ctx, module, drafts);
  await checkReferences(ctx, module, drafts);
  await applyExchangeRates(ctx, module, drafts);
  await runRules(ctx, module, drafts, { internal: options.internal === true, byRule: options.byRule === true, engine });
  await checkUnique(ctx, module, drafts);
  await attachCurrentRecord(ctx, module, drafts);

  const accepted = drafts.filter((draft) => draft.error === undefined);
  if (options.atomic && accepted.length < drafts.length) return { operation_id: null, results: drafts.map(resultOf) };
  await number(ctx, module, accepted);
  const operationId = await store(ctx, module, accepted, options.consequence === true);
  await afterSave(ctx, module, accepted);
  return { operation_id: operationId, results: await present(ctx, module, drafts, options.present !== false) };
}

/** Rights come first: a denied write touches nothing. Rows beyond the actor's predicate are refused in `draftOf`. */
function authorise(ctx: Ctx, module: Module, options: WriteOptions): void {
  if (options.internal) return;
  const rights = accessOf(ctx).module(module);
  const needed = { create: rights.create, update: rights.edit, delete: rights.delete, restore: rights.delete, purge: rights.delete };
  for (const operation of options.operations)
    if (!needed[operation.op]) throw new AppError("forbidden", { params: { module: module.name } });
}

/** One record twice in a bulk: the second operation must see what the first one did. */
function chunksOfDistinctRecords(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const chunks: Operation[][] = [];
  let seen = new Set<string>();
  for (const operation of operations) {
    const id = operation.op === "create" ? undefined : operation.id;
    if (chunks.length === 0 || (id !== undefined && seen.has(id))) {
      chunks.push([]);
      seen = new Set();
    }
    if (id !== undefined) seen.add(id);
    chunks.at(-1)?.push(operation);
  }
  return chunks;
}

async function number(ctx: Ctx, module: Module, drafts: readonly Draft[]): Promise<void> {
  const created = drafts.filter((draft) => draft.kind === "create");
  if (created.length === 0) return;
  const reserved = await reserve(ctx, module, created.length);
  const series = await seriesNumbers(
    ctx,
    module,
    created.map((draft) => draft.after),
  );
  created.forEach((draft, i) => {
    const given = reserved[i];
    if (!given) throw new Error("too few numbers reserved");
    draft.id = given.id;
    Object.assign(draft.after, given.numbers, series ? { number: series[i] } : {});
    draft.label ||= labelOf(draft.after, module);
  });
}

/** Rows, the table of all records, the change log: what makes a write a write. Returns the operation's id. */
async function store(ctx: Ctx, module: Module, drafts: readonly Draft[], consequence: boolean): Promise<string | null> {
  const effective = drafts.filter((draft) => draft.kind !== "nothing");
  if (effective.length === 0) return null;
  const of = (kind: Draft["kind"]): readonly Draft[] => effective.filter((draft) => draft.kind === kind);
  const [created, updated] = [of("create"), of("update")];
  for (const draft of [...created, ...updated]) draft.stamp(ctx.now.toISOString(), actorId(ctx), ctx.source);
  const rows = (list: readonly Draft[]) => list.map((d) => ({ id: d.id, version: d.version, label: d.label, values: d.after }));
  if (created.length > 0) await insertRows(ctx, module, rows(created));
  if (updated.length > 0) await updateRows(ctx, module, rows(updated), new Set(updated.flatMap((draft) => draft.written())));
  const lines = linesField(module)?.name;
  if (lines !== undefined) {
    const touched = [
      ...created.filter((draft) => draft.after[lines] !== null),
      ...updated.filter((draft) => draft.changed().includes(lines)),
    ];
    await writeLines(
      ctx,
      touched.map((draft) => ({ id: draft.id, lines: draft.after[lines] ?? null })),
    );
  }
  const idsOf = (kind: Draft["kind"]): readonly string[] => of(kind).map((draft) => draft.id);
  if (idsOf("delete").length > 0) await setDeleted(ctx, module, idsOf("delete"), ctx.now.toISOString());
  if (idsOf("restore").length > 0) await setDeleted(ctx, module, idsOf("restore"), null);
  if (idsOf("purge").length > 0) {
    await clearReferences(ctx, module, idsOf("purge"), writeRecords);
    await purgeRows(ctx, module, idsOf("purge"));
  }
  await indexRecords(ctx, module, {
    created: created.map((draft) => indexRow(draft, module)),
    updated: updated.filter((draft) => isIndexed(module, draft.changed())).map((draft) => indexRow(draft, module)),
  });
  if (decidesAccess(module, effective)) await raiseEpoch(ctx.db);
  return logChanges(
    ctx,
    effective.map((draft): Change => ({ ...draft.change(module.name), ...(consequence ? { consequence } : {}) })),
  );
}

const indexRow = (draft: Draft, module: Module): IndexRow => ({
  id: draft.id,
  label: draft.label,
  owner_id: draft.after["owner_id"] ?? null,
  ...searchWords(draft.after, module),
});

/** Who there is, in which groups and offices, is what access is made of. */
const decidesAccess = (module: Module, drafts: readonly Draft[]): boolean =>
  module.name === "groups" ||
  (module.name === "users" && drafts.some((draft) => draft.kind !== "update" || draft.changed().includes("office_id")));

async function afterSave(ctx: Ctx, module: Module, drafts: readonly Draft[]): Promise<void> {
  const rules = rulesFor(module.name);
  const inner: Ctx = { ...ctx, depth: ctx.depth + 1 };
  const changesOf = (...kinds: readonly Draft["kind"][]): RecordChange[] =>
    drafts.filter((draft) => kinds.includes(draft.kind)).map((draft) => draft.recordChange(module, ctx.now.toISOString()));
  const [saved, removed] = [changesOf("create", "update"), changesOf("delete", "restore")];
  if (saved.length > 0) for (const rule of rules.afterSave ?? []) await rule(inner, saved, engine);
  if (removed.length > 0) for (const rule of rules.afterRemoval ?? []) await rule(inner, removed, engine);
}

/** What rules get of the engine. */
export const engine: Engine = {
  write: (ctx, options) => writeRecords(ctx, { ...options, byRule: true }),
  list: listRecords,
  read: (ctx, name, ids, fields) => {
    const module = moduleOf(ctx, name);
    return getMany(ctx, module, ids, fields ? selectPaths(ctx, module, fields) : undefined);
  },
  lock: (ctx, name, ids) => lockRows(ctx, moduleOf(ctx, name), ids.filter(isId)),
};

async function present(ctx: Ctx, module: Module, drafts: readonly Draft[], withRecords: boolean): Promise<readonly ItemResult[]> {
  if (!withRecords) return drafts.map(resultOf);
  const ids = drafts.filter((draft) => draft.error === undefined && draft.kind !== "purge").map((draft) => draft.id);
  const records = new Map((await getMany(ctx, module, ids)).map((record) => [record.id, record]));
  return drafts.map((draft) => {
    const record = records.get(draft.id);
    const result = resultOf(draft);
    return result.ok && record ? { ...result, record } : result;
  });
}

const resultOf = (draft: Draft): ItemResult =>
  draft.error ? { ok: false, error: draft.error } : { ok: true, id: draft.id, version: draft.version };

/** A version conflict carries the record as it is now, so that the writer can compare. */
async function attachCurrentRecord(ctx: Ctx, module: Module, drafts: readonly Draft[]): Promise<void> {
  const conflicts = drafts.filter((draft) => draft.error?.code === "version_conflict");
  if (conflicts.length === 0) return;
  const records = new Map(
    (
      await getMany(
        ctx,
        module,
        conflicts.map((d) => d.id),
      )
    ).map((record) => [record.id, record]),
  );
  for (const draft of conflicts) refuseItem(draft, new AppError("version_conflict", { extra: { current: records.get(draft.id) ?? null } }));
}

/** An atomic bulk with one refused item is refused whole; each error says which item it belongs to. */
function refuseAllIfAny(results: readonly ItemResult[]): void {
  const refused = results.flatMap((result, i) => (result.ok ? [] : [{ i, error: result.error }]));
  const first = refused[0];
  if (!first) return;
  if (results.length === 1) throw first.error;
  const errors = refused.flatMap(({ i, error }) =>
    error.errors.length > 0
      ? error.errors.map((e) => ({ ...e, field: `operations.${i}.${e.field}` }))
      : [{ field: `operations.${i}`, code: error.code, params: error.params }],
  );
  throw new AppError(first.error.code, { params: first.error.params, errors, extra: first.error.extra });
}

/** Two writers with the same unique value at once: the loser's check runs again and sees the winner. */
async function retryOnUniqueRace<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await write();
    } catch (error) {
      if (attempt >= 3 || sqlState(error) !== UNIQUE_VIOLATION) throw error;
    }
}

type Versioned = { readonly id: string; readonly version?: number | undefined };

async function writeOne(ctx: Ctx, module: string, operation: Operation): Promise<RecordJson> {
  const { results } = await writeRecords(ctx, { module, operations: [operation], atomic: true });
  const result = results[0];
  if (!result) throw new Error("a write without a result");
  if (!result.ok) throw result.error;
  return result.record ?? { id: result.id, version: result.version, label: "" };
}

export const createRecord = (ctx: Ctx, module: string, values: unknown): Promise<RecordJson> =>
  writeOne(ctx, module, { op: "create", values });
export const deleteRecord = (ctx: Ctx, module: string, target: Versioned): Promise<RecordJson> =>
  writeOne(ctx, module, { op: "delete", ...target });
export const restoreRecord = (ctx: Ctx, module: string, target: Versioned): Promise<RecordJson> =>
  writeOne(ctx, module, { op: "restore", ...target });
export const purgeRecord = (ctx: Ctx, module: string, target: Versioned): Promise<RecordJson> =>
  writeOne(ctx, module, { op: "purge", ...target });

/** Needs the version that the writer has seen: without it one would silently overwrite another. */
export async function updateRecord(ctx: Ctx, module: string, update: Versioned & { readonly values: unknown }): Promise<RecordJson> {
  if (update.version === undefined) throw new AppError("version_required");
  return writeOne(ctx, module, { op: "update", ...update });
}
