/**
 * Reads an archive into a database, in one transaction: either everything is there afterwards, checked against the
 * archive's sums, or nothing has changed. The schema comes from the migrations that the backup knew and from its
 * registry; migrations that came later run when its data are in.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { sqlState, type Database, type Db } from "../db/database.ts";
import { prepareDatabase } from "../db/prepare.ts";
import { ident, join, sql } from "../db/sql.ts";
import { syncSchema } from "../db/sync.ts";
import { readRegistry } from "../registry-store.ts";
import { StartError } from "../start-error.ts";
import {
  CHECKSUMS,
  damaged,
  isFileName,
  MANIFEST,
  parseChecksums,
  parseManifest,
  Sum,
  tableEntry,
  type Checksums,
  type Manifest,
  type TableSum,
} from "./archive.ts";
import { addMissing, liftForLoading, putBack, type Lifted } from "./restore-schema.ts";

export interface RestoreOptions {
  readonly database: Database;
  readonly filesFolder: string;
  readonly file: string;
  /** Overwrite a database that holds records. */
  readonly replace?: boolean;
}

export interface RestoreSummary {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly files: number;
}

const MIGRATIONS = new URL("../db/migrations/", import.meta.url);

export async function restoreBackup({ database, filesFolder, file, replace }: RestoreOptions): Promise<RestoreSummary> {
  await access(file).catch(() => {
    throw new StartError(`${file} can't be read.`);
  });
  const staging = `${filesFolder}.restoring`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true, mode: 0o700 });
  try {
    const restored = await database.tx(
      async (tx) => {
        await tx.execute(
          "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '5s'",
        );
        await makeRoom(tx, replace ?? false);
        const seen = await readArchive(tx, file, staging);
        verify(seen);
        await setSequences(tx, seen.manifest);
        await putBack(tx, seen.lifted);
        await prepareDatabase(tx);
        await endJobs(tx);
        return seen;
      },
      { retry: false },
    );
    await swapFolders(staging, filesFolder);
    await database.execute("SET statement_timeout = 0; ANALYZE; RESET statement_timeout");
    return {
      manifest: restored.manifest,
      rows: [...restored.tables.values()].reduce((total, { rows }) => total + rows, 0),
      files: restored.files.size,
    };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Whatever the database holds goes, in the same transaction in which the new comes. */
async function makeRoom(db: Db, replace: boolean): Promise<void> {
  const found = await db.execute<{ there: boolean }>("SELECT to_regclass('public.records') IS NOT NULL AS there");
  const used = found.rows[0]?.there === true && (await db.execute("SELECT 1 FROM records LIMIT 1")).rowCount > 0;
  if (used && !replace)
    throw new StartError("The database holds records already. Restore into an empty one, or overwrite it: manul restore --replace FILE");
  const others = await db.execute(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'manul%'",
  );
  if (others.rowCount > 0) throw new StartError("A Manul is still working with this database. Stop it first.");
  try {
    await db.execute("DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  } catch (error) {
    if (sqlState(error) === "55P03") throw new StartError("Somebody is working with this database. Stop them first.", { cause: error });
    throw error;
  }
}

interface Seen {
  readonly manifest: Manifest;
  readonly tables: Map<string, TableSum>;
  readonly files: Map<string, { size: number; sha256: string }>;
  lifted: Lifted;
  checksums: Checksums | undefined;
}

async function readArchive(db: Db, file: string, staging: string): Promise<Seen> {
  const entries = extract();
  const input = pipeline(createReadStream(file), createGunzip(), entries).catch((error: unknown) => {
    entries.destroy(error as Error);
  });
  let seen: Seen | undefined;
  try {
    for await (const entry of entries) {
      const { name } = entry.header;
      const content = Readable.from(entry as AsyncIterable<Buffer>, { objectMode: false });
      if (!seen) {
        if (name !== MANIFEST) throw new StartError("This file isn't a backup of Manul CRM.");
        seen = await begin(db, parseManifest(await textOf(content)));
      } else if (name === CHECKSUMS) seen.checksums = parseChecksums(await textOf(content));
      else if (name.startsWith("tables/")) await loadTable(db, seen, name, content);
      else if (name.startsWith("files/")) await storeFile(seen, staging, name.slice("files/".length), content);
      else throw damaged(`${name} is unknown`);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code?.startsWith("Z_") || /Unexpected end|Invalid tar|Premature/i.test((error as Error).message))
      throw seen ? damaged("it breaks off or was altered") : new StartError("This file isn't a backup of Manul CRM, or it is damaged.");
    throw error;
  }
  await input;
  if (!seen) throw new StartError("This file isn't a backup of Manul CRM.");
  return seen;
}

/** The schema as far as the backup's own version had it. */
async function begin(db: Db, manifest: Manifest): Promise<Seen> {
  const known = new Set(await readdir(MIGRATIONS));
  if (manifest.migrations.some((name) => !known.has(name)))
    throw new StartError(`This backup was written by a newer Manul (${manifest.version}). Restore it with that version.`);
  await db.execute("CREATE TABLE schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())");
  for (const name of manifest.migrations) {
    await db.execute(await readFile(new URL(name, MIGRATIONS), "utf8"));
    await db.query(sql`INSERT INTO schema_migrations (name) VALUES (${name})`);
  }
  return { manifest, tables: new Map(), files: new Map(), lifted: { constraints: [], indexes: [] }, checksums: undefined };
}

async function loadTable(db: Db, seen: Seen, name: string, content: Readable): Promise<void> {
  const table = seen.manifest.tables.find((one) => tableEntry(one.name) === name);
  if (!table) throw damaged(`${name} isn't in its list`);
  if (seen.tables.size === 1) {
    // The registry, always the first, is in: now the modules' tables can be made.
    await syncSchema(db, await readRegistry(db));
    await addMissing(db, seen.manifest);
    seen.lifted = await liftForLoading(db);
  }
  await db.query(sql`DELETE FROM ${ident(table.name)}`, { prepare: false });
  const sum = new Sum(true);
  const list = join(table.columns.map((column) => ident(column.name)));
  await pipeline(content, sum, db.copyFrom(sql`COPY ${ident(table.name)} (${list}) FROM STDIN`));
  seen.tables.set(table.name, { rows: sum.rows, sha256: sum.digest() });
}

async function storeFile(seen: Seen, staging: string, name: string, content: Readable): Promise<void> {
  if (!isFileName(name)) throw damaged("it holds a file with an impossible name");
  const target = path.join(staging, name);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const sum = new Sum();
  await pipeline(content, sum, createWriteStream(target, { mode: 0o600, flush: true }));
  seen.files.set(name, { size: sum.size, sha256: sum.digest() });
}

function verify({ manifest, tables, files, checksums }: Seen): void {
  if (!checksums) throw damaged("its end is missing");
  for (const { name } of manifest.tables) {
    const [is, should] = [tables.get(name), checksums.tables[name]];
    if (!is || is.rows !== should?.rows || is.sha256 !== should.sha256) throw damaged(`the table ${name} isn't what was written`);
  }
  for (const [name, should] of Object.entries(checksums.files))
    if (files.get(name)?.sha256 !== should.sha256) throw damaged(`the file ${name} isn't what was written`);
  if (files.size !== Object.keys(checksums.files).length) throw damaged("it holds files that aren't in its list");
}

async function setSequences(db: Db, manifest: Manifest): Promise<void> {
  for (const { name, last, called } of manifest.sequences) {
    await db.query(sql`CREATE SEQUENCE IF NOT EXISTS ${ident(name)}`, { prepare: false });
    await db.query(sql`SELECT setval(${`public.${name}`}::regclass, ${last}, ${called})`);
  }
}

/** The job queue isn't in the archive: work that waited or ran then won't go on by itself, and says so. */
async function endJobs(db: Db): Promise<void> {
  await db.execute(`UPDATE jobs SET state = 'failed', message = 'interrupted', finished_at = now() WHERE state IN ('queued', 'running');
    UPDATE imports SET state = 'failed', message = 'interrupted', finished_at = now() WHERE state IN ('queued', 'running', 'undoing')`);
}

async function swapFolders(staging: string, folder: string): Promise<void> {
  const old = `${folder}.before-restore`;
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  await rename(staging, folder);
  await rm(old, { recursive: true, force: true });
}

async function textOf(content: Readable): Promise<string> {
  const limit = new PassThrough();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of content.pipe(limit)) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > 256 * 1024 * 1024) throw damaged("a description in it is too long");
  }
  return Buffer.concat(parts).toString("utf8");
}
