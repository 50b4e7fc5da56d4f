/** Following a record: the star. It is the user's own, so it makes no version and no history. */
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { visibleRecord } from "./history/history.ts";
import { visibleModules } from "./plan.ts";
import { seen } from "./search/condition.ts";

export async function setStar(ctx: Ctx, target: { module: string; id: string; starred: boolean }): Promise<void> {
  await visibleRecord(ctx, target.module, target.id);
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", { params: { module: target.module } });
  await ctx.db.query(
    target.starred
      ? sql`INSERT INTO stars (user_id, record_id) VALUES (${ctx.actor.id}, ${target.id}) ON CONFLICT DO NOTHING`
      : sql`DELETE FROM stars WHERE user_id = ${ctx.actor.id} AND record_id = ${target.id}`,
  );
}

export interface StarredRecord {
  readonly module: string;
  readonly id: string;
  readonly label: string;
}
const MOST_STARRED = 100;

/** The living records that the actor follows and may see, the ones starred last first. */
export async function listStarred(ctx: Ctx): Promise<readonly StarredRecord[]> {
  if (ctx.actor.kind !== "user") return [];
  const { rows } = await ctx.db.query<{ module: string; id: string; label: string }>(
    sql`SELECT r.module, r.id, r.label FROM stars s JOIN records r ON r.id = s.record_id
        WHERE s.user_id = ${ctx.actor.id} AND NOT r.deleted AND ${seen(ctx, visibleModules(ctx), undefined)}
        ORDER BY s.created_at DESC, r.id DESC LIMIT ${MOST_STARRED}`,
  );
  return rows;
}
