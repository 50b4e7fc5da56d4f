/**
 * Schema synchronisation: brings the module and link tables to what the registry declares. It only ever adds (tables,
 * columns, indexes, sequences): what is no longer declared keeps its data. New columns are nullable, so that no table
 * is rewritten and nobody is locked out.
 */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Field, Module } from "../../model/define.ts";
import { isReference, type Link, type Registry } from "../../model/registry.ts";
import type { Db } from "./database.ts";
import { empty, ident, raw, sql, type Sql } from "./sql.ts";

/** Columns that every module table has besides its fields. */
const FIXED_COLUMNS: Readonly<Record<string, string>> = {
  id: "bigint PRIMARY KEY",
  version: "integer NOT NULL DEFAULT 1",
  label: "text COLLATE manul NOT NULL",
  deleted_at: "timestamptz(3)",
};

/** Applies what is missing; returns the statements that it ran. To be called in a transaction. */
export async function syncSchema(db: Db, registry: Registry): Promise<number> {
  const existing = await readSchema(db);
  const statements: Sql[] = [];
  for (const module of registry.modules.values()) statements.push(...moduleStatements(module, existing));
  for (const link of registry.links.values()) statements.push(...linkStatements(link, existing));
  for (const statement of statements) await db.query(statement);
  return statements.length;
}

interface Existing {
  /** table → its columns */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  /** indexes and sequences */
  readonly relations: ReadonlySet<string>;
}

async function readSchema(db: Db): Promise<Existing> {
  const columns = new Map<string, Set<string>>();
  const { rows } = await db.query<{ table_name: string; column_name: string }>(
    sql`SELECT c.relname AS table_name, a.attname AS column_name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  for (const row of rows) {
    const known = columns.get(row.table_name) ?? new Set();
    columns.set(row.table_name, known.add(row.column_name));
  }
  const others = await db.query<{ name: string }>(
    sql`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('i', 'S')`,
  );
  return { columns, relations: new Set(others.rows.map((row) => row.name)) };
}

/** The column's definition; checkboxes are never empty. */
function columnType(field: Field): string | null {
  const type = fieldType(field.type).column(field);
  return type !== null && field.type === "checkbox" ? `${type} NOT NULL DEFAULT false` : type;
}

function moduleStatements(module: Module, existing: Existing): Sql[] {
  const statements: Sql[] = [];
  const table = ident(module.name);
  const present = existing.columns.get(module.name);
  const columns: [string, string][] = Object.entries(FIXED_COLUMNS);
  for (const field of module.fields.values()) {
    const type = columnType(field);
    if (type !== null) columns.push([field.name, type]);
  }
  if (!present) {
    const list = columns.map(([name, type]) => `"${checked(name)}" ${type}`).join(", ");
    statements.push(sql`CREATE TABLE ${table} (${raw(list)})`);
  } else
    for (const [name, type] of columns)
      if (!present.has(name)) statements.push(sql`ALTER TABLE ${table} ADD COLUMN ${ident(name)} ${raw(type)}`);
  const sequence = numberSequence(module.name);
  if (!existing.relations.has(sequence)) statements.push(sql`CREATE SEQUENCE ${ident(sequence)}`);
  for (const field of module.fields.values()) {
    const own = field.type === "auto_number" && !field.system ? fieldSequence(module.name, field.name) : undefined;
    if (own !== undefined && !existing.relations.has(own)) statements.push(sql`CREATE SEQUENCE ${ident(own)}`);
    const index = fieldIndex(module, field);
    if (index && !existing.relations.has(index.name)) statements.push(index.statement);
  }
  return statements;
}

/** Sequence of a module's record numbers. */
export const numberSequence = (module: string): string => `${module}_number_seq`;

/** Sequence of a field that numbers records by itself. */
export const fieldSequence = (module: string, field: string): string => shortName(`${module}_${field}`, "seq");

/** Name of the index that keeps a field's values unique. */
export const uniqueIndex = (module: string, field: string): string => shortName(`${module}_${field}`, "key");

/** Name of the index that lists are filtered and sorted by. */
export const plainIndex = (module: string, field: string): string => shortName(`${module}_${field}`, "idx");

/** The orders in which lists begin: most users walk them through the records of their own owners. */
const BY_OWNER: ReadonlySet<string> = new Set(["created_at", "modified_at"]);

/** Lists show the living: every index of a list's order or filter leaves the recycle bin out. */
export function fieldIndex(
  module: Module,
  field: Field,
  { concurrently = false }: { readonly concurrently?: boolean } = {},
): { name: string; statement: Sql } | undefined {
  const create = raw(concurrently ? "CREATE INDEX CONCURRENTLY" : "CREATE INDEX");
  const table = ident(module.name);
  const column = ident(field.name);
  const name = plainIndex(module.name, field.name);
  const family = fieldType(field.type).family;
  if (field.unique) {
    const unique = uniqueIndex(module.name, field.name);
    return { name: unique, statement: sql`CREATE UNIQUE INDEX ${ident(unique)} ON ${table} (${column}) WHERE deleted_at IS NULL` };
  }
  const isStored = fieldType(field.type).storedFile === true;
  if (!field.indexed && !isStored && !(isReference(field) && !field.system)) return undefined;
  // By it a file finds the records that decide who may have it.
  if (isStored) return { name, statement: sql`${create} ${ident(name)} ON ${table} (${column}) WHERE ${column} IS NOT NULL` };
  if (family === "list")
    return { name, statement: sql`${create} ${ident(name)} ON ${table} USING gin (${column}) WHERE ${column} IS NOT NULL` };
  // PostgreSQL 17 and newer leave other owners' records out while they walk the index, without a look at the rows.
  const owner = BY_OWNER.has(field.name) && module.fields.has("owner_id") ? sql`, owner_id` : empty;
  return { name, statement: sql`${create} ${ident(name)} ON ${table} (${column}, id${owner}) WHERE deleted_at IS NULL` };
}

function linkStatements(link: Link, existing: Existing): Sql[] {
  const table = ident(link.table);
  const statements: Sql[] = [];
  const present = existing.columns.get(link.table);
  if (!present) {
    statements.push(
      sql`CREATE TABLE ${table} (a_id bigint NOT NULL, b_id bigint NOT NULL, created_at timestamptz(3) NOT NULL DEFAULT now(), PRIMARY KEY (a_id, b_id))`,
    );
    statements.push(sql`CREATE INDEX ${ident(shortName(link.table, "b"))} ON ${table} (b_id, a_id)`);
  }
  for (const field of link.fields ?? []) {
    const type = fieldType(field.type).column({ ...field, module: link.module, block: "", system: false, custom: false });
    if (type !== null && !present?.has(field.name)) statements.push(sql`ALTER TABLE ${table} ADD COLUMN ${ident(field.name)} ${raw(type)}`);
  }
  return statements;
}

const checked = (name: string): string => {
  ident(name);
  return name;
};

/** PostgreSQL cuts names at 63 bytes; a cut one gets a hash so that two can't meet. */
function shortName(base: string, suffix: string): string {
  const whole = `${base}_${suffix}`;
  if (whole.length <= 63) return whole;
  let hash = 0;
  for (const char of base) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return `${base.slice(0, 63 - suffix.length - 10)}_${hash.toString(36)}_${suffix}`;
}
