/** The way of a record through the values of a choice, read from the change log: when it came to each, and left it. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { StageVisit } from "../../../model/stages.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { getMany } from "../get.ts";
import { notFound } from "../ids.ts";
import { moduleOf, PathCollector } from "../plan.ts";

/** Of a record that was sent to and fro without end, the latest. */
const MOST_VISITS = 500;

export interface StagesOptions {
  readonly module: string;
  readonly id: string;
  /** A choice of the module. */
  readonly field: string;
}

/** Every stay of the record in a value of the field, the first one first; whoever may see record and field may see it. */
export async function stageVisits(ctx: Ctx, { module: name, id, field }: StagesOptions): Promise<readonly StageVisit[]> {
  const module = moduleOf(ctx, name);
  const collector = new PathCollector(ctx, module);
  const select = [collector.need(field), collector.need("created_at")];
  const [record] = await getMany(ctx, module, [id], select);
  if (!record) throw notFound(id);
  const { rows } = await ctx.db.query<{ at: string; before: Json; after: Json }>(
    sql`SELECT o.at, c.before -> ${field} AS before, c.after -> ${field} AS after
        FROM changes c JOIN operations o ON o.id = c.operation_id
        WHERE c.record_id = ${id}::bigint AND c.kind = 'update' AND jsonb_exists(c.after, ${field})
        ORDER BY c.id DESC LIMIT ${MOST_VISITS}`,
  );
  const moves = rows.toReversed();
  const first = moves[0];
  // Undone or written by the program, whatever it was: the value that stands there now is the last one.
  const begin = rows.length === MOST_VISITS && first ? first.at : String(record["created_at"]);
  const steps = [
    { at: begin, value: first ? first.before : (record[field] ?? null) },
    ...moves.map(({ at, after }) => ({ at, value: after })),
  ];
  return steps.flatMap(({ at, value }, i) => (typeof value === "string" ? [{ value, from: at, until: steps[i + 1]?.at ?? null }] : []));
}

/** When each of the records got the value of the field that it has now; absent: when it was made. At most some hundreds, which the caller knows to be open. */
export async function lastMoves(ctx: Ctx, ids: readonly string[], field: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ctx.db.query<{ id: string; at: string }>(
    sql`SELECT r.id, o.at FROM unnest(${ids}::bigint[]) AS r(id)
        CROSS JOIN LATERAL (
          SELECT c.operation_id FROM changes c
          WHERE c.record_id = r.id AND c.kind = 'update' AND jsonb_exists(c.after, ${field}) ORDER BY c.id DESC LIMIT 1
        ) last
        JOIN operations o ON o.id = last.operation_id`,
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}
