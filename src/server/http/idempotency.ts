/**
 * `Idempotency-Key` on POST and PATCH: the same key and body give the same answer and one record, also when both
 * arrive at once: a change that is sent again because its answer was lost meets no conflict with itself. The key's row is written in the transaction of the request itself: the second one waits for the first's end,
 * and a request that failed leaves no trace, so that it may be tried again.
 */
import { createHash } from "node:crypto";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import type { Answer, OpenCtx, Route } from "./route.ts";

interface KeyedRequest {
  readonly key: string | string[];
  readonly route: Route;
  readonly input: Parameters<Route["handler"]>[1];
}
interface KeyRow {
  readonly request_hash: Buffer;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
}

const KEY = /^[\x21-\x7e]{1,255}$/;

export async function idempotently(ctx: Ctx | OpenCtx, { key, route, input }: KeyedRequest): Promise<Answer> {
  const { actor } = ctx;
  if (actor?.kind !== "user") return route.handler(ctx, input);
  if (typeof key !== "string" || !KEY.test(key)) throw new AppError("bad_request", { params: { header: "Idempotency-Key" } });
  const hash = createHash("sha256")
    .update(`${route.method} ${input.request.url}\n${input.request.headers["if-match"] ?? ""}\n`)
    .update(JSON.stringify(input.body ?? null))
    .digest();
  return ctx.db.tx(async (tx) => {
    await tx.query(
      sql`DELETE FROM idempotency_keys WHERE actor_id = ${actor.id} AND key = ${key} AND created_at < now() - interval '24 hours'`,
    );
    // Waits here while another request with this key is under way.
    const { rowCount } = await tx.query(sql`INSERT INTO idempotency_keys (actor_id, key, request_hash) VALUES (${actor.id}, ${key}, ${hash})
      ON CONFLICT DO NOTHING`);
    if (rowCount === 0) return replay(tx, { actorId: actor.id, key, hash });
    const answer = await route.handler({ ...ctx, db: tx }, input);
    await tx.query(sql`UPDATE idempotency_keys SET status = ${answer.status ?? (answer.body === undefined ? 204 : 200)},
      headers = ${JSON.stringify(answer.headers ?? {})}::jsonb, body = ${answer.body === undefined ? null : JSON.stringify(answer.body)}
      WHERE actor_id = ${actor.id} AND key = ${key}`);
    return answer;
  });
}

async function replay(db: Db, { actorId, key, hash }: { actorId: string; key: string; hash: Buffer }): Promise<Answer> {
  const { rows } = await db.query<KeyRow>(sql`SELECT request_hash, status, headers, body FROM idempotency_keys
    WHERE actor_id = ${actorId} AND key = ${key}`);
  const row = rows[0];
  if (!row || row.status === null) throw new AppError("unavailable");
  if (!row.request_hash.equals(hash)) throw new AppError("idempotency_mismatch");
  return {
    status: row.status,
    headers: { ...row.headers, "Idempotency-Replayed": "true" },
    ...(row.body === null ? {} : { body: JSON.parse(row.body) as unknown }),
  };
}
