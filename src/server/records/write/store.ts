/**
 * The SQL of writes, always for many rows at once: rows travel as one JSON parameter, so that a statement's text
 * depends on the module alone and stays prepared. Nothing outside records/ may call this.
 */
import { fieldType } from "../../../fieldtypes/index.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import type { Need } from "../../../model/access/vocabulary.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { empty, fold, ident, join, raw, sql, type Sql } from "../../db/sql.ts";
import { fieldSequence, numberSequence } from "../../db/sync.ts";
import { BASE } from "../compile/path.ts";
import { linesField, readLines } from "../lines.ts";
import type { Row } from "../rules.ts";
import { rememberWords } from "../search/dictionary.ts";
import { isSearchable, type SearchWords } from "../search/vector.ts";

interface Column {
  readonly name: string;
  /** Type in json_to_recordset: without collation. */
  readonly type: string;
  readonly fromDb?: (value: unknown) => Json;
}

const columnCache = new WeakMap<Module, readonly Column[]>();

/** The stored fields of a module, with what reading and writing them takes. */
export function storedColumns(module: Module): readonly Column[] {
  const known = columnCache.get(module);
  if (known) return known;
  const columns: Column[] = [];
  for (const field of module.fields.values()) {
    const type = fieldType(field.type);
    const column = type.column(field);
    if (column === null) continue;
    const fromDb = type.fromDb ? (value: unknown): Json => type.fromDb?.(value, field) ?? null : undefined;
    columns.push({ name: field.name, type: column.replace(/ collate .*$/i, ""), ...(fromDb ? { fromDb } : {}) });
  }
  columnCache.set(module, columns);
  return columns;
}

export interface StoredRow {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly deleted: boolean;
  readonly values: Record<string, Json>;
  /** What the actor may do with this row. */
  readonly may: Readonly<Record<Need, boolean>>;
}

const NEEDS: readonly Need[] = ["view", "edit", "delete"];

/** Locks the rows (in the order of their ids, so that two writers can't block each other) and reads them whole. */
export async function lockRows(ctx: Ctx, module: Module, ids: readonly string[]): Promise<Map<string, StoredRow>> {
  const columns = storedColumns(module);
  const list = join(["id", "version", "label", "deleted_at", ...columns.map((c) => c.name)].map((name) => ident(name)));
  const access = accessOf(ctx);
  const rights = NEEDS.map((need) => {
    const open = access.predicate(module, need, BASE);
    return open ? sql`, coalesce(${open}, false) AS ${ident(`may_${need}`)}` : empty;
  });
  const { rows } = await ctx.db.query<Record<string, unknown>>(
    sql`SELECT ${list}${join(rights, "")} FROM ${ident(module.name)} ${raw(BASE)} WHERE id = ANY(${[...new Set(ids)]}::bigint[]) ORDER BY id FOR UPDATE OF ${raw(BASE)}`,
  );
  const field = linesField(module)?.name;
  // In a statement after the lock: the one that waited for it still saw the lines as they had been before.
  const lines =
    field === undefined || rows.length === 0
      ? undefined
      : await readLines(
          ctx,
          rows.map((row) => String(row["id"])),
        );
  return new Map(
    rows.map((row) => {
      const values: Record<string, Json> = {};
      for (const column of columns) {
        const value = row[column.name];
        values[column.name] = value === null ? null : column.fromDb ? column.fromDb(value) : (value as Json);
      }
      const id = String(row["id"]);
      if (field !== undefined) values[field] = lines?.get(id) ?? null;
      // A right without a column is open to all rows.
      const may = { view: row["may_view"] !== false, edit: row["may_edit"] !== false, delete: row["may_delete"] !== false };
      return [id, { id, version: Number(row["version"]), label: String(row["label"]), deleted: row["deleted_at"] !== null, values, may }];
    }),
  );
}

/** New ids and record numbers. */
export async function reserve(
  ctx: Ctx,
  module: Module,
  count: number,
): Promise<readonly { readonly id: string; readonly numbers: Readonly<Record<string, string>> }[]> {
  const own = [...module.fields.values()].filter((field) => field.type === "auto_number" && !field.system);
  const counters = own.map(
    (field) => sql`, ${field.prefix ?? ""} || nextval(${fieldSequence(module.name, field.name)}::regclass) AS ${ident(field.name)}`,
  );
  const { rows } = await ctx.db.query<{ id: string } & Record<string, string>>(
    sql`SELECT nextval('record_id_seq') AS id, ${module.numberPrefix} || nextval(${numberSequence(module.name)}::regclass) AS number${join(counters, "")} FROM generate_series(1, ${count}::int)`,
  );
  return rows.map(({ id, ...numbers }) => ({ id, numbers }));
}

/** What is written of one record. */
export interface WriteRow {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly values: Row;
}

/** Of most records most fields are empty: what isn't there is null in the recordset as well, and costs nobody anything. */
const recordset = (rows: readonly WriteRow[]): string =>
  JSON.stringify(
    rows.map(({ id, version, label, values }) => {
      const row: Record<string, Json> = {};
      for (const name in values) {
        const value = values[name] ?? null;
        if (value !== null) row[name] = value;
      }
      row["id"] = id;
      row["version"] = version;
      row["label"] = label;
      return row;
    }),
  );

function recordDefinition(columns: readonly Column[]): Sql {
  return raw(["id bigint", "version int", "label text", ...columns.map((c) => `"${c.name}" ${c.type}`)].join(", "));
}

