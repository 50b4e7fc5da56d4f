/**
 * Operations of the change log that wait for somebody to act on them. They are put in with the operation and taken out
 * in the transaction that acts: each is acted upon once, whatever crashes, and in whatever order they commit.
 */
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";

/** The next ones, oldest first. Two takers at once get different ones. */
export async function takeOperations(ctx: Ctx, limit: number): Promise<readonly string[]> {
  const { rows } = await ctx.db.query<{ operation_id: string }>(
    sql`DELETE FROM outbox WHERE operation_id IN (SELECT operation_id FROM outbox ORDER BY operation_id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING operation_id`,
  );
  return rows.map((row) => row.operation_id).toSorted((a, b) => Number(BigInt(a) - BigInt(b)));
}
