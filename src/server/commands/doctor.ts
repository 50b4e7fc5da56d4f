/** `manul doctor`: one line for each thing that must be in order. */
import { access, constants, readdir, stat, statfs } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../config.ts";
import type { Database } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { VERSION } from "../http/version.ts";
import { withDatabase } from "./with-database.ts";

type Check = () => Promise<string>;

class Problem extends Error {}

const LEAST_SPACE_GB = 1;

export async function doctor(): Promise<void> {
  say("ok", "program", `Manul ${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
  // Wrong settings and a database that doesn't start end the command here, with their own lines.
  const sound = await withDatabase({}, async ({ config, opened }) => {
    const checks: Record<string, Check> = {
      "data folder": () => folderIsFine(config.dataDir),
      "disk space": () => spaceIsLeft(config.dataDir),
      secrets: () => secretsAreClosed(config),
      "web client": clientIsBuilt,
      database: () => databaseAnswers(opened.database),
      migrations: () => migrationsAreApplied(opened.database),
      "stored files": () => filesAreThere(config, opened.database),
    };
    let failures = 0;
    for (const [name, check] of Object.entries(checks)) failures += await report(name, check);
    return failures === 0;
  });
  if (!sound) process.exitCode = 1;
}

async function report(name: string, check: Check): Promise<number> {
  try {
    say("ok", name, await check());
    return 0;
  } catch (error) {
    say("!!", name, (error as Error).message);
    return 1;
  }
}

const say = (sign: string, name: string, text: string): void => void process.stdout.write(`${sign}  ${name.padEnd(14)}${text}\n`);

async function folderIsFine(folder: string): Promise<string> {
  await access(folder, constants.W_OK).catch(() => {
    throw new Problem(`${folder} can't be written to`);
  });
  return folder;
}

async function spaceIsLeft(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 1024 ** 3;
  if (free < LEAST_SPACE_GB) throw new Problem(`only ${free.toFixed(2)} GB left on the disk of ${folder}`);
  return `${free.toFixed(1)} GB free`;
}

async function secretsAreClosed({ dataDir }: Config): Promise<string> {
  for (const name of ["secret.key", "postgres.password"]) {
    const found = await stat(path.join(dataDir, name)).catch(() => undefined);
    if (found && process.platform !== "win32" && (found.mode & 0o077) !== 0)
      throw new Problem(`${path.join(dataDir, name)} is open to others: chmod 600 it`);
  }
  return "closed to others";
}

async function clientIsBuilt(): Promise<string> {
  const page = path.resolve(import.meta.dirname, "../../../dist/web/index.html");
  const found = await stat(page).catch(() => undefined);
  if (!found) throw new Problem("not built yet; npm start builds it");
  return `built ${found.mtime.toISOString()}`;
}

async function databaseAnswers(database: Database): Promise<string> {
  const { rows } = await database.query<{ version: string; size: string }>(
    sql`SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size`,
  );
  return `PostgreSQL ${rows[0]?.version}, ${rows[0]?.size}`;
}

async function migrationsAreApplied(database: Database): Promise<string> {
  const files = (await readdir(new URL("../db/migrations/", import.meta.url))).filter((name) => name.endsWith(".sql"));
  const exists = await database.query<{ there: boolean }>(sql`SELECT to_regclass('public.schema_migrations') IS NOT NULL AS there`);
  const { rows } = exists.rows[0]?.there ? await database.query<{ name: string }>(sql`SELECT name FROM schema_migrations`) : { rows: [] };
  const applied = new Set(rows.map((row) => row.name));
  const missing = files.filter((name) => !applied.has(name));
  if (missing.length > 0) throw new Problem(`${missing.length} not applied; "manul migrate" or the next start does it`);
  const newer = [...applied].filter((name) => !files.includes(name));
  if (newer.length > 0) throw new Problem(`the database was used by a newer Manul (${newer.join(", ")})`);
  return `${files.length} applied`;
}

async function filesAreThere({ storage }: Config, database: Database): Promise<string> {
  if (storage.kind !== "file") return "not checked (not in a folder)";
  const exists = await database.query<{ there: boolean }>(sql`SELECT to_regclass('public.files') IS NOT NULL AS there`);
  if (!exists.rows[0]?.there) return "none yet";
  let count = 0;
  let missing = 0;
  for await (const rows of database.stream<{ key: string; size: string }>(sql`SELECT key, size FROM files`))
    for (const { key, size } of rows) {
      count += 1;
      const found = await stat(path.join(storage.folder, key.slice(0, 2), key.slice(2))).catch(() => undefined);
      if (!found || found.size !== Number(size)) missing += 1;
    }
  if (missing > 0) throw new Problem(`${missing} of ${count} are missing in ${storage.folder} or have another size`);
  return `${count} in ${storage.folder}`;
}
