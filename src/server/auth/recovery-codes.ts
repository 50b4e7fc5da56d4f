/** Codes on paper for whoever lost the phone: ten, each good once. */
import { randomBytes } from "node:crypto";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { fingerprint } from "./secrets.ts";

const COUNT = 10;
/** 32 letters that aren't mistaken for each other. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH = 16;

/** 80 bits: the hash of one can't be turned back by trying. */
const newCode = (): string => {
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
  return letters.replaceAll(/(.{4})(?=.)/g, "$1-");
};
const hashOf = (userId: string, code: string): Buffer => fingerprint(`${userId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}`);

/** Whether it may be one: apps' codes are six digits. */
export const looksLikeRecoveryCode = (code: string): boolean => code.replaceAll(/[^a-z0-9]/gi, "").length === LENGTH;

/** Those of before are void. They are told this once. */
export async function renewRecoveryCodes(db: Db, userId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  const hashes = codes.map((code) => hashOf(userId, code).toString("hex"));
  await db.tx(async (tx) => {
    await tx.query(sql`DELETE FROM recovery_codes WHERE user_id = ${userId}`);
    await tx.query(
      sql`INSERT INTO recovery_codes (user_id, code_hash) SELECT ${userId}::bigint, decode(h, 'hex') FROM unnest(${hashes}::text[]) AS h`,
    );
  });
  return codes;
}

/** True if it was one of the user's; it is spent then. */
export async function spendRecoveryCode(db: Db, userId: string, code: string): Promise<boolean> {
  const { rowCount } = await db.query(sql`DELETE FROM recovery_codes WHERE user_id = ${userId} AND code_hash = ${hashOf(userId, code)}`);
  return rowCount === 1;
}
