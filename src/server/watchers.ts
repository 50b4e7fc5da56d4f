/**
 * Parts of features that wake up when something happened: on a NOTIFY, and once a minute in any case. Each run is one
 * transaction. Every serving process has them; what they take they lock, so that no two do the same thing.
 */
import type { Logger } from "pino";
import type { Ctx } from "./context.ts";
import type { Database } from "./db/database.ts";

export interface Watcher {
  readonly name: string;
  /** Of the database, besides the clock. */
  readonly channels: readonly string[];
  /** As the system. True: there is more to do at once. */
  run(ctx: Ctx): Promise<boolean>;
}
export interface WatcherHost {
  readonly database: Database;
  readonly log: Logger;
  /** A context of the system; its `db` is replaced. */
  context(): Promise<Ctx>;
}

const MINUTE = 60_000;
/** Many notifications come together: they are one reason to look. */
const PAUSE = 100;

/** Returns what stops them, after the runs in flight. */
export async function startWatchers(host: WatcherHost, watchers: readonly Watcher[]): Promise<() => Promise<void>> {
  const stops = await Promise.all(watchers.map((watcher) => startWatcher(host, watcher)));
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}

async function startWatcher({ database, log, context }: WatcherHost, watcher: Watcher): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let asked = false;
  let stopped = false;
  const work = async (): Promise<void> => {
    let more = true;
    while (more && !stopped) {
      asked = false;
      const base = await context();
      more = (await database.tx((db) => watcher.run({ ...base, db }))) || asked;
    }
  };
  const start = (): void => {
    timer = undefined;
    asked = true;
    running ??= work()
      .catch((error: unknown) => log.error({ err: error, watcher: watcher.name }, "a watcher failed; it will look again"))
      .finally(() => (running = undefined));
  };
  const wake = (): void => {
    if (!stopped) timer ??= setTimeout(start, PAUSE);
  };
  const silent = await Promise.all(watcher.channels.map((channel) => database.listen(channel, wake, { onReconnect: wake })));
  const clock = setInterval(wake, MINUTE);
  clock.unref();
  wake();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(clock);
    await Promise.all(silent.map((stop) => stop()));
    await running;
  };
}
