/**
 * What a killed program leaves behind: a PostgreSQL that still runs on our data, or a postmaster.pid whose number now
 * belongs to another process (usual in containers, where numbers begin anew). The caller holds the data folder's
 * lock, so no living Manul works with this data.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, readFile, readlink, realpath, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { StartError } from "../start-error.ts";

const run = promisify(execFile);
/** Above any process number that Linux or macOS can give. */
const NOBODYS_PID = 2_000_000_000;
const FAST = 30_000;
const IMMEDIATE = 10_000;

/** Makes the data free to start on; answers whether a running server had to be stopped. */
export async function clearOrphan(data: string): Promise<boolean> {
  const stopped = await clearPidFile(data);
  // The socket's own lock has the same trouble with numbers, and guards nothing that postmaster.pid doesn't: it is
  // inside the data folder.
  for (const name of await readdir(data)) if (name.startsWith(".s.PGSQL.")) await rm(path.join(data, name), { force: true });
  return stopped;
}

async function clearPidFile(data: string): Promise<boolean> {
  const file = path.join(data, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return false;
  const [first, ...rest] = text.split("\n");
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  if (await isPostgres(pid, data)) {
    await stop(pid);
    return true;
  }
  // Somebody else has the number now. The file stays: its shared memory key lets PostgreSQL notice backends that
  // have outlived their postmaster. Only the number goes, since PostgreSQL would take that process for a server.
  await writeFile(file, [String(NOBODYS_PID), ...rest].join("\n"));
  return false;
}

async function stop(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  if (await isGone(pid, FAST)) return;
  process.kill(pid, "SIGQUIT");
  if (await isGone(pid, IMMEDIATE)) return;
  throw new StartError(`A PostgreSQL of an earlier run (process ${pid}) doesn't end. Stop it, then start again.`);
}

async function isPostgres(pid: number, data: string): Promise<boolean> {
  const real = await realpath(data);
  if (process.platform === "linux") {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
    return folder === real && name.startsWith("postgres");
  }
  const { stdout } = await run("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.includes("postgres") && (stdout.includes(real) || stdout.includes(data));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Dead, though nobody has asked how it died: in containers the first process often never does. */
function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return line.slice(line.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

export async function isGone(pid: number, within: number): Promise<boolean> {
  const until = Date.now() + within;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}
