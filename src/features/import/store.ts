/** The tables of imports: what was asked for, how far it is, what was refused. */
import type { Ctx } from "../../server/context.ts";
import type { Db } from "../../server/db/database.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import type { ModuleError } from "./batch.ts";
import type { ImportPlan } from "./plan.ts";
import type { Others } from "./references.ts";
import { safeJson } from "./upload.ts";

export type ImportState = "queued" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone";

export interface ImportRow {
  readonly id: string;
  readonly module: string;
  readonly file_id: string;
  readonly file_name: string;
  readonly job_id: string | null;
  readonly plan: ImportPlan;
  readonly state: ImportState;
  readonly position: string;
  readonly total: string | null;
  readonly created: string;
  readonly updated: string;
  readonly skipped: string;
  readonly failed: string;
  /** By module: what was written beside the imported one's records. */
  readonly others: Readonly<Record<string, { readonly created: number; readonly updated: number }>>;
  readonly message: string | null;
  readonly has_rejections: boolean;
  readonly rate: number | null;
  readonly created_by: string | null;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}
export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly failed: number;
}

const COLUMNS = sql`i.id, i.module, i.file_id, f.name AS file_name, i.job_id, i.plan, i.state, i.position, i.total, i.created, i.updated, i.skipped,
  i.failed, i.others, i.message, EXISTS (SELECT 1 FROM import_rejections r WHERE r.import_id = i.id) AS has_rejections, j.rate, i.created_by, i.started_at, i.finished_at FROM imports i JOIN import_files f ON f.id = i.file_id LEFT JOIN jobs j ON j.id = i.job_id`;
const PAGE = 100;

const mine = (ctx: Ctx) => {
  if (ctx.actor.kind === "system" || ctx.actor.isAdmin) return sql`true`;
  return sql`i.created_by = ${ctx.actor.id}`;
};

export async function listImports(ctx: Ctx, before: string | undefined): Promise<readonly ImportRow[]> {
  const { rows } = await ctx.db.query<ImportRow>(
    sql`SELECT ${COLUMNS} WHERE ${mine(ctx)} AND (${before ?? null}::bigint IS NULL OR i.id < ${before ?? null}::bigint) ORDER BY i.id DESC LIMIT ${PAGE}`,
  );
  return rows;
}

/** An import of the actor's own, or any for administrators. */
export async function getImport(ctx: Ctx, id: string): Promise<ImportRow> {
  const { rows } = /^[1-9]\d{0,17}$/.test(id)
    ? await ctx.db.query<ImportRow>(sql`SELECT ${COLUMNS} WHERE i.id = ${id} AND ${mine(ctx)}`)
    : { rows: [] };
  const row = rows[0];
  if (!row) throw new AppError("not_found");
  return row;
}

export async function insertImport(ctx: Ctx, plan: ImportPlan, total: number): Promise<string> {
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`INSERT INTO imports (module, file_id, plan, total, created_by) VALUES (${plan.module}, ${plan.file_id}, ${safeJson(plan)}, ${total}, ${by}) RETURNING id`,
  );
  return rows[0]?.id ?? "";
}

export async function setJob(db: Db, id: string, jobId: string): Promise<void> {
  await db.query(sql`UPDATE imports SET job_id = ${jobId} WHERE id = ${id}`);
}

/** From one of the states to another; false where it was in none of them. */
export async function moveImport(db: Db, id: string, from: readonly ImportState[], to: ImportState, message?: string): Promise<boolean> {
  const { rowCount } = await db.query(sql`
    UPDATE imports SET state = ${to}, message = coalesce(${message ?? null}::text, message),
      started_at = CASE WHEN ${to}::text = 'running' THEN coalesce(started_at, clock_timestamp()) ELSE started_at END,
      finished_at = CASE WHEN ${to}::text IN ('done', 'failed', 'cancelled') THEN clock_timestamp() ELSE finished_at END
    WHERE id = ${id} AND state = ANY(${[...from]}::text[])`);
  return rowCount > 0;
}

