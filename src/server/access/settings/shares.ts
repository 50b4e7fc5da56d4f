/** One record opened to somebody by hand, for good or until a day. */
import type { Principal, ShareLevel } from "../../../model/access/vocabulary.ts";
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { empty, sql } from "../../db/sql.ts";
import { AppError, invalid } from "../../errors.ts";
import { notifyAccess } from "../epoch.ts";
import { keyOf } from "../user-access.ts";
import { demandPrincipals, namePrincipals } from "./principals.ts";

export interface ShareValues {
  readonly to: Principal;
  readonly level: ShareLevel;
  /** ISO 8601; null or absent: for good. */
  readonly expires_at?: string | null | undefined;
}
export interface ShareJson {
  readonly id: string;
  readonly to: Principal;
  readonly to__label: string | null;
  readonly level: ShareLevel;
  readonly expires_at: string | null;
  readonly created_at: string;
  readonly created_by: string | null;
}
export interface SharedRecord {
  readonly module: string;
  readonly id: string;
  readonly label: string;
}

/** Shares that are still in force. */
export async function listShares(ctx: Ctx, recordId: string, id?: string): Promise<readonly ShareJson[]> {
  const { rows } = await ctx.db.query<Omit<ShareJson, "to" | "to__label"> & { to_type: Principal["type"]; to_id: string }>(
    sql`SELECT id, to_type, to_id, level, expires_at, created_at, created_by FROM record_shares
        WHERE record_id = ${recordId}::bigint AND (expires_at IS NULL OR expires_at > now())${id === undefined ? empty : sql` AND id = ${id}::bigint`} ORDER BY id`,
  );
  const names = await namePrincipals(
    ctx,
    rows.map((row) => ({ type: row.to_type, id: row.to_id })),
  );
  return rows.map(({ to_type, to_id, ...share }) => {
    const to = { type: to_type, id: to_id };
    return { ...share, to, to__label: names.get(keyOf(to)) ?? null };
  });
}

/** Sharing again with the same receiver changes level and end. Whether the actor may share is the caller's to check. */
export async function shareRecord(ctx: Ctx, record: SharedRecord, { to, level, expires_at }: ShareValues): Promise<ShareJson> {
  const ends = expires_at ?? null;
  if (ends !== null && Number.isNaN(Date.parse(ends))) throw invalid([{ field: "expires_at", code: "not_a_datetime" }]);
  if (ends !== null && Date.parse(ends) <= ctx.now.getTime()) throw invalid([{ field: "expires_at", code: "in_the_past" }]);
  await demandPrincipals(ctx, [to], () => "to.id");
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const { rows } = await db.query<{ id: string }>(
      sql`INSERT INTO record_shares (module, record_id, to_type, to_id, level, expires_at, created_by)
          VALUES (${record.module}, ${record.id}::bigint, ${to.type}, ${to.id}::bigint, ${level}, ${ends}::timestamptz, ${by}::bigint)
          ON CONFLICT (record_id, to_type, to_id) DO UPDATE SET level = excluded.level, expires_at = excluded.expires_at, created_by = excluded.created_by
          RETURNING id`,
    );
    const share = (await listShares(inner, record.id, rows[0]?.id))[0];
    if (!share) throw new Error("the share was not kept");
    await tell(inner, to);
    await audit(inner, {
      action: "share_created",
      target: { type: record.module, id: record.id, name: record.label },
      details: { ...share },
    });
    return share;
  });
}

export async function unshareRecord(
  ctx: Ctx,
  record: SharedRecord,
  which: { readonly id: string } | { readonly to: Principal },
): Promise<void> {
  await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const isIt = (share: ShareJson): boolean => ("id" in which ? share.id === which.id : keyOf(share.to) === keyOf(which.to));
    const share = (await listShares(inner, record.id)).find(isIt);
    if (!share) throw new AppError("not_found");
    await db.query(sql`DELETE FROM record_shares WHERE id = ${share.id}::bigint`);
    await tell(inner, share.to);
    await audit(inner, {
      action: "share_deleted",
      target: { type: record.module, id: record.id, name: record.label },
      details: { ...share },
    });
  });
}

/** Shares aren't part of the organisation: only their receivers' rights are read anew. */
const tell = (ctx: Ctx, to: Principal): Promise<void> => notifyAccess(ctx.db, to.type === "user" ? to.id : "all");
