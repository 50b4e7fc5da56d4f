/** The change log of one record, and taking changes back. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Json } from "../../fieldtypes/field-type.ts";
import { request, write } from "./client.ts";
import type { Written } from "./client.ts";

export interface Change {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  readonly before__label?: string | null;
  readonly after__label?: string | null;
  /** Of personal data that is closed to the reader. */
  readonly before__mask?: string | null;
  readonly after__mask?: string | null;
}
export interface HistoryEntry {
  readonly operation_id: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | { readonly system: string };
  /** Who in truth acted, where somebody worked in the actor's name. */
  readonly by?: { readonly id: string; readonly name: string };
  readonly source: string;
  readonly kind: "create" | "update" | "delete" | "restore" | "link" | "unlink" | "relink" | "merge" | "unmerge";
  readonly changes: readonly Change[];
}
interface HistoryPage {
  readonly data: readonly HistoryEntry[];
  readonly next_cursor: string | null;
}

export const historyQuery = (module: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["records", module, "history", id],
    queryFn: ({ pageParam, signal }) =>
      request<HistoryPage>(`/records/${module}/${id}/history`, { query: { cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** 409 with `conflicts` where a field was changed since, unless it is said what to do with those. */
export const revertChange = (
  module: string,
  id: string,
  operationId: string,
  conflicts?: "skip" | "overwrite",
): Promise<Written<unknown>> =>
  write(`/records/${module}/${id}/history/${operationId}/revert`, { method: "POST", ...(conflicts ? { body: { conflicts } } : {}) });
export const revertAllAfter = (module: string, id: string, after: string): Promise<Written<unknown>> =>
  write(`/records/${module}/${id}/history/revert`, { method: "POST", body: { after } });

/** Takes one's own operations back, and returns those that did it. 409 with `conflicts` where somebody was there since. */
export async function undoOperations(operations: readonly string[], conflicts?: "skip" | "overwrite"): Promise<readonly string[]> {
  const done: string[] = [];
  // The newest first, in lots that the server takes at once.
  const MOST = 50;
  for (let end = operations.length; end > 0; end -= MOST) {
    const body = { operations: operations.slice(Math.max(0, end - MOST), end), ...(conflicts ? { conflicts } : {}) };
    done.push(...(await write("/operations/undo", { method: "POST", body })).operations);
  }
  return done;
}
