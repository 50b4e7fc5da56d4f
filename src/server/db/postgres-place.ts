/**
 * Where the embedded PostgreSQL keeps its data: `<DATA_DIR>/postgres`. When we run as root and the user who runs
 * PostgreSQL can't get there (a checkout in /root, which is closed to others), it is a folder of its own under
 * /var/lib/manul-crm instead, and `<DATA_DIR>/postgres.path` says which.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { SYSTEM_FOLDER } from "./postgres-binaries.ts";
import { isReachable, postgresOwner, type Owner } from "./postgres-owner.ts";
import { StartError } from "../start-error.ts";

export interface Place {
  /** PGDATA; may not exist yet. */
  readonly data: string;
  readonly owner: Owner | undefined;
}

const BACK_REFERENCE = "data-folder";

export async function findPlace(folder: string, log: Logger): Promise<Place> {
  const usual = path.join(folder, "postgres");
  const pointer = path.join(folder, "postgres.path");
  const moved = (await readFile(pointer, "utf8").catch(() => "")).trim();
  if (moved !== "") return movedPlace(folder, pointer, moved);

  const exists = await isFolder(usual);
  const owner = await postgresOwner(exists ? usual : undefined);
  if (!owner || (await isReachable(usual, owner))) return { data: usual, owner };
  if (exists)
    throw new StartError(
      `PostgreSQL runs as the user "${owner.name}", who can't reach its data in ${usual}: a folder above it is closed. ` +
        `Open it (chmod o+x) or move the data folder elsewhere and set DATA_DIR.`,
    );

  const home = path.join(SYSTEM_FOLDER, randomBytes(6).toString("hex"));
  if (!(await isReachable(path.join(home, "data"), owner)))
    throw new StartError(
      `PostgreSQL runs as the user "${owner.name}", who can reach neither ${folder} nor ${SYSTEM_FOLDER}. Set DATA_DIR to a folder that this user can reach.`,
    );
  await mkdir(home, { recursive: true, mode: 0o755 });
  const data = path.join(home, "data");
  await writeFile(path.join(home, BACK_REFERENCE), await realpath(folder));
  await writeFile(pointer, `${data}\n`);
  log.warn(
    { user: owner.name, folder: data },
    `the database's files are kept in ${data}: ${folder} can't be reached by the user who runs PostgreSQL`,
  );
  return { data, owner };
}

async function movedPlace(folder: string, pointer: string, data: string): Promise<Place> {
  if (!(await isFolder(path.dirname(data))))
    throw new StartError(
      `${pointer} says that the database is in ${data}, but nothing is there. Restore that folder, or delete the pointer to start with an empty database.`,
    );
  const reference = path.join(path.dirname(data), BACK_REFERENCE);
  const here = await realpath(folder);
  const there = (await readFile(reference, "utf8").catch(() => here)).trim();
  if (there !== here) {
    const otherPointer = await readFile(path.join(there, "postgres.path"), "utf8").catch(() => "");
    if (otherPointer.trim() === data)
      throw new StartError(
        `${folder} is a copy of ${there}: both name the database in ${data}. Delete ${pointer} to start with an empty database, and use "manul backup" and "manul restore" to copy one.`,
      );
    // The data folder was moved, not copied.
    await writeFile(reference, here);
  }
  return { data, owner: await postgresOwner((await isFolder(data)) ? data : undefined) };
}

export const isFolder = (name: string): Promise<boolean> =>
  stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
