/**
 * Stands in for libphonenumber in the browser (vite.config.ts puts it in the library's place): it is large, and here
 * numbers are only shown, so it is fetched when the browser is idle. Until then numbers stay as they are kept.
 */
import type * as PhoneLibrary from "libphonenumber-js";
import type { CountryCode, PhoneNumber } from "libphonenumber-js";

type Library = Pick<typeof PhoneLibrary, "isSupportedCountry" | "parsePhoneNumberFromString">;
let library: Library | undefined;
let fetching = false;
const listeners = new Set<() => void>();

async function fetchLibrary(): Promise<void> {
  library = await import("libphonenumber-js");
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore: whoever shows numbers is told when they can be shown better. */
export function subscribeToLibrary(listener: () => void): () => void {
  if (!fetching) {
    fetching = true;
    const idle = typeof requestIdleCallback === "function" ? requestIdleCallback : (work: () => void) => setTimeout(work, 300);
    idle(() => void fetchLibrary());
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const isLibraryThere = (): boolean => library !== undefined;

export type { CountryCode };
export const isSupportedCountry = (country: string): country is CountryCode => library?.isSupportedCountry(country) ?? false;
export const parsePhoneNumberFromString = (...args: Parameters<Library["parsePhoneNumberFromString"]>): PhoneNumber | undefined =>
  library?.parsePhoneNumberFromString(...args);
