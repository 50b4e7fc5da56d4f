/**
 * What belongs to a record and has no version of its own: its links, who follows it, to whom it was opened by hand. A
 * merge gives the survivor what the others had and it had not. The change log keeps these rows as they are, so that an
 * undo removes just them, and an undo of the undo puts just them back.
 */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { notifyAccess } from "../../access/epoch.ts";
import type { Ctx } from "../../context.ts";
import { ident, join, sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import { logChanges } from "../write/change-log.ts";
import type { Move } from "./references.ts";

/** A table whose rows name a record in one column; two rows with the same other keys are the same thing. */
interface Belonging {
  readonly table: string;
  readonly own: string;
  readonly keys: readonly string[];
  /** Columns besides the keys. */
  readonly rest: readonly string[];
  /** The other end, where it is a record as well. */
  readonly other?: string;
}
const STARS: Belonging = { table: "stars", own: "record_id", keys: ["user_id"], rest: ["created_at"] };
const SHARES: Belonging = {
  table: "record_shares",
  own: "record_id",
  keys: ["to_type", "to_id"],
  rest: ["module", "level", "expires_at", "created_by", "created_at"],
};

function belongingsOf(ctx: Ctx, module: Module): readonly Belonging[] {
  const links = [...ctx.registry.links.values()].flatMap((link) => {
    const rest = ["created_at", ...(link.fields ?? []).map(({ name }) => name)];
    const side = (own: string, other: string): Belonging => ({ table: link.table, own, keys: [other], rest, other });
    return [
      ...(link.module === module.name ? [side("a_id", "b_id")] : []),
      ...(link.there.module === module.name ? [side("b_id", "a_id")] : []),
    ];
  });
  return [...links, STARS, SHARES];
}
const nameOf = ({ table, own }: Belonging): string => `${table}.${own}`;

/** In the change log, as `merged`: who went, and the survivor's new rows by table, each table's as JSON text. */
export interface Merged {
  readonly ids: readonly string[];
  readonly rows: Readonly<Record<string, string>>;
}
export const mergedOf = (values: Readonly<Record<string, Json>> | null): Merged | undefined =>
  values?.["merged"] as unknown as Merged | undefined;

/** Gives the survivor what the others have, and points them to it. */
export async function shareBelongings(ctx: Ctx, module: Module, { from, to, version }: Move & { readonly version: number }): Promise<void> {
  const rows: Record<string, string> = {};
  for (const belonging of belongingsOf(ctx, module)) {
    const missing = await missingRows(ctx, belonging, { from, to });
    if (missing !== undefined) rows[nameOf(belonging)] = missing;
  }
  await put(ctx, module, { to, version, merged: { ids: from, rows } });
}

async function missingRows(ctx: Ctx, { table, own, keys, rest, other }: Belonging, { from, to }: Move): Promise<string | undefined> {
  const same = join(
    keys.map((key) => sql`${ident("s", key)} = ${ident("t", key)}`),
    " AND ",
  );
  const key = join(keys.map((name) => ident("t", name)));
  const columns = join([...keys, ...rest].map((name) => ident("t", name)));
  const outside = other === undefined ? sql`true` : sql`NOT (${ident("t", other)} = ANY(${[...from, to]}::bigint[]))`;
  const { rows } = await ctx.db.query<{ rows: string | null }>(
    sql`SELECT jsonb_agg(to_jsonb(x))::text AS rows FROM (
          SELECT DISTINCT ON (${key}) ${to}::bigint AS ${ident(own)}, ${columns} FROM ${ident(table)} t
          WHERE ${ident("t", own)} = ANY(${from}::bigint[]) AND ${outside}
            AND NOT EXISTS (SELECT 1 FROM ${ident(table)} s WHERE ${ident("s", own)} = ${to}::bigint AND ${same})
          ORDER BY ${key}, ${ident("t", "created_at")}) x`,
  );
  return rows[0]?.rows ?? undefined;
}

interface Put {
  readonly to: string;
  readonly version: number;
  readonly merged: Merged;
}
async function put(ctx: Ctx, module: Module, { to, version, merged }: Put): Promise<void> {
  for (const belonging of belongingsOf(ctx, module)) {
    const rows = merged.rows[nameOf(belonging)];
    if (rows === undefined) continue;
    const columns = join([belonging.own, ...belonging.keys, ...belonging.rest].map((name) => ident(name)));
    await ctx.db.query(
      sql`INSERT INTO ${ident(belonging.table)} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${ident(belonging.table)}, ${rows}::jsonb) ON CONFLICT DO NOTHING`,
    );
  }
  await ctx.db.query(sql`UPDATE records SET merged_into = ${to}::bigint WHERE id = ANY(${merged.ids}::bigint[])`);
  await tell(ctx, merged);
  await log(ctx, module, { to, version, merged, kind: "merge" });
}

/** Takes a merge's part back, or (of one that was taken back) does it again. The records themselves are restored by then. */
export async function switchBelongings(
  ctx: Ctx,
  module: Module,
  change: {
    readonly record_id: string;
    readonly kind: string;
    readonly before: Readonly<Record<string, Json>> | null;
    readonly after: Readonly<Record<string, Json>> | null;
  },
): Promise<void> {
  const merged = mergedOf(change.after ?? change.before);
  if (!merged) return;
  const { rows } = await ctx.db.query<{ id: string; version: number }>(
    sql`SELECT id, version FROM ${ident(module.name)} WHERE id = ANY(${[...merged.ids, change.record_id]}::bigint[]) AND deleted_at IS NULL`,
  );
  const survivor = rows.find(({ id }) => id === change.record_id);
  if (!survivor || rows.length <= merged.ids.length) throw new AppError("merge_kept");
  const state = { to: change.record_id, version: survivor.version, merged };
  if (change.kind === "unmerge") return put(ctx, module, state);
  for (const belonging of belongingsOf(ctx, module)) {
    const given = merged.rows[nameOf(belonging)];
    if (given === undefined) continue;
    const same = join(
      [belonging.own, ...belonging.keys].map((name) => sql`${ident("t", name)} = ${ident("x", name)}`),
      " AND ",
    );
    await ctx.db.query(
      sql`DELETE FROM ${ident(belonging.table)} t USING jsonb_populate_recordset(NULL::${ident(belonging.table)}, ${given}::jsonb) x WHERE ${same}`,
    );
  }
  await tell(ctx, merged);
  await log(ctx, module, { ...state, kind: "unmerge" });
}

/** Shares decide what their receivers may see. */
async function tell(ctx: Ctx, { rows }: Merged): Promise<void> {
  if (rows[nameOf(SHARES)] !== undefined) await notifyAccess(ctx.db, "all");
}

async function log(ctx: Ctx, module: Module, { to, version, merged, kind }: Put & { readonly kind: "merge" | "unmerge" }): Promise<void> {
  const value = { merged: merged as unknown as Json };
  await logChanges(ctx, [
    {
      record_id: to,
      module: module.name,
      kind,
      version,
      before: kind === "unmerge" ? value : null,
      after: kind === "merge" ? value : null,
    },
  ]);
}
