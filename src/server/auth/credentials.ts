/**
 * Signing in by e-mail and password, and by the second factor where there is one. Failures of either slow the next tries
 * down (lock-out.ts); an unknown account looks and takes like a wrong password.
 */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { USER_MAY_ENTER } from "./callers.ts";
import { forgetFailures, noteFailure, refuseWhileBlocked } from "./lock-out.ts";
import { demandGoodPassword } from "./password-policy.ts";
import { checkPassword, hashPassword } from "./passwords.ts";
import { factorsOf, takeCode, type Safe } from "./second-factor.ts";
import { endSessions } from "./sessions.ts";
import { dropTickets } from "./tickets.ts";

interface Attempt {
  readonly email: string;
  readonly password: string;
  readonly code: string | undefined;
  readonly address: string;
  readonly now: Date;
}
export interface Entry {
  readonly userId: string;
  /** How the second factor was shown. */
  readonly factor: "totp" | "recovery" | undefined;
}

/** Throws wrong_credentials, second_factor_required, wrong_code or rate_limited. */
export async function checkCredentials(safe: Safe, { email, password, code, address, now }: Attempt): Promise<Entry> {
  const { db } = safe;
  const account = email.trim().toLowerCase();
  const attempt = { account, address };
  await refuseWhileBlocked(db, attempt);
  const { rows } = await db.query<{ id: string; password_hash: string }>(sql`
    SELECT u.id, c.password_hash FROM users u JOIN user_credentials c ON c.user_id = u.id
    WHERE lower(u.email) = ${account} AND ${USER_MAY_ENTER} LIMIT 1`);
  const user = rows[0];
  if (!(await checkPassword(user?.password_hash, password)) || !user) {
    await noteFailure(db, attempt);
    throw new AppError("wrong_credentials");
  }
  const { totp, passkeys } = await factorsOf(db, user.id);
  // Only who knows the password learns that there is a second factor.
  if (totp && code === undefined) {
    const methods = ["totp", "recovery_code", ...(passkeys > 0 ? ["passkey"] : [])];
    throw new AppError("second_factor_required", { extra: { methods } });
  }
  const factor = totp && code !== undefined ? await takeCode(safe, user.id, { code, now }) : undefined;
  if (totp && !factor) {
    await noteFailure(db, attempt);
    throw new AppError("wrong_code");
  }
  await forgetFailures(db, attempt);
  return { userId: user.id, factor };
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

/** Links that were sent to set one are void after it. */
export async function setPassword(db: Db, { userId, email, password, field, keepSession }: NewPassword): Promise<void> {
  await demandGoodPassword(db, { password, field, email });
  const hashed = await hashPassword(password);
  await db.tx(async (tx) => {
    await tx.query(sql`INSERT INTO user_credentials (user_id, password_hash) VALUES (${userId}, ${hashed})
      ON CONFLICT (user_id) DO UPDATE SET password_hash = EXCLUDED.password_hash, changed_at = now()`);
    await dropTickets(tx, userId, "reset", "invitation");
    await endSessions(tx, userId, keepSession);
  });
}

/** True if it is the user's present password. */
export async function isPasswordOf(db: Db, userId: string, password: string): Promise<boolean> {
  const { rows } = await db.query<{ password_hash: string }>(sql`SELECT password_hash FROM user_credentials WHERE user_id = ${userId}`);
  return checkPassword(rows[0]?.password_hash, password);
}
