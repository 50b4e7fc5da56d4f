/** The records that this browser's user opened last: what one looks for is mostly what one had before. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { recordQuery } from "../../api/records.ts";
import type { KnownRecord } from "../../api/search.ts";
import { useSession } from "../../api/session.ts";

const MOST = 20;
const keyOf = (user: string): string => `manul.recent.${user}`;

const isRecord = (value: unknown): value is KnownRecord =>
  typeof value === "object" &&
  value !== null &&
  ["module", "id", "label"].every((key) => typeof (value as Record<string, unknown>)[key] === "string");

export function recentRecords(user: string): readonly KnownRecord[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(user)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecord) : [];
  } catch {
    return [];
  }
}
function note(user: string, record: KnownRecord): void {
  const others = recentRecords(user).filter(({ id }) => id !== record.id);
  localStorage.setItem(keyOf(user), JSON.stringify([record, ...others].slice(0, MOST)));
}

/** Remembers the record on the screen, under the name that it has now. */
export function useNoteRecent(): void {
  const { user } = useSession();
  const { module, id } = useParams({ strict: false });
  const label = useQuery({ ...recordQuery(module ?? "", id ?? ""), enabled: false }).data?.label;
  useEffect(() => {
    if (user && module !== undefined && id !== undefined && label !== undefined) note(user.id, { module, id, label });
  }, [user, module, id, label]);
}
