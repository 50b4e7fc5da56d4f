/** Following a record: the star. It is the user's own, so it makes no version and no history. */
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { visibleRecord } from "./history/history.ts";

export async function setStar(ctx: Ctx, target: { module: string; id: string; starred: boolean }): Promise<void> {
  await visibleRecord(ctx, target.module, target.id);
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", { params: { module: target.module } });
  await ctx.db.query(
    target.starred
      ? sql`INSERT INTO stars (user_id, record_id) VALUES (${ctx.actor.id}, ${target.id}) ON CONFLICT DO NOTHING`
      : sql`DELETE FROM stars WHERE user_id = ${ctx.actor.id} AND record_id = ${target.id}`,
  );
}
