/** Pairs of records of which somebody said that they are not the same thing: nobody is asked again. */
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import { listRecords } from "../../server/records/index.ts";

export const MOST_TOLD_APART = 20;

/** Each of these is another thing than each of the others; `apart` false: takes it back. Whoever sees them may say it. */
export async function tellApart(
  ctx: Ctx,
  { module, ids, apart }: { module: string; ids: readonly string[]; apart: boolean },
): Promise<void> {
  const filter = { field: "id", op: "in", value: ids };
  const { data } = await listRecords(ctx, { module, fields: [], filter, sort: "id", limit: MOST_TOLD_APART });
  const missing = ids.find((id) => !data.some((record) => record.id === id));
  if (missing !== undefined) throw new AppError("not_found", { params: { id: missing } });
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await ctx.db.query(
    apart
      ? sql`INSERT INTO not_duplicates (a_id, b_id, created_by)
            SELECT a, b, ${by}::bigint FROM unnest(${ids}::bigint[]) AS a, unnest(${ids}::bigint[]) AS b WHERE a < b ON CONFLICT DO NOTHING`
      : sql`DELETE FROM not_duplicates WHERE a_id = ANY(${ids}::bigint[]) AND b_id = ANY(${ids}::bigint[])`,
  );
}

export async function notDuplicatesOf(ctx: Ctx, id: string): Promise<readonly string[]> {
  if (!/^[1-9]\d{0,17}$/.test(id)) return [];
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`SELECT b_id AS id FROM not_duplicates WHERE a_id = ${id}::bigint UNION SELECT a_id FROM not_duplicates WHERE b_id = ${id}::bigint`,
  );
  return rows.map((row) => row.id);
}

/** Of these pairs (`a`,`b` with the lower id first) those that were told apart. */
export async function toldApart(ctx: Ctx, pairs: readonly (readonly [string, string])[]): Promise<ReadonlySet<string>> {
  if (pairs.length === 0) return new Set();
  const { rows } = await ctx.db.query<{ pair: string }>(
    sql`SELECT n.a_id || ' ' || n.b_id AS pair FROM unnest(${pairs.map(([a]) => a)}::bigint[], ${pairs.map(([, b]) => b)}::bigint[]) AS p(a, b)
        JOIN not_duplicates n ON n.a_id = p.a AND n.b_id = p.b`,
  );
  return new Set(rows.map((row) => row.pair));
}
