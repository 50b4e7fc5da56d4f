/** Reading and writing records of any module; the caches of lists and records are kept true here and nowhere else. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { Filter } from "../../model/filter/ast.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { useT } from "../i18n.tsx";
import { offerUndo } from "../records/undo/undo-offers.ts";
import type { ToastAction } from "../ui/toast.tsx";
import { request, write } from "./client.ts";
import type { Written } from "./client.ts";
import { withLinkValues } from "../records/link-columns.ts";
import type { FieldProblem } from "./problem.ts";
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

/** Of all pages of a list. */
export const listKey = (module: string, list: ListRequest) => ["records", module, "list", list] as const;
/** One page of a list, from a cursor on; null: the first. */
export const pageQuery = (module: string, list: ListRequest, cursor: string | null) =>
  queryOptions({
    queryKey: [...listKey(module, list), cursor],
    queryFn: async ({ signal }) =>
      withLinkValues(
        await request<RecordPage>(listPath(module, list), {
          query: { ...listParameters(list), limit: PAGE_SIZE, cursor: cursor ?? undefined, count: "none" },
          signal,
        }),
      ),
    // Pages far behind are dropped; their places stay.
    gcTime: 60_000,
  });

/** These rows of a list and no others, as many as there are. */
export const listRows = async (module: string, list: ListRequest, limit: number): Promise<readonly RecordData[]> =>
  (await request<RecordPage>(listPath(module, list), { query: { ...listParameters(list), limit: Math.min(limit, 1000), count: "none" } }))
    .data;

/** The count is asked for apart, so that no list waits for it; all of them are counted only on demand. */
export const countQuery = (module: string, list: ListRequest, mode: "estimate" | "exact" = "estimate") =>
  queryOptions({
    queryKey: ["records", module, "count", { ...list, fields: [], sort: "" }, mode],
    queryFn: async ({ signal }) => {
      const { count, count_is } = await request<RecordPage>(listPath(module, list), {
        query: { ...listParameters({ ...list, fields: ["id"] }), sort: undefined, limit: 1, count: mode },
        signal,
      });
      return { count: count ?? 0, capped: count_is !== undefined && count_is !== "exact" };
    },
    placeholderData: keepPreviousData,
  });

export const SUM_FUNCTIONS = ["count", "sum", "avg", "min", "max"] as const;
export type SumFunction = (typeof SUM_FUNCTIONS)[number];
/** What stands under the columns: one figure for each, over all records of the list. */
export const sumsQuery = (
  module: string,
  list: Pick<ListRequest, "filter" | "q">,
  measures: readonly { readonly field: string; readonly fn: SumFunction }[],
) =>
  queryOptions({
    queryKey: ["records", module, "sums", list, measures],
    queryFn: async ({ signal }) => {
      const { data } = await request<{ readonly data: readonly Readonly<Record<string, Json>>[] }>(`/records/${module}/aggregate`, {
        method: "POST",
        body: {
          measures: measures.map(({ field, fn }) => (fn === "count" ? { fn } : { fn, field })),
          ...(list.filter ? { filter: list.filter } : {}),
          ...(list.q ? { q: list.q } : {}),
        },
        signal,
      });
      return data[0] ?? {};
    },
    enabled: measures.length > 0,
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
      (await request<{ readonly data: RecordData }>(`/records/${module}/${id}`, { query: { as_of: asOf, deleted: true }, signal })).data,
  });

/** What every write leaves to do: lists, counts and related lists anywhere may have changed. */
export async function recordsChanged(client: QueryClient, module: string, record?: RecordData): Promise<void> {
  if (record) client.setQueryData(recordQuery(module, record.id).queryKey, record);
  await client.invalidateQueries({
    predicate: ({ queryKey: [kind, , part] }) => kind === "records" && part !== "one",
    refetchType: "active",
  });
}

export interface SaveRequest {
  /** Absent: the record is created. */
  readonly id?: string;
  readonly version?: number;
  readonly values: Values;
}
type Answer = { readonly data: RecordData };
/** Creates or changes a record, and says how that can be taken back. */
export async function writeRecord(
  module: string,
  { id, version, values }: SaveRequest,
): Promise<{ record: RecordData; operations: readonly string[] }> {
  const { body, operations } = await (id === undefined
    ? write<Answer>(`/records/${module}`, { method: "POST", body: values, durable: true })
    : write<Answer>(`/records/${module}/${id}`, { method: "PATCH", body: { version, ...values }, durable: true }));
  return { record: body.data, operations };
}
export const saveRecord = async (module: string, save: SaveRequest): Promise<RecordData> => (await writeRecord(module, save)).record;

