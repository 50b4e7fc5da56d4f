/** A command's database: started for it, or that of the program which runs on the same data folder. */
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { LockedError, lockFolder } from "../lock.ts";
import { openOwnDatabase, openRunningDatabase, type OpenedDatabase } from "../open-database.ts";
import { openSettings } from "./settings.ts";

export interface CommandContext {
  readonly config: Config;
  readonly log: Logger;
  readonly opened: OpenedDatabase;
}

export interface WithDatabaseOptions {
  /** Refuse to work beside a running program. */
  readonly alone?: boolean;
  /** Bring the schema up to date first. */
  readonly prepare?: boolean;
}

export async function withDatabase<T>(options: WithDatabaseOptions, fn: (context: CommandContext) => Promise<T>): Promise<T> {
  const { config, log } = await openSettings(true);
  const unlock = takeLock(config.dataDir, options.alone ?? false);
  try {
    const opened = unlock ? await openOwnDatabase(config, log) : await openRunningDatabase(config, log);
    try {
      if (options.prepare && unlock) await (await import("../db/prepare.ts")).prepareDatabase(opened.database);
      return await fn({ config, log, opened });
    } finally {
      await opened.close();
    }
  } finally {
    unlock?.();
  }
}

function takeLock(folder: string, alone: boolean): (() => void) | undefined {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (alone || !(error instanceof LockedError)) throw error;
    return undefined;
  }
}
