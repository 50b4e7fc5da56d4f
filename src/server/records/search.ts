/** Search words of records, and finding records by them. */
import { fieldType } from "../../fieldtypes/index.ts";
import { foldCase } from "../../model/filter/fold.ts";
import type { Module } from "../../model/define.ts";
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { empty, ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { BASE } from "./compile/path.ts";
import type { Row } from "./rules.ts";
import { visibleWords } from "./search-access.ts";

const MOST_SEARCH_TEXT = 20_000;
const MOST_TERMS = 8;

/** The words by which a record is found: its searchable values, folded; numbers also as their bare digits. */
export function searchText(row: Row, module: Module): string {
  const words: string[] = [];
  for (const field of module.fields.values()) {
    const type = fieldType(field.type);
    if (!(field.searchable ?? type.searchable ?? false)) continue;
    const value = row[field.name];
    if (value === null || value === undefined) continue;
    const text = type.toText(value, field).replace(/<[^>]*>/g, " ");
    words.push(text, ...pieces(text));
  }
  return foldCase([...new Set(words)].join(" ")).slice(0, MOST_SEARCH_TEXT);
}

/** What PostgreSQL's parser would keep in one token, though people look for its parts: e-mails, phones, codes. */
function pieces(text: string): readonly string[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 1);
  const digits = text.replace(/\D/g, "");
  const isPhone = digits.length >= 7 && /^\+?[\d\s().;ext=-]+$/.test(text);
  return [...(parts.length > 1 || parts[0] !== text ? parts : []), ...(isPhone ? [digits, digits.slice(-10), digits.slice(-7)] : [])];
}

/** Every word of the query as a prefix; null where there is no word in it. */
function tsquery(q: string): string | null {
  const folded = foldCase(q.slice(0, 200));
  const digits = folded.replace(/\D/g, "");
  const isPhone = digits.length >= 5 && /^\+?[\d\s().-]+$/.test(folded.trim());
  const terms = isPhone ? [digits.replace(/^8(?=\d{10}$)/, "7")] : folded.split(/[^\p{L}\p{N}]+/u).filter((term) => term !== "");
  return terms.length === 0
    ? null
    : terms
        .slice(0, MOST_TERMS)
        .map((term) => `${term}:*`)
        .join(" & ");
}

/** The condition on the base alias: records of the module that hold all words of `q`. */
export function searchCondition(ctx: Ctx, module: Module, q: string): Sql {
  const query = tsquery(q);
  if (query === null) return raw("false");
  const found = sql`${ident(BASE, "id")} IN (SELECT r.id FROM records r WHERE r.module = ${module.name} AND r.search @@ to_tsquery('simple', ${query}))`;
  const visible = visibleWords(ctx, module, query);
  return visible ? sql`${found} AND ${visible}` : found;
}

export interface SearchHit {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly number: string;
}

/** Global search over the modules that the actor may see; exact labels first, then the newest. */
export async function searchRecords(
  ctx: Ctx,
  options: { q: string; modules?: readonly string[] | undefined; limit?: number | undefined },
): Promise<readonly SearchHit[]> {
  const query = tsquery(options.q);
  if (query === null) return [];
  const access = accessOf(ctx);
  const limit = Math.min(Math.max(options.limit ?? 20, 1), 100);
  const modules = [...ctx.registry.modules.values()].filter(
    (m) => access.module(m).view && (!options.modules || options.modules.includes(m.name)),
  );
  if (modules.length === 0) return [];
  const names = modules.map((module) => module.name);
  const open = access.records(modules, "r");
  const found = await ctx.db.query<{ id: string; module: string; label: string }>(
    sql`SELECT r.id, r.module, r.label FROM records r
        WHERE r.search @@ to_tsquery('simple', ${query}) AND r.module = ANY(${names}::text[]) AND NOT r.deleted${open ? sql` AND ${open}` : empty}
        ORDER BY manul_fold(r.label) LIKE ${`${foldCase(options.q.trim()).replace(/[\\%_]/g, "\\$&")}%`} DESC, ts_rank(r.search, to_tsquery('simple', ${query})) DESC, r.id DESC
        LIMIT ${limit}`,
  );
  const byModule = Map.groupBy(found.rows, (row) => row.module);
  const numbers = new Map<string, string>();
  for (const module of modules) {
    const rows = byModule.get(module.name);
    if (!rows) continue;
    const predicate = access.predicate(module, "view", BASE);
    const conditions = [sql`${ident(BASE, "id")} = ANY(${rows.map((row) => row.id)}::bigint[])`, ...(predicate ? [predicate] : [])];
    const visible = visibleWords(ctx, module, query);
    if (visible) conditions.push(visible);
    const seen = await ctx.db.query<{ id: string; number: string }>(
      sql`SELECT id, number FROM ${ident(module.name)} t WHERE ${join(conditions, " AND ")}`,
    );
    for (const row of seen.rows) numbers.set(row.id, row.number);
  }
  return found.rows.flatMap((row) => {
    const number = numbers.get(row.id);
    const module = ctx.registry.modules.get(row.module);
    const label = module && access.showsLabel(module) ? row.label : (number ?? "");
    return number === undefined ? [] : [{ module: row.module, id: row.id, label, number }];
  });
}
