/**
 * PostgreSQL from npm, started and stopped with the program. The caller holds the data folder's lock (lock.ts), so
 * that one program at a time comes here for one folder.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, copyFile, mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { ConnectionParts } from "./connection.ts";
import { openDatabase, sqlState } from "./database.ts";
import { findBinaries, type Binaries } from "./postgres-binaries.ts";
import { clearOrphan } from "./postgres-orphan.ts";
import type { Owner } from "./postgres-owner.ts";
import { findPlace, isFolder, type Place } from "./postgres-place.ts";
import { serverSettings } from "./postgres-settings.ts";
import { StartError } from "../start-error.ts";

export interface EmbeddedOptions {
  /** DATA_DIR. */
  readonly folder: string;
  readonly log: Logger;
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  readonly data: string;
  readonly pid: number;
  connection(database: string): ConnectionParts;
  /** Ends when PostgreSQL does, for whatever reason. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

export const DATABASE_NAME = "manul";
const MAJOR = "18";
const USER = "manul";
/** The longest path of a Unix socket that every system takes. */
const SOCKET_PATH_LIMIT = 103;
const LOG_LIMIT = 10 * 1024 * 1024;
const READY_TIMEOUT = 120_000;

export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { folder, log } = options;
  await makeFolder(folder);
  const place = await findPlace(folder, log);
  const binaries = await findBinaries(place.owner);
  const password = await ensureCluster(folder, place, binaries, log);
  if (await clearOrphan(place.data)) log.warn("stopped the PostgreSQL that an earlier run had left behind");

  const logFile = path.join(folder, "postgres.log");
  // Backends that outlived a killed postmaster go within moments; until then PostgreSQL refuses to start beside them.
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch({ ...options, place, binaries, password, logFile });
    } catch (error) {
      if (attempt >= 30 || !(error instanceof LaunchError) || !error.transient) throw error;
      await sleep(500);
    }
  }
}

