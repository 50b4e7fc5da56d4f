/** Finding records by what people write for them: label, number, e-mail or any other plain field. For imports. */
import type { Ctx } from "../context.ts";
import { accessOf } from "../access/access.ts";
import { ident, raw, sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { BASE } from "./compile/path.ts";
import { isId } from "./ids.ts";
import { moduleOf, visiblePath } from "./plan.ts";
import { castType, valueOf } from "./compile/path.ts";

/**
 * The living records, visible to the actor, whose `field` equals one of the values; labels and texts without regard
 * to case and ё. Keys of the answer are the values as given; ids in ascending order. Values not found are absent.
 */
export async function matchRecords(ctx: Ctx, target: { module: string; field: string; values: readonly string[] }): Promise<Map<string, readonly string[]>> {
  const module = moduleOf(ctx, target.module);
  const path = visiblePath(ctx, module, target.field);
  if (!path || path.via) throw new AppError("unknown_field", { params: { field: target.field.slice(0, 60) } });
  const values = [...new Set(target.values)].filter((value) => target.field !== "id" || isId(value));
  const found = new Map<string, string[]>();
  if (values.length === 0) return found;
  const predicate = accessOf(ctx).predicate(module, "view", BASE);
  const own = valueOf(ctx, path);
  const folded = path.family === "text" && path.field.type === "text";
  const left = folded ? sql`manul_fold(${own})` : own;
  const right = folded ? sql`manul_fold(v)` : sql`v::${castType(path)}`;
  const { rows } = await ctx.db.query<{ value: string; id: string }>(
    sql`SELECT v AS value, ${ident(BASE, "id")} AS id FROM unnest(${values}::text[]) AS v JOIN ${ident(module.name)} ${raw(BASE)} ON ${left} = ${right}
        WHERE ${ident(BASE, "deleted_at")} IS NULL${predicate ? sql` AND ${predicate}` : raw("")} ORDER BY 2`,
  );
  for (const row of rows) found.set(row.value, [...(found.get(row.value) ?? []), row.id]);
  return found;
}
