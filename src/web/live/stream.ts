/**
 * What the server tells by itself: one connection per browser. The tab that holds a lock listens and passes everything
 * on to the others; when it goes, the next takes over. Where the browser knows no locks (plain HTTP in an office), each
 * tab listens for itself while it is in sight, so that the browser's few connections suffice.
 */
import { checkConnection, noteLost, noteReached } from "./connection.ts";

type Listener = (data: unknown) => void;
type Message =
  | { readonly kind: "event"; readonly name: string; readonly data: unknown }
  | { readonly kind: "listen"; readonly name: string }
  /** A new tab listens: say what you want to hear. */
  | { readonly kind: "who" };

const URL = "/api/v1/stream";
const LOCK = "manul.live";
const RETRY_FIRST = 3000;
const RETRY_LONGEST = 60_000;

const listeners = new Map<string, Set<Listener>>();
let channel: BroadcastChannel | undefined;
let source: EventSource | undefined;
let started = false;

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays within its origin
const say = (message: Message): void => channel?.postMessage(message);
const tell = (name: string, data: unknown): void => {
  for (const listener of listeners.get(name) ?? []) listener(data);
};
const tellEverybody = (name: string, data: unknown): void => {
  tell(name, data);
  say({ kind: "event", name, data });
};

/**
 * Calls back for each event of this name, in whichever tab it arrived. `reset`: anything may have changed; `listening`:
 * from now on everything is heard.
 */
export function onLive(name: string, listener: Listener): () => void {
  const known = listeners.get(name) ?? new Set();
  listeners.set(name, known.add(listener));
  if (known.size === 1) want(name);
  return () => void known.delete(listener);
}

const wanted = new Set<string>();
function want(name: string): void {
  if (source) hear(source, name);
  else say({ kind: "listen", name });
}
function hear(from: EventSource, name: string): void {
  if (wanted.has(name)) return;
  wanted.add(name);
  from.addEventListener(name, (event: MessageEvent<string>) => tellEverybody(name, JSON.parse(event.data)));
}

function open(pause = RETRY_FIRST): void {
  const opened = new EventSource(URL);
  source = opened;
  wanted.clear();
  for (const name of listeners.keys()) hear(opened, name);
  say({ kind: "who" });
  let interrupted = pause > RETRY_FIRST;
  let next = pause;
  opened.addEventListener("open", () => {
    noteReached();
    next = RETRY_FIRST;
    // What happened meanwhile is unknown.
    if (interrupted) tellEverybody("reset", {});
    else tell("listening", {});
    interrupted = false;
  });
  opened.addEventListener("error", () => {
    interrupted = true;
    void checkConnection();
    // The browser comes back by itself unless it was refused (a proxy's error page, a session that ended).
    if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
    setTimeout(() => source === opened && open(Math.min(next * 2, RETRY_LONGEST)), next);
  });
}
function close(): void {
  source?.close();
  source = undefined;
}

function listenWhileInSight(): void {
  const follow = (): void => {
    if (document.visibilityState === "visible" && !source) {
      open();
      tell("reset", {});
    } else if (document.visibilityState === "hidden") close();
  };
  open();
  document.addEventListener("visibilitychange", follow);
}

/** Once per page, when somebody is signed in. */
export function startLive(): void {
  if (started) return;
  started = true;
  window.addEventListener("online", () => void checkConnection());
  window.addEventListener("offline", noteLost);
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") return listenWhileInSight();
  channel = new BroadcastChannel(LOCK);
  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.kind === "event") return tell(data.name, data.data);
    if (data.kind === "listen") return void (source && hear(source, data.name));
    for (const name of listeners.keys()) want(name);
  });
  let first = true;
  void navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
    if (lock) return lead(first);
    first = false;
    tell("listening", {});
    void navigator.locks.request(LOCK, () => lead(first));
    return undefined;
  });
}

/** Holds the lock as long as the tab lives. Whoever takes over doesn't know what was said in between. */
function lead(first: boolean): Promise<never> {
  open();
  if (!first) tellEverybody("reset", {});
  return new Promise(() => {});
}
