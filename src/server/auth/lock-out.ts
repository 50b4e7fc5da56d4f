/**
 * Failed sign-ins slow the next ones down, in all processes alike: per account and address together after a few, per
 * account and per address alone after many. An account that is guessed at from everywhere is still open to its owner: an
 * address where they have a session counts by itself alone.
 */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { fingerprint } from "./secrets.ts";

/** From this failure on each one doubles the wait. */
const FREE_TRIES = { pair: 5, account: 50, address: 100 } as const;
const LONGEST_WAIT = 15 * 60;

export interface Try {
  readonly account: string;
  readonly address: string;
}
type Kind = keyof typeof FREE_TRIES;

const keysOf = ({ account, address }: Try): Readonly<Record<Kind, Buffer>> => {
  const name = account.trim().toLowerCase();
  return {
    pair: fingerprint(`${name}\n${address}`),
    account: fingerprint(`account\n${name}`),
    address: fingerprint(`address\n${address}`),
  };
};

/** Throws rate_limited with the seconds to wait. */
export async function refuseWhileBlocked(db: Db, attempt: Try): Promise<void> {
  const { pair, account, address } = keysOf(attempt);
  const { rows } = await db.query<{ seconds: number | null }>(sql`
    SELECT ceil(extract(epoch FROM max(blocked_until) - now()))::int AS seconds FROM login_failures
    WHERE blocked_until > now() AND (key IN (${pair}, ${address}) OR (key = ${account} AND NOT EXISTS (
      SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE lower(u.email) = ${attempt.account.trim().toLowerCase()}
        AND s.address = ${attempt.address} AND s.expires_at > now())))`);
  const seconds = rows[0]?.seconds;
  if (seconds !== null && seconds !== undefined) throw new AppError("rate_limited", { params: { seconds: Math.max(1, seconds) } });
}

export async function noteFailure(db: Db, attempt: Try): Promise<void> {
  const keys = keysOf(attempt);
  // In one order always: two failures at once would wait for each other.
  const entries = (Object.keys(keys) as Kind[]).map((kind) => ({ key: keys[kind].toString("hex"), free: FREE_TRIES[kind] }));
  entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  await db.query(sql`INSERT INTO login_failures AS f (key, failures, blocked_until)
    SELECT decode(e.key, 'hex'), 1, now() FROM json_to_recordset(${JSON.stringify(entries)}::json) AS e (key text, free int) ORDER BY e.key
    ON CONFLICT (key) DO UPDATE SET failures = f.failures + 1, updated_at = now(),
      blocked_until = now() + make_interval(secs => CASE WHEN f.failures + 1 < ${freeOf(keys)} THEN 0
        ELSE least(${LONGEST_WAIT}, power(2, least(f.failures + 1 - ${freeOf(keys)}, 20))) END)`);
}
const freeOf = (keys: Readonly<Record<Kind, Buffer>>) =>
  sql`CASE f.key WHEN ${keys.pair} THEN ${FREE_TRIES.pair}::int WHEN ${keys.account} THEN ${FREE_TRIES.account}::int ELSE ${FREE_TRIES.address}::int END`;

/** After a good sign-in. The address keeps its count: one account of an attacker's own would reset it else. */
export async function forgetFailures(db: Db, attempt: Try): Promise<void> {
  const { pair, account } = keysOf(attempt);
  await db.query(sql`DELETE FROM login_failures WHERE key IN (${pair}, ${account})`);
}
