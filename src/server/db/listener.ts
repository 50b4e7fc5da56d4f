/**
 * LISTEN on a connection of its own, opened at the first call. When it breaks it is opened anew; what was notified
 * meanwhile is lost, therefore each listener's `onReconnect` is called, for it to drop its caches.
 */
import type pg from "pg";
import type { Logger } from "pino";

export interface ListenOptions {
  /** What was notified while the connection was lost is lost: drop your caches here. */
  readonly onReconnect?: () => void;
}

interface Subscription {
  readonly handler: (payload: string) => void;
  readonly onReconnect: (() => void) | undefined;
}

const CHANNEL = /^[a-z_][a-z0-9_]{0,62}$/;
const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;

export class Listener {
  private readonly connect: () => pg.Client;
  private readonly log: Logger | undefined;
  private readonly channels = new Map<string, Set<Subscription>>();
  private client: Promise<pg.Client> | undefined;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(connect: () => pg.Client, log: Logger | undefined) {
    this.connect = connect;
    this.log = log;
  }

  async listen(channel: string, handler: (payload: string) => void, options: ListenOptions): Promise<() => Promise<void>> {
    if (!CHANNEL.test(channel)) throw new Error(`not a channel's name: ${JSON.stringify(channel)}`);
    if (this.closed) throw new Error("the database is closed");
    const subscription: Subscription = { handler, onReconnect: options.onReconnect };
    const known = this.channels.get(channel);
    if (known) known.add(subscription);
    else this.channels.set(channel, new Set([subscription]));
    this.client ??= this.open();
    const client = await this.client;
    await client.query(`LISTEN "${channel}"`);
    return async () => {
      const all = this.channels.get(channel);
      all?.delete(subscription);
      if (all?.size !== 0 || this.closed) return;
      this.channels.delete(channel);
      const current = await this.client?.catch(() => undefined);
      await current?.query(`UNLISTEN "${channel}"`).catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    const client = await this.client?.catch(() => undefined);
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async open(): Promise<pg.Client> {
    const client = this.connect();
    let ended = false;
    const lost = (): void => {
      if (ended) return;
      ended = true;
      this.reopen(FIRST_DELAY);
    };
    client.on("error", (error) => {
      if (!this.closed) this.log?.warn({ reason: error.message }, "the connection for notifications broke");
      lost();
    });
    client.on("end", lost);
    client.on("notification", ({ channel, payload }) => {
      for (const { handler } of this.channels.get(channel) ?? []) handler(payload ?? "");
    });
    try {
      await client.connect();
    } catch (error) {
      ended = true;
      this.client = undefined;
      throw error;
    }
    return client;
  }

  private reopen(delay: number): void {
    if (this.closed) return;
    this.client = undefined;
    this.timer = setTimeout(() => {
      this.resume().catch((error: unknown) => {
        this.log?.warn({ err: error }, "no connection for notifications yet");
        this.reopen(Math.min(delay * 2, LONGEST_DELAY));
      });
    }, delay);
  }

  private async resume(): Promise<void> {
    if (this.closed) return;
    this.client ??= this.open();
    const client = await this.client;
    for (const channel of this.channels.keys()) await client.query(`LISTEN "${channel}"`);
    for (const subscriptions of this.channels.values()) for (const { onReconnect } of subscriptions) onReconnect?.();
  }
}
