/** The schema around a restore: what the archive has and the registry no longer names, and what only slows loading. */
import type { Db } from "../db/database.ts";
import { ident, raw, sql } from "../db/sql.ts";
import type { Manifest } from "./archive.ts";

/** Taken off for the loading, by the text that makes it again. */
export interface Lifted {
  readonly constraints: readonly { readonly table: string; readonly name: string; readonly definition: string }[];
  readonly indexes: readonly string[];
}

/** Tables and columns of the archive that neither migrations nor registry make any more: their data stay. */
export async function addMissing(db: Db, manifest: Manifest): Promise<void> {
  const { rows } = await db.query<{ table: string; name: string }>(sql`
    SELECT c.relname AS table, a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`);
  const present = new Set(rows.map(({ table, name }) => `${table}.${name}`));
  const tables = new Set(rows.map(({ table }) => table));
  for (const { name, columns } of manifest.tables) {
    if (!tables.has(name)) await db.query(sql`CREATE TABLE ${ident(name)} ()`, { prepare: false });
    for (const column of columns)
      if (!present.has(`${name}.${column.name}`))
        // The type was checked when the manifest was read.
        await db.query(sql`ALTER TABLE ${ident(name)} ADD COLUMN ${ident(column.name)} ${raw(column.type)}`, { prepare: false });
  }
}

/** Foreign keys can't hold while tables come one by one; indexes are made faster from a full table. */
export async function liftForLoading(db: Db): Promise<Lifted> {
  const constraints = await db.query<{ table: string; name: string; definition: string }>(sql`
    SELECT c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relnamespace = 'public'::regnamespace`);
  for (const { table, name } of constraints.rows)
    await db.query(sql`ALTER TABLE ${ident(table)} DROP CONSTRAINT ${ident(name)}`, { prepare: false });

  const indexes = await db.query<{ name: string; definition: string }>(sql`
    SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'i' AND NOT c.relispartition
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)`);
  for (const { name } of indexes.rows) await db.query(sql`DROP INDEX ${ident(name)}`, { prepare: false });
  return { constraints: constraints.rows, indexes: indexes.rows.map((row) => row.definition) };
}

export async function putBack(db: Db, { constraints, indexes }: Lifted): Promise<void> {
  for (const definition of indexes) await db.execute(definition);
  for (const { table, name, definition } of constraints)
    await db.query(sql`ALTER TABLE ${ident(table)} ADD CONSTRAINT ${ident(name)} ${raw(definition)}`, { prepare: false });
}
