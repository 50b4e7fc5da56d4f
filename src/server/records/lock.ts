/** Holding a record still while something is worked out from it. */
import type { Ctx } from "../context.ts";
import { ident, sql } from "../db/sql.ts";
import { visibleRecord } from "./history/history.ts";

/** Until the transaction ends nobody else writes this record, and whoever else asks for the lock waits. */
export async function lockRecord(ctx: Ctx, target: { readonly module: string; readonly id: string }): Promise<void> {
  if (!ctx.db.inTransaction) throw new Error("a lock needs a transaction");
  const module = await visibleRecord(ctx, target.module, target.id);
  await ctx.db.query(sql`SELECT 1 FROM ${ident(module.name)} WHERE id = ${target.id}::bigint FOR UPDATE`);
}
