/** What a database needs before it can serve: system tables, the registry, the module tables. Safe to repeat. */
import type { Db } from "./database.ts";
import { migrate } from "./migrate.ts";
import { sql } from "./sql.ts";
import { syncSchema } from "./sync.ts";
import { readRegistry, REGISTRY_LOCK } from "../registry-store.ts";

export async function prepareDatabase(db: Db): Promise<void> {
  await migrate(db);
  await db.tx(async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${REGISTRY_LOCK})`);
    await syncSchema(tx, await readRegistry(tx));
  });
}
