/**
 * Keeps the live registry of this process: standard definitions plus what the database holds. One change is one
 * transaction: lock the registry row, validate the whole new sum, write, DDL, version + 1, commit, NOTIFY; every
 * process then swaps its snapshot.
 */
import type { CustomField, DeletedField } from "../model/custom.ts";
import type { Option } from "../model/define.ts";
import { buildRegistry, type CustomDefinitions, type Registry } from "../model/registry.ts";
import { declaredModules } from "./extensions.ts";
import { AppError } from "./errors.ts";
import { sqlState, type Database, type Db } from "./db/database.ts";
import { ident, sql } from "./db/sql.ts";
import { syncSchema } from "./db/sync.ts";

/** Any constant: serialises schema changes of all processes on one database. */
export const REGISTRY_LOCK = 7_105_210_002n;
export const REGISTRY_CHANNEL = "manul_registry";

const RELOAD_ATTEMPTS = 10;
const LOCK_ATTEMPTS = 8;
const LOCK_NOT_AVAILABLE = "55P03";

export interface RegistryStore {
  current(): Registry;
  reload(): Promise<void>;
  /** Calls back whenever another snapshot has come. */
  onChange(listener: (registry: Registry) => void): void;
}

export async function readRegistry(db: Db): Promise<Registry> {
  const { custom, version } = await readCustom(db, false);
  return buildRegistry(declaredModules, custom, version);
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
  const listeners: ((registry: Registry) => void)[] = [];
  const reload = async (): Promise<void> => {
    const read = await readRegistry(database);
    // Two changes in a row are two readings, which may end the other way round.
    if (read.version < current.version) return;
    const isNew = read.version > current.version;
    current = read;
    if (isNew) for (const listener of listeners) listener(read);
  };
  const follow = (attempt = 1): void => {
    reload().catch(() => {
      // A notification comes once: what could not be read now is read a moment later.
      if (attempt < RELOAD_ATTEMPTS) setTimeout(follow, 1000, attempt + 1).unref();
    });
  };
  await database.listen(REGISTRY_CHANNEL, () => follow(), { onReconnect: () => follow() });
  return { current: () => current, reload, onChange: (listener) => void listeners.push(listener) };
}

export type Change = (custom: CustomDefinitions, current: Registry) => CustomDefinitions;

/** What a change was, for the history of the declarations. */
export interface ChangeNote {
  readonly kind: "field" | "layout" | "options" | "module" | "menu" | "relation" | "configuration" | "index";
  readonly module?: string;
  /** The field or relation. */
  readonly subject?: string;
  /** The part that was replaced, and what it was replaced by. */
  readonly part: (custom: CustomDefinitions) => unknown;
  readonly actor: { readonly id: string | null; readonly name: string };
}
export interface ChangeOptions {
  readonly note?: ChangeNote | undefined;
  /** Runs in the transaction once the new sum is valid, before missing columns are added. */
  readonly migrate?: ((tx: Db, next: Registry, before: Registry) => Promise<void>) | undefined;
}
/** For how long a deleted field can come back. */
export const KEPT_DAYS = 30;

/**
 * Changes the custom definitions in the caller's transaction (or one of its own) and returns the new registry. `change`
 * gets the registry as it is under the lock; where it answers with the same definitions, nothing is done.
 */
export async function changeRegistry(db: Db, change: Change, options: ChangeOptions = {}): Promise<Registry> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeOnce(db, change, options);
    } catch (error) {
      if (db.inTransaction || sqlState(error) !== LOCK_NOT_AVAILABLE || attempt >= LOCK_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}

function changeOnce(db: Db, change: Change, { note, migrate }: ChangeOptions): Promise<Registry> {
  return db.tx(async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${REGISTRY_LOCK})`);
    const { custom, version } = await readCustom(tx, true);
    const current = buildRegistry(declaredModules, custom, version);
    const changed = change(custom, current);
    if (changed === custom) return current;
    const { next, expired } = withoutExpired(changed, new Date());
    const registry = buildRegistry(declaredModules, next, version + 1);
    await tx.query(sql`UPDATE registry SET version = ${version + 1}, custom = ${JSON.stringify(next)}`);
    // While a column waits for a long reader of its table, every other request waits behind it: better many short tries.
    if (!db.inTransaction) await tx.query(sql`SET LOCAL lock_timeout = '1s'`);
    for (const { module, field } of expired)
      await tx.query(sql`ALTER TABLE IF EXISTS ${ident(module)} DROP COLUMN IF EXISTS ${ident(field.name)}`);
    if (note) await writeNote(tx, note, version + 1, custom, next);
    await migrate?.(tx, registry, current);
    await syncSchema(tx, registry);
    await tx.query(sql`SELECT pg_notify(${REGISTRY_CHANNEL}, ${String(version + 1)})`);
    return registry;
  });
}

/** Fields whose time is over go for good with the next change of whatever declarations. */
function withoutExpired(custom: CustomDefinitions, now: Date): { next: CustomDefinitions; expired: readonly DeletedField[] } {
  const oldest = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  const expired = (custom.deleted ?? []).filter(({ at }) => at < oldest);
  return expired.length === 0
    ? { next: custom, expired }
    : { next: { ...custom, deleted: custom.deleted?.filter(({ at }) => at >= oldest) ?? [] }, expired };
}

async function writeNote(tx: Db, note: ChangeNote, version: number, before: CustomDefinitions, after: CustomDefinitions): Promise<void> {
  const part = (custom: CustomDefinitions): string => JSON.stringify(note.part(custom) ?? null);
  await tx.query(
    sql`INSERT INTO registry_changes (version, actor_id, actor_name, module, kind, subject, before, after)
        VALUES (${version}, ${note.actor.id}, ${note.actor.name}, ${note.module ?? null}, ${note.kind}, ${note.subject ?? null}, ${part(before)}::jsonb, ${part(after)}::jsonb)`,
  );
}

/** The definitions alone, as they are kept. */
export const readDefinitions = async (db: Db): Promise<CustomDefinitions> => (await readCustom(db, false)).custom;

/** Adds options to a choice; those that it has already are left alone. */
export async function addOptions(db: Db, target: { module: string; field: string; options: readonly Option[] }): Promise<Registry> {
  return changeRegistry(db, (custom, current) => {
    const field = current.modules.get(target.module)?.fields.get(target.field);
    if (!field?.options) throw new AppError("bad_request", { params: { field: target.field } });
    const known = new Set(field.options.map((option) => option.value));
    const added = target.options.filter((option) => !known.has(option.value));
    if (added.length === 0) return custom;
    return { ...custom, options: [...custom.options, ...added.map((option) => ({ module: target.module, field: target.field, option }))] };
  });
}

/**
 * Adds a custom field (`cf_…`) to a block of a module: at once in tables, lists, forms, filters, API. `define` gets the
 * registry under the lock, so that a name which it finds free stays free.
 */
export async function addField(
  db: Db,
  define: (current: Registry, custom: CustomDefinitions) => CustomField,
  options: ChangeOptions = {},
): Promise<Registry> {
  return changeRegistry(
    db,
    (custom, current) => {
      const added = define(current, custom);
      if (!added.field.name.startsWith("cf_")) throw new AppError("bad_request", { params: { field: added.field.name } });
      return { ...custom, fields: [...custom.fields, added] };
    },
    options,
  );
}
