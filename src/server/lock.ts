/**
 * One program per data folder: `<DATA_DIR>/manul.lock` names the process that holds it. A process number alone says
 * little after a crash (another process may have it by now), so the time when that process started goes with it.
 */
import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inDataFolder } from "./data-folder.ts";
import { StartError } from "./start-error.ts";

export class LockedError extends StartError {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `Another Manul (process ${pid}) is already running on the data folder ${folder}. ` +
        "Stop it first, or set DATA_DIR to another folder.",
    );
    this.name = "LockedError";
    this.pid = pid;
  }
}

/** Takes the lock, or throws a LockedError; answers how to give it back. */
export const lockFolder = (folder: string): (() => void) => inDataFolder(folder, () => takeLock(folder));

function takeLock(folder: string): () => void {
  const file = path.join(folder, "manul.lock");
  const mine = `${file}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, started: processStart(process.pid) });
  writeFileSync(mine, content, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      // A link appears whole and never replaces: there is no moment of a lock without its content.
      if (link(mine, file)) {
        const release = (): void => {
          process.removeListener("exit", release);
          if (read(file) === content) rmSync(file, { force: true });
        };
        process.once("exit", release);
        return release;
      }
      const found = read(file);
      if (found === undefined) continue;
      const holder = livingHolder(found);
      if (holder !== undefined) throw new LockedError(folder, holder);
      setAside(file, found);
    }
    throw new StartError(`The lock ${file} could not be taken. Delete it if no Manul is running on this folder.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // A file system without hard links (some mounted folders): the exclusive flag is the next best.
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
  }
  try {
    writeFileSync(to, readFileSync(from), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes the stale lock that was read, and no other that came in its place meanwhile. */
function setAside(file: string, content: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (read(aside) !== content) link(aside, file);
  rmSync(aside, { force: true });
}

function livingHolder(content: string): number | undefined {
  let holder: { pid?: unknown; started?: unknown };
  try {
    holder = JSON.parse(content) as typeof holder;
  } catch {
    return undefined;
  }
  const { pid, started } = holder;
  if (typeof pid !== "number" || pid === process.pid) return undefined;
  const actual = processStart(pid);
  return actual !== undefined && actual === started ? pid : undefined;
}

/** When the process started, in whatever form this system tells it; undefined when there is no such process. */
export function processStart(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      const line = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The name, in brackets, may hold spaces: the fields are counted from behind it. The 22nd is the start, counted
      // since the machine's; the machine's own start sets one boot apart from the next.
      const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z") return undefined;
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
    }
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
    return text.trim() || undefined;
  } catch {
    return undefined;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
