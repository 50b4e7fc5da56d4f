/**
 * From operations of the change log to notifications: who got records, whose followed records changed, who was named in
 * a comment. PostgreSQL groups the changes by receiver and act, so that a hundred thousand of them are one line.
 */
import { mentionedUsers } from "../../model/mentions.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { listRecords, takeOperations } from "../../server/records/index.ts";
import type { Kind } from "./kinds.ts";
import { addNotifications, type NewNotification } from "./store.ts";

const AT_ONCE = 100;
const MOST_MENTIONING = 500;
/** Belong to something else: whoever is told of that needs no word of them. */
const DEPENDENT = ["comments", "users", "offices"];

/** What is waiting in the outbox, a portion. True: there may be more. */
export async function notifyOfChanges(ctx: Ctx): Promise<boolean> {
  const operations = await takeOperations(ctx, AT_ONCE);
  if (operations.length === 0) return false;
  const found = [
    ...(await mentions(ctx, operations)),
    ...(await assignments(ctx, operations)),
    ...(await newComments(ctx, operations)),
    ...(await followedChanges(ctx, operations)),
  ];
  await addNotifications(ctx, withoutRepetition(found));
  return operations.length === AT_ONCE;
}

/** Named, given and following at once: the first, most personal word is enough. */
function withoutRepetition(found: readonly NewNotification[]): readonly NewNotification[] {
  const told = new Map<string, Kind>();
  return found.filter(({ user_id: user, record_id: record, kind }) => {
    if (record === null) return true;
    const key = `${user} ${record}`;
    const first = told.get(key) ?? kind;
    told.set(key, first);
    return first === kind;
  });
}

interface Grouped {
  readonly user_id: string;
  readonly actor_id: string | null;
  readonly module: string;
  /** The operation's cause, by which the parts of one long act belong together; else the operation. */
  readonly act: string;
  /** Whether it is a part of something longer. */
  readonly caused: boolean;
  readonly n: number;
  readonly record_id: string;
  readonly at: string;
}

const ACT = sql`coalesce(o.cause, o.id::text) AS act, o.cause IS NOT NULL AS caused`;
/** What the demonstration company did with itself is nobody's news. */
const NEWS = sql`o.source <> 'demo'`;

const single = (group: Grouped): boolean => group.n === 1 && !group.caused;

function draft(kind: Kind, group: Grouped, data: NewNotification["data"]): NewNotification {
  const { user_id, actor_id, module, n, record_id, act, at } = group;
  const one = single(group);
  return {
    user_id,
    kind,
    topic: one ? `${kind} ${record_id}` : `${kind} ${module} ${act}`,
    module,
    record_id: n === 1 ? record_id : null,
    actor_id,
    count: n,
    data,
    at,
  };
}

async function assignments(ctx: Ctx, operations: readonly string[]): Promise<readonly NewNotification[]> {
  const { rows } = await ctx.db.query<Grouped>(
    sql`SELECT (c.after->>'owner_id')::bigint AS user_id, o.actor_id, c.module, ${ACT}, count(*)::int AS n, min(c.record_id) AS record_id, max(o.at) AS at
        FROM operations o JOIN changes c ON c.operation_id = o.id
        WHERE o.id = ANY(${operations}::bigint[]) AND ${NEWS} AND c.kind IN ('create', 'update') AND NOT (c.module = ANY(${DEPENDENT}::text[]))
          AND c.after->>'owner_id' IS NOT NULL AND (c.after->>'owner_id')::bigint IS DISTINCT FROM o.actor_id
        GROUP BY 1, 2, 3, 4, 5`,
  );
  return rows.map((group) => draft("assigned", group, {}));
}

async function followedChanges(ctx: Ctx, operations: readonly string[]): Promise<readonly NewNotification[]> {
  const { rows } = await ctx.db.query<Grouped & { change: string; fields: string[] | null }>(
    sql`SELECT s.user_id, o.actor_id, c.module, ${ACT}, count(DISTINCT c.record_id)::int AS n, min(c.record_id) AS record_id, max(o.at) AS at,
          max(c.kind) AS change, array_agg(DISTINCT f.name) FILTER (WHERE f.name IS NOT NULL) AS fields
        FROM operations o JOIN changes c ON c.operation_id = o.id JOIN stars s ON s.record_id = c.record_id
        LEFT JOIN LATERAL jsonb_object_keys(coalesce(c.after, c.before)) AS f(name) ON c.kind = 'update'
        WHERE o.id = ANY(${operations}::bigint[]) AND ${NEWS} AND c.kind IN ('update', 'delete', 'restore', 'link', 'unlink', 'merge', 'unmerge') AND NOT c.consequence
          AND s.user_id IS DISTINCT FROM o.actor_id
          AND NOT EXISTS (SELECT 1 FROM notification_mutes m WHERE m.user_id = s.user_id AND m.record_id = c.record_id)
        GROUP BY 1, 2, 3, 4, 5`,
  );
  return rows.map((group) => draft("followed", group, { change: group.change, fields: group.fields ?? [] }));
}

