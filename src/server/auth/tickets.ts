/**
 * What may be handed in once and only for a while: links of e-mails, challenges of passkeys, sign-ins under way at another
 * provider. The bearer has the token; the database keeps its fingerprint.
 */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { fingerprint, newToken } from "./secrets.ts";

export type TicketKind = "reset" | "invitation" | "passkey_new" | "passkey_sign_in" | "openid";
export interface Ticket<T> {
  readonly userId: string | null;
  readonly data: T;
}
interface TicketRequest {
  readonly kind: TicketKind;
  readonly userId?: string;
  readonly data?: object;
  readonly seconds: number;
}

/** Of one kind and user; older ones end. */
const MAX_PER_USER = 5;

export async function issueTicket(db: Db, { kind, userId, data, seconds }: TicketRequest): Promise<string> {
  const token = newToken();
  await db.query(sql`INSERT INTO sign_in_tickets (token_hash, kind, user_id, data, expires_at)
    VALUES (${fingerprint(token)}, ${kind}, ${userId ?? null}, ${JSON.stringify(data ?? {})}::jsonb, now() + make_interval(secs => ${seconds}))`);
  if (userId !== undefined)
    await db.query(sql`DELETE FROM sign_in_tickets WHERE user_id = ${userId} AND kind = ${kind} AND token_hash NOT IN
      (SELECT token_hash FROM sign_in_tickets WHERE user_id = ${userId} AND kind = ${kind} ORDER BY expires_at DESC LIMIT ${MAX_PER_USER})`);
  return token;
}

/** Undefined: there is none such (any more). It stays valid. */
export async function peekTicket<T>(db: Db, kind: TicketKind, token: string): Promise<Ticket<T> | undefined> {
  const { rows } = await db.query<{ user_id: string | null; data: T }>(
    sql`SELECT user_id, data FROM sign_in_tickets WHERE token_hash = ${fingerprint(token)} AND kind = ${kind} AND expires_at > now()`,
  );
  return rows[0] && { userId: rows[0].user_id, data: rows[0].data };
}

/** The same, and it is spent: of two who hand it in at once, one gets it. */
export async function takeTicket<T>(db: Db, kind: TicketKind, token: string): Promise<Ticket<T> | undefined> {
  const { rows } = await db.query<{ user_id: string | null; data: T }>(
    sql`DELETE FROM sign_in_tickets WHERE token_hash = ${fingerprint(token)} AND kind = ${kind} AND expires_at > now() RETURNING user_id, data`,
  );
  return rows[0] && { userId: rows[0].user_id, data: rows[0].data };
}

export async function dropTickets(db: Db, userId: string, ...kinds: readonly TicketKind[]): Promise<void> {
  await db.query(sql`DELETE FROM sign_in_tickets WHERE user_id = ${userId} AND kind = ANY(${[...kinds]}::text[])`);
}

/** Whether one of the kind was issued to the user within the last seconds. */
export async function hasFreshTicket(
  db: Db,
  { kind, userId, seconds }: Required<Pick<TicketRequest, "kind" | "userId" | "seconds">>,
): Promise<boolean> {
  const { rows } = await db.query(
    sql`SELECT 1 FROM sign_in_tickets WHERE user_id = ${userId} AND kind = ${kind} AND issued_at > now() - make_interval(secs => ${seconds}) LIMIT 1`,
  );
  return rows.length > 0;
}
