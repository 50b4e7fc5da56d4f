/** From settings to a serving program, and back: what is started here is stopped in reverse. */
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { lockFolder } from "./lock.ts";
import { openOwnDatabase } from "./open-database.ts";
import { loadSecretKey } from "./secret-key.ts";
import { StartError } from "./start-error.ts";

export interface RunningServer {
  /** As a person would open it. */
  readonly address: string;
  /** Ends when the program can't go on: its database has ended by itself. */
  readonly lost: Promise<void>;
  /** Finishes the requests in flight (ten seconds at most), then stops everything. */
  stop(): Promise<void>;
}

const PATIENCE = 10_000;

export async function startServer(given: Config, log: Logger): Promise<RunningServer> {
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    undo.push(lockFolder(given.dataDir));
    const config: Config = { ...given, secretKey: loadSecretKey(given) };
    // Loading the program's modules and starting PostgreSQL take about as long: they go side by side.
    const modules = Promise.all([import("./http/app.ts"), import("./db/prepare.ts"), import("./registry-store.ts"), import("./work.ts")]);
    modules.catch(() => undefined);
    const opened = await openOwnDatabase(config, log);
    undo.push(() => opened.close());
    const [{ buildApp }, { prepareDatabase }, { openRegistry }, { startWork }] = await modules;
    const { database } = opened;
    await prepareDatabase(database);
    const registry = await openRegistry(database);
    const app = await buildApp({ config, database, registry, log });
    const close = (): Promise<void> => closeApp(app, log);
    undo.push(close);
    const jobs = await startWork({ database, registry, files: app.manul.files, config, log });
    // Requests end before the workers do: one in flight may still put a job into the queue.
    undo.splice(undo.indexOf(close), 0, () => jobs.stop());
    const address = await listen(app, config);
    return { address, lost: opened.lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new StartError(`PORT ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`);
    if (code === "EACCES") throw new StartError(`PORT ${port} may not be used by this user: ports below 1024 are root's.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
      throw new StartError(`HOST ${host} is not an address of this machine.`);
    throw error;
  }
  const { port: actual } = app.server.address() as AddressInfo;
  const everywhere = host === "0.0.0.0" || host === "::" || host === "127.0.0.1" || host === "::1";
  return `http://${everywhere ? "localhost" : host.includes(":") ? `[${host}]` : host}:${actual}`;
}

async function closeApp(app: FastifyInstance, log: Logger): Promise<void> {
  const cut = setTimeout(() => {
    log.warn("requests were still in flight and were cut off");
    app.server.closeAllConnections();
  }, PATIENCE);
  // A connection whose last request has ended is kept open for the next, which won't come any more.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  await app.close();
  clearInterval(sweep);
  clearTimeout(cut);
}
