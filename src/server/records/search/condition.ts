/** What makes a record a hit, as SQL on `records r`, and for the list of one module. */
import type { Module } from "../../../model/define.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { ident, join, raw, sql, type Sql } from "../../db/sql.ts";
import { BASE } from "../compile/path.ts";
import { correctWords } from "./dictionary.ts";
import {
  correctableWords,
  forgivingExpression,
  literalExpression,
  parseQuery,
  tsqueryOf,
  type Expression,
  type SearchQuery,
} from "./query.ts";
import { visibleMatch } from "./visible-match.ts";

/** The rows of `records r` that match. */
export function matches(expression: Expression): Sql {
  return sql`r.search @@ ${tsqueryOf(expression)}::tsquery`;
}
/** One letter: names that begin with it. */
export const namedLike = (text: string): Sql => sql`manul_fold(r.label) LIKE ${beginsWith(text)}`;
export const beginsWith = (text: string): string => `${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The condition on the base alias: records of the module that hold what was typed. */
export async function searchCondition(ctx: Ctx, module: Module, q: string): Promise<Sql> {
  const query = parseQuery(q);
  const literal = literalExpression(query);
  if (literal === undefined)
    return query.text === ""
      ? raw("false")
      : sql`${ident(BASE, "id")} IN (SELECT r.id FROM records r WHERE r.module = ${module.name} AND ${namedLike(query.text)})`;
  const some = await ctx.db.query(
    sql`SELECT 1 FROM records r WHERE r.module = ${module.name} AND ${matches(literal)} AND ${seen(ctx, [module], literal)} LIMIT 1`,
  );
  const expression = some.rowCount > 0 ? literal : await forgiving(ctx, query);
  const condition = sql`${ident(BASE, "id")} IN (SELECT r.id FROM records r WHERE r.module = ${module.name} AND ${matches(expression)})`;
  const visible = visibleMatch(ctx, module, expression, BASE);
  return visible ? sql`${condition} AND ${visible}` : condition;
}

export const forgiving = async (ctx: Ctx, query: SearchQuery): Promise<Expression> =>
  forgivingExpression(query, await correctWords(ctx, correctableWords(query)));

/** Which rows of `records r` the actor may see: those of open modules, and of the others what their predicate lets through. */
export function seen(ctx: Ctx, modules: readonly Module[], expression: Expression | undefined): Sql {
  const access = accessOf(ctx);
  const open: string[] = [];
  const parts: Sql[] = [];
  for (const module of modules) {
    const conditions = [access.predicate(module, "view", BASE), expression ? visibleMatch(ctx, module, expression, BASE) : null];
    const closed = conditions.filter((condition) => condition !== null);
    if (closed.length === 0) open.push(module.name);
    else
      parts.push(
        // A scalar subquery: with EXISTS the planner may read the whole table first.
        sql`(r.module = ${module.name} AND (SELECT true FROM ${ident(module.name)} ${raw(BASE)} WHERE ${ident(BASE, "id")} = r.id AND ${join(closed, " AND ")}))`,
      );
  }
  return sql`(${join([sql`r.module = ANY(${open}::text[])`, ...parts], " OR ")})`;
}
