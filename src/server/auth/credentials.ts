/**
 * Signing in by e-mail and password. Failures slow the next tries down, per account and address, in all processes
 * alike; an unknown account looks and takes like a wrong password.
 */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { USER_MAY_ENTER } from "./callers.ts";
import { checkPassword, demandGoodPassword, hashPassword } from "./passwords.ts";
import { fingerprint } from "./secrets.ts";
import { endSessions } from "./sessions.ts";

/** From this failure on each one doubles the wait. */
const FREE_TRIES = 5;
const LONGEST_WAIT = 15 * 60;

interface Attempt {
  readonly email: string;
  readonly password: string;
  readonly address: string;
}

/** The user's id if e-mail and password are right; throws wrong_credentials or rate_limited. */
export async function checkCredentials(db: Db, { email, password, address }: Attempt): Promise<string> {
  const account = email.trim().toLowerCase();
  const key = fingerprint(`${account}\n${address}`);
  await refuseWhileBlocked(db, key);
  const { rows } = await db.query<{ id: string; password_hash: string }>(sql`
    SELECT u.id, c.password_hash FROM users u JOIN user_credentials c ON c.user_id = u.id
    WHERE lower(u.email) = ${account} AND ${USER_MAY_ENTER} LIMIT 1`);
  const user = rows[0];
  if (!(await checkPassword(user?.password_hash, password)) || !user) {
    await noteFailure(db, key);
    throw new AppError("wrong_credentials");
  }
  await db.query(sql`DELETE FROM login_failures WHERE key = ${key}`);
  return user.id;
}

async function refuseWhileBlocked(db: Db, key: Buffer): Promise<void> {
  const { rows } = await db.query<{ seconds: number }>(sql`
    SELECT ceil(extract(epoch FROM blocked_until - now()))::int AS seconds FROM login_failures WHERE key = ${key} AND blocked_until > now()`);
  const seconds = rows[0]?.seconds;
  if (seconds !== undefined) throw new AppError("rate_limited", { params: { seconds: Math.max(1, seconds) } });
}

async function noteFailure(db: Db, key: Buffer): Promise<void> {
  await db.query(sql`INSERT INTO login_failures AS f (key, failures, blocked_until) VALUES (${key}, 1, now())
    ON CONFLICT (key) DO UPDATE SET failures = f.failures + 1, updated_at = now(),
      blocked_until = now() + make_interval(secs => CASE WHEN f.failures + 1 < ${FREE_TRIES} THEN 0
        ELSE least(${LONGEST_WAIT}, power(2, least(f.failures + 1 - ${FREE_TRIES}, 20))) END)`);
}

interface NewPassword {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  /** Its place in the request, for the error. */
  readonly field: string;
  /** The session that stays; all others of the user end. */
  readonly keepSession?: string;
}

export async function setPassword(db: Db, { userId, email, password, field, keepSession }: NewPassword): Promise<void> {
  demandGoodPassword(password, field, email);
  const hashed = await hashPassword(password);
  await db.tx(async (tx) => {
    await tx.query(sql`INSERT INTO user_credentials (user_id, password_hash) VALUES (${userId}, ${hashed})
      ON CONFLICT (user_id) DO UPDATE SET password_hash = EXCLUDED.password_hash, changed_at = now()`);
    await endSessions(tx, userId, keepSession);
  });
}

/** True if it is the user's present password. */
export async function isPasswordOf(db: Db, userId: string, password: string): Promise<boolean> {
  const { rows } = await db.query<{ password_hash: string }>(sql`SELECT password_hash FROM user_credentials WHERE user_id = ${userId}`);
  return checkPassword(rows[0]?.password_hash, password);
}
