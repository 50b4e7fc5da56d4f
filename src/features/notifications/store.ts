/**
 * Writing notifications. Set-based, and bounded by people rather than by what happened: as long as one is unread, the
 * like of it is counted into it.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { sendEvent } from "../../server/events.ts";
import type { Kind } from "./kinds.ts";

export interface NewNotification {
  readonly user_id: string;
  readonly kind: Kind;
  /** Two of one topic are one. */
  readonly topic: string;
  readonly module: string | null;
  /** Null: it stands for several records. */
  readonly record_id: string | null;
  readonly actor_id: string | null;
  readonly count: number;
  readonly data: Readonly<Record<string, Json>>;
  readonly at: string;
}

/** The browsers of the receivers hear this; they ask for the rest. */
export const EVENT = "notification";
const RECEIVERS_AT_ONCE = 200;

/** Leaves out who doesn't want the kind, has muted the record, or is no user any more. */
export async function addNotifications(ctx: Ctx, given: readonly NewNotification[]): Promise<void> {
  const own = mergeTopics(given);
  if (own.length === 0) return;
  const merged = [...own, ...(await forSubstitutes(ctx, own))];
  const { rows } = await ctx.db.query<{ user_id: string }>(
    sql`INSERT INTO notifications AS n (user_id, kind, topic, module, record_id, actor_id, count, data, at)
        SELECT x.user_id, x.kind, x.topic, x.module, x.record_id, x.actor_id, x.count, x.data, x.at
        FROM json_to_recordset(${JSON.stringify(merged)}::json)
          AS x(user_id bigint, kind text, topic text, module text, record_id bigint, actor_id bigint, count bigint, data jsonb, at timestamptz)
        JOIN records u ON u.id = x.user_id AND u.module = 'users' AND NOT u.deleted
        WHERE NOT EXISTS (SELECT 1 FROM notification_choices c WHERE c.user_id = x.user_id AND c.kind = x.kind AND NOT c.in_app)
          AND NOT EXISTS (SELECT 1 FROM notification_mutes m WHERE m.user_id = x.user_id AND m.record_id = x.record_id)
        ORDER BY x.user_id, x.topic
        ON CONFLICT (user_id, topic) WHERE read_at IS NULL DO UPDATE SET
          count = n.count + excluded.count, actor_id = excluded.actor_id, data = excluded.data, at = excluded.at,
          record_id = CASE WHEN n.record_id = excluded.record_id THEN n.record_id END
        RETURNING user_id`,
  );
  await tellBrowsers(
    ctx,
    rows.map((row) => row.user_id),
  );
}

/** What concerns one's records; of one's own jobs and requests nobody else needs to hear. */
const OF_RECORDS: ReadonlySet<Kind> = new Set(["mention", "assigned", "comment", "followed", "reminder", "due", "overdue"]);

/** The same for whoever stands in for a receiver at this moment; what they did themselves is no news to them. */
async function forSubstitutes(ctx: Ctx, given: readonly NewNotification[]): Promise<readonly NewNotification[]> {
  const news = given.filter(({ kind }) => OF_RECORDS.has(kind));
  if (news.length === 0) return [];
  const { rows } = await ctx.db.query<{ user_id: string; substitute_id: string; name: string }>(
    sql`SELECT a.user_id::text, a.substitute_id::text, r.label AS name FROM absences a JOIN records r ON r.id = a.user_id
        WHERE a.user_id = ANY(${news.map((one) => one.user_id)}::bigint[]) AND a.starts_at <= now() AND a.ends_at > now()`,
  );
  const substitutes = new Map(rows.map((row) => [row.user_id, row]));
  return news.flatMap((one) => {
    const absence = substitutes.get(one.user_id);
    if (!absence || absence.substitute_id === one.actor_id) return [];
    const data = { ...one.data, instead_of: { id: one.user_id, name: absence.name } };
    return [{ ...one, user_id: absence.substitute_id, topic: `${one.topic} for ${one.user_id}`, data }];
  });
}

/** One statement can't touch a row twice. */
function mergeTopics(given: readonly NewNotification[]): readonly NewNotification[] {
  const byTopic = new Map<string, NewNotification>();
  for (const one of given) {
    const key = `${one.user_id} ${one.topic}`;
    const known = byTopic.get(key);
    const record_id = known && known.record_id !== one.record_id ? null : one.record_id;
    byTopic.set(key, known ? { ...one, record_id, count: known.count + one.count } : one);
  }
  return [...byTopic.values()];
}

export async function tellBrowsers(ctx: Ctx, users: readonly string[]): Promise<void> {
  const distinct = [...new Set(users)];
  for (let at = 0; at < distinct.length; at += RECEIVERS_AT_ONCE)
    await sendEvent(ctx.db, { to: distinct.slice(at, at + RECEIVERS_AT_ONCE), event: EVENT, data: {} });
}

const MOST_KEPT = 1000;
const DAYS_KEPT = 90;
const PRUNED_AT_ONCE = 10_000;
/** Old ones go, and of each person all but the newest thousand. True: there may be more. */
export async function pruneNotifications(ctx: Ctx): Promise<boolean> {
  const old = await ctx.db.query(
    sql`DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE at < now() - make_interval(days => ${DAYS_KEPT}::int) LIMIT ${PRUNED_AT_ONCE})`,
  );
  await ctx.db.query(
    sql`DELETE FROM notifications WHERE id IN (
          SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY at DESC, id DESC) AS place FROM notifications) ranked
          WHERE place > ${MOST_KEPT} LIMIT ${PRUNED_AT_ONCE})`,
  );
  await ctx.db.query(sql`DELETE FROM notification_moments WHERE at < now() - make_interval(days => ${DAYS_KEPT}::int)`);
  return old.rowCount === PRUNED_AT_ONCE;
}
