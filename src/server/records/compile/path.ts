/** From a resolved path to the SQL expression of its value, and the joins that it needs. */
import type { Field, Module } from "../../../model/define.ts";
import { isComputed } from "../../../model/computed.ts";
import { isReference, targetsOf, type ResolvedPath } from "../../../model/registry.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { empty, ident, join, raw, sql, type Sql } from "../../db/sql.ts";

/** Alias of the module's own table in every generated query. */
export const BASE = "t";

const viaAlias = (path: ResolvedPath, base = BASE): string => (path.via ? `v_${path.via.name}` : base);

type ComputedValue = (ctx: Ctx, field: Field, alias: string) => Sql;
let computedValue: ComputedValue = (_ctx, field) => {
  throw new Error(`nobody computes ${field.name}`);
};
/** computed.ts says what formulas and roll-ups are in SQL: it stands on values and filters, which stand on this file. */
export const setComputedValue = (compute: ComputedValue): void => void (computedValue = compute);

/** The expression of the path's value. Composite values with a part give the part's text. */
export const valueOf = (ctx: Pick<Ctx, "actor">, path: ResolvedPath, base = BASE): Sql => fieldValue(ctx, path, viaAlias(path, base));

/** The value of the path's field in the row of `alias`, whatever reference leads there. */
export function fieldValue(ctx: Pick<Ctx, "actor">, path: ResolvedPath, alias: string): Sql {
  // What only knows its actor (sharing rules) is offered no computed fields.
  if (isComputed(path.field)) return computedValue(ctx as Ctx, path.field, alias);
  if (path.field.name === "starred" && path.field.system) {
    const me = ctx.actor.kind === "user" ? ctx.actor.id : "0";
    return sql`EXISTS (SELECT 1 FROM stars s WHERE s.record_id = ${ident(alias, "id")} AND s.user_id = ${me}::bigint)`;
  }
  if (path.type.ownTable && path.part === undefined)
    return sql`(SELECT json_agg(l.data ORDER BY l.position) FROM document_lines l WHERE l.record_id = ${ident(alias, "id")})`;
  const column = ident(alias, path.field.name);
  return path.part === undefined ? column : sql`(${column}->>${raw(`'${path.part.replace(/[^a-z_]/g, "")}'`)})`;
}

/** The expression by which lists are ordered: a reference by its label, a choice by the order of its options. */
export function sortValueOf(ctx: Ctx, path: ResolvedPath): Sql {
  const value = valueOf(ctx, path);
  if (path.part !== undefined) return value;
  if (isReference(path.field)) return labelSelect(ctx, path, value);
  if (path.family === "choice" && path.field.options)
    return sql`array_position(${path.field.options.map((option) => option.value)}::text[], ${value}::text)`;
  return value;
}

/** The label of the record that a reference points to, for whoever may see that record; null for others. */
export function labelSelect(ctx: Pick<Ctx, "actor" | "registry">, path: ResolvedPath, id: Sql): Sql {
  const open = accessOf(ctx).labels(targetModules(ctx, path), "r");
  return sql`(SELECT r.label FROM records r WHERE r.id = ${id}${open ? sql` AND ${open}` : empty})`;
}
/** The module of that record, likewise. */
export function moduleSelect(ctx: Pick<Ctx, "actor" | "registry">, path: ResolvedPath, id: Sql): Sql {
  const open = accessOf(ctx).records(targetModules(ctx, path), "r");
  return sql`(SELECT r.module FROM records r WHERE r.id = ${id}${open ? sql` AND ${open}` : empty})`;
}
/** An owner may be a group. */
const targetModules = (ctx: Pick<Ctx, "registry">, { field }: ResolvedPath): readonly Module[] =>
  (field.type === "user" ? ["users", "groups"] : targetsOf(field)).flatMap((name) => ctx.registry.modules.get(name) ?? []);

/** Base SQL type of a column, for casts: without precision and collation. */
export function castType(path: ResolvedPath): Sql {
  if (path.part !== undefined) return raw("text");
  const column = path.type.column(path.field) ?? "text";
  return raw(/^[a-z ]+?(?= collate|\(|\[|$)/i.exec(column)?.[0]?.trim() ?? "text");
}

/** LEFT JOINs for all references that the paths go through; what the actor may not see joins as empty. */
export function joinsOf(ctx: Ctx, paths: readonly ResolvedPath[]): Sql {
  const access = accessOf(ctx);
  const joins = new Map<string, Sql>();
  for (const path of paths) {
    if (!path.via || !path.target) continue;
    const alias = viaAlias(path);
    if (joins.has(alias)) continue;
    const predicate = access.predicate(path.target, "view", alias);
    joins.set(
      alias,
      sql` LEFT JOIN ${ident(path.target.name)} ${ident(alias)} ON ${ident(alias, "id")} = ${ident(BASE, path.via.name)} AND ${ident(alias, "deleted_at")} IS NULL${predicate ? sql` AND ${predicate}` : empty}`,
    );
  }
  return join([...joins.values()], "");
}
