/**
 * Keeps the live registry of this process: standard definitions plus what the database holds. One change is one
 * transaction: lock the registry row, validate the whole new sum, write, DDL, version + 1, commit, NOTIFY; every
 * process then swaps its snapshot.
 */
import type { FieldDefinition, Option } from "../model/define.ts";
import { buildRegistry, type CustomDefinitions, type Registry } from "../model/registry.ts";
import { standardModules } from "../modules/index.ts";
import { AppError } from "./errors.ts";
import type { Database, Db } from "./db/database.ts";
import { sql } from "./db/sql.ts";
import { syncSchema } from "./db/sync.ts";

/** Any constant: serialises schema changes of all processes on one database. */
export const REGISTRY_LOCK = 7_105_210_002n;
export const REGISTRY_CHANNEL = "manul_registry";

export interface RegistryStore {
  current(): Registry;
  reload(): Promise<void>;
}

export async function readRegistry(db: Db): Promise<Registry> {
  const { custom, version } = await readCustom(db, false);
  return buildRegistry(standardModules, custom, version);
}

async function readCustom(db: Db, lock: boolean): Promise<{ custom: CustomDefinitions; version: number }> {
  const statement = lock ? sql`SELECT version, custom FROM registry FOR UPDATE` : sql`SELECT version, custom FROM registry`;
  const { rows } = await db.query<{ version: string; custom: CustomDefinitions }>(statement);
  const row = rows[0];
  if (!row) throw new Error("the registry row is missing");
  return { custom: row.custom, version: Number(row.version) };
}

/** Opens the store and follows the changes that other processes make. */
export async function openRegistry(database: Database): Promise<RegistryStore> {
  let current = await readRegistry(database);
  const reload = async (): Promise<void> => {
    current = await readRegistry(database);
  };
  await database.listen(REGISTRY_CHANNEL, () => void reload(), { onReconnect: () => void reload() });
  return { current: () => current, reload };
}

/** Changes the custom definitions in the caller's transaction (or one of its own) and returns the new registry. */
export async function changeRegistry(db: Db, change: (custom: CustomDefinitions) => CustomDefinitions): Promise<Registry> {
  return db.tx(async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${REGISTRY_LOCK})`);
    const { custom, version } = await readCustom(tx, true);
    const next = change(custom);
    if (next === custom) return buildRegistry(standardModules, custom, version);
    const registry = buildRegistry(standardModules, next, version + 1);
    await tx.query(sql`UPDATE registry SET version = ${version + 1}, custom = ${JSON.stringify(next)}`);
    await syncSchema(tx, registry);
    await tx.query(sql`SELECT pg_notify(${REGISTRY_CHANNEL}, ${String(version + 1)})`);
    return registry;
  });
}

/** Adds options to a choice; those that it has already are left alone. */
export async function addOptions(db: Db, target: { module: string; field: string; options: readonly Option[] }): Promise<Registry> {
  return changeRegistry(db, (custom) => {
    const registry = buildRegistry(standardModules, custom, 0);
    const field = registry.modules.get(target.module)?.fields.get(target.field);
    if (!field?.options) throw new AppError("bad_request", { params: { field: target.field } });
    const known = new Set(field.options.map((option) => option.value));
    const added = target.options.filter((option) => !known.has(option.value));
    if (added.length === 0) return custom;
    return { ...custom, options: [...custom.options, ...added.map((option) => ({ module: target.module, field: target.field, option }))] };
  });
}

/** Adds a custom field (`cf_…`) to a block of a module: at once in tables, lists, forms, filters, API. */
export async function addField(db: Db, target: { module: string; block: string; field: FieldDefinition }): Promise<Registry> {
  if (!target.field.name.startsWith("cf_")) throw new AppError("bad_request", { params: { field: target.field.name } });
  return changeRegistry(db, (custom) => ({ ...custom, fields: [...custom.fields, target] }));
}
