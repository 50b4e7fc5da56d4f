/** Sessions of people: opaque random tokens, of which the database keeps the fingerprint alone. */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { IDLE_DAYS, notifyAccess } from "./callers.ts";
import { fingerprint, newToken } from "./secrets.ts";

export const SESSION_DAYS = 30;
const MAX_PER_USER = 50;

export interface NewSession {
  readonly token: string;
  readonly csrfToken: string;
}
export interface SessionInfo {
  readonly id: string;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
  readonly address: string | null;
  readonly user_agent: string | null;
}
interface Opening {
  readonly address: string;
  readonly userAgent: string | undefined;
  /** A second factor was shown. */
  readonly strong: boolean;
  /** What the browser came with. */
  readonly formerToken?: string | undefined;
}

/** Opens a session. The one that the browser came with, if any, ends: a sign-in always gives a new token. */
export async function startSession(db: Db, userId: string, { formerToken, ...from }: Opening): Promise<NewSession> {
  const session = { token: newToken(), csrfToken: newToken() };
  const agent = from.userAgent?.slice(0, 300).replaceAll("\0", "").toWellFormed() ?? null;
  await db.tx(async (tx) => {
    if (formerToken) await tx.query(sql`DELETE FROM sessions WHERE token_hash = ${fingerprint(formerToken)}`);
    // A program that signs in again and again must not fill the table: only the newest sessions of a user live.
    await tx.query(sql`DELETE FROM sessions WHERE user_id = ${userId} AND token_hash NOT IN
      (SELECT token_hash FROM sessions WHERE user_id = ${userId} ORDER BY last_seen_at DESC LIMIT ${MAX_PER_USER - 1})`);
    await tx.query(sql`INSERT INTO sessions (token_hash, user_id, csrf_token, expires_at, address, user_agent, strong)
      VALUES (${fingerprint(session.token)}, ${userId}, ${session.csrfToken}, now() + make_interval(days => ${SESSION_DAYS}), ${from.address}, ${agent}, ${from.strong})`);
    await notifyAccess(tx, userId);
  });
  return session;
}

export async function listSessions(db: Db, userId: string): Promise<readonly SessionInfo[]> {
  const { rows } = await db.query<SessionInfo>(sql`SELECT id, created_at, last_seen_at, expires_at, address, user_agent FROM sessions
    WHERE user_id = ${userId} AND expires_at > now() AND last_seen_at > now() - make_interval(days => ${IDLE_DAYS})
    ORDER BY last_seen_at DESC LIMIT ${MAX_PER_USER}`);
  return rows;
}

/** Ends one session of the user; false if there is none of that id. */
export async function endSession(db: Db, userId: string, sessionId: string): Promise<boolean> {
  return db.tx(async (tx) => {
    const { rowCount } = await tx.query(sql`DELETE FROM sessions WHERE user_id = ${userId} AND id = ${sessionId}`);
    if (rowCount > 0) await notifyAccess(tx, userId);
    return rowCount > 0;
  });
}

/** Ends all sessions of the user, but for `except`. */
export async function endSessions(db: Db, userId: string, except?: string): Promise<void> {
  await db.tx(async (tx) => {
    await tx.query(sql`DELETE FROM sessions WHERE user_id = ${userId} AND id IS DISTINCT FROM ${except ?? null}::uuid`);
    await notifyAccess(tx, userId);
  });
}

/** The second factor was shown in it, or has just been set up. The others of the user end: they came without. */
export async function strengthenSession(db: Db, userId: string, sessionId: string): Promise<void> {
  await db.tx(async (tx) => {
    await tx.query(sql`UPDATE sessions SET strong = true WHERE user_id = ${userId} AND id = ${sessionId}::uuid`);
    await tx.query(sql`DELETE FROM sessions WHERE user_id = ${userId} AND NOT strong`);
    await notifyAccess(tx, userId);
  });
}

/**
 * A new token for a session whose token is a day old, so that a stolen one doesn't live as long as the session. The one
 * before is still taken for a moment (other tabs); when it comes back later, somebody has a copy, and the session ends
 * (callers.ts). Undefined: not yet.
 */
export async function rotateSession(db: Db, token: string): Promise<string | undefined> {
  const fresh = newToken();
  const hash = fingerprint(token);
  const { rowCount } = await db.query(sql`UPDATE sessions SET token_hash = ${fingerprint(fresh)}, former_hash = ${hash}, rotated_at = now()
    WHERE token_hash = ${hash} AND rotated_at < now() - interval '1 day'`);
  return rowCount === 1 ? fresh : undefined;
}

/** Removes what nobody can use any more; a few at a time, called now and then. */
export async function removeExpired(db: Db): Promise<void> {
  await db.query(sql`DELETE FROM sessions WHERE token_hash IN (SELECT token_hash FROM sessions WHERE expires_at < now() LIMIT 1000)`);
  await db.query(sql`DELETE FROM idempotency_keys WHERE (actor_id, key) IN
    (SELECT actor_id, key FROM idempotency_keys WHERE created_at < now() - interval '24 hours' LIMIT 5000)`);
  await db.query(sql`DELETE FROM sign_in_tickets WHERE expires_at < now()`);
  await db.query(sql`DELETE FROM login_failures WHERE updated_at < now() - interval '1 day'`);
}
