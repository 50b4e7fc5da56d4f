/**
 * The benchmark's own PostgreSQL: the embedded one with the settings of production (fsync on), its data kept in
 * .cache/bench between runs.
 */
import path from "node:path";
import type { Logger } from "pino";
import type { ConnectionParts } from "../src/server/db/connection.ts";
import { openDatabase, type Database } from "../src/server/db/database.ts";
import { startEmbedded } from "../src/server/db/embedded.ts";
import { lockFolder } from "../src/server/lock.ts";

export const FOLDER = path.resolve(import.meta.dirname, "../.cache/bench");

export interface Cluster {
  connection(database: string): ConnectionParts;
  /** The same as a DATABASE_URL. */
  url(database: string): string;
  open(database: string): Promise<Database>;
  /** Stops PostgreSQL, does something with its files and starts it again; nobody may be connected. */
  restart(between: () => void): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(log: Logger): Promise<Cluster> {
  const unlock = lockFolder(FOLDER);
  let postgres = await startEmbedded({ folder: FOLDER, log });
  return {
    connection: (database) => postgres.connection(database),
    url: (database) => connectionUrl(postgres.connection(database)),
    // Loading and building indexes take minutes: no limits of time.
    open: (database) =>
      openDatabase({ connection: postgres.connection(database), max: 4, statementTimeout: 0, lockTimeout: 0, idleInTransactionTimeout: 0 }),
    restart: async (between) => {
      await postgres.stop();
      between();
      postgres = await startEmbedded({ folder: FOLDER, log });
    },
    stop: async () => {
      await postgres.stop();
      unlock();
    },
  };
}

function connectionUrl({ host, port, user, password, database }: ConnectionParts): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return host.startsWith("/")
    ? `postgres://${login}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgres://${login}@${host}:${port}/${database}`;
}

/** Outside of any transaction, in the cluster's own database. */
export async function asAdmin(cluster: Cluster, statement: string): Promise<void> {
  const admin = await cluster.open("postgres");
  try {
    await admin.execute(statement);
  } finally {
    await admin.close();
  }
}
