/**
 * Reading notifications. A row names records; what they are called, and whether their receiver may still see them, is
 * asked of the engine at that moment. What they may not see any more is as if it had never been told.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { withoutMentions } from "../../model/mentions.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { empty, sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import { listRecords, visibleNames } from "../../server/records/index.ts";
import type { Kind } from "./kinds.ts";
import type { Notification } from "./notification.ts";
import { tellBrowsers } from "./store.ts";

interface Row {
  readonly id: string;
  readonly kind: Kind;
  readonly at: string;
  readonly read_at: string | null;
  readonly count: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly module: string | null;
  readonly record_id: string | null;
  readonly data: Readonly<Record<string, Json>>;
}

const MOST_COUNTED = 100;
const EXCERPT = 160;

/** Only people have an inbox. */
export function receiver(ctx: Ctx): string {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden");
  return ctx.actor.id;
}

const SELECT = sql`SELECT n.id, n.kind, n.at, n.read_at, n.count, n.actor_id, n.module, n.record_id, n.data, a.label AS actor_name
  FROM notifications n LEFT JOIN records a ON a.id = n.actor_id`;

/** One's own of these, newest first. */
export async function notificationsOf(ctx: Ctx, ids: readonly string[]): Promise<readonly Notification[]> {
  const { rows } = await ctx.db.query<Row>(
    sql`${SELECT} WHERE n.user_id = ${receiver(ctx)}::bigint AND n.id = ANY(${ids}::bigint[]) ORDER BY n.at DESC, n.id DESC`,
  );
  return present(ctx, rows);
}

export async function listNotifications(
  ctx: Ctx,
  options: { readonly unread?: boolean | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined },
): Promise<{ data: readonly Notification[]; next_cursor: string | null; unread: number }> {
  const me = receiver(ctx);
  const limit = options.limit ?? 30;
  const before = options.cursor === undefined ? undefined : readCursor(options.cursor);
  const { rows } = await ctx.db.query<Row>(
    sql`${SELECT} WHERE n.user_id = ${me}::bigint${options.unread ? sql` AND n.read_at IS NULL` : empty}
          ${before ? sql`AND (n.at, n.id) < (${before.at}::timestamptz, ${before.id}::bigint)` : empty}
        ORDER BY n.at DESC, n.id DESC LIMIT ${limit + 1}`,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const data = await present(ctx, page);
  const next = rows.length > limit && last ? Buffer.from(`${last.at} ${last.id}`).toString("base64url") : null;
  return { data, next_cursor: next, unread: await unreadCount(ctx) };
}

function readCursor(text: string): { at: string; id: string } {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([1-9]\d{0,17})$/.exec(Buffer.from(text, "base64url").toString("utf8")) ?? [];
  if (at === undefined || id === undefined) throw new AppError("invalid_cursor");
  return { at, id };
}

/** At most a hundred: beyond that the exact number helps nobody. */
export async function unreadCount(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.db.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM (SELECT 1 FROM notifications WHERE user_id = ${receiver(ctx)}::bigint AND read_at IS NULL LIMIT ${MOST_COUNTED}) bounded`,
  );
  return rows[0]?.n ?? 0;
}

async function present(ctx: Ctx, rows: readonly Row[]): Promise<readonly Notification[]> {
  const commentOf = (row: Row): string | undefined => (typeof row.data["comment"] === "string" ? row.data["comment"] : undefined);
  const names = await visibleNames(
    ctx,
    rows.flatMap((row) => row.record_id ?? []),
  );
  const texts = await commentTexts(
    ctx,
    rows.flatMap((row) => commentOf(row) ?? []),
  );
  const shown: Notification[] = [];
  const hidden: string[] = [];
  for (const row of rows) {
    const name = row.record_id === null ? undefined : names.get(row.record_id);
    const module = row.module === null ? undefined : ctx.registry.modules.get(row.module);
    const comment = commentOf(row);
    const open = row.module === null || (module !== undefined && accessOf(ctx).module(module).view);
    if (!open || (row.record_id !== null && !name) || (comment !== undefined && !texts.has(comment))) {
      hidden.push(row.id);
      continue;
    }
    const excerpt = comment === undefined || row.record_id === null ? undefined : texts.get(comment);
    shown.push({
      id: row.id,
      kind: row.kind,
      at: row.at,
      read: row.read_at !== null,
      count: Number(row.count),
      actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? "" },
      module: row.module,
      record: row.record_id !== null && name ? { id: row.record_id, ...name } : null,
      ...(excerpt === undefined ? {} : { excerpt }),
      data: visibleData(ctx, row),
    });
  }
  if (hidden.length > 0) await ctx.db.query(sql`DELETE FROM notifications WHERE id = ANY(${hidden}::bigint[])`);
  return shown;
}

/** Without the names of fields that the receiver may not know of. */
function visibleData(ctx: Ctx, row: Row): Readonly<Record<string, Json>> {
  const { fields, ...data } = row.data;
  if (!Array.isArray(fields)) return data;
  const module = ctx.registry.modules.get(row.module ?? "");
  const known = (fields as readonly Json[]).filter((name) => {
    const field = typeof name === "string" ? module?.fields.get(name) : undefined;
    return field !== undefined && accessOf(ctx).field(field) !== "hidden";
  });
  return { ...data, fields: known };
}

/** Of comments whose words are the reader's to see. */
async function commentTexts(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const comments = ctx.registry.modules.get("comments");
  const content = comments?.fields.get("content");
  const access = accessOf(ctx);
  if (ids.length === 0 || !comments || !content || !access.module(comments).view || access.field(content) === "hidden") return new Map();
  const filter = { field: "id", op: "in", value: [...new Set(ids)] };
  const { data } = await listRecords(ctx, { module: "comments", fields: ["content"], filter, sort: "id", limit: 200 });
  return new Map(
    data.map((comment) => {
      const text = withoutMentions(typeof comment["content"] === "string" ? comment["content"] : "").replaceAll(/\s+/g, " ");
      return [comment.id, text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1)}…` : text];
    }),
  );
}

/** Of one's own; `ids` absent: all. The other browser windows of the same person hear of it. */
export async function markRead(
  ctx: Ctx,
  { ids, read = true }: { ids?: readonly string[] | undefined; read?: boolean | undefined },
): Promise<void> {
  const me = receiver(ctx);
  const chosen = ids === undefined ? empty : sql` AND n.id = ANY(${ids}::bigint[])`;
  await ctx.db.query(
    read
      ? sql`UPDATE notifications n SET read_at = ${ctx.now.toISOString()} WHERE n.user_id = ${me}::bigint AND n.read_at IS NULL${chosen}`
      : // A newer one of the same topic is unread already: that one is enough.
        sql`UPDATE notifications n SET read_at = NULL WHERE n.user_id = ${me}::bigint AND n.read_at IS NOT NULL${chosen}
              AND NOT EXISTS (SELECT 1 FROM notifications o WHERE o.user_id = n.user_id AND o.topic = n.topic AND (o.read_at IS NULL OR o.id > n.id))`,
  );
  await tellBrowsers(ctx, [me]);
}
