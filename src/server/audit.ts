/**
 * The audit log: who signed in, who changed settings and access, who exported. Append-only; each entry's hash covers the
 * one before it, so that whoever changes the table outside the program leaves a trace that `verifyAudit` finds.
 */
import { AUDIT_ACTIONS, type AuditAction } from "../model/access/audit-actions.ts";
import type { Actor, Ctx } from "./context.ts";
import type { Db } from "./db/database.ts";
import { empty, join, sql, type Sql } from "./db/sql.ts";

export { AUDIT_ACTIONS, type AuditAction };

export interface AuditEvent {
  readonly action: AuditAction;
  readonly target?: { readonly type: string; readonly id: string; readonly name?: string };
  /** Goes in as JSON; no secrets. */
  readonly details?: object;
  readonly address?: string;
}
export interface AuditEntry extends Omit<AuditEvent, "target"> {
  readonly id: string;
  readonly at: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly target_type: string | null;
  readonly target_id: string | null;
  readonly target_name: string | null;
}

/** Any constant: entries are chained one after the other. */
const AUDIT_LOCK = 7_105_210_004n;

/** Writes an entry, in the caller's transaction if there is one. */
export async function audit(ctx: { readonly db: Db; readonly actor?: Actor | undefined }, event: AuditEvent): Promise<void> {
  const { actor } = ctx;
  const { target } = event;
  const by = actor?.kind === "user" ? actor.by : undefined;
  // The person in truth; in whose name, behind the arrow.
  const name = by ? `${by.name} → ${actor?.name}` : (actor?.name ?? null);
  await ctx.db.tx(async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${AUDIT_LOCK})`);
    await tx.query(sql`
      INSERT INTO audit_log (at, actor_id, actor_name, action, target_type, target_id, target_name, details, address, hash)
      SELECT e.at, e.actor_id, e.actor_name, e.action, e.target_type, e.target_id, e.target_name, e.details, e.address,
        audit_hash((SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1), e)
      FROM json_populate_record(NULL::audit_log, json_build_object('at', clock_timestamp()::timestamptz(3), 'actor_id', ${by?.id ?? (actor?.kind === "user" ? actor.id : null)}::bigint,
        'actor_name', ${name}::text, 'action', ${event.action}::text, 'target_type', ${target?.type ?? null}::text,
        'target_id', ${target?.id ?? null}::text, 'target_name', ${target?.name ?? null}::text,
        'details', ${event.details === undefined ? null : JSON.stringify(event.details)}::jsonb, 'address', ${event.address ?? null}::text)) AS e`);
  });
}

export interface AuditQuery {
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly target_type?: string | undefined;
  readonly target_id?: string | undefined;
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  /** Words in names and details. */
  readonly q?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Newest first. The cursor is the id of the last entry seen. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<{ data: readonly AuditEntry[]; next_cursor: string | null }> {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const where: Sql[] = [];
  if (query.action !== undefined) where.push(sql`action = ${query.action}`);
  if (query.actor !== undefined) where.push(sql`actor_id = ${query.actor}::bigint`);
  if (query.target_type !== undefined) where.push(sql`target_type = ${query.target_type}`);
  if (query.target_id !== undefined) where.push(sql`target_id = ${query.target_id}`);
  if (query.from !== undefined) where.push(sql`at >= ${query.from}::timestamptz`);
  if (query.before !== undefined) where.push(sql`at < ${query.before}::timestamptz`);
  if (query.cursor !== undefined) where.push(sql`id < ${query.cursor}::bigint`);
  if (query.q !== undefined && query.q.trim() !== "")
    where.push(sql`strpos(manul_fold(concat_ws(' ', actor_name, target_name, address, details::text)), manul_fold(${query.q.trim()})) > 0`);
  const { rows } = await ctx.db.query<AuditEntry>(
    sql`SELECT id, at, actor_id, actor_name, action, target_type, target_id, target_name, details, address FROM audit_log
        ${where.length > 0 ? sql`WHERE ${join(where, " AND ")}` : empty} ORDER BY id DESC LIMIT ${limit + 1}`,
  );
  return { data: rows.slice(0, limit), next_cursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}

/** The id of the first entry that doesn't follow from the one before; null where all do. */
export async function verifyAudit(db: Db): Promise<{ entries: number; broken: string | null }> {
  const { rows } = await db.query<{ entries: number; broken: string | null }>(
    sql`SELECT count(*)::int AS entries, (min(id) FILTER (WHERE hash <> audit_hash(previous, entry)))::text AS broken
        FROM (SELECT a.id, a.hash, a AS entry, lag(a.hash) OVER (ORDER BY a.id) AS previous FROM audit_log a) x`,
  );
  return rows[0] ?? { entries: 0, broken: null };
}
