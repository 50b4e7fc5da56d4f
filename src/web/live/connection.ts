/**
 * Whether the server can be reached. Requests and the live stream report what they meet; while nothing answers, one
 * probe asks again and again. Whoever waits (a write that must not be lost) is woken when the server is back.
 */
import { useSyncExternalStore } from "react";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 10_000;

let lost = false;
let probing = false;
const watchers = new Set<() => void>();
const returned = new Set<() => void>();

const set = (next: boolean): void => {
  if (lost === next) return;
  lost = next;
  for (const watcher of watchers) watcher();
  if (next) void probe();
  else for (const listener of returned) listener();
};

/** Somebody tried, and the server wasn't there. */
export const noteLost = (): void => set(true);
/** Somebody got an answer. */
export const noteReached = (): void => set(false);
export const isLost = (): boolean => lost;

/** Any answer of our own server will do; a proxy's "bad gateway" is none. */
async function answers(): Promise<boolean> {
  try {
    return (await fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function probe(): Promise<void> {
  if (probing) return;
  probing = true;
  for (let pause = FIRST_PAUSE; lost; pause = Math.min(pause * 1.6, LONGEST_PAUSE)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (lost && (await answers())) set(false);
  }
  probing = false;
}
/** For who only suspects it: the stream breaks off for other reasons too. */
export const checkConnection = async (): Promise<void> => set(!(await answers()));

/** Calls back each time the server is there again. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener);
  return () => void returned.delete(listener);
}
/** Resolves when it is worth trying again. */
export const whenBack = (signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!lost) return void setTimeout(resolve, FIRST_PAUSE);
    const stop = onReturn(() => (stop(), resolve()));
    signal?.addEventListener("abort", () => (stop(), reject(signal.reason as Error)), { once: true });
  });

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};
export const useIsLost = (): boolean => useSyncExternalStore(subscribe, isLost);
