/** What records of any modules are called, for whoever may see them. */
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { getMany } from "./get.ts";
import { isId } from "./ids.ts";

export interface RecordName {
  readonly module: string;
  readonly label: string;
  /** In the recycle bin. */
  readonly deleted: boolean;
}

/** By id; what the actor may not see, or what is gone for good, is absent. At most some hundreds of ids. */
export async function visibleNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, RecordName>> {
  const wanted = [...new Set(ids)].filter(isId);
  const names = new Map<string, RecordName>();
  if (wanted.length === 0) return names;
  const { rows } = await ctx.db.query<{ module: string; ids: string[] }>(
    sql`SELECT module, array_agg(id::text) AS ids FROM records WHERE id = ANY(${wanted}::bigint[]) GROUP BY module`,
  );
  for (const row of rows) {
    const module = ctx.registry.modules.get(row.module);
    if (!module || !accessOf(ctx).module(module).view) continue;
    for (const record of await getMany(ctx, module, row.ids, []))
      names.set(record.id, { module: module.name, label: record.label, deleted: record["deleted_at"] !== undefined });
  }
  return names;
}
