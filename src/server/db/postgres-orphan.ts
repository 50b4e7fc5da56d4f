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
  const pid = await pidIn(file);
  if (pid === undefined || !isTaken(pid)) return false;
  const running = isAlive(pid) && (await isPostgres(pid, data));
  if (running) await stop(pid);
  // Somebody else has the number now, or it belongs to a dead process whose parent never asked for it: PostgreSQL
  // would take either for a living server. The file stays, since by its shared memory key PostgreSQL notices backends
  // that have outlived their postmaster; only the number goes.
  if ((await pidIn(file)) === pid && isTaken(pid)) {
    const [, ...rest] = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, [String(NOBODYS_PID), ...rest].join("\n"));
  }
  return running;
}

async function pidIn(file: string): Promise<number | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number(text.split("\n", 1)[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
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

export const isAlive = (pid: number): boolean => isTaken(pid) && !isZombie(pid);

/** Whether the system knows a process of this number: all that PostgreSQL itself looks at. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
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
