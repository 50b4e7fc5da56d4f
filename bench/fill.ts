/**
 * Fills a database with generated records by COPY, past the engine: the module tables and the table of all records are
 * what a write through the engine would have left, without a change log. A database that is there already and says
 * that it holds this is used again.
 */
import type { Logger } from "pino";
import type { Json } from "../src/fieldtypes/field-type.ts";
import type { Module } from "../src/model/define.ts";
import { writeCompany } from "../src/server/auth/company.ts";
import type { Database, Db } from "../src/server/db/database.ts";
import { prepareDatabase } from "../src/server/db/prepare.ts";
import { sql } from "../src/server/db/sql.ts";
import { numberSequence } from "../src/server/db/sync.ts";
import { slipForms } from "../src/model/search/spelling.ts";
import { SEARCH_VERSION } from "../src/server/records/search/lexemes.ts";
import { searchWords } from "../src/server/records/search/vector.ts";
import { storedColumns } from "../src/server/records/write/store.ts";
import { labelOf, withDefaults } from "../src/server/records/write/values.ts";
import { readRegistry } from "../src/server/registry-store.ts";
import { asAdmin, type Cluster } from "./cluster.ts";
import { copyInto } from "./copy.ts";
import { addCustomFields } from "./custom-fields.ts";
import { base, generator, planOf, PLANNED, total, type Plan, type PlannedModule } from "./generate.ts";

/** Raised when generated data change, so that databases of former versions are made anew. */
const FORMAT = 3;
const MARKER = "bench";

export const databaseName = (contacts: number): string => `bench_${contacts}`;

/** The database's name; filled when this returns. */
export async function ensureFilled(cluster: Cluster, contacts: number, log: Logger): Promise<string> {
  const name = databaseName(contacts);
  const holds = JSON.stringify({ format: FORMAT, search: SEARCH_VERSION, ...planOf(contacts) });
  if (!(await holdsAlready(cluster, name, holds))) {
    log.info({ database: name, records: total(planOf(contacts)) }, "filling");
    await asAdmin(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await asAdmin(cluster, `CREATE DATABASE ${name}`);
  }
  const database = await cluster.open(name);
  try {
    await prepareDatabase(database);
    if (!(await isMarked(database, holds))) await fill(database, planOf(contacts), holds, log);
    else {
      await removeLeftovers(database, planOf(contacts));
      // A new version may have added indexes, whose expressions need statistics too.
      await database.execute("ANALYZE");
    }
    // All words are of this version: nothing is to be indexed again beside what is measured.
    const search = JSON.stringify({ version: SEARCH_VERSION, cleared_at: new Date().toISOString() });
    await database.query(sql`UPDATE settings SET value = ${search}::jsonb WHERE key = 'search'`);
  } finally {
    await database.close();
  }
  return name;
}

async function holdsAlready(cluster: Cluster, name: string, holds: string): Promise<boolean> {
  const admin = await cluster.open("postgres");
  const found = await admin.query(sql`SELECT 1 FROM pg_database WHERE datname = ${name}`).finally(() => admin.close());
  if (found.rowCount === 0) return false;
  const database = await cluster.open(name);
  try {
    return await isMarked(database, holds);
  } catch {
    return false;
  } finally {
    await database.close();
  }
}

async function isMarked(database: Db, holds: string): Promise<boolean> {
  const { rowCount } = await database.query(sql`SELECT 1 FROM settings WHERE key = ${MARKER} AND value = ${holds}::jsonb`);
  return rowCount > 0;
}

/** What former runs created; the database is to be measured at its size. */
export async function removeLeftovers(database: Database, plan: Plan): Promise<void> {
  const last = total(plan);
  const { rowCount } = await database.query(sql`SELECT 1 FROM records WHERE id > ${last} LIMIT 1`);
  await database.execute("TRUNCATE changes, operations");
  if (rowCount === 0) return;
  await database.query(sql`DELETE FROM contacts WHERE id > ${last}`);
  await database.query(sql`DELETE FROM records WHERE id > ${last}`);
  await database.execute("VACUUM ANALYZE contacts");
  await database.execute("VACUUM ANALYZE records");
}

async function fill(database: Database, plan: Plan, holds: string, log: Logger): Promise<void> {
  await addCustomFields(database);
  const registry = await readRegistry(database);
  const indexes = await dropIndexes(database, ["records", "search_words", ...PLANNED]);
  const words = new Set<string>();
  for (const name of PLANNED) {
    const module = registry.modules.get(name);
    if (!module) throw new Error(`no module ${name}`);
    const began = Date.now();
    await load(database, plan, { module, words });
    await database.query(sql`SELECT setval(${numberSequence(name)}::regclass, ${plan[name]}::bigint)`);
    log.info({ module: name, records: plan[name], seconds: Math.round((Date.now() - began) / 1000) }, "loaded");
  }
  await database.query(sql`SELECT setval('record_id_seq', ${total(plan)}::bigint)`);
  await database.tx(async (tx) => {
    const dictionary = copyInto(tx, "search_words", ["word", "forms"]);
    for (const word of words) await dictionary.write([word, [...slipForms(word)]]);
    await dictionary.end();
  });
  log.info("building indexes");
  for (const index of indexes) await database.execute(index);
  await database.execute("VACUUM ANALYZE");
  await writeCompany(database, { name: "Bench", currency: "RUB", language: "en", timezone: "Europe/Moscow", country: "RU" });
  await database.query(sql`INSERT INTO settings (key, value) VALUES (${MARKER}, ${holds}::jsonb)`);
  await database.execute("CHECKPOINT");
}

/** Drops the indexes that are no constraints and returns the statements that make them again. */
async function dropIndexes(database: Database, tables: readonly string[]): Promise<readonly string[]> {
  const { rows } = await database.query<{ name: string; definition: string }>(
    sql`SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relname = ANY(${[...tables]}::text[]) AND NOT i.indisprimary`,
  );
  for (const { name } of rows) await database.execute(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

async function load(database: Database, plan: Plan, { module, words }: { module: Module; words: Set<string> }): Promise<void> {
  const make = generator(plan, module);
  const first = base(plan, module.name as PlannedModule) + 1;
  const columns = storedColumns(module).map((column) => column.name);
  const admin = String(base(plan, "users") + 1);
  const count = plan[module.name as PlannedModule];
  // Two COPYs at once, each on its own connection.
  await database.tx(async (records) =>
    database.tx(async (tx) => {
      const table = copyInto(tx, module.name, ["id", "version", "label", ...columns]);
      const index = copyInto(records, "records", ["id", "module", "label", "owner_id", "search"]);
      for (let i = 0; i < count; i++) {
        const { values, createdAt, modifiedAt } = make(i);
        const row: Record<string, Json> = withDefaults(values, module, { ownerId: admin, currency: "RUB" });
        row["number"] = `${module.numberPrefix}${i + 1}`;
        row["source"] = "import";
        row["created_at"] = createdAt;
        row["modified_at"] = modifiedAt;
        row["created_by"] = row["modified_by"] = row["owner_id"] ?? admin;
        const id = first + i;
        const label = labelOf(row, module);
        await table.write([id, 1, label, ...columns.map((name) => row[name])]);
        const found = searchWords(row, module);
        await index.write([id, module.name, label, row["owner_id"], found.vector]);
        for (const word of found.words) words.add(word);
      }
      await table.end();
      await index.end();
    }),
  );
}
