/** Indexing anew what an older version indexed: a module after the other, in portions by id. */
import type { Module } from "../../../model/define.ts";
import type { Ctx } from "../../context.ts";
import { ident, join, sql } from "../../db/sql.ts";
import type { Row } from "../rules.ts";
import { storedColumns } from "../write/store.ts";
import { rememberWords } from "./dictionary.ts";
import { isSearchable, searchWords } from "./vector.ts";

export { SEARCH_VERSION } from "./lexemes.ts";

/** Indexes up to `limit` records of the module after the id `after`; answers with the last one's id, null at the end. */
export async function reindexRecords(ctx: Ctx, portion: { module: string; after: string; limit: number }): Promise<string | null> {
  const module = ctx.registry.modules.get(portion.module);
  if (!module) return null;
  const rows = await readRows(ctx, module, portion);
  if (rows.length === 0) return null;
  const indexed = rows.map(({ id, values }) => ({ id, ...searchWords(values, module) }));
  const json = JSON.stringify(indexed.map(({ id, vector }) => ({ id, vector })));
  // In the order of the ids, as writers lock them.
  await ctx.db.query(sql`SELECT 1 FROM records WHERE id = ANY(${indexed.map(({ id }) => id)}::bigint[]) ORDER BY id FOR UPDATE`);
  await ctx.db.query(
    sql`UPDATE records r SET search = x.vector::tsvector FROM json_to_recordset(${json}::json) AS x(id bigint, vector text) WHERE r.id = x.id`,
  );
  await rememberWords(
    ctx,
    indexed.flatMap(({ words }) => words),
  );
  return rows.at(-1)?.id ?? null;
}

async function readRows(
  ctx: Ctx,
  module: Module,
  { after, limit }: { after: string; limit: number },
): Promise<readonly { id: string; values: Row }[]> {
  const searchable = storedColumns(module).filter(({ name }) => {
    const field = module.fields.get(name);
    return field !== undefined && isSearchable(field);
  });
  const names = join(["id", ...searchable.map(({ name }) => name)].map((name) => ident(name)));
  // Locked, so that nobody changes a row between our reading and our writing of its words.
  const { rows } = await ctx.db.query<Record<string, unknown>>(
    sql`SELECT ${names} FROM ${ident(module.name)} WHERE id > ${after}::bigint ORDER BY id LIMIT ${limit} FOR SHARE`,
  );
  return rows.map((row) => {
    const values: Record<string, Row[string]> = {};
    for (const { name, fromDb } of searchable) {
      const value = row[name];
      if (value !== null && value !== undefined) values[name] = fromDb ? fromDb(value) : (value as Row[string]);
    }
    return { id: String(row["id"]), values };
  });
}
