/**
 * Asking for access: whoever meets a mask may ask to see what is behind it and says why; who administers access is
 * told, opens the record to them until a day, or declines.
 */
import { isId } from "../../fieldtypes/record-id.ts";
import { endOf, grantPersonal } from "../../server/access/settings/personal.ts";
import { accessOf } from "../../server/access/access.ts";
import { audit } from "../../server/audit.ts";
import type { Ctx } from "../../server/context.ts";
import { empty, sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import { getRecord } from "../../server/records/index.ts";
import { addNotifications, type NewNotification } from "../notifications/index.ts";

export const REQUEST_STATES = ["open", "approved", "refused"] as const;
export interface AccessRequest {
  readonly id: string;
  readonly user_id: string;
  readonly user__label: string | null;
  readonly module: string;
  readonly record_id: string;
  readonly record__label: string | null;
  readonly reason: string;
  readonly status: (typeof REQUEST_STATES)[number];
  readonly created_at: string;
  readonly decided_by__label: string | null;
  readonly decided_at: string | null;
  readonly answer: string;
}
export interface Decision {
  readonly approve: boolean;
  /** ISO 8601; null or absent: until it is taken back. */
  readonly expires_at?: string | null | undefined;
  /** Opens all records of the module that the asker may see, not the one alone. */
  readonly whole_module?: boolean | undefined;
  readonly answer?: string | undefined;
}

const MOST_LISTED = 200;

export async function listRequests(
  ctx: Ctx,
  of: { readonly status?: string | undefined; readonly id?: string } = {},
): Promise<readonly AccessRequest[]> {
  const status = of.status === undefined ? empty : sql` AND q.status = ${of.status}`;
  const id = of.id === undefined ? empty : sql` AND q.id = ${of.id}::bigint`;
  const { rows } = await ctx.db.query<AccessRequest>(
    sql`SELECT q.id, q.user_id, u.label AS user__label, q.module, q.record_id, r.label AS record__label, q.reason, q.status, q.created_at,
          d.label AS decided_by__label, q.decided_at, q.answer
        FROM personal_requests q LEFT JOIN records u ON u.id = q.user_id LEFT JOIN records r ON r.id = q.record_id LEFT JOIN records d ON d.id = q.decided_by
        WHERE true${status}${id} ORDER BY q.id DESC LIMIT ${MOST_LISTED}`,
  );
  return rows;
}

/** The asker's own question about a record that is still open. */
export async function ownRequest(ctx: Ctx, recordId: string): Promise<AccessRequest | null> {
  if (ctx.actor.kind !== "user") return null;
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`SELECT id FROM personal_requests WHERE user_id = ${ctx.actor.id}::bigint AND record_id = ${recordId}::bigint AND status = 'open'`,
  );
  return rows[0] ? ((await listRequests(ctx, { id: rows[0].id }))[0] ?? null) : null;
}

/** Asks to see the personal data of a record that one may see. Asking again only changes the reason. */
export async function requestAccess(ctx: Ctx, { module, id }: { module: string; id: string }, reason: string): Promise<AccessRequest> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new AppError("forbidden");
  await getRecord(ctx, { module, id, fields: [] });
  if (!isClosed(ctx, module, id)) throw new AppError("nothing_left");
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const { rows } = await db.query<{ id: string }>(
      sql`INSERT INTO personal_requests (user_id, module, record_id, reason) VALUES (${actor.id}::bigint, ${module}, ${id}::bigint, ${reason})
          ON CONFLICT (user_id, record_id) WHERE status = 'open' DO UPDATE SET reason = excluded.reason RETURNING id`,
    );
    const request = await needRequest(inner, rows[0]?.id ?? "");
    await audit(inner, { action: "personal_requested", target: { type: module, id }, details: { reason } });
    await notify(inner, await approvers(inner), request, "asked");
    return request;
  });
}

/** Whether anything of the record's personal data is masked for the actor. */
function isClosed(ctx: Ctx, name: string, id: string): boolean {
  const access = accessOf(ctx);
  return [...(ctx.registry.modules.get(name)?.fields.values() ?? [])].some((field) => {
    const personal = access.personal(field);
    return personal !== undefined && !personal.open && personal.level !== "hidden" && !personal.ids.has(id);
  });
}

export async function decideRequest(ctx: Ctx, id: string, decision: Decision): Promise<AccessRequest> {
  const { approve, expires_at, whole_module = false, answer = "" } = decision;
  const ends = endOf(ctx, expires_at);
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const request = await needRequest(inner, id);
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const { rowCount } = await db.query(
      sql`UPDATE personal_requests SET status = ${approve ? "approved" : "refused"}, decided_by = ${by}::bigint, decided_at = ${ctx.now.toISOString()}, answer = ${answer}
          WHERE id = ${request.id}::bigint AND status = 'open'`,
    );
    if (rowCount === 0) throw new AppError("nothing_left");
    const to = { type: "user", id: request.user_id } as const;
    const record_id = whole_module ? null : request.record_id;
    if (approve) await grantPersonal(inner, { module: request.module, record_id, to, expires_at: ends, reason: request.reason });
    else
      await audit(inner, {
        action: "personal_refused",
        target: { type: request.module, id: request.record_id },
        details: { user: request.user_id, answer },
      });
    await notify(inner, [request.user_id], request, approve ? "approved" : "refused");
    return needRequest(inner, id);
  });
}

async function needRequest(ctx: Ctx, id: string): Promise<AccessRequest> {
  const request = isId(id) ? (await listRequests(ctx, { id }))[0] : undefined;
  if (!request) throw new AppError("not_found", { params: { id: id.slice(0, 40) } });
  return request;
}

const MOST_APPROVERS = 100;
/** Active people who may decide: administrators, and those with the tool of access. */
async function approvers(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`SELECT u.id::text FROM users u WHERE u.status = 'active' AND u.deleted_at IS NULL AND (u.is_admin OR EXISTS (
          SELECT 1 FROM roles r JOIN role_profiles p ON p.role_id = r.id JOIN profiles f ON f.id = p.profile_id
          WHERE (r.id = (SELECT a.role_id FROM user_access a WHERE a.user_id = u.id)
              OR (r.is_default AND NOT EXISTS (SELECT 1 FROM user_access a WHERE a.user_id = u.id)))
            AND f.rights->'tools' ? 'access')) LIMIT ${MOST_APPROVERS}`,
  );
  return rows.map(({ id }) => id);
}

function notify(ctx: Ctx, users: readonly string[], request: AccessRequest, what: "asked" | "approved" | "refused"): Promise<void> {
  const news = users.map((user_id): NewNotification => ({
    user_id,
    kind: "access",
    topic: `access ${request.id} ${what}`,
    // Approvers are told by the page of requests, whatever else they may see.
    module: what === "asked" ? null : request.module,
    record_id: what === "asked" ? null : request.record_id,
    actor_id: ctx.actor.kind === "user" ? ctx.actor.id : null,
    count: 1,
    data: { what, request: request.id },
    at: ctx.now.toISOString(),
  }));
  return addNotifications(ctx, news);
}
