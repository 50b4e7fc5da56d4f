/**
 * Formulas and roll-ups as expressions of a query: computed when they are read, hence true at any moment, also of a
 * million records to which one was added a second ago. Whatever they read of other records passes the reader's access.
 */
import type { Field, Module } from "../../../model/define.ts";
import { filterPaths, type Filter } from "../../../model/filter/ast.ts";
import { computedOf, type Computed } from "../../../model/computed.ts";
import { resolvePath, type Registry, type ResolvedPath } from "../../../model/registry.ts";
import { accessOf } from "../../access/access.ts";
import { valueContext, type Ctx } from "../../context.ts";
import { ident, join, raw, sql, type Sql } from "../../db/sql.ts";
import { compileFilter } from "./filter.ts";
import { compileResult, compileTyped } from "./formula.ts";
import { BASE, fieldValue, joinsOf, setComputedValue, valueOf } from "./path.ts";

function moduleOfField(registry: Registry, field: Field): Module {
  const module = registry.modules.get(field.module);
  if (!module) throw new Error(`no module ${field.module}`);
  return module;
}

setComputedValue((ctx, field, alias) => {
  const computed = computedOf(field);
  if (!computed) throw new Error(`not computed: ${field.module}.${field.name}`);
  const { result } = field;
  if (!result) throw new Error(`without a result: ${field.module}.${field.name}`);
  return computed.relation ? rollup(ctx, field, alias, computed) : compileResult(formula(ctx, field, alias, computed), result, field.scale);
});

function formula(ctx: Ctx, field: Field, alias: string, { typed }: Computed): Sql {
  if (!typed) throw new Error(`no formula: ${field.name}`);
  const module = moduleOfField(ctx.registry, field);
  const { timezone } = valueContext(ctx);
  return compileTyped(typed, { now: ctx.now, timezone, read: (path) => read(ctx, module.name, path, alias) });
}

/** A field of the record, or of one that it refers to, as formulas take it: numbers as numeric, texts by their characters. */
function read(ctx: Ctx, moduleName: string, path: string, alias: string): Sql {
  const module = ctx.registry.modules.get(moduleName);
  const resolved = module && resolvePath(ctx.registry, module, path);
  if (!resolved) throw new Error(`unchecked formula: ${moduleName}.${path}`);
  const { via, target } = resolved;
  const inner = via ? `f_${alias}`.slice(0, 60) : alias;
  const plain = fieldValue(ctx, resolved, inner);
  const value =
    via && target
      ? sql`(SELECT ${plain} FROM ${ident(target.name)} ${ident(inner)} WHERE ${ident(inner, "id")} = ${ident(alias, via.name)} AND ${ident(inner, "deleted_at")} IS NULL${visible(ctx, target.name, inner)})`
      : plain;
  if (resolved.part === undefined && resolved.type.name === "checkbox") return sql`coalesce(${value}, false)`;
  if (resolved.part === undefined && resolved.family === "number") return sql`(${value})::numeric`;
  if (resolved.family === "date" && resolved.type.name !== "time") return value;
  return sql`(nullif((${value})::text, '') COLLATE "C")`;
}

function visible(ctx: Ctx, moduleName: string, alias: string): Sql {
  const module = ctx.registry.modules.get(moduleName);
  const predicate = module && accessOf(ctx).predicate(module, "view", alias);
  return predicate ? sql` AND ${predicate}` : raw("");
}

/**
 * Over the related records that the reader may see. The inner query has the usual alias, so that filters and values
 * compile as ever; the outer record comes in as `o`, named before the inner table hides it.
 */
function rollup(ctx: Ctx, field: Field, alias: string, { relation, measured }: Computed): Sql {
  const definition = field.rollup;
  const other = relation && ctx.registry.modules.get(relation.module);
  if (!definition || !relation || !other) throw new Error(`no roll-up: ${field.name}`);
  const parent = moduleOfField(ctx.registry, field);
  const filter = definition.filter;
  const joined = joinsOf(ctx, [...(measured ? [measured] : []), ...pathsIn(ctx, other, filter)]);
  const hasRate = parent.fields.has("exchange_rate") && field.result === "money";
  const outer = sql`(SELECT ${ident(alias, "id")} AS id${hasRate ? sql`, ${ident(alias, "exchange_rate")} AS rate` : raw("")}) o`;
  const link = relation.link === undefined ? undefined : ctx.registry.links.get(relation.link);
  const [mine, theirs] = relation.side === "a" ? ["a_id", "b_id"] : ["b_id", "a_id"];
  const from = link
    ? sql`${outer} JOIN ${ident(link.table)} l ON ${ident("l", mine)} = o.id JOIN ${ident(other.name)} ${raw(BASE)} ON ${ident(BASE, "id")} = ${ident("l", theirs)}`
    : sql`${outer} JOIN ${ident(other.name)} ${raw(BASE)} ON ${ident(BASE, relation.field ?? "id")} = o.id`;
  const conditions = [sql`${ident(BASE, "deleted_at")} IS NULL`, ...(filter ? [compileFilter(ctx, other, filter)] : [])];
  const value = measured ? amount(ctx, measured, field) : undefined;
  const total = value ? sql`${raw(definition.fn)}(${value})` : sql`count(*)`;
  const inCurrency = hasRate ? sql`${total} / coalesce(nullif(min(o.rate), 0), 1)` : total;
  const shown = field.result === "date" || field.result === "datetime" ? total : compileAmount(inCurrency, field);
  return sql`(SELECT ${shown} FROM ${from}${joined} WHERE ${join(conditions, " AND ")}${visible(ctx, other.name, BASE)})`;
}

/** Sums of nothing are 0; averages, first and last of nothing are empty. */
function compileAmount(total: Sql, field: Field): Sql {
  if (field.rollup?.fn === "count") return total;
  const rounded = compileResult(sql`(${total})::numeric`, field.result ?? "decimal", field.scale);
  return field.rollup?.fn === "sum" ? sql`coalesce(${rounded}, 0)` : rounded;
}

/** Money of many currencies adds up in the company's. */
function amount(ctx: Ctx, measured: NonNullable<Computed["measured"]>, field: Field): Sql {
  const value = valueOf(ctx, measured);
  if (field.result !== "money" || measured.type.name !== "money") return value;
  const alias = measured.via ? `v_${measured.via.name}` : BASE;
  return sql`${value} * coalesce(${ident(alias, "exchange_rate")}, 1)`;
}

function pathsIn(ctx: Ctx, module: Module, filter: Filter | undefined): readonly ResolvedPath[] {
  return filter ? filterPaths(filter).flatMap((path) => resolvePath(ctx.registry, module, path) ?? []) : [];
}
