/** The change log of one record, and taking changes back. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Json } from "../../fieldtypes/field-type.ts";
import { request } from "./client.ts";

export interface Change {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  readonly before__label?: string | null;
  readonly after__label?: string | null;
}
export interface HistoryEntry {
  readonly operation_id: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | { readonly system: string };
  readonly source: string;
  readonly kind: "create" | "update" | "delete" | "restore" | "link" | "unlink";
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

export const revertChange = (module: string, id: string, operationId: string): Promise<unknown> =>
  request(`/records/${module}/${id}/history/${operationId}/revert`, { method: "POST" });
export const revertAllAfter = (module: string, id: string, after: string): Promise<unknown> =>
  request(`/records/${module}/${id}/history/revert`, { method: "POST", body: { after } });
