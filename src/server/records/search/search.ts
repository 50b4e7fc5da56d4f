/** Global search: everything that the actor may see, ranked, in pages, with the number of hits in each module. */
import type { Module } from "../../../model/define.ts";
import type { Ctx } from "../../context.ts";
import { raw, sql, type Sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import { visibleModules } from "../plan.ts";
import { beginsWith, forgiving, matches, namedLike, seen } from "./condition.ts";
import { highlightHits, type Highlight } from "./highlight.ts";
import { isShort, literalExpression, parseQuery, tsqueryOf, type Expression, type SearchQuery } from "./query.ts";

/** So many hits are ranked and can be paged through; of more, the lists of the modules show all. */
export const MOST_HITS = 2000;
/** With fewer hits than this, mistyped words and the other layout are tried as well. */
const FEW = 5;
/** Of the first so many by their words, those whose name is nearest to what was typed come first. */
const REFINED = 200;
const LIMITS = { default: 20, most: 100 } as const;

export interface SearchHit {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly number: string;
  /** Not what was typed, but near it: another layout, a slip. */
  readonly similar: boolean;
  /** Where the words stand, the name first. */
  readonly highlights: readonly Highlight[];
}
export interface SearchAnswer {
  readonly data: readonly SearchHit[];
  readonly next_cursor: string | null;
  readonly count: number;
  /** `capped`: there are more than can be ranked; the modules' lists (`q`) show all of them. */
  readonly count_is: "exact" | "capped";
  /** How many of them in each module. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface SearchOptions {
  readonly q: string;
  readonly modules?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Global search over the modules that the actor may see. */
export async function searchRecords(ctx: Ctx, options: SearchOptions): Promise<SearchAnswer> {
  const query = parseQuery(options.q);
  const modules = visibleModules(ctx).filter(({ name }) => !options.modules || options.modules.includes(name));
  const page = { limit: Math.min(Math.max(options.limit ?? LIMITS.default, 1), LIMITS.most), offset: offsetOf(options.cursor) };
  const found = modules.length === 0 || query.text === "" ? NOTHING : await find(ctx, query, modules, page);
  const complete = page.offset + found.hits.length >= found.count;
  return {
    data: await highlightHits(ctx, found.hits, found.expression),
    next_cursor: complete || found.hits.length === 0 ? null : String(page.offset + found.hits.length),
    count: Math.min(found.count, MOST_HITS),
    count_is: found.count > MOST_HITS ? "capped" : "exact",
    counts: found.counts,
  };
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,6}$/.test(cursor)) throw new AppError("bad_request", { params: { field: "cursor" } });
  return Number(cursor);
}

export interface FoundHit {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly similar: boolean;
}
interface Found {
  readonly hits: readonly FoundHit[];
  readonly count: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly expression: Expression | undefined;
}
const NOTHING: Found = { hits: [], count: 0, counts: {}, expression: undefined };
interface PageOf {
  readonly limit: number;
  readonly offset: number;
}

async function find(ctx: Ctx, query: SearchQuery, modules: readonly Module[], page: PageOf): Promise<Found> {
  const literal = literalExpression(query);
  if (literal === undefined) return rank(ctx, { query, modules, page, literal: undefined, expression: undefined });
  if (isShort(query)) {
    // One or two letters begin half of all words: those who type them mean a name.
    const named = await rank(ctx, { query, modules, page, literal: undefined, expression: undefined });
    if (named.count >= FEW) return named;
  }
  const found = await rank(ctx, { query, modules, page, literal, expression: literal });
  if (found.count >= FEW) return found;
  const expression = await forgiving(ctx, query);
  return rank(ctx, { query, modules, page, literal, expression });
}

interface Ranking {
  readonly query: SearchQuery;
  readonly modules: readonly Module[];
  readonly page: PageOf;
  /** What was typed: its hits come before the others. */
  readonly literal: Expression | undefined;
  readonly expression: Expression | undefined;
}

/** Weights of D, C, B, A for ts_rank. */
const WEIGHTS = "{0.05, 0.2, 0.5, 1}";
const LITERAL = 10;

async function rank(ctx: Ctx, { query, modules, page, literal, expression }: Ranking): Promise<Found> {
  const matched = expression ? matches(expression) : namedLike(query.text);
  const minor = modules.filter(({ menu }) => menu === "none").map(({ name }) => name);
  const name = sql`manul_fold(r.label)`;
  const nearness = sql`CASE WHEN o.place > ${REFINED} THEN -1 WHEN ${name} = ${query.text} THEN 2 WHEN ${name} LIKE ${beginsWith(query.text)} THEN 1 ELSE 0 END`;
  const { rows } = await ctx.db.query<FoundRow>(
    sql`WITH hit AS MATERIALIZED (
          SELECT r.id, r.module, ${scoreOf(literal, expression)} - CASE WHEN r.module = ANY(${minor}::text[]) THEN 1 ELSE 0 END AS score
          FROM records r WHERE ${matched} AND NOT r.deleted AND ${seen(ctx, modules, expression)} LIMIT ${raw(String(MOST_HITS + 1))}),
        placed AS (SELECT *, row_number() OVER (ORDER BY score DESC, id DESC) AS place FROM hit)
        SELECT f.*, c.counts
        FROM (SELECT json_object_agg(module, n) AS counts FROM (SELECT module, count(*) AS n FROM hit GROUP BY module) m) c
        LEFT JOIN (
          SELECT o.id, o.module, r.label, o.score < ${LITERAL / 2} AS similar, row_number() OVER (ORDER BY ${nearness} DESC, o.place) AS rank
          FROM placed o JOIN records r ON r.id = o.id WHERE o.place <= greatest(${REFINED}, ${page.offset + page.limit}::int)
          ORDER BY rank LIMIT ${page.limit} OFFSET ${page.offset}) f ON true
        ORDER BY f.rank`,
  );
  const counts = rows[0]?.counts ?? {};
  return {
    hits: rows.flatMap(({ id, module, label, similar }) => (id === null ? [] : [{ id, module, label, similar }])),
    count: Object.values(counts).reduce((sum, n) => sum + n, 0),
    counts,
    expression,
  };
}

interface FoundRow {
  readonly id: string | null;
  readonly module: string;
  readonly label: string;
  readonly similar: boolean;
  readonly counts: Readonly<Record<string, number>> | null;
}

/** What was typed stands before all that is merely like it; then whole words in the name, in other fields, beginnings. */
function scoreOf(literal: Expression | undefined, expression: Expression | undefined): Sql {
  if (!literal || !expression) return sql`${LITERAL}::real`;
  const exactly = expression === literal ? raw("true") : sql`r.search @@ ${tsqueryOf(literal)}::tsquery`;
  return sql`(CASE WHEN ${exactly} THEN ${LITERAL}::real ELSE 0 END
    + ts_rank(${WEIGHTS}::real[], r.search, ${tsqueryOf(expression)}::tsquery)
    + 2 * ts_rank(${WEIGHTS}::real[], r.search, ${tsqueryOf(literal, true)}::tsquery))`;
}
