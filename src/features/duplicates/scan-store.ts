/** The tables of searches for duplicates: how far one is, its keys while it runs, the groups that it found. */
import type { Ctx } from "../../server/context.ts";
import type { Db } from "../../server/db/database.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";

export interface Scan {
  readonly id: string;
  readonly module: string;
  readonly job_id: string | null;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly cursor: string | null;
  readonly looked_at: string;
  readonly groups: number;
  readonly more: boolean;
  readonly created_at: string;
  readonly finished_at: string | null;
}
export interface Group {
  readonly seq: number;
  readonly record_ids: readonly string[];
  readonly same: readonly string[];
}
const COLUMNS = sql`id, module, job_id, state, cursor, looked_at, groups, more, created_at, finished_at FROM duplicate_scans`;
const me = (ctx: Ctx): string | null => (ctx.actor.kind === "user" ? ctx.actor.id : null);

/** Only the newest search of a module is kept for each person. */
export async function insertScan(ctx: Ctx, module: string): Promise<string> {
  const { rows: old } = await ctx.db.query<{ id: string }>(
    sql`DELETE FROM duplicate_scans WHERE created_by IS NOT DISTINCT FROM ${me(ctx)}::bigint AND module = ${module} AND state NOT IN ('queued', 'running') RETURNING id`,
  );
  for (const { id } of old) await dropKeys(ctx.db, id);
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`INSERT INTO duplicate_scans (module, created_by) VALUES (${module}, ${me(ctx)}::bigint) RETURNING id`,
  );
  return rows[0]?.id ?? "";
}
export async function setJob(db: Db, id: string, job: string): Promise<void> {
  await db.query(sql`UPDATE duplicate_scans SET job_id = ${job}::bigint WHERE id = ${id}::bigint`);
}

/** One's own. */
export async function getScan(ctx: Ctx, id: string): Promise<Scan> {
  const { rows } = /^[1-9]\d{0,17}$/.test(id)
    ? await ctx.db.query<Scan>(sql`SELECT ${COLUMNS} WHERE id = ${id}::bigint AND created_by IS NOT DISTINCT FROM ${me(ctx)}::bigint`)
    : { rows: [] };
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}
export async function lastScan(ctx: Ctx, module: string): Promise<Scan | null> {
  const { rows } = await ctx.db.query<Scan>(
    sql`SELECT ${COLUMNS} WHERE created_by IS NOT DISTINCT FROM ${me(ctx)}::bigint AND module = ${module} ORDER BY id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

/** From one of the states to another; false where it was in none of them. */
export async function moveScan(db: Db, id: string, from: readonly Scan["state"][], to: Scan["state"]): Promise<boolean> {
  const { rowCount } = await db.query(sql`
    UPDATE duplicate_scans SET state = ${to}, finished_at = CASE WHEN ${to}::text IN ('done', 'failed', 'cancelled') THEN clock_timestamp() END
    WHERE id = ${id}::bigint AND state = ANY(${[...from]}::text[])`);
  return rowCount > 0;
}

export interface KeyRow {
  readonly pass: number;
  readonly key: string;
  readonly record_id: string;
}
/** Keys of the records that were read last, and the place where the reading goes on. */
export async function addKeys(
  db: Db,
  id: string,
  { keys, read, cursor }: { keys: readonly KeyRow[]; read: number; cursor: string | null },
): Promise<void> {
  await db.query(sql`INSERT INTO duplicate_keys (scan_id, pass, key, record_id)
    SELECT ${id}::bigint, x.pass, x.key, x.record_id FROM json_to_recordset(${JSON.stringify(keys)}::json) AS x(pass smallint, key text, record_id bigint)`);
  await db.query(sql`UPDATE duplicate_scans SET looked_at = looked_at + ${read}::bigint, cursor = ${cursor} WHERE id = ${id}::bigint`);
}
export async function keysAfter(
  db: Db,
  id: string,
  { pass, after, limit }: { pass: number; after: { readonly key: string; readonly record_id: string } | undefined; limit: number },
): Promise<readonly { readonly key: string; readonly record_id: string }[]> {
  const { rows } = await db.query<{ key: string; record_id: string }>(
    sql`SELECT key, record_id FROM duplicate_keys WHERE scan_id = ${id}::bigint AND pass = ${pass}::smallint
          AND (key, record_id) > (${after?.key ?? ""}, ${after?.record_id ?? "0"}::bigint) ORDER BY key, record_id LIMIT ${limit}`,
  );
  return rows;
}
const DROPPED = 100_000;
/** In portions: of a million records there are several million keys, and no statement may take half a minute. */
export async function dropKeys(db: Db, id: string): Promise<void> {
  for (;;) {
    const { rowCount } = await db.query(
      sql`DELETE FROM duplicate_keys WHERE ctid = ANY(ARRAY(SELECT ctid FROM duplicate_keys WHERE scan_id = ${id}::bigint LIMIT ${DROPPED}))`,
    );
    if (rowCount < DROPPED) return;
  }
}

export async function keepGroups(
  db: Db,
  id: string,
  { groups, more }: { groups: readonly Omit<Group, "seq">[]; more: boolean },
): Promise<void> {
  const rows = groups.map((group, seq) => ({ seq, ...group }));
  await db.query(sql`DELETE FROM duplicate_groups WHERE scan_id = ${id}::bigint`);
  await db.query(sql`INSERT INTO duplicate_groups (scan_id, seq, record_ids, same)
    SELECT ${id}::bigint, x.seq, ARRAY(SELECT json_array_elements_text(x.record_ids)::bigint), ARRAY(SELECT json_array_elements_text(x.same))
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS x(seq int, record_ids json, same json)`);
  await db.query(sql`UPDATE duplicate_scans SET groups = ${groups.length}::int, more = ${more} WHERE id = ${id}::bigint`);
  await dropKeys(db, id);
}
export async function groupsAfter(db: Db, id: string, after: number, limit: number): Promise<readonly Group[]> {
  const { rows } = await db.query<Group>(
    sql`SELECT seq, record_ids::text[] AS record_ids, same FROM duplicate_groups WHERE scan_id = ${id}::bigint AND seq > ${after} ORDER BY seq LIMIT ${limit}`,
  );
  return rows;
}
