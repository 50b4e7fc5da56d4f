/** Finding records by what people write for them: label, number, e-mail or any other plain field. For imports. */
import type { Module } from "../../model/define.ts";
import type { ResolvedPath } from "../../model/registry.ts";
import type { Ctx } from "../context.ts";
import { accessOf } from "../access/access.ts";
import { ident, raw, sql, type Sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { isId } from "./ids.ts";
import { moduleOf, visiblePath } from "./plan.ts";
import { BASE, castType, valueOf } from "./compile/path.ts";

/**
 * The living records, visible to the actor, whose `field` equals one of the values; labels and texts without regard
 * to case and ё. Keys of the answer are the values as given; ids in ascending order. Values not found are absent.
 */
export async function matchRecords(
  ctx: Ctx,
  target: { module: string; field: string; values: readonly string[] },
): Promise<Map<string, readonly string[]>> {
  const module = moduleOf(ctx, target.module);
  const path = visiblePath(ctx, module, target.field);
  if (!path || path.via) throw new AppError("unknown_field", { params: { field: target.field.slice(0, 60) } });
  const values = [...new Set(target.values)].filter((value) => target.field !== "id" || isId(value));
  const found = new Map<string, string[]>();
  if (values.length === 0) return found;
  const predicate = accessOf(ctx).predicate(module, "view", BASE);
  const visible = predicate ? sql` AND ${predicate}` : raw("");
  const { rows } = await ctx.db.query<{ value: string; id: string }>(
    isLabel(module, target.field)
      ? sql`SELECT v AS value, ${ident(BASE, "id")} AS id FROM unnest(${values}::text[]) AS v
            JOIN records r ON r.module = ${module.name} AND manul_fold(r.label) = manul_fold(v) AND NOT r.deleted
            JOIN ${ident(module.name)} ${raw(BASE)} ON ${ident(BASE, "id")} = r.id WHERE ${ident(BASE, "deleted_at")} IS NULL${visible} ORDER BY 2`
      : sql`SELECT v AS value, ${ident(BASE, "id")} AS id FROM unnest(${values}::text[]) AS v
            JOIN ${ident(module.name)} ${raw(BASE)} ON ${comparison(ctx, path)} WHERE ${ident(BASE, "deleted_at")} IS NULL${visible} ORDER BY 2`,
  );
  for (const row of rows) found.set(row.value, [...(found.get(row.value) ?? []), row.id]);
  return found;
}

/** The label, or the one field that it is made of: looked up by the index of labels. */
const isLabel = (module: Module, field: string): boolean =>
  field === "label" || (module.nameFields.length === 1 && module.nameFields[0] === field);

/** Plain text is compared without regard to case and ё; codes, numbers and dates as they are. */
function comparison(ctx: Ctx, path: ResolvedPath): Sql {
  const own = valueOf(ctx, path);
  return path.field.type === "text" ? sql`manul_fold(${own}) = manul_fold(v)` : sql`${own} = v::${castType(path)}`;
}
