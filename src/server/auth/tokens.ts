/** Tokens for programs: shown once, kept as a fingerprint, bound to a user, with scopes and an end. */
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { notifyAccess, type Scope } from "./callers.ts";
import { fingerprint, newToken } from "./secrets.ts";

/** Lets scanners of leaked secrets know ours. */
const PREFIX = "manul_";
const MAX_PER_USER = 100;

export interface TokenInfo {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
}
interface TokenRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
}

export async function createToken(
  db: Db,
  userId: string,
  { name, scopes, expiresAt }: TokenRequest,
): Promise<TokenInfo & { readonly token: string }> {
  const token = PREFIX + newToken();
  const { rows } = await db.query<TokenInfo>(sql`INSERT INTO api_tokens (token_hash, user_id, name, scopes, expires_at)
    SELECT ${fingerprint(token)}, ${userId}, ${name}, ${[...scopes]}::text[], ${expiresAt}::timestamptz
    WHERE (SELECT count(*) FROM api_tokens WHERE user_id = ${userId}) < ${MAX_PER_USER}
    RETURNING id, name, scopes, created_at, last_used_at, expires_at`);
  const row = rows[0];
  if (!row) throw new AppError("conflict", { params: { limit: MAX_PER_USER } });
  return { ...row, token };
}

export async function listTokens(db: Db, userId: string): Promise<readonly TokenInfo[]> {
  const { rows } = await db.query<TokenInfo>(sql`SELECT id, name, scopes, created_at, last_used_at, expires_at FROM api_tokens
    WHERE user_id = ${userId} ORDER BY id LIMIT ${MAX_PER_USER}`);
  return rows;
}

export async function deleteToken(db: Db, userId: string, id: string): Promise<void> {
  await db.tx(async (tx) => {
    const { rowCount } = await tx.query(sql`DELETE FROM api_tokens WHERE user_id = ${userId} AND id = ${id}`);
    if (rowCount === 0) throw new AppError("not_found");
    await notifyAccess(tx, userId);
  });
}
