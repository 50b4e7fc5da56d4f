/** Global search over all modules, and the records that one comes back to. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./client.ts";

export interface Highlight {
  /** `label`, or the name of a field. */
  readonly field: string;
  readonly text: string;
  readonly marks: readonly (readonly [from: number, to: number])[];
}
export interface Hit {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly number: string;
  /** Not what was typed, but near it. */
  readonly similar: boolean;
  readonly highlights: readonly Highlight[];
}
export interface SearchAnswer {
  readonly data: readonly Hit[];
  readonly next_cursor: string | null;
  readonly count: number;
  readonly count_is: "exact" | "capped";
  readonly counts: Readonly<Record<string, number>>;
}

interface Search {
  readonly q: string;
  /** Of all modules where absent. */
  readonly modules?: string;
}
/** The best few, as one types. */
export const searchQuery = ({ q, modules }: Search, limit: number) =>
  queryOptions({
    queryKey: ["search", q, modules ?? "", limit],
    queryFn: ({ signal }) => request<SearchAnswer>("/search", { query: { q, modules, limit }, signal }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
const PAGE = 30;
export const searchPagesQuery = ({ q, modules }: Search) =>
  infiniteQueryOptions({
    queryKey: ["search", "pages", q, modules ?? ""],
    queryFn: ({ pageParam, signal }) =>
      request<SearchAnswer>("/search", { query: { q, modules, limit: PAGE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });

export interface KnownRecord {
  readonly module: string;
  readonly id: string;
  readonly label: string;
}
export const starredQuery = queryOptions({
  queryKey: ["records", "", "starred"],
  queryFn: async () => (await request<{ readonly data: readonly KnownRecord[] }>("/me/starred")).data,
  staleTime: 60_000,
});
