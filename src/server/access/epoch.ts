/**
 * The epoch: one number that every change of access raises, in the change's own transaction. Every process hears of it
 * and forgets what it knew of its callers; whoever loads rights reads the number with them.
 */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";

/** Tells what to forget: a user's id, "company", or "all". */
export const ACCESS_CHANNEL = "manul_access";

/** Takes effect with the caller's commit. */
export async function raiseEpoch(db: Db): Promise<void> {
  await db.query(sql`UPDATE access_state SET epoch = epoch + 1`);
  await notifyAccess(db, "all");
}

/** Tells every process to forget what it remembers of the user; takes effect with the caller's commit. */
export async function notifyAccess(db: Db, about: string): Promise<void> {
  await db.query(sql`SELECT pg_notify(${ACCESS_CHANNEL}, ${about})`);
}
