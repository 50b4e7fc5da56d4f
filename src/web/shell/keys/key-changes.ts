/** The keys that this user chose: kept with their preferences, and in the browser so that they hold from the start. */
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { savePreferences, screensQuery } from "../../api/session.ts";
import type { KeyChanges } from "./key-catalogue.ts";

const STORAGE_KEY = "manul.keys";
const PREFERENCE = "keys";

let changes: KeyChanges = read(localStorage.getItem(STORAGE_KEY));
const listeners = new Set<() => void>();

function read(text: string | null): KeyChanges {
  try {
    return clean(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}
function clean(value: unknown): KeyChanges {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, keys]) => keys === null || typeof keys === "string"));
}
function keep(next: KeyChanges): void {
  changes = next;
  localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

export const keyChanges = (): KeyChanges => changes;
export const useKeyChanges = (): KeyChanges =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => changes,
  );

/** What the server keeps counts. `anew`: another browser may have changed it meanwhile. */
export async function loadKeyChanges(client: QueryClient, anew = false): Promise<void> {
  const screens = await client.fetchQuery(anew ? { ...screensQuery, staleTime: 0 } : screensQuery);
  keep(clean(screens[PREFERENCE]));
}

/** Undefined: back to the key from the start. */
export async function changeKey(id: string, binding: string | null | undefined): Promise<void> {
  const { [id]: _before, ...others } = changes;
  await saveKeyChanges(binding === undefined ? others : { ...others, [id]: binding });
}
export async function saveKeyChanges(next: KeyChanges): Promise<void> {
  keep(next);
  await savePreferences({ screens: { [PREFERENCE]: Object.keys(next).length === 0 ? null : next } });
}
