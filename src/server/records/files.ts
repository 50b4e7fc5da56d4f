/** Who may have a stored file: whoever may see a record that it stands on, in a field that they may see. */
import { fieldType } from "../../fieldtypes/index.ts";
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { empty, ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { BASE } from "./compile/path.ts";
import { isId } from "./ids.ts";

/** Who uploaded a file has it for so long without a record: the time to fill in a form. */
const OWN_UPLOAD = "1 day";

export async function mayHaveFile(ctx: Ctx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  if (ctx.actor.kind === "system") return true;
  const access = accessOf(ctx);
  const places: Sql[] = [
    sql`EXISTS (SELECT 1 FROM files f WHERE f.id = ${id}::bigint AND f.created_by = ${ctx.actor.id}::bigint AND f.created_at > now() - ${raw(`interval '${OWN_UPLOAD}'`)})`,
  ];
  for (const module of ctx.registry.modules.values()) {
    if (!access.module(module).view) continue;
    const open = access.predicate(module, "view", BASE);
    for (const field of module.fields.values())
      if (fieldType(field.type).storedFile && (access.field(field) !== "hidden" || access.personal(field)?.ids.size)) {
        const granted = access.field(field) === "hidden" ? [...(access.personal(field)?.ids ?? [])] : undefined;
        const only = granted ? sql` AND ${ident(BASE, "id")} = ANY(${granted}::bigint[])` : empty;
        places.push(
          sql`EXISTS (SELECT 1 FROM ${ident(module.name)} ${raw(BASE)} WHERE ${ident(BASE, field.name)} = ${id}::bigint${open ? sql` AND ${open}` : empty}${only})`,
        );
      }
  }
  const { rows } = await ctx.db.query<{ may: boolean }>(sql`SELECT ${join(places, " OR ")} AS may`);
  return rows[0]?.may === true;
}