/** For whoever owns or follows the record, and whose comment is answered. */
async function newComments(ctx: Ctx, operations: readonly string[]): Promise<readonly NewNotification[]> {
  const { rows } = await ctx.db.query<Grouped & { comment: string }>(
    sql`WITH comments AS (
          SELECT o.actor_id, ${ACT}, o.at, c.record_id AS comment, (c.after->>'related_to_id')::bigint AS target, (c.after->>'parent_id')::bigint AS parent
          FROM operations o JOIN changes c ON c.operation_id = o.id
          WHERE o.id = ANY(${operations}::bigint[]) AND ${NEWS} AND c.kind = 'create' AND c.module = 'comments'
        ), receivers AS (
          SELECT x.*, r.owner_id AS user_id FROM comments x JOIN records r ON r.id = x.target
          UNION SELECT x.*, s.user_id FROM comments x JOIN stars s ON s.record_id = x.target
          UNION SELECT x.*, p.owner_id FROM comments x JOIN records p ON p.id = x.parent
        )
        SELECT x.user_id, x.actor_id, r.module, x.act, x.caused, count(DISTINCT x.target)::int AS n, min(x.target) AS record_id, max(x.at) AS at, max(x.comment) AS comment
        FROM receivers x JOIN records r ON r.id = x.target
        WHERE x.user_id IS NOT NULL AND x.user_id IS DISTINCT FROM x.actor_id
          AND NOT EXISTS (SELECT 1 FROM notification_mutes m WHERE m.user_id = x.user_id AND m.record_id = x.target)
        GROUP BY 1, 2, 3, 4, 5`,
  );
  return rows.map((group) => draft("comment", group, { comment: group.comment }));
}

interface Mentioning {
  readonly comment: string;
  readonly actor_id: string | null;
  readonly before: string | null;
  readonly after: string;
  readonly at: string;
}

/** Whoever is named for the first time in a comment that was written or edited. */
async function mentions(ctx: Ctx, operations: readonly string[]): Promise<readonly NewNotification[]> {
  const { rows } = await ctx.db.query<Mentioning>(
    sql`SELECT c.record_id AS comment, o.actor_id, c.before->>'content' AS before, c.after->>'content' AS after, o.at
        FROM operations o JOIN changes c ON c.operation_id = o.id
        WHERE o.id = ANY(${operations}::bigint[]) AND ${NEWS} AND c.module = 'comments' AND c.kind IN ('create', 'update')
          AND c.after->>'content' LIKE '%](user:%' ORDER BY c.id LIMIT ${MOST_MENTIONING}`,
  );
  const named = rows.flatMap((row) => {
    const before = new Set(mentionedUsers(row.before ?? ""));
    return mentionedUsers(row.after).flatMap((user) => (user === row.actor_id || before.has(user) ? [] : [{ user, row }]));
  });
  if (named.length === 0) return [];
  const filter = { field: "id", op: "in", value: [...new Set(named.map(({ row }) => row.comment))] };
  const { data } = await listRecords(ctx, { module: "comments", fields: ["related_to_id"], filter, limit: MOST_MENTIONING });
  const comments = new Map(data.map((comment) => [comment.id, comment]));
  return named.flatMap(({ user, row }): NewNotification[] => {
    const about = comments.get(row.comment);
    const [record, module] = [about?.["related_to_id"], about?.["related_to_id__module"]];
    if (typeof record !== "string" || typeof module !== "string") return [];
    const topic = `mention ${row.comment}`;
    const data = { comment: row.comment };
    return [{ user_id: user, kind: "mention", topic, module, record_id: record, actor_id: row.actor_id, count: 1, data, at: row.at }];
  });
}
