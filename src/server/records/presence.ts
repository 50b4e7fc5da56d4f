/**
 * Who else has a record open, and whether they edit it. Each window says so every few seconds; one that falls silent
 * is forgotten. Whoever has the record open too is told when somebody comes, goes, or begins to edit.
 */
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { sendEvent } from "../events.ts";
import { visibleRecord } from "./history/history.ts";
import { referenceLabels } from "./history/as-of.ts";

/** Seconds of silence after which a window counts as closed; the browsers speak up every ten. */
export const PRESENCE_SECONDS = 25;
export const PRESENCE_STATES = ["viewing", "editing", "gone"] as const;
/** More are not shown anyway. */
const MOST_PEOPLE = 50;

export interface Presence {
  readonly id: string;
  readonly name: string;
  readonly state: "viewing" | "editing";
}
export interface PresenceOptions {
  readonly module: string;
  readonly id: string;
  readonly state: (typeof PRESENCE_STATES)[number];
  /** Names the window. */
  readonly place: string;
}

/** Notes that the actor is (or is no more) at the record, and answers who else is. */
export async function notePresence(ctx: Ctx, { module, id, state, place }: PresenceOptions): Promise<readonly Presence[]> {
  await visibleRecord(ctx, module, id);
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", { params: { module } });
  const me = ctx.actor.id;
  const changed =
    state === "gone" ? await leave(ctx, { id, me, place }) : await arrive(ctx, { id, me, place, editing: state === "editing" });
  const { rows } = await ctx.db.query<{ user_id: string; editing: boolean }>(
    sql`SELECT user_id, bool_or(editing) AS editing FROM presence
        WHERE record_id = ${id} AND seen_at > now() - make_interval(secs => ${PRESENCE_SECONDS})
        GROUP BY user_id ORDER BY min(seen_at) LIMIT ${MOST_PEOPLE}`,
  );
  const others = rows.filter((row) => row.user_id !== me);
  if (changed && others.length > 0)
    await sendEvent(ctx.db, { to: others.map((row) => row.user_id), event: "presence", data: { module, id } });
  const labels = await referenceLabels(
    ctx,
    others.map((row) => row.user_id),
  );
  return others.map((row) => ({
    id: row.user_id,
    name: labels.get(row.user_id)?.label ?? "",
    state: row.editing ? "editing" : "viewing",
  }));
}

interface Place {
  readonly id: string;
  readonly me: string;
  readonly place: string;
}

/** True where others should hear of it: somebody came, or began or ended to edit. */
async function arrive(ctx: Ctx, { id, me, place, editing }: Place & { readonly editing: boolean }): Promise<boolean> {
  const { rows } = await ctx.db.query<{ known: boolean }>(
    sql`WITH before AS (
          SELECT editing, seen_at > now() - make_interval(secs => ${PRESENCE_SECONDS}) AS here FROM presence
          WHERE record_id = ${id} AND user_id = ${me} AND place = ${place}
        ), forgotten AS (
          DELETE FROM presence WHERE ctid = ANY(ARRAY(
            SELECT ctid FROM presence WHERE seen_at < now() - interval '5 minutes' AND place <> ${place} LIMIT 100 FOR UPDATE SKIP LOCKED))
        ), noted AS (
          INSERT INTO presence (record_id, user_id, place, editing, seen_at) VALUES (${id}, ${me}, ${place}, ${editing}, now())
          ON CONFLICT (record_id, user_id, place) DO UPDATE SET editing = excluded.editing, seen_at = excluded.seen_at
        )
        SELECT EXISTS (SELECT 1 FROM before WHERE here AND editing = ${editing}) AS known`,
  );
  return rows[0]?.known !== true;
}

async function leave(ctx: Ctx, { id, me, place }: Place): Promise<boolean> {
  const { rowCount } = await ctx.db.query(sql`DELETE FROM presence WHERE record_id = ${id} AND user_id = ${me} AND place = ${place}`);
  return rowCount > 0;
}
