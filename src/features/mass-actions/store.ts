/** The tables of mass actions: what was asked for, on which records, how far it is, what was refused. */
import type { Ctx } from "../../server/context.ts";
import type { Db } from "../../server/db/database.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError, type FieldError } from "../../server/errors.ts";
import type { MassAction } from "./action.ts";

export type MassState = "queued" | "choosing" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone";

/** Which records: these, or all that a list of the module would show. */
export interface Choice {
  readonly ids?: readonly string[] | undefined;
  readonly filter?: unknown;
  readonly q?: string | undefined;
}
export interface MassRequest extends MassAction, Choice {
  /** Of the undo that runs now, or ran last: whether fields that were changed since are overwritten. */
  readonly overwrite?: boolean;
}
export interface MassRow {
  readonly id: string;
  readonly module: string;
  readonly job_id: string | null;
  readonly request: MassRequest;
  readonly state: MassState;
  /** Where the choice of records goes on. */
  readonly cursor: string | null;
  readonly chosen: string;
  readonly position: string;
  readonly changed: string;
  readonly failed: string;
  readonly undone: string;
  readonly message: string | null;
  readonly created_by: string | null;
  readonly has_failures: boolean;
  readonly has_kept: boolean;
}
export interface Failure {
  readonly record_id: string;
  readonly errors: readonly FieldError[];
}

const COLUMNS = sql`m.id, m.module, m.job_id, m.request, m.state, m.cursor, m.chosen, m.position, m.changed, m.failed, m.undone, m.message, m.created_by,
  EXISTS (SELECT 1 FROM mass_failures f WHERE f.mass_id = m.id AND NOT f.undo) AS has_failures,
  EXISTS (SELECT 1 FROM mass_failures f WHERE f.mass_id = m.id AND f.undo) AS has_kept FROM mass_actions m`;

export async function insertMass(ctx: Ctx, module: string, request: MassRequest): Promise<string> {
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`INSERT INTO mass_actions (module, request, created_by) VALUES (${module}, ${JSON.stringify(request)}::jsonb, ${by}) RETURNING id`,
  );
  return rows[0]?.id ?? "";
}

/** One's own, or any for administrators. */
export async function getMass(ctx: Ctx, id: string): Promise<MassRow> {
  const all = ctx.actor.kind === "system" || ctx.actor.isAdmin;
  const me = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = /^[1-9]\d{0,17}$/.test(id)
    ? await ctx.db.query<MassRow>(sql`SELECT ${COLUMNS} WHERE m.id = ${id}::bigint AND (${all} OR m.created_by = ${me}::bigint)`)
    : { rows: [] };
  const row = rows[0];
  if (!row) throw new AppError("not_found");
  return row;
}

export async function setJob(db: Db, id: string, jobId: string): Promise<void> {
  await db.query(sql`UPDATE mass_actions SET job_id = ${jobId}::bigint WHERE id = ${id}::bigint`);
}

/** From one of the states to another; false where it was in none of them. */
export async function moveMass(db: Db, id: string, from: readonly MassState[], to: MassState, message?: string): Promise<boolean> {
  const { rowCount } = await db.query(sql`
    UPDATE mass_actions SET state = ${to}, message = coalesce(${message ?? null}::text, message),
      finished_at = CASE WHEN ${to}::text IN ('done', 'failed', 'cancelled', 'undone') THEN clock_timestamp() ELSE NULL END
    WHERE id = ${id}::bigint AND state = ANY(${[...from]}::text[])`);
  return rowCount > 0;
}

export async function setOverwrite(db: Db, id: string, overwrite: boolean): Promise<void> {
  await db.query(
    sql`UPDATE mass_actions SET request = request || jsonb_build_object('overwrite', ${overwrite}::boolean), undone = 0 WHERE id = ${id}::bigint`,
  );
  await db.query(sql`DELETE FROM mass_failures WHERE mass_id = ${id}::bigint AND undo`);
}

/** Puts records behind those chosen before, and keeps the place where the choice goes on. */
export async function addTargets(
  db: Db,
  id: string,
  { from, ids, cursor }: { readonly from: number; readonly ids: readonly string[]; readonly cursor: string | null },
): Promise<void> {
  if (ids.length > 0)
    await db.query(sql`INSERT INTO mass_targets (mass_id, seq, record_id)
      SELECT ${id}::bigint, ${from}::bigint + n, x FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS t(x, n)`);
  await db.query(sql`UPDATE mass_actions SET chosen = ${from + ids.length}::bigint, cursor = ${cursor} WHERE id = ${id}::bigint`);
}
export async function targets(db: Db, id: string, after: number, limit: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ record_id: string }>(
    sql`SELECT record_id FROM mass_targets WHERE mass_id = ${id}::bigint AND seq > ${after}::bigint ORDER BY seq LIMIT ${limit}`,
  );
  return rows.map((row) => row.record_id);
}

export async function addProgress(db: Db, id: string, done: { position: number; changed: number; failed: number }): Promise<void> {
  await db.query(sql`UPDATE mass_actions SET position = ${done.position}::bigint, changed = changed + ${done.changed}::bigint,
    failed = failed + ${done.failed}::bigint WHERE id = ${id}::bigint`);
}
export async function addUndone(db: Db, id: string, undone: number): Promise<void> {
  await db.query(sql`UPDATE mass_actions SET undone = undone + ${undone}::bigint WHERE id = ${id}::bigint`);
}

export async function addFailures(db: Db, id: string, undo: boolean, failures: readonly Failure[]): Promise<void> {
  if (failures.length === 0) return;
  await db.query(sql`INSERT INTO mass_failures (mass_id, undo, record_id, errors)
    SELECT ${id}::bigint, ${undo}, x.record_id, x.errors FROM json_to_recordset(${JSON.stringify(failures)}::json) AS x(record_id bigint, errors jsonb)
    ON CONFLICT (mass_id, undo, record_id) DO UPDATE SET errors = mass_failures.errors || EXCLUDED.errors`);
}

const PAGE = 500;
/** Refused records, in the order of their ids. */
export async function* failures(db: Db, id: string, undo: boolean): AsyncGenerator<readonly Failure[]> {
  let after = "0";
  for (;;) {
    const { rows } = await db.query<Failure>(sql`SELECT record_id, errors FROM mass_failures
      WHERE mass_id = ${id}::bigint AND undo = ${undo} AND record_id > ${after}::bigint ORDER BY record_id LIMIT ${PAGE}`);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.record_id ?? "0";
  }
}

/** Those of long ago go, with their lists of records; what they did is in the change log. */
export async function pruneMass(db: Db): Promise<void> {
  await db.query(sql`DELETE FROM mass_actions WHERE finished_at < now() - interval '30 days'`);
}