interface SaveNews {
  readonly message?: (record: RecordData) => string;
  /** What the toast offers besides taking it back. */
  readonly also?: ((record: RecordData) => ToastAction) | undefined;
}
/** Saves, keeps the caches true, and offers to take it back; `news` words the offer. */
export function useSaveRecord(module: string, news: SaveNews = {}) {
  const client = useQueryClient();
  const t = useT();
  return useMutation({
    mutationFn: async (save: SaveRequest) => {
      const { record, operations } = await writeRecord(module, save);
      const message = news.message?.(record) ?? t("form.saved", { name: record.label });
      offerUndo({ message, operations, also: news.also?.(record) });
      return record;
    },
    onSuccess: async (record) => {
      await client.invalidateQueries({ queryKey: ["records", module, "one", record.id] });
      await recordsChanged(client, module);
    },
  });
}

/** Puts values into every list in memory that shows the record: what was typed is seen at once. */
export function patchRecord(client: QueryClient, module: string, id: string, values: Values & { readonly version?: number }): void {
  client.setQueriesData<RecordPage>({ queryKey: ["records", module, "list"] }, (page) => {
    if (!page?.data.some((record) => record.id === id)) return page;
    return { ...page, data: page.data.map((record) => (record.id === id ? { ...record, ...values } : record)) };
  });
  client.setQueriesData<RecordData>({ queryKey: ["records", module, "one", id, "now"] }, (record) => record && { ...record, ...values });
}
/** After a change in place: figures are asked for anew, rows stay where they are until the list is. */
export async function figuresChanged(client: QueryClient, module: string): Promise<void> {
  await client.invalidateQueries({
    predicate: ({ queryKey: [kind, of, part] }) => kind === "records" && (of !== module || (part !== "list" && part !== "one")),
    refetchType: "active",
  });
  await client.invalidateQueries({ queryKey: ["records", module, "list"], refetchType: "none" });
}

export const deleteRecord = (module: string, id: string): Promise<Written<unknown>> =>
  write(`/records/${module}/${id}`, { method: "DELETE" });
export const restoreRecord = (module: string, id: string): Promise<unknown> =>
  request(`/records/${module}/${id}/restore`, { method: "POST" });
export const purgeRecord = (module: string, id: string): Promise<unknown> => request(`/records/${module}/${id}/purge`, { method: "POST" });
export const starRecord = (module: string, id: string, starred: boolean): Promise<unknown> =>
  request(`/records/${module}/${id}/star`, { method: starred ? "PUT" : "DELETE" });

interface BulkAnswer {
  readonly results: readonly {
    readonly ok: boolean;
    readonly id?: string;
    readonly data?: RecordData;
    readonly error?: { readonly title?: string; readonly detail?: string; readonly errors?: readonly FieldProblem[] };
  }[];
}
export type BulkOperation = Readonly<
  { op: "delete" | "restore" | "purge"; id: string; version?: number } | { op: "update"; id: string; version?: number; values: Values }
>;
export interface BulkOutcome {
  readonly done: readonly string[];
  /** Why the others were refused, each reason once. */
  readonly reasons: readonly string[];
  /** Those that were refused, with their reasons by field. */
  readonly refused: readonly { readonly id: string; readonly reason: string; readonly errors: readonly FieldProblem[] }[];
  /** The records as they are now, where the server said so. */
  readonly records: readonly RecordData[];
  readonly operations: readonly string[];
}
const BULK_LIMIT = 500;
/** Writes many records, in lots that the server takes at once. */
export async function writeMany(module: string, all: readonly BulkOperation[]): Promise<BulkOutcome> {
  const done: string[] = [];
  const operations: string[] = [];
  const records: RecordData[] = [];
  const refused: BulkOutcome["refused"][number][] = [];
  for (let at = 0; at < all.length; at += BULK_LIMIT) {
    const lot = all.slice(at, at + BULK_LIMIT);
    const answer = await write<BulkAnswer>(`/records/${module}/bulk`, { method: "POST", body: { operations: lot } });
    operations.push(...answer.operations);
    for (const [index, { ok, data, error }] of answer.body.results.entries()) {
      const id = lot[index]?.id ?? "";
      if (ok) done.push(id);
      else refused.push({ id, reason: error?.errors?.[0]?.message ?? error?.detail ?? error?.title ?? "", errors: error?.errors ?? [] });
      if (data) records.push(data);
    }
  }
  return { done, operations, records, refused, reasons: [...new Set(refused.map(({ reason }) => reason))] };
}

export const linkRecords = (module: string, id: string, relation: string, ids: readonly string[]): Promise<Written<unknown>> =>
  write(`/records/${module}/${id}/related/${relation}`, { method: "POST", body: { ids } });
/** Writes the links' own values, by the ids of the linked records. */
export const writeLinkValues = (
  { module, id, relation }: NonNullable<ListRequest["related"]>,
  each: Readonly<Record<string, Values>>,
): Promise<Written<unknown>> =>
  write(`/records/${module}/${id}/related/${relation}`, { method: "POST", body: { ids: Object.keys(each), each }, durable: true });
export const unlinkRecords = (module: string, id: string, relation: string, ids: readonly string[]): Promise<Written<unknown>> =>
  write(`/records/${module}/${id}/related/${relation}`, { method: "DELETE", body: { ids } });
