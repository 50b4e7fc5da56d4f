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
import type { RegistryStore } from "../registry-store.ts";
import { mayHear, type MayHear } from "./may-hear.ts";

/** What the change log notifies of. Without `ids` they were too many to say. */
export interface ChangeNotice {
  readonly op: string;
  readonly module: string | null;
  readonly ids?: readonly string[];
}
interface Listener {
  readonly response: ServerResponse;
  readonly userId: string;
  readonly stillWelcome: () => Promise<Caller | undefined>;
  /** Done when all that was to be told has been told. */
  told: Promise<void>;
}
export interface AttachOptions extends Omit<Listener, "response" | "told"> {
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
const GATHER_RIGHTS = 250;
const MAX_LISTENERS = 5_000;
/** A browser that doesn't read is cut off rather than kept in memory; it comes back by itself. */
const MAX_UNSENT = 256 * 1024;

export const isFeedFull = (feed: ChangeFeed): boolean => feed.size() >= MAX_LISTENERS;

export interface FeedServices {
  readonly database: Database;
  readonly callers: Callers;
  readonly registry: RegistryStore;
  readonly log: Logger;
}

export async function openChangeFeed({ database, callers, registry, log }: FeedServices): Promise<ChangeFeed> {
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
  const tellAfter = async (listener: Listener, heardBy: MayHear): Promise<void> => {
    const { told } = listener;
    try {
      await told;
      const caller = await listener.stillWelcome();
      const text = caller && (await heardBy(caller));
      if (text !== undefined && listeners.has(listener)) write(listener, eventText("change", JSON.parse(text) as ChangeNotice));
    } catch (error) {
      log.warn({ err: error }, "could not tell a live connection of a change");
    }
  };
  const tell = (payload: string): void => {
    const heardBy = mayHear({ database, registry }, payload);
    for (const listener of listeners) {
      // One after the other: a listener hears of changes in the order in which they came.
      listener.told = tellAfter(listener, heardBy);
    }
  };
  const stop = await database.listen(
    CHANGES_CHANNEL,
    tell,
    // What happened meanwhile is unknown: the browsers should ask for everything anew.
    { onReconnect: () => broadcast(eventText("reset", {})) },
  );
  const stopEvents = await database.listen(EVENTS_CHANNEL, (payload) => {
    const { to, event, data } = JSON.parse(payload) as LiveEvent;
    const text = eventText(event, data);
    for (const listener of listeners) if (to === null || to.includes(listener.userId)) write(listener, text);
  });
  let rights: NodeJS.Timeout | undefined;
  const stopRecheck = callers.onForget((about) => {
    recheck();
    if (about !== "all" || rights) return;
    // What forms offer and lists show follows the rights: several changes of one moment are told once.
    rights = setTimeout(() => {
      rights = undefined;
      broadcast(eventText("access", {}));
    }, GATHER_RIGHTS);
    rights.unref();
  });
  const timer = setInterval(() => {
    broadcast(": still here\n\n");
    recheck();
  }, HEARTBEAT);
  timer.unref();

  return {
    attach(response, { headers, ...who }) {
      const listener: Listener = { response, ...who, told: Promise.resolve() };
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
      clearTimeout(rights);
      stopRecheck();
      for (const listener of listeners) end(listener);
      await Promise.all([stop(), stopEvents()]);
    },
  };
}

/** JSON has no bare line breaks; a name with one would end the event. */
const eventText = (event: string, data: object): string => `event: ${event.replaceAll(/[\r\n]+/g, " ")}\ndata: ${JSON.stringify(data)}\n\n`;
