/** Reading and writing records of any module; the caches of lists and records are kept true here and nowhere else. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { Filter } from "../../model/filter/ast.ts";
import { request } from "./client.ts";
import type { RecordData, RecordPage, Values } from "./record-data.ts";

export const PAGE_SIZE = 100;

/** What a list asks for; also its cache key. */
export interface ListRequest {
  readonly fields: readonly string[];
  readonly filter?: Filter;
  readonly sort?: string;
  readonly q?: string;
  readonly deleted?: boolean;
  /** The list of a relation instead of a whole module. */
  readonly related?: { readonly module: string; readonly id: string; readonly relation: string };
}

const listPath = (module: string, { related }: ListRequest): string =>
  related ? `/records/${related.module}/${related.id}/related/${related.relation}` : `/records/${module}`;

function listParameters(list: ListRequest): Record<string, string | undefined> {
  return {
    fields: list.fields.join(",") || undefined,
    filter: list.filter && JSON.stringify(list.filter),
    sort: list.sort || undefined,
    q: list.q || undefined,
    deleted: list.deleted ? "true" : undefined,
  };
}

export const listQuery = (module: string, list: ListRequest) =>
  infiniteQueryOptions({
    queryKey: ["records", module, "list", list],
    queryFn: ({ pageParam, signal }) =>
      request<RecordPage>(listPath(module, list), {
        query: { ...listParameters(list), limit: PAGE_SIZE, cursor: pageParam ?? undefined, count: "none" },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** These rows of a list and no others, as many as there are. */
export const listRows = async (module: string, list: ListRequest, limit: number): Promise<readonly RecordData[]> =>
  (await request<RecordPage>(listPath(module, list), { query: { ...listParameters(list), limit: Math.min(limit, 1000), count: "none" } }))
    .data;

/** The count is asked for apart, so that no list waits for it. */
export const countQuery = (module: string, list: ListRequest) =>
  queryOptions({
    queryKey: ["records", module, "count", { ...list, fields: [], sort: "" }],
    queryFn: async ({ signal }) => {
      const { count, count_is } = await request<RecordPage>(listPath(module, list), {
        query: { ...listParameters({ ...list, fields: ["id"] }), sort: undefined, limit: 1, count: "estimate" },
        signal,
      });
      return { count: count ?? 0, capped: count_is !== undefined && count_is !== "exact" };
    },
    placeholderData: keepPreviousData,
  });

/** A few records, for pickers and small cards. */
export const shortListQuery = (module: string, list: ListRequest, limit: number) =>
  queryOptions({
    queryKey: ["records", module, "short", list, limit],
    queryFn: ({ signal }) =>
      request<RecordPage>(listPath(module, list), { query: { ...listParameters(list), limit, count: "estimate" }, signal }),
  });

export const recordQuery = (module: string, id: string, asOf?: string) =>
  queryOptions({
    queryKey: ["records", module, "one", id, asOf ?? "now"],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: RecordData }>(`/records/${module}/${id}`, { query: { as_of: asOf }, signal })).data,
  });

/** What every write leaves to do: lists, counts and related lists anywhere may have changed. */
export async function recordsChanged(client: QueryClient, module: string, record?: RecordData): Promise<void> {
  if (record) client.setQueryData(recordQuery(module, record.id).queryKey, record);
  await client.invalidateQueries({
    predicate: ({ queryKey: [kind, , part] }) => kind === "records" && part !== "one",
    refetchType: "active",
  });
}

interface SaveRequest {
  /** Absent: the record is created. */
  readonly id?: string;
  readonly version?: number;
  readonly values: Values;
}
export async function saveRecord(module: string, { id, version, values }: SaveRequest): Promise<RecordData> {
  const answer = await (id === undefined
    ? request<{ readonly data: RecordData }>(`/records/${module}`, {
        method: "POST",
        body: values,
        durable: true,
      })
    : request<{ readonly data: RecordData }>(`/records/${module}/${id}`, { method: "PATCH", body: { version, ...values }, durable: true }));
  return answer.data;
}
export function useSaveRecord(module: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (save: SaveRequest) => saveRecord(module, save),
    onSuccess: async (record) => {
      await client.invalidateQueries({ queryKey: ["records", module, "one", record.id] });
      await recordsChanged(client, module);
    },
  });
}

export const deleteRecord = (module: string, id: string): Promise<unknown> => request(`/records/${module}/${id}`, { method: "DELETE" });
export const restoreRecord = (module: string, id: string): Promise<unknown> =>
  request(`/records/${module}/${id}/restore`, { method: "POST" });
export const purgeRecord = (module: string, id: string): Promise<unknown> => request(`/records/${module}/${id}/purge`, { method: "POST" });
export const starRecord = (module: string, id: string, starred: boolean): Promise<unknown> =>
  request(`/records/${module}/${id}/star`, { method: starred ? "PUT" : "DELETE" });

interface BulkAnswer {
  readonly results: readonly {
    readonly ok: boolean;
    readonly id?: string;
    readonly error?: { readonly title?: string; readonly detail?: string };
  }[];
}
type BulkOperation = Readonly<{ op: "delete" | "restore" | "purge"; id: string; version?: number }>;
export interface BulkOutcome {
  readonly done: readonly string[];
  /** Why the others were refused, each reason once. */
  readonly reasons: readonly string[];
}
const BULK_LIMIT = 1000;
/** Writes many records, in lots that the server takes at once. */
export async function writeMany(module: string, operations: readonly BulkOperation[]): Promise<BulkOutcome> {
  const done: string[] = [];
  const reasons = new Set<string>();
  for (let at = 0; at < operations.length; at += BULK_LIMIT) {
    const lot = operations.slice(at, at + BULK_LIMIT);
    const { results } = await request<BulkAnswer>(`/records/${module}/bulk`, { method: "POST", body: { operations: lot } });
    for (const [index, result] of results.entries()) {
      const id = lot[index]?.id;
      if (result.ok && id !== undefined) done.push(id);
      else reasons.add(result.error?.detail ?? result.error?.title ?? "");
    }
  }
  return { done, reasons: [...reasons] };
}

export const linkRecords = (module: string, id: string, relation: string, ids: readonly string[]): Promise<unknown> =>
  request(`/records/${module}/${id}/related/${relation}`, { method: "POST", body: { ids } });
export const unlinkRecords = (module: string, id: string, relation: string, ids: readonly string[]): Promise<unknown> =>
  request(`/records/${module}/${id}/related/${relation}`, { method: "DELETE", body: { ids } });
