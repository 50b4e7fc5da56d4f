/** Numbered SQL migrations of the system tables, each applied once, in order, in a transaction of its own. */
import { readdir, readFile } from "node:fs/promises";
import type { Db } from "./database.ts";
import { sql } from "./sql.ts";

const FOLDER = new URL("./migrations/", import.meta.url);
/** Any constant: one migrator at a time on one database. */
const MIGRATION_LOCK = 7_105_210_001n;

export async function migrate(db: Db): Promise<number> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{3}_[a-z_]+\.sql$/.test(name)).sort();
  await db.query(sql`CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await db.query<{ name: string }>(sql`SELECT name FROM schema_migrations`);
  const applied = new Set(rows.map((row) => row.name));
  let count = 0;
  for (const name of files) {
    if (applied.has(name)) continue;
    const text = await readFile(new URL(name, FOLDER), "utf8");
    await db.tx(async (tx) => {
      await tx.query(sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
      const done = await tx.query(sql`SELECT 1 FROM schema_migrations WHERE name = ${name}`);
      if (done.rowCount > 0) return;
      await tx.execute(text);
      await tx.query(sql`INSERT INTO schema_migrations (name) VALUES (${name})`);
      count += 1;
    });
  }
  return count;
}
