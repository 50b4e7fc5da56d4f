/**
 * Short words to the browsers of certain people, in every process: "you have a notification", "somebody opened this
 * record". They carry ids and numbers, never data of records, and may be lost: whoever needs certainty asks again.
 */
import type { Db } from "./db/database.ts";
import { sql } from "./db/sql.ts";

export const EVENTS_CHANNEL = "manul_events";

export interface LiveEvent {
  /** Ids of users; null: everybody who is signed in. */
  readonly to: readonly string[] | null;
  /** The name under which browsers listen. */
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Sent with the commit of the transaction that `db` is. A notification holds 8,000 bytes: at most some 300 receivers. */
export async function sendEvent(db: Db, event: LiveEvent): Promise<void> {
  await db.query(sql`SELECT pg_notify(${EVENTS_CHANNEL}, ${JSON.stringify(event)})`);
}
