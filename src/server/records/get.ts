/** Reading single records: by the same predicate and the same query builder as lists. */
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { ident, sql } from "../db/sql.ts";
import type { Module } from "../../model/define.ts";
import { BASE } from "./compile/path.ts";
import { recordAsOf } from "./history/as-of.ts";
import { isId, notFound } from "./ids.ts";
import { selectPaths } from "./list.ts";
import { moduleOf, visibleFields } from "./plan.ts";
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
  if (options.asOf !== undefined) return recordAsOf(ctx, module, options.id, options.asOf);
  const select = selectPaths(ctx, module, options.fields);
  const records = await getMany(ctx, module, [options.id], select);
  const record = records[0];
  if (!record) throw notFound(options.id);
  const rights = accessOf(ctx).module(module);
  const starred = await ctx.db.query(sql`SELECT 1 FROM stars WHERE user_id = ${ctx.actor.kind === "user" ? ctx.actor.id : "0"} AND record_id = ${options.id}`);
  return { ...record, starred: starred.rowCount > 0, rights: { edit: rights.edit, delete: rights.delete } };
}

/** The records of these ids that the actor may see, in the order of the ids. */
export async function getMany(ctx: Ctx, module: Module, ids: readonly string[], select = visibleFields(ctx, module)): Promise<readonly RecordJson[]> {
  const valid = ids.filter(isId);
  if (valid.length === 0) return [];
  const present = presenter(select);
  const where = [sql`${ident(BASE, "id")} = ANY(${valid}::bigint[])`];
  const inner = sql`SELECT ${columnsOf(ctx, select)} ${fromWhere(ctx, { module, select, touched: [], where, deleted: "either" })}`;
  const { rows } = await ctx.db.query<DbRow>(sql`SELECT p.*${labelsOf(select)} FROM (${inner}) p`);
  const byId = new Map(rows.map((row) => [String(row["id"]), present(row)]));
  return valid.flatMap((id) => byId.get(id) ?? []);
}
