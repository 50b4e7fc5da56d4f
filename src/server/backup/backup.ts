/**
 * Writes everything into one archive: all tables as of one moment (one REPEATABLE READ transaction), the sequences,
 * the stored files. The program may run meanwhile.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { pack, type Pack } from "tar-stream";
import type { Database, Db } from "../db/database.ts";
import { ident, join, sql } from "../db/sql.ts";
import {
  CHECKSUMS,
  fileEntry,
  FORMAT,
  isFileName,
  MANIFEST,
  Sum,
  tableEntry,
  type Checksums,
  type Manifest,
  type Sequence,
  type Table,
  type TableSum,
} from "./archive.ts";

export interface BackupOptions {
  readonly database: Database;
  /** Where the stored files are; a missing folder is an empty one. */
  readonly filesFolder: string;
  readonly file: string;
  /** Manul's own. */
  readonly version: string;
}

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly size: number;
}

export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  const partial = `${options.file}.part`;
  const spool = await mkdtemp(path.join(tmpdir(), "manul-backup-"));
  try {
    const archive = pack();
    // What the archive holds is the whole company: for the owner's eyes only.
    const written = pipeline(archive, createGzip(), createWriteStream(partial, { mode: 0o600 }));
    const filled = fill(archive, options, spool);
    // Whichever fails first ends the other.
    const [sums] = await Promise.all([
      filled.catch((error: unknown) => {
        archive.destroy(error as Error);
        throw error;
      }),
      written,
    ]);
    await flush(partial);
    await rename(partial, options.file);
    const tables = Object.values(sums.tables);
    return {
      tables: tables.length,
      rows: tables.reduce((total, { rows }) => total + rows, 0),
      files: Object.keys(sums.files).length,
      size: (await stat(options.file)).size,
    };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

async function fill(archive: Pack, { database, filesFolder, version }: BackupOptions, spool: string): Promise<Checksums> {
  const tables: Record<string, TableSum> = {};
  await database.tx(
    async (tx) => {
      await tx.execute(
        "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL bytea_output = 'hex'",
      );
      const manifest = await describe(tx, version);
      await addText(archive, MANIFEST, JSON.stringify(manifest, null, 1));
      for (const table of manifest.tables) tables[table.name] = await addTable(archive, tx, table, spool);
    },
    { isolation: "repeatable read", readOnly: true, retry: false },
  );
  // After the snapshot: a file is stored before the row that names it, so every row's file is among these.
  const files = await addFiles(archive, filesFolder);
  await addText(archive, CHECKSUMS, JSON.stringify({ tables, files }, null, 1));
  archive.finalize();
  return { tables, files };
}

async function describe(db: Db, version: string): Promise<Manifest> {
  const columns = await db.query<{ table: string; name: string; type: string }>(sql`
    SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      -- What may be lost (who is looking at what) is worth no backup.
      AND c.relpersistence = 'p'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> 'schema_migrations'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    -- The registry first: from it the reader makes the tables of custom modules.
    ORDER BY c.relname <> 'registry', c.relname, a.attnum`);
  const tables = new Map<string, Table & { columns: { name: string; type: string }[] }>();
  for (const { table, name, type } of columns.rows) {
    const known = tables.get(table) ?? { name: table, columns: [] };
    known.columns.push({ name, type });
    tables.set(table, known);
  }
  const names = await db.query<{ name: string }>(sql`SELECT relname AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname`);
  const sequences: Sequence[] = [];
  for (const { name } of names.rows) {
    const { rows } = await db.query<{ last: string; called: boolean }>(
      sql`SELECT last_value AS last, is_called AS called FROM ${ident(name)}`,
      { prepare: false },
    );
    if (rows[0]) sequences.push({ name, ...rows[0] });
  }
  const migrations = await db.query<{ name: string }>(sql`SELECT name FROM schema_migrations ORDER BY name`);
  const facts = await db.query<{ version: string; postgres: string }>(
    sql`SELECT version, current_setting('server_version') AS postgres FROM registry`,
  );
  return {
    format: FORMAT,
    product: "manul-crm",
    version,
    createdAt: new Date().toISOString(),
    postgres: facts.rows[0]?.postgres ?? "",
    registryVersion: facts.rows[0]?.version ?? "0",
    migrations: migrations.rows.map((row) => row.name),
    tables: [...tables.values()],
    sequences,
  };
}

/** An entry's size stands before its bytes: each table waits in a temporary file until its size is known. */
async function addTable(archive: Pack, db: Db, { name, columns }: Table, spool: string): Promise<TableSum> {
  const file = path.join(spool, "table");
  const sum = new Sum(true);
  const list = join(columns.map((column) => ident(column.name)));
  await pipeline(db.copyTo(sql`COPY ${ident(name)} (${list}) TO STDOUT`), sum, createWriteStream(file, { mode: 0o600 }));
  await pipeline(createReadStream(file), archive.entry({ name: tableEntry(name), size: sum.size }));
  return { rows: sum.rows, sha256: sum.digest() };
}

async function addFiles(archive: Pack, folder: string): Promise<Checksums["files"]> {
  const files: Record<string, { size: number; sha256: string }> = {};
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const entry of found) {
    const full = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, full).split(path.sep).join("/");
    // Uploads that aren't complete have no row yet.
    if (!entry.isFile() || name.endsWith(".part") || !isFileName(name)) continue;
    const handle = await open(full).catch((error: NodeJS.ErrnoException) => {
      // Deleted since the folder was read.
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (!handle) continue;
    const { size } = await handle.stat();
    const sum = new Sum();
    const content = size === 0 ? [] : handle.createReadStream({ start: 0, end: size - 1, autoClose: false });
    await pipeline(content, sum, archive.entry({ name: fileEntry(name), size }));
    await handle.close();
    files[name] = { size, sha256: sum.digest() };
  }
  return files;
}

async function addText(archive: Pack, name: string, text: string): Promise<void> {
  const entry = archive.entry({ name, size: Buffer.byteLength(text) });
  entry.end(text);
  await once(entry, "finish");
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync();
  await handle.close();
}
