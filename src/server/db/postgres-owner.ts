/**
 * As whom PostgreSQL runs. An ordinary user runs it as themselves. It refuses root, so for root it runs as a system
 * user: whoever owns the data already, else `postgres` if there is one, else `manul-crm` (made when possible), else
 * `nobody`.
 */
import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { StartError } from "../start-error.ts";

const run = promisify(execFile);

export interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** Undefined where the process's own user serves. */
export async function postgresOwner(existingData: string | undefined): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await systemUsers();
  if (existingData !== undefined) {
    const uid = await stat(existingData).then(
      (found) => found.uid,
      () => 0,
    );
    const owner = users.find((user) => user.uid === uid);
    if (owner && uid !== 0) return owner;
  }
  const named = (name: string): Owner | undefined => users.find((user) => user.name === name && user.uid !== 0);
  return named("postgres") ?? named("manul-crm") ?? (await makeUser()) ?? named("nobody") ?? noUser();
}

function noUser(): never {
  throw new StartError(
    "PostgreSQL doesn't run as root, and no other user could be found or made (tried: postgres, manul-crm, nobody). " +
      "Start Manul as an ordinary user, or set DATABASE_URL.",
  );
}

async function systemUsers(): Promise<Owner[]> {
  const text = await readFile("/etc/passwd", "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

async function makeUser(): Promise<Owner | undefined> {
  const commands: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "manul-crm"]],
    ["adduser", ["-S", "-D", "-H", "manul-crm"]],
  ];
  for (const [command, args] of commands) {
    const made = await run(command, args).then(
      () => true,
      () => false,
    );
    if (made) return (await systemUsers()).find((user) => user.name === "manul-crm");
  }
  return undefined;
}

/** Whether this user may pass through every folder above `file` (by the mode bits; access lists aren't looked at). */
export async function isReachable(file: string, owner: Owner): Promise<boolean> {
  let folder = path.dirname(path.resolve(file));
  for (;;) {
    const found = await stat(folder).catch(() => undefined);
    if (found) {
      const bit = found.uid === owner.uid ? 0o100 : found.gid === owner.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    const parent = path.dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}
