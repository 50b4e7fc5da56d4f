/**
 * Server-sent events: tells the browsers of this process which records changed, as the database notifies it, and
 * passes on what is meant for certain people (events.ts). Holds no data but ids. Whoever may no longer come in is cut off as soon as that is known.
 */
import type { ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Caller, Callers } from "../auth/callers.ts";
import type { Database } from "../db/database.ts";
import { EVENTS_CHANNEL, type LiveEvent } from "../events.ts";
import { CHANGES_CHANNEL } from "../records/index.ts";

/** What the change log notifies of. Without `ids` they were too many to say. */
export interface ChangeNotice {
  readonly op: string;
  readonly module: string | null;
  readonly ids?: readonly string[];
}
interface Listener {
  readonly response: ServerResponse;
  readonly userId: string;
  /** Whether this listener may know that these records changed. Asked for each change; rights may have moved since. */
  readonly mayHear: (change: ChangeNotice) => boolean | Promise<boolean>;
  readonly stillWelcome: () => Promise<Caller | undefined>;
}
export interface AttachOptions extends Omit<Listener, "response"> {
  readonly headers: Readonly<Record<string, string>>;
}
export interface ChangeFeed {
  /** Takes over the response until the client or the server goes away. */
  attach(response: ServerResponse, options: AttachOptions): void;
  /** A word to everybody of this process. */
  tellAll(event: string, data: Readonly<Record<string, unknown>>): void;
  readonly size: () => number;
  close(): Promise<void>;
}

const HEARTBEAT = 25_000;
const MAX_LISTENERS = 5_000;
/** A browser that doesn't read is cut off rather than kept in memory; it comes back by itself. */
const MAX_UNSENT = 256 * 1024;

export const isFeedFull = (feed: ChangeFeed): boolean => feed.size() >= MAX_LISTENERS;

export async function openChangeFeed(database: Database, callers: Callers, log: Logger): Promise<ChangeFeed> {
  const listeners = new Set<Listener>();
  const end = (listener: Listener): void => {
    listeners.delete(listener);
    listener.response.end();
  };
  const write = (listener: Listener, text: string): void => {
    if (listener.response.writableLength > MAX_UNSENT) end(listener);
    else listener.response.write(text);
  };
  const broadcast = (text: string): void => {
    for (const listener of listeners) write(listener, text);
  };
  const recheck = (): void => {
    for (const listener of listeners)
      listener.stillWelcome().then(
        (caller) => (caller ? undefined : end(listener)),
        (error: unknown) => log.warn({ err: error }, "could not check the session of a live connection"),
      );
  };
  const stop = await database.listen(
    CHANGES_CHANNEL,
    (payload) => {
      const change = JSON.parse(payload) as ChangeNotice;
      const text = eventText("change", change);
      for (const listener of listeners)
        Promise.resolve(listener.mayHear(change)).then(
          (may) => may && listeners.has(listener) && write(listener, text),
          (error: unknown) => log.warn({ err: error }, "could not tell whether a change may be heard of"),
        );
    },
    // What happened meanwhile is unknown: the browsers should ask for everything anew.
    { onReconnect: () => broadcast(eventText("reset", {})) },
  );
  const stopEvents = await database.listen(EVENTS_CHANNEL, (payload) => {
    const { to, event, data } = JSON.parse(payload) as LiveEvent;
    const text = eventText(event, data);
    for (const listener of listeners) if (to === null || to.includes(listener.userId)) write(listener, text);
  });
  const stopRecheck = callers.onForget(recheck);
  const timer = setInterval(() => {
    broadcast(": still here\n\n");
    recheck();
  }, HEARTBEAT);
  timer.unref();

  return {
    attach(response, { headers, ...who }) {
      const listener = { response, ...who };
      response.writeHead(200, {
        ...headers,
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        // Kept alive after the stream's end, the connection would hold up a server that closes.
        connection: "close",
        "x-accel-buffering": "no",
      });
      response.write("retry: 3000\n\n");
      listeners.add(listener);
      response.once("close", () => listeners.delete(listener));
    },
    tellAll: (event, data) => broadcast(eventText(event, data)),
    size: () => listeners.size,
    async close() {
      clearInterval(timer);
      stopRecheck();
      for (const listener of listeners) end(listener);
      await Promise.all([stop(), stopEvents()]);
    },
  };
}

/** JSON has no bare line breaks; a name with one would end the event. */
const eventText = (event: string, data: object): string => `event: ${event.replaceAll(/[\r\n]+/g, " ")}\ndata: ${JSON.stringify(data)}\n\n`;
