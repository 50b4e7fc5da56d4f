/** What makes a record a hit, as SQL on `records r`, and for the list of one module. */
import type { Module } from "../../../model/define.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { ident, join, raw, sql, type Sql } from "../../db/sql.ts";
import { BASE } from "../compile/path.ts";
import { correctWords } from "./dictionary.ts";
import {
  correctableWords,
  forIndex,
  forgivingExpression,
  literalExpression,
  parseQuery,
  tsqueryOf,
  type Expression,
  type SearchQuery,
} from "./query.ts";
import { visibleMatch } from "./visible-match.ts";

/**
 * The rows of `records r` that match. The subquery keeps the words from the planner: knowing that a word is common it
 * would read the whole table for the first few thousand hits instead of asking the index.
 */
export function matches(expression: Expression): Sql {
  const asked = forIndex(expression);
  const found = sql`r.search @@ (SELECT ${tsqueryOf(asked)}::tsquery)`;
  // The operator's function isn't looked up in the index.
  return asked === expression ? found : sql`(${found} AND ts_match_vq(r.search, ${tsqueryOf(expression)}::tsquery))`;
}
export const namedLike = (text: string): Sql => sql`manul_fold(r.label) LIKE ${beginsWith(text)}`;
export const beginsWith = (text: string): string => `${text.replace(/[\\%_]/g, "\\$&")}%`;

/** So many hits in one module are handed to its list by their ids; with more of them the list is walked in its order. */
const FEW_ENOUGH = 10_000;

/**
 * The condition on the base alias: records of the module that hold what was typed; where none does, those that hold
 * what is like it.
 */
export async function searchCondition(ctx: Ctx, module: Module, q: string): Promise<Sql> {
  const query = parseQuery(q);
  if (query.text === "") return raw("false");
  const literal = literalExpression(query);
  const found = await hitsIn(ctx, module, query, literal);
  if (found.count > 0 || !literal) return found.condition;
  return (await hitsIn(ctx, module, query, await forgiving(ctx, query))).condition;
}

async function hitsIn(
  ctx: Ctx,
  module: Module,
  query: SearchQuery,
  expression: Expression | undefined,
): Promise<{ readonly count: number; readonly condition: Sql }> {
  const id = ident(BASE, "id");
  const matched = expression ? matches(expression) : namedLike(query.text);
  const visible = visibleHit(ctx, module, expression);
  const { rows } = await ctx.db.query<{ ids: string; count: number }>(
    sql`SELECT array_agg(h.id)::text AS ids, count(*)::int AS count FROM (
          SELECT r.id FROM records r WHERE r.module = ${module.name} AND ${matched} AND ${seen(ctx, [module], expression)} LIMIT ${raw(String(FEW_ENOUGH + 1))}) h`,
  );
  const { ids, count } = rows[0] ?? { ids: null, count: 0 };
  if (count === 0) return { count, condition: raw("false") };
  const condition =
    count <= FEW_ENOUGH
      ? sql`${id} = ANY(${ids}::bigint[])`
      : sql`EXISTS (SELECT 1 FROM records r WHERE r.id = ${id} AND ${matched} OFFSET 0)`;
  return { count, condition: visible ? sql`${condition} AND ${visible}` : condition };
}

export const forgiving = async (ctx: Ctx, query: SearchQuery): Promise<Expression> =>
  forgivingExpression(query, await correctWords(ctx, correctableWords(query)));

/** Found by what the actor may see: the words by visible fields, the name by being shown at all. Null: all is. */
function visibleHit(ctx: Ctx, module: Module, expression: Expression | undefined): Sql | null {
  if (expression) return visibleMatch(ctx, module, expression, BASE);
  return accessOf(ctx).showsLabel(module) ? null : raw("false");
}

/** Which rows of `records r` the actor may see: those of open modules, and of the others what their predicate lets through. */
export function seen(ctx: Ctx, modules: readonly Module[], expression: Expression | undefined): Sql {
  const access = accessOf(ctx);
  const open: string[] = [];
  const parts: Sql[] = [];
  for (const module of modules) {
    const conditions = [access.predicate(module, "view", BASE), visibleHit(ctx, module, expression)];
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
