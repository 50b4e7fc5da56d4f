/** The data folder: made where it is missing; where it can't be used, the reason in words for whoever chose it. */
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { StartError } from "./start-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is on a read-only file system",
  ENOTDIR: "a part of this path is a file, not a folder",
  EEXIST: "there is a file of this name",
  ENOENT: "no folder can be made there",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
};

/** Does something in the folder, after making it. */
export function inDataFolder<T>(folder: string, work: () => T): T {
  try {
    makeFolder(folder);
    return work();
  } catch (error) {
    const reason = error instanceof StartError ? undefined : REASONS[(error as NodeJS.ErrnoException).code ?? ""];
    if (reason === undefined) throw error;
    throw new StartError(`The data folder ${folder} can't be used: ${reason}. Set DATA_DIR to another one.`, { cause: error });
  }
}

/** One by one: Node's own recursive way never ends where the file system denies that the parent is there (in /proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
