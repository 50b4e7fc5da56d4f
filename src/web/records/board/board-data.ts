/** What a board asks the server for, and how a move is seen before the server has answered. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Filter } from "../../../model/filter/ast.ts";
import { request } from "../../api/client.ts";
import type { RecordData, RecordPage } from "../../api/record-data.ts";
import type { ListRequest } from "../../api/records.ts";

export const CARDS_AT_ONCE = 50;

type Narrowed = Pick<ListRequest, "filter" | "q">;
export const allOf = (...filters: readonly (Filter | undefined)[]): Filter | undefined => {
  const given = filters.filter((filter) => filter !== undefined);
  return given.length > 1 ? { and: given } : given[0];
};
/** Records with this value of the field; null: those without any. */
export const withValue = (field: string, value: string | null): Filter =>
  value === null ? { field, op: "is_empty" } : { field, op: "eq", value };

const boardKey = (module: string) => ["records", module, "board"] as const;
export interface CardsRequest extends ListRequest {
  readonly by: string;
  readonly value: string | null;
}
type CardPages = InfiniteData<RecordPage, string | null>;
/** The cards of one column, page by page. */
export const cardsQuery = (module: string, { by, value, ...list }: CardsRequest) =>
  infiniteQueryOptions({
    queryKey: [...boardKey(module), { by, value }, list],
    queryFn: ({ pageParam, signal }) =>
      request<RecordPage>(`/records/${module}`, {
        query: {
          fields: list.fields.join(","),
          filter: JSON.stringify(allOf(list.filter, withValue(by, value))),
          sort: list.sort,
          q: list.q,
          limit: CARDS_AT_ONCE,
          cursor: pageParam ?? undefined,
          count: "none",
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: (before) => before,
  });

export interface Group {
  readonly value: string | null;
  readonly lane: string | null;
  readonly laneLabel: string | null;
  readonly count: number;
  readonly sum: Json;
  readonly weighted: Json;
}
export interface SumsRequest extends Narrowed {
  readonly by: string;
  readonly lanes: string | undefined;
  readonly sum: string | undefined;
  readonly weighted: string | undefined;
}
/** Counts and sums over all records of the board, by column and lane. */
export const boardSumsQuery = (module: string, { by, lanes, sum, weighted, filter, q }: SumsRequest) =>
  queryOptions({
    queryKey: ["records", module, "board-sums", { by, lanes, sum, weighted, filter, q }],
    queryFn: async ({ signal }): Promise<readonly Group[]> => {
      const measures = [{ fn: "count" }, ...[sum, weighted].flatMap((field) => (field === undefined ? [] : [{ fn: "sum", field }]))];
      const { data } = await request<{ readonly data: readonly Readonly<Record<string, Json>>[] }>(`/records/${module}/aggregate`, {
        method: "POST",
        body: { group_by: lanes === undefined ? [by] : [by, lanes], measures, ...(filter ? { filter } : {}), ...(q ? { q } : {}) },
        signal,
      });
      const textOf = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);
      return data.map((row) => ({
        value: textOf(row[by]),
        lane: lanes === undefined ? null : textOf(row[lanes]),
        laneLabel: lanes === undefined ? null : textOf(row[`${lanes}__label`]),
        count: Number(row["count"] ?? 0),
        sum: sum === undefined ? null : (row[`sum_${sum}`] ?? null),
        weighted: weighted === undefined ? null : (row[`sum_${weighted}`] ?? null),
      }));
    },
    placeholderData: (before) => before,
  });

export interface CardPulse {
  readonly id: string;
  readonly since: string;
  readonly active: string;
  readonly next: { readonly kind: "task" | "event"; readonly at: string } | null;
}
const MOST_PULSES = 200;
/** Since when the cards stand where they stand, and what is next with them. */
export const pulseQuery = (module: string, field: string, ids: readonly string[]) =>
  queryOptions({
    queryKey: ["records", module, "pulse", field, ids],
    queryFn: async ({ signal }) => {
      const { data } = await request<{ readonly data: readonly CardPulse[] }>(`/records/${module}/pulse`, {
        method: "POST",
        body: { ids: ids.slice(0, MOST_PULSES), field },
        signal,
      });
      return new Map(data.map((pulse) => [pulse.id, pulse]));
    },
    enabled: ids.length > 0,
    placeholderData: (before) => before,
    retry: false,
  });

interface Move {
  readonly record: RecordData;
  readonly by: string;
  readonly values: Readonly<Record<string, Json>>;
}
/** Shows the card where it goes; the answer puts everything back. */
export function showMove(client: QueryClient, module: string, { record, by, values }: Move): () => void {
  const before = client.getQueriesData<CardPages>({ queryKey: boardKey(module) });
  const moved = { ...record, ...values };
  for (const [key, pages] of before) {
    const column = key[3] as { readonly by: string; readonly value: string | null };
    if (!pages || column.by !== by) continue;
    const isTarget = column.value === (values[by] ?? record[by] ?? null);
    const stood = pages.pages.some((page) => page.data.some(({ id }) => id === record.id));
    if (!stood && !isTarget) continue;
    client.setQueryData<CardPages>(key, {
      ...pages,
      pages: pages.pages.map((page, i) => ({
        ...page,
        data:
          isTarget && stood
            ? page.data.map((card) => (card.id === record.id ? moved : card))
            : [...(isTarget && i === 0 ? [moved] : []), ...page.data.filter(({ id }) => id !== record.id)],
      })),
    });
  }
  return () => {
    for (const [key, pages] of before) client.setQueryData(key, pages);
  };
}
/** What the server answered stands on the card: its next change must carry this version. */
export function showSaved(client: QueryClient, module: string, saved: RecordData): void {
  client.setQueriesData<CardPages>(
    { queryKey: boardKey(module) },
    (pages) =>
      pages && {
        ...pages,
        pages: pages.pages.map((page) => ({
          ...page,
          data: page.data.map((card) => (card.id === saved.id ? { ...card, ...saved } : card)),
        })),
      },
  );
}
