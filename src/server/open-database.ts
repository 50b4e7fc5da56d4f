/** The database that the settings mean: one's own server by DATABASE_URL, or the embedded one, started if need be. */
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openDatabase, sqlState, type Database } from "./db/database.ts";
import type { ConnectionSettings } from "./db/connection.ts";
import { StartError } from "./start-error.ts";

export interface OpenedDatabase {
  readonly database: Database;
  readonly settings: ConnectionSettings;
  /** Ends when the embedded PostgreSQL ends; never where there is none. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
}

const OLDEST = 150_000;
const never = new Promise<void>(() => undefined);

/** For the holder of the data folder's lock. */
export async function openOwnDatabase(config: Config, log: Logger): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) return openByUrl(config, log, config.databaseUrl);
  const { startEmbedded, DATABASE_NAME } = await import("./db/embedded.ts");
  const postgres = await startEmbedded({ folder: config.dataDir, log });
  const settings = { connection: postgres.connection(DATABASE_NAME) };
  try {
    const database = await openDatabase({ ...settings, max: config.databasePool, log });
    return {
      database,
      settings,
      lost: postgres.exited,
      close: async () => {
        await closePool(database, log);
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** For the command line beside a running program: the PostgreSQL that it has started. */
export async function openRunningDatabase(config: Config, log: Logger): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) return openByUrl(config, log, config.databaseUrl);
  const { runningConnection } = await import("./db/embedded.ts");
  const connection = await runningConnection(config.dataDir, log);
  if (!connection) throw new StartError("The running Manul's database isn't ready yet. Try again in a moment.");
  const database = await openDatabase({ connection, max: 4, log });
  return { database, settings: { connection }, lost: never, close: () => closePool(database, log) };
}

async function openByUrl(config: Config, log: Logger, url: string): Promise<OpenedDatabase> {
  let database: Database;
  try {
    database = await openDatabase({ url, max: config.databasePool, log });
  } catch (error) {
    // The driver's message names host and port, or what the server said; never the password.
    const reason = error instanceof AggregateError ? error.errors.map(String).join("; ") : (error as Error).message;
    throw new StartError(`DATABASE_URL: no connection to PostgreSQL: ${reason}${hint(error)}`, { cause: error });
  }
  const close = (): Promise<void> => closePool(database, log);
  try {
    await demandVersion(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, settings: { url }, lost: never, close };
}

const hint = (error: unknown): string => (sqlState(error) === "3D000" ? ". Create the database first (createdb)." : "");

async function demandVersion(database: Database): Promise<void> {
  const { rows } = await database.execute<{ number: string; version: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version",
  );
  const row = rows[0];
  if (row && Number(row.number) >= OLDEST) return;
  throw new StartError(`DATABASE_URL: Manul needs PostgreSQL 15 or newer; this server is ${row?.version ?? "unknown"}.`);
}

/** Ends the pool; a connection that somebody never gives back must not keep the program from stopping. */
async function closePool(database: Database, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<"late">((resolve) => (timer = setTimeout(resolve, 5_000, "late")));
  if ((await Promise.race([database.close(), tooLong])) === "late") log.warn("database connections were still in use");
  clearTimeout(timer);
}
