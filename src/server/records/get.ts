/** Reading single records: by the same predicate and the same query builder as lists. */
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { ident, raw, sql } from "../db/sql.ts";
import type { Module } from "../../model/define.ts";
import type { ResolvedPath } from "../../model/registry.ts";
import { BASE } from "./compile/path.ts";
import { recordAsOf } from "./history/as-of.ts";
import { isId, notFound } from "./ids.ts";
import { selectPaths } from "./list.ts";
import { moduleOf, shownFields } from "./plan.ts";
import { noteRevealed } from "./revealed.ts";
import { columnsOf, fromWhere, labelsOf, presenter, type DbRow, type RecordJson } from "./select.ts";

export interface GetOptions {
  readonly module: string;
  readonly id: string;
  readonly fields?: readonly string[] | undefined;
  /** ISO time: the record as it was then. */
  readonly asOf?: string | undefined;
}

/** One record, living or in the recycle bin; read by the same predicate as a list. */
export async function getRecord(ctx: Ctx, options: GetOptions): Promise<RecordJson> {
  const module = moduleOf(ctx, options.module);
  if (options.asOf !== undefined) return recordAsOf(ctx, module, { ...options, asOf: options.asOf });
  const [found] = isId(options.id)
    ? await readRows(ctx, module, [options.id], options.fields ? selectPaths(ctx, module, options.fields) : shownFields(ctx, module))
    : [];
  if (!found) throw notFound(options.id);
  const rights = await recordRights(ctx, module, options.id);
  const went = found.record["deleted_at"] === undefined ? {} : await mergedInto(ctx, module, options.id);
  return { ...found.record, ...went, starred: found.starred, rights: { ...rights, edit: rights.edit && !found.archived } };
}

/** Where a record in the recycle bin went, if it was merged with one that the actor may see. */
async function mergedInto(ctx: Ctx, module: Module, id: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await ctx.db.query<{ merged_into: string | null }>(sql`SELECT merged_into FROM records WHERE id = ${id}::bigint`);
  const into = rows[0]?.merged_into ?? undefined;
  const [survivor] = into === undefined ? [] : await getMany(ctx, module, [into], []);
  return survivor ? { merged_into: survivor.id, merged_into__label: survivor.label } : {};
}

/** What the actor may do with this very record, which they may see. */
export async function recordRights(ctx: Ctx, module: Module, id: string): Promise<{ readonly edit: boolean; readonly delete: boolean }> {
  const access = accessOf(ctx);
  const rights = access.module(module);
  const edit = access.predicate(module, "edit", BASE);
  const remove = access.predicate(module, "delete", BASE);
  if (!edit && !remove) return { edit: rights.edit, delete: rights.delete };
  const { rows } = await ctx.db.query<{ edit: boolean; remove: boolean }>(
    sql`SELECT coalesce(${edit ?? raw("true")}, false) AS edit, coalesce(${remove ?? raw("true")}, false) AS remove FROM ${ident(module.name)} ${raw(BASE)} WHERE ${ident(BASE, "id")} = ${id}::bigint`,
  );
  return { edit: rights.edit && rows[0]?.edit === true, delete: rights.delete && rows[0]?.remove === true };
}

/** The records of these ids that the actor may see, in the order of the ids. */
export async function getMany(
  ctx: Ctx,
  module: Module,
  ids: readonly string[],
  select = shownFields(ctx, module),
): Promise<readonly RecordJson[]> {
  const valid = ids.filter(isId);
  if (valid.length === 0) return [];
  const byId = new Map((await readRows(ctx, module, valid, select)).map(({ record }) => [record.id, record]));
  return valid.flatMap((id) => byId.get(id) ?? []);
}

async function readRows(
  ctx: Ctx,
  module: Module,
  ids: readonly string[],
  select: readonly ResolvedPath[],
): Promise<readonly { record: RecordJson; starred: boolean; archived: boolean }[]> {
  const present = presenter(ctx, select);
  const where = [sql`${ident(BASE, "id")} = ANY(${ids}::bigint[])`];
  const me = ctx.actor.kind === "user" ? ctx.actor.id : "0";
  const archived = module.archivedBy === undefined ? raw("false") : sql`${ident(BASE, module.archivedBy)} IS NOT NULL`;
  const inner = sql`SELECT ${columnsOf(ctx, module, select)}, ${archived} AS archived ${fromWhere(ctx, { module, select, touched: [], where, deleted: "either" })}`;
  const { rows } = await ctx.db.query<DbRow>(
    sql`SELECT p.*${labelsOf(ctx, select)}, EXISTS (SELECT 1 FROM stars s WHERE s.user_id = ${me}::bigint AND s.record_id = p.id) AS starred FROM (${inner}) p`,
  );
  const records = rows.map((row) => ({ record: present(row), starred: row["starred"] === true, archived: row["archived"] === true }));
  noteRevealed(
    ctx,
    module,
    select,
    records.map(({ record }) => record),
  );
  return records;
}
