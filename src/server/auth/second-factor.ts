/**
 * The second factor: codes of an app, with recovery codes; passkeys count as one too (passkeys.ts). A code is taken once:
 * its time step and all before it are spent by the very statement that takes it.
 */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import type { SecretStore } from "../secret-store.ts";
import { looksLikeRecoveryCode, renewRecoveryCodes, spendRecoveryCode } from "./recovery-codes.ts";
import { newSeed, stepOf } from "./totp.ts";

export interface Factors {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recovery_codes: number;
}
export interface Safe {
  readonly db: Db;
  readonly secrets: SecretStore;
}

const seedName = (userId: string): string => `totp ${userId}`;
/** A seed that nobody has shown a code of yet. */
const offeredName = (userId: string): string => `totp offered ${userId}`;

export async function factorsOf(db: Db, userId: string): Promise<Factors> {
  const { rows } = await db.query<Factors>(sql`SELECT EXISTS (SELECT 1 FROM totp_factors WHERE user_id = ${userId}) AS totp,
    (SELECT count(*)::int FROM passkeys WHERE user_id = ${userId}) AS passkeys,
    (SELECT count(*)::int FROM recovery_codes WHERE user_id = ${userId}) AS recovery_codes`);
  return rows[0] ?? { totp: false, passkeys: 0, recovery_codes: 0 };
}

/** A seed to be put into an app; it counts when a code of it was shown. @returns base32 */
export async function offerTotp({ db, secrets }: Safe, userId: string): Promise<string> {
  if ((await factorsOf(db, userId)).totp) throw new AppError("conflict", { errors: [{ field: "totp", code: "second_factor_is_on" }] });
  const seed = newSeed();
  await secrets.keep(db, offeredName(userId), seed);
  return seed;
}

/** Turns the app's codes on. @returns the recovery codes */
export async function acceptTotp({ db, secrets }: Safe, userId: string, { code, now }: Shown): Promise<readonly string[]> {
  return db.tx(async (tx) => {
    const seed = await secrets.read(tx, offeredName(userId));
    const step = seed === undefined ? undefined : stepOf(seed, digits(code), now);
    if (seed === undefined || step === undefined)
      throw new AppError("validation_failed", { errors: [{ field: "code", code: "wrong_code" }] });
    await tx.query(sql`INSERT INTO totp_factors (user_id, last_step) VALUES (${userId}, ${step})
      ON CONFLICT (user_id) DO UPDATE SET last_step = excluded.last_step`);
    await secrets.keep(tx, seedName(userId), seed);
    await secrets.drop(tx, offeredName(userId));
    return renewRecoveryCodes(tx, userId);
  });
}

interface Shown {
  readonly code: string;
  readonly now: Date;
}
/** Apps show "123 456". */
const digits = (code: string): string => code.replaceAll(/\s/g, "");

/** How the code was a good one; undefined: it wasn't, or was shown before. */
export async function takeCode({ db, secrets }: Safe, userId: string, { code, now }: Shown): Promise<"totp" | "recovery" | undefined> {
  if (looksLikeRecoveryCode(code)) return (await spendRecoveryCode(db, userId, code)) ? "recovery" : undefined;
  const seed = await secrets.read(db, seedName(userId));
  const step = seed === undefined ? undefined : stepOf(seed, digits(code), now);
  if (step === undefined) return undefined;
  const { rowCount } = await db.query(sql`UPDATE totp_factors SET last_step = ${step} WHERE user_id = ${userId} AND last_step < ${step}`);
  return rowCount === 1 ? "totp" : undefined;
}

/** Without the app: who lost it, or a new phone is on its way. The recovery codes go with it. */
export async function dropTotp({ db, secrets }: Safe, userId: string): Promise<void> {
  await db.tx(async (tx) => {
    await tx.query(sql`DELETE FROM totp_factors WHERE user_id = ${userId}`);
    await tx.query(sql`DELETE FROM recovery_codes WHERE user_id = ${userId}`);
    await secrets.drop(tx, seedName(userId));
    await secrets.drop(tx, offeredName(userId));
  });
}

/** By an administrator, for a person who lost everything: no factor is left. */
export async function dropFactors(safe: Safe, userId: string): Promise<void> {
  await safe.db.tx(async (db) => {
    await dropTotp({ ...safe, db }, userId);
    await db.query(sql`DELETE FROM passkeys WHERE user_id = ${userId}`);
  });
}
