/** `manul start`: serves until it is told to stop. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { startServer, type RunningServer } from "../main.ts";
import { openSettings } from "./settings.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** npm and the terminal may both pass on one Ctrl-C: what comes within this time is the same one. */
const SAME_SIGNAL = 1_000;

export async function start(): Promise<void> {
  const { config, log } = await openSettings();
  const stopped = stopSignal(log);
  const starting = startServer(config, log);
  // Told to stop while still starting: what was begun is ended in order all the same.
  const server = await starting;
  if (config.logPretty) process.stdout.write(`\n  Manul CRM is ready: ${server.address}\n\n`);
  else log.info({ address: server.address }, `Manul CRM is ready: ${server.address}`);

  const reason = await Promise.race([stopped, server.lost.then(() => "lost" as const)]);
  if (reason === "lost") log.fatal("the database has ended by itself (see postgres.log in the data folder)");
  else log.info({ signal: reason }, "stopping: requests in flight are finished first");
  await stopInTime(server, log);
  if (reason === "lost") process.exitCode = 1;
  else log.info("stopped");
}

/** The first signal; a second one ends the program at once. */
function stopSignal(log: Logger): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first = 0;
    for (const signal of SIGNALS)
      process.on(signal, () => {
        if (first === 0) {
          first = Date.now();
          resolve(signal);
        } else if (Date.now() - first > SAME_SIGNAL) {
          log.warn("told to stop again: ending at once");
          process.exit(130);
        }
      });
  });
}

async function stopInTime(server: RunningServer, log: Logger): Promise<void> {
  const done = server.stop().then(() => true);
  if (!(await Promise.race([done, sleep(60_000, false, { ref: false })]))) {
    log.error("stopping takes too long: ending at once");
    process.exit(1);
  }
}