/** Moves the position on; throws where another worker has done so: then this batch is not to be. */
export async function advance(
  db: Db,
  id: string,
  move: { readonly from: number; readonly to: number; readonly counts: Counts; readonly others?: Others; readonly total?: number },
): Promise<void> {
  const { counts } = move;
  const { rowCount } = await db.query(sql`
    UPDATE imports SET position = ${move.to}, total = coalesce(${move.total ?? null}::bigint, greatest(total, ${move.to}::bigint)), created = created + ${counts.created},
      updated = updated + ${counts.updated}, skipped = skipped + ${counts.skipped}, failed = failed + ${counts.failed}
    WHERE id = ${id} AND position = ${move.from} AND state = 'running'`);
  if (rowCount === 0) throw new Error(`import ${id} is no longer at row ${move.from}`);
  await addOthers(db, id, move.others ?? new Map());
}

/** Adds to the counts of what was written beside the imported module's records. */
export async function addOthers(db: Db, id: string, others: Others): Promise<void> {
  if (others.size === 0) return;
  await db.query(sql`
    UPDATE imports SET others = others || (
      SELECT jsonb_object_agg(n.key, jsonb_build_object(
        'created', (n.value->>'created')::bigint + coalesce((others->n.key->>'created')::bigint, 0),
        'updated', (n.value->>'updated')::bigint + coalesce((others->n.key->>'updated')::bigint, 0)))
      FROM jsonb_each(${JSON.stringify(Object.fromEntries(others))}::jsonb) AS n)
    WHERE id = ${id}`);
}

export interface Rejection {
  readonly line: number;
  readonly cells: readonly string[];
  readonly errors: readonly ModuleError[];
}

export async function addRejections(db: Db, id: string, rejections: readonly (Rejection & { readonly seq?: number })[]): Promise<void> {
  if (rejections.length === 0) return;
  await db.query(sql`INSERT INTO import_rejections (import_id, line, seq, cells, errors)
    SELECT ${id}::bigint, r.line, r.seq, r.cells, r.errors
    FROM jsonb_to_recordset(${safeJson(rejections.map(({ seq = 0, ...rest }) => ({ ...rest, seq })))}::jsonb) AS r(line bigint, seq int, cells jsonb, errors jsonb)
    ON CONFLICT DO NOTHING`);
}

/** In the order of the file, in portions. */
export async function* rejections(db: Db, id: string): AsyncGenerator<readonly Rejection[]> {
  let last: { line: string; seq: number } = { line: "0", seq: -1 };
  for (;;) {
    const { rows } = await db.query<{ line: string; seq: number; cells: string[]; errors: ModuleError[] }>(sql`
      SELECT line, seq, cells, errors FROM import_rejections WHERE import_id = ${id} AND (line, seq) > (${last.line}::bigint, ${last.seq}::int)
      ORDER BY line, seq LIMIT 1000`);
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => ({ line: Number(row.line), cells: row.cells, errors: row.errors }));
    last = end;
  }
}

export interface Pending {
  readonly id: string;
  readonly line: number;
  readonly record_id: string;
  readonly field: string;
  readonly value: string;
  readonly cells: readonly string[];
}

export async function addPending(db: Db, id: string, pending: readonly Omit<Pending, "id">[]): Promise<void> {
  if (pending.length === 0) return;
  await db.query(sql`INSERT INTO import_pending (import_id, line, record_id, field, value, cells)
    SELECT ${id}::bigint, p.line, p.record_id, p.field, p.value, p.cells
    FROM jsonb_to_recordset(${safeJson(pending)}::jsonb) AS p(line bigint, record_id bigint, field text, value text, cells jsonb)`);
}

/** Takes the next ones out; they come back if the transaction fails. */
export async function takePending(db: Db, id: string, limit: number): Promise<readonly Pending[]> {
  const { rows } = await db.query<Pending>(sql`
    WITH taken AS (DELETE FROM import_pending WHERE id IN (SELECT id FROM import_pending WHERE import_id = ${id} ORDER BY id LIMIT ${limit})
      RETURNING id, line, record_id, field, value, cells)
    SELECT id, line::int AS line, record_id, field, value, cells FROM taken ORDER BY id`);
  return rows;
}