/** How to reach the PostgreSQL of a Manul that runs on this folder, for the command line beside it. */
export async function runningConnection(folder: string, log: Logger): Promise<ConnectionParts | undefined> {
  const { data } = await findPlace(folder, log);
  const lines = (await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const [, , , port, socketFolder, address] = lines;
  const password = (await readFile(passwordFileOf(folder), "utf8").catch(() => "")).trim();
  if (!port || password === "" || lines[7]?.trim() !== "ready") return undefined;
  const host = socketFolder ? socketFolder.trim() : (address ?? "").trim();
  return { host: host || "127.0.0.1", port: Number(port), user: USER, password, database: DATABASE_NAME };
}

interface Launch extends EmbeddedOptions {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly password: string;
  readonly logFile: string;
}

class LaunchError extends StartError {
  readonly transient: boolean;
  constructor(message: string, transient: boolean) {
    super(message);
    this.transient = transient;
  }
}

async function launch({ place, binaries, password, logFile, log, durable = true }: Launch): Promise<EmbeddedPostgres> {
  const socketFolder = usableSocketFolder(place.data);
  const port = socketFolder === undefined ? await freePort() : 5432;
  const settings = serverSettings({ durable, socketFolder, port });
  const args = ["-D", place.data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];

  await rotate(logFile);
  const output = await open(logFile, "a", 0o600);
  const logStart = (await output.stat()).size;
  // A process group of its own: Ctrl-C in the terminal must reach the program alone, which first ends its requests.
  const child = spawn(binaries.postgres, args, {
    ...asOwner(place.owner),
    detached: true,
    stdio: ["ignore", output.fd, output.fd],
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  await output.close();
  const stopAtExit = (): void => void child.kill("SIGINT");
  process.once("exit", stopAtExit);

  if (!(await becomesReady(child, place.data, exited))) {
    process.removeListener("exit", stopAtExit);
    child.kill("SIGINT");
    const said = (await readFile(logFile)).subarray(logStart).toString("utf8").trim();
    const reason = said.split("\n").findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? said.split("\n").at(-1) ?? "";
    throw new LaunchError(
      `PostgreSQL didn't start: ${reason || "no message"} (all of it in ${logFile})`,
      /pre-existing shared memory|Address already in use|is still in use/.test(said),
    );
  }

  const rotation = setInterval(() => void rotate(logFile).catch(() => undefined), 600_000);
  rotation.unref();
  const parts = { host: socketFolder ?? "127.0.0.1", port, user: USER, password };
  await createDatabase({ ...parts, database: "postgres" });
  log.debug({ pid: child.pid, host: parts.host, port }, "PostgreSQL is ready");
  return {
    data: place.data,
    pid: child.pid ?? 0,
    exited,
    connection: (database) => ({ ...parts, database }),
    stop: async () => {
      clearInterval(rotation);
      process.removeListener("exit", stopAtExit);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGINT");
      const ended = await Promise.race([exited.then(() => true), sleep(30_000, false, { ref: false })]);
      if (!ended) child.kill("SIGQUIT");
      await exited;
    },
  };
}

/** PostgreSQL writes its state into postmaster.pid (line 8), which costs less to ask than a connection. */
async function becomesReady(child: ChildProcess, data: string, exited: Promise<void>): Promise<boolean> {
  let running = true;
  void exited.then(() => (running = false));
  const until = Date.now() + READY_TIMEOUT;
  while (running && Date.now() < until) {
    const lines = (await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    if (lines[0] === String(child.pid) && lines[7]?.trim() === "ready") return true;
    await sleep(10);
  }
  return false;
}

const passwordFileOf = (folder: string): string => path.join(folder, "postgres.password");

/** The cluster, made at the first start; answers its password. */
async function ensureCluster(folder: string, place: Place, binaries: Binaries, log: Logger): Promise<string> {
  const passwordFile = passwordFileOf(folder);
  const kept = (await readFile(passwordFile, "utf8").catch(() => "")).trim();
  if (await isFolder(place.data)) {
    const version = (await readFile(path.join(place.data, "PG_VERSION"), "utf8").catch(() => "")).trim();
    if (version !== MAJOR)
      throw new StartError(
        `The data in ${place.data} was written by PostgreSQL ${version || "of an unknown version"}; this Manul has ${MAJOR}. ` +
          `Make a backup with the Manul that wrote it ("manul backup FILE") and restore that into a new data folder.`,
      );
    if (kept === "")
      throw new StartError(`${passwordFile} is missing: without it the database in ${place.data} can't be opened. Put it back.`);
    return kept;
  }
  const password = kept || randomBytes(24).toString("base64url");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  log.info({ folder: place.data }, "making the database");
  // Made beside its place and moved there when complete: an interrupted first start leaves nothing half-made.
  const unfinished = `${place.data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const secret = path.join(unfinished, "..", `.initdb-${process.pid}`);
  await writeFile(secret, password, { mode: 0o600 });
  try {
    if (place.owner) for (const name of [unfinished, secret]) await chown(name, place.owner.uid, place.owner.gid);
    await runInitdb(binaries.initdb, unfinished, secret, place.owner);
  } finally {
    await rm(secret, { force: true });
  }
  await rename(unfinished, place.data);
  return password;
}

async function runInitdb(initdb: string, data: string, secret: string, owner: Owner | undefined): Promise<void> {
  const child = spawn(
    initdb,
    ["-D", data, "-U", USER, "-A", "scram-sha-256", "--pwfile", secret, "--encoding=UTF8", "--locale=C"].concat(
      // The same order and the same upper and lower case on every system; the CRM's own collations come from ICU.
      ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=simple"],
    ),
    { ...asOwner(owner), stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new StartError(`initdb couldn't make the database:\n${said.trim()}`);
}

/** Locale variables of the terminal stay out: a locale that the system lacks would stop PostgreSQL. */
function asOwner(owner: Owner | undefined): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  const { PATH, TMPDIR, LD_LIBRARY_PATH } = process.env;
  const env = { PATH, TMPDIR, LD_LIBRARY_PATH, LC_ALL: "C", TZ: "UTC" };
  return { cwd: "/", env, ...(owner && { uid: owner.uid, gid: owner.gid }) };
}

async function createDatabase(connection: ConnectionParts): Promise<void> {
  const database = await openDatabase({ connection, max: 1 });
  try {
    const found = await database.execute("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE_NAME]);
    if (found.rowCount === 0) await database.execute(`CREATE DATABASE ${DATABASE_NAME}`);
  } catch (error) {
    if (sqlState(error) !== "42P04") throw error;
  } finally {
    await database.close();
  }
}

/** A Unix socket is quicker than TCP and reachable by nobody else; a long path or a quote in it rules it out. */
function usableSocketFolder(data: string): string | undefined {
  if (process.platform === "win32" || data.includes('"')) return undefined;
  return Buffer.byteLength(path.join(data, ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT ? data : undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Made by root under a strict umask, the folder would be closed to the user who runs PostgreSQL. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined && process.getuid?.() === 0) await chmod(folder, ((await stat(folder)).mode & 0o777) | 0o111);
}

/** By copying and emptying, since PostgreSQL holds the file open (for appending). */
async function rotate(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_LIMIT) return;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
}
