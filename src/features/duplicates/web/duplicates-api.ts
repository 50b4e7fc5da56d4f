/** The search for duplicates and its rules, as the server offers them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { request } from "../../../web/api/client.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import type { DuplicateRule } from "../../../model/likeness/rules.ts";

export interface Scan {
  readonly id: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly job_id: string | null;
  readonly looked_at: number;
  readonly groups: number;
  readonly more: boolean;
  readonly finished_at: string | null;
}
export interface FoundGroup {
  readonly id: string;
  readonly same: readonly string[];
  readonly records: readonly RecordData[];
}
interface GroupPage {
  readonly data: readonly FoundGroup[];
  readonly next_cursor: string | null;
}
const POLL = 500;
export const isUnderWay = (scan: Scan | null | undefined): boolean => scan?.state === "queued" || scan?.state === "running";

export const scanQuery = (module: string) =>
  queryOptions({
    queryKey: ["duplicates", module, "scan"],
    queryFn: async () => (await request<{ readonly data: Scan | null }>(`/records/${module}/duplicates/scan`)).data,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL : false),
    staleTime: 0,
  });
export const beginScan = async (module: string): Promise<Scan> =>
  (await request<{ readonly data: Scan }>(`/records/${module}/duplicates/scan`, { method: "POST" })).data;
export const cancelScan = ({ job_id }: Scan): Promise<unknown> => request(`/jobs/${job_id ?? ""}/cancel`, { method: "POST" });

/** As the records are now: asked for anew with every list of them. */
export const groupsQuery = (module: string, scan: Scan) =>
  infiniteQueryOptions({
    queryKey: ["records", module, "duplicates", scan.id, scan.state],
    queryFn: ({ pageParam, signal }) =>
      request<GroupPage>(`/records/${module}/duplicates/scan/${scan.id}/groups`, { query: { cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const tellApart = (module: string, ids: readonly string[], apart = true): Promise<unknown> =>
  request(`/records/${module}/duplicates/apart`, { method: apart ? "POST" : "DELETE", body: { ids } });

export interface Rules {
  readonly rules: readonly DuplicateRule[];
  readonly standard: readonly DuplicateRule[];
}
export const rulesQuery = (module: string) =>
  queryOptions({
    queryKey: ["duplicates", module, "rules"],
    queryFn: async () => (await request<{ readonly data: Rules }>(`/admin/duplicates/${module}`)).data,
  });
export const saveRules = async (module: string, rules: readonly DuplicateRule[] | null): Promise<Rules> =>
  (await request<{ readonly data: Rules }>(`/admin/duplicates/${module}`, { method: "PUT", body: { rules } })).data;
