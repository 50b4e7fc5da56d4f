/**
 * Search under field rights. A record's search words are those of all its fields; whoever may not see some of them must
 * not find the record by these either, or the search would tell what the field holds.
 */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Module } from "../../model/define.ts";
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { ident, join, sql, type Sql } from "../db/sql.ts";
import { BASE } from "./compile/path.ts";

/** The condition, besides the index's own, that the words stand in visible fields; null where none is hidden. */
export function visibleWords(ctx: Ctx, module: Module, tsquery: string): Sql | null {
  const access = accessOf(ctx);
  const searched = [...module.fields.values()].filter((field) => {
    const type = fieldType(field.type);
    return (field.searchable ?? type.searchable ?? false) && type.column(field) !== null;
  });
  const visible = searched.filter((field) => access.field(field) !== "hidden");
  if (visible.length === searched.length) return null;
  if (visible.length === 0) return sql`false`;
  const texts = visible.map((field) => sql`${ident(BASE, field.name)}::text`);
  return sql`to_tsvector('simple', manul_fold(concat_ws(' ', ${join(texts)}))) @@ to_tsquery('simple', ${tsquery})`;
}
