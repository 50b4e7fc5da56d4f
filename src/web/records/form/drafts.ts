/**
 * What was typed into forms and not saved: kept by the browser, for each user, module and record, so that a closed tab
 * or a crash loses nothing. Offered when the form is opened again.
 */
import type { RecordData, Values } from "../../api/record-data.ts";

export interface KeptDraft {
  /** ISO time of the last keystroke. */
  readonly at: string;
  readonly values: Values;
  /** Words for references among the values. */
  readonly names: Readonly<Record<string, string>>;
}
const PREFIX = "manul.draft.";
const MOST = 30;
const DAYS = 14;

export const draftKey = (userId: string, module: string, record: RecordData | undefined): string =>
  `${PREFIX}${userId}.${module}.${record?.id ?? "new"}`;

export function readDraft(key: string): KeptDraft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null") as KeptDraft | null;
    if (!draft || Date.now() - Date.parse(draft.at) > DAYS * 86_400_000) return undefined;
    return draft;
  } catch {
    return undefined;
  }
}
export const dropDraft = (key: string): void => localStorage.removeItem(key);
export function keepDraft(key: string, draft: Omit<KeptDraft, "at">): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...draft, at: new Date().toISOString() }));
    forgetOldest();
  } catch {
    // The browser's store is full or closed: the form itself still holds everything.
  }
}
function forgetOldest(): void {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  if (keys.length <= MOST) return;
  const byAge = keys.toSorted((a, b) => (readDraft(a)?.at ?? "").localeCompare(readDraft(b)?.at ?? ""));
  for (const key of byAge.slice(0, keys.length - MOST)) dropDraft(key);
}

const HANDED = "manul.draft-handed";
/** The next form of this kind begins with the draft at once, unasked: it was handed over from the short form. */
export const handOver = (key: string): void => sessionStorage.setItem(HANDED, key);
export function takeHanded(key: string): KeptDraft | undefined {
  if (sessionStorage.getItem(HANDED) !== key) return undefined;
  sessionStorage.removeItem(HANDED);
  return readDraft(key);
}
