/** What happened with a record: its changes and activities in one row. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { request } from "./client.ts";
import type { HistoryEntry } from "./history.ts";
import type { RecordData } from "./record-data.ts";

export interface TimelineRecord {
  readonly type: "record";
  readonly at: string;
  readonly module: string;
  readonly record: RecordData;
}
export interface TimelineChange {
  readonly type: "change";
  readonly at: string;
  readonly change: HistoryEntry & { readonly id: string };
}
export type TimelineEntry = TimelineRecord | TimelineChange;
interface TimelinePage {
  readonly data: readonly TimelineEntry[];
  readonly next_cursor: string | null;
  readonly pinned?: readonly TimelineRecord[];
}
export interface TimelineFilter {
  /** Modules of activities, or `changes`; undefined: everything. */
  readonly kinds?: readonly string[];
  /** Id of a user. */
  readonly person?: string;
}

export const timelineQuery = (module: string, id: string, { kinds, person }: TimelineFilter) =>
  infiniteQueryOptions({
    queryKey: ["records", module, "timeline", id, { kinds, person }],
    queryFn: ({ pageParam, signal }) =>
      request<TimelinePage>(`/records/${module}/${id}/timeline`, {
        query: { cursor: pageParam ?? undefined, kinds: kinds?.join(","), person, limit: 30 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
