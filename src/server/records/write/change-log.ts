/**
 * The append-only change log: one operation per act, one change per record, values before and after. Written in the
 * same statement with the notification that other processes and browsers wake on.
 */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Ctx } from "../../context.ts";
import { sql, type Sql } from "../../db/sql.ts";
import { actorId } from "./store.ts";

export type ChangeKind = "create" | "update" | "delete" | "restore" | "purge" | "link" | "unlink" | "relink" | "merge" | "unmerge";

export interface Change {
  readonly record_id: string;
  readonly module: string;
  readonly kind: ChangeKind;
  readonly version: number;
  readonly before: Readonly<Record<string, Json>> | null;
  readonly after: Readonly<Record<string, Json>> | null;
  /** Made by the program because of the act, past the actor's rights: it is taken back with the whole act alone. */
  readonly consequence?: boolean;
}

/** Channel of committed changes: `{"op", "module", "ids"?}`; ids are left out where there are too many to say. */
export const CHANGES_CHANNEL = "manul_changes";
/** A notification may hold 8,000 bytes. */
const MOST_IDS = 200;

/** Writes one operation (or adds to the joint one that is under way) and returns its id. */
export async function logChanges(ctx: Ctx, changes: readonly Change[]): Promise<string> {
  const ids = [...new Set(changes.map((change) => change.record_id))];
  const event = { module: changes[0]?.module ?? null, ...(ids.length <= MOST_IDS ? { ids } : {}) };
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`WITH operation AS (${ctx.joint?.operation === undefined ? newOperation(ctx) : sql`SELECT ${ctx.joint.operation}::bigint AS id`}),
        logged AS (
          INSERT INTO changes (operation_id, record_id, module, kind, version, before, after, consequence)
          SELECT operation.id, x.record_id, x.module, x.kind, x.version, x.before, x.after, coalesce(x.consequence, false)
          FROM operation, json_to_recordset(${JSON.stringify(changes)}::json) AS x(record_id bigint, module text, kind text, version int, before jsonb, after jsonb, consequence boolean)
        ),
        queued AS (INSERT INTO outbox (operation_id) SELECT id FROM operation ON CONFLICT DO NOTHING)
        SELECT id, pg_notify(${CHANGES_CHANNEL}, (${JSON.stringify(event)}::jsonb || jsonb_build_object('op', id::text))::text) FROM operation`,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the change log returned no operation");
  if (ctx.joint) ctx.joint.operation = id;
  if (ctx.operations && !ctx.operations.includes(id)) ctx.operations.push(id);
  return id;
}

const newOperation = (ctx: Ctx): Sql =>
  sql`INSERT INTO operations (at, actor_id, by_id, actor_name, source, cause)
      VALUES (${ctx.now.toISOString()}, ${actorId(ctx)}, ${ctx.actor.kind === "user" ? (ctx.actor.by?.id ?? null) : null}::bigint, ${ctx.actor.kind === "system" ? ctx.actor.name : null}, ${ctx.source}, ${ctx.cause ?? null})
      RETURNING id`;