/** INSERT … SELECT … AS x(…), in two halves around the rows: the same for every insert into a module. */
const insertParts = new WeakMap<Module, { readonly head: Sql; readonly definition: Sql }>();

export async function insertRows(ctx: Ctx, module: Module, rows: readonly WriteRow[]): Promise<void> {
  let parts = insertParts.get(module);
  if (!parts) {
    const columns = storedColumns(module);
    const names = join(["id", "version", "label", ...columns.map((c) => c.name)].map((name) => ident(name)));
    parts = { head: fold(sql`INSERT INTO ${ident(module.name)} (${names}) SELECT ${names}`), definition: recordDefinition(columns) };
    insertParts.set(module, parts);
  }
  await ctx.db.query(sql`${parts.head} FROM json_to_recordset(${recordset(rows)}::json) AS x(${parts.definition})`);
}

/** Rewrites the given columns of rows that are locked by us; `rows` hold values for all of these columns. */
export async function updateRows(ctx: Ctx, module: Module, rows: readonly WriteRow[], changed: ReadonlySet<string>): Promise<void> {
  const columns = storedColumns(module).filter((column) => changed.has(column.name));
  const picked = rows.map((row) => ({ ...row, values: Object.fromEntries(columns.map((c) => [c.name, row.values[c.name] ?? null])) }));
  const sets = ["version", "label", ...columns.map((c) => c.name)].map((name) => sql`${ident(name)} = ${ident("x", name)}`);
  await ctx.db.query(
    sql`UPDATE ${ident(module.name)} t SET ${join(sets)} FROM json_to_recordset(${recordset(picked)}::json) AS x(${recordDefinition(columns)}) WHERE t.id = x.id`,
  );
}

/** Moves rows into the recycle bin (`at`) or out of it (null), one version on. */
export async function setDeleted(ctx: Ctx, module: Module, ids: readonly string[], at: string | null): Promise<void> {
  await ctx.db.query(
    sql`UPDATE ${ident(module.name)} SET deleted_at = ${at}::timestamptz, version = version + 1, modified_at = ${ctx.now.toISOString()}::timestamptz, modified_by = ${actorId(ctx)}::bigint WHERE id = ANY(${ids}::bigint[])`,
  );
  await ctx.db.query(
    sql`UPDATE records SET deleted = ${at !== null}${at === null ? sql`, merged_into = NULL` : empty} WHERE id = ANY(${ids}::bigint[])`,
  );
}

export async function purgeRows(ctx: Ctx, module: Module, ids: readonly string[]): Promise<void> {
  for (const link of ctx.registry.links.values()) {
    if (link.module === module.name) await ctx.db.query(sql`DELETE FROM ${ident(link.table)} WHERE a_id = ANY(${ids}::bigint[])`);
    if (link.there.module === module.name) await ctx.db.query(sql`DELETE FROM ${ident(link.table)} WHERE b_id = ANY(${ids}::bigint[])`);
  }
  await ctx.db.query(sql`DELETE FROM record_shares WHERE record_id = ANY(${ids}::bigint[])`);
  if (linesField(module)) await ctx.db.query(sql`DELETE FROM document_lines WHERE record_id = ANY(${ids}::bigint[])`);
  await ctx.db.query(sql`DELETE FROM stars WHERE record_id = ANY(${ids}::bigint[])`);
  await ctx.db.query(sql`DELETE FROM records WHERE id = ANY(${ids}::bigint[])`);
  await ctx.db.query(sql`DELETE FROM ${ident(module.name)} WHERE id = ANY(${ids}::bigint[])`);
}

export interface IndexRow extends SearchWords {
  readonly id: string;
  readonly label: string;
  readonly owner_id: Json;
}

/** Keeps the table of all records (labels, owners, search words) with what was written. */
export async function indexRecords(
  ctx: Ctx,
  module: Module,
  { created, updated }: { created: readonly IndexRow[]; updated: readonly IndexRow[] },
): Promise<void> {
  await indexRows(ctx, module, created, empty);
  await indexRows(
    ctx,
    module,
    updated,
    sql` ON CONFLICT (id) DO UPDATE SET label = excluded.label, owner_id = excluded.owner_id, search = excluded.search`,
  );
  await rememberWords(
    ctx,
    [...created, ...updated].flatMap(({ words }) => words),
  );
}

/** `known`: what happens to rows that are there. For new ones nothing stands here: to look for it takes a third of the time. */
async function indexRows(ctx: Ctx, module: Module, rows: readonly IndexRow[], known: Sql): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map(({ id, label, owner_id, vector }) => ({ id, label, owner_id, vector })));
  await ctx.db.query(
    sql`INSERT INTO records (id, module, label, owner_id, search)
        SELECT x.id, ${module.name}, x.label, x.owner_id, x.vector::tsvector
        FROM json_to_recordset(${json}::json) AS x(id bigint, label text, owner_id bigint, vector text)${known}`,
  );
}

/** Whether the table of all records holds anything of these fields: an update of others leaves it as it is. */
export const isIndexed = (module: Module, changed: readonly string[]): boolean =>
  changed.some((name) => {
    const field = module.fields.get(name);
    return name === "owner_id" || module.nameFields.includes(name) || (field !== undefined && isSearchable(field));
  });

/** The user behind the context, as kept in `created_by`; null for system actors. */
export const actorId = (ctx: Ctx): string | null => (ctx.actor.kind === "user" ? ctx.actor.id : null);
