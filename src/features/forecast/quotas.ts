/** Quotas: what each person is to sell in each month, in the company's currency. */
import { parseDecimal } from "../../fieldtypes/decimal-string.ts";
import { isDay } from "../../model/format/calendar.ts";
import { accessOf } from "../../server/access/access.ts";
import { ownHierarchy } from "../../server/access/user-access.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { invalid, type FieldError } from "../../server/errors.ts";
import { visibleNames } from "../../server/records/index.ts";

export interface Quota {
  readonly user_id: string;
  /** The month's first day. */
  readonly month: string;
  readonly amount: string;
}
export interface QuotaChange {
  readonly user_id: string;
  readonly month: string;
  /** Null takes it away. */
  readonly amount: string | number | null;
}
/** Somebody's quotas of a century are no more. */
export const MOST_QUOTAS = 5000;

/** Quotas of the months from `from` to `to`, both inclusive: one's own and one's subordinates'; all, for who sets them. */
export async function readQuotas(ctx: Ctx, { from, to }: { readonly from: string; readonly to: string }): Promise<readonly Quota[]> {
  const { actor } = ctx;
  const seesAll = actor.kind === "system" || actor.isAdmin || accessOf(ctx).tool("settings");
  const people = seesAll ? null : actor.access ? ownHierarchy(actor.access.organisation, actor.id) : [actor.id];
  const { rows } = await ctx.db.query<Quota>(
    sql`SELECT user_id, month, amount FROM sales_quotas
        WHERE month BETWEEN ${from}::date AND ${to}::date AND (${people}::bigint[] IS NULL OR user_id = ANY(${people}::bigint[]))
        ORDER BY user_id, month LIMIT ${MOST_QUOTAS}`,
  );
  return rows;
}

/** Sets them all or, where one is wrong, none. */
export async function writeQuotas(ctx: Ctx, changes: readonly QuotaChange[]): Promise<void> {
  const errors: FieldError[] = [];
  const people = await visibleNames(
    ctx,
    changes.map((change) => change.user_id),
  );
  const read = changes.map(({ user_id, month, amount }, i) => {
    if (people.get(user_id)?.module !== "users") errors.push({ field: `quotas.${i}.user_id`, code: "unknown_reference" });
    if (!isDay(month) || !month.endsWith("-01")) errors.push({ field: `quotas.${i}.month`, code: "not_a_date" });
    const parsed = parseDecimal(amount, { scale: 2, minScale: 2, min: 0, max: 1e15 });
    if (!parsed.ok) errors.push({ field: `quotas.${i}.amount`, ...parsed.error });
    return { user_id, month, amount: parsed.ok ? parsed.value : null };
  });
  if (errors.length > 0) throw invalid(errors);
  await ctx.db.tx(async (db) => {
    const gone = read.filter(({ amount }) => amount === null);
    const set = read.filter(({ amount }) => amount !== null);
    await db.query(
      sql`DELETE FROM sales_quotas q USING unnest(${gone.map((each) => each.user_id)}::bigint[], ${gone.map((each) => each.month)}::date[]) AS g(user_id, month)
          WHERE q.user_id = g.user_id AND q.month = g.month`,
    );
    await db.query(
      sql`INSERT INTO sales_quotas (user_id, month, amount)
          SELECT DISTINCT ON (user_id, month) user_id, month, amount
          FROM unnest(${set.map((each) => each.user_id)}::bigint[], ${set.map((each) => each.month)}::date[], ${set.map((each) => each.amount)}::numeric[])
            WITH ORDINALITY AS s(user_id, month, amount, n) ORDER BY user_id, month, n DESC
          ON CONFLICT (user_id, month) DO UPDATE SET amount = excluded.amount`,
    );
  });
}
