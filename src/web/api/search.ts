/** Global search over all modules. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./client.ts";

export interface Hit {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly number?: string;
  readonly highlight?: string;
}
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ["search", text],
    queryFn: async ({ signal }) => (await request<{ readonly data: readonly Hit[] }>("/search", { query: { q: text }, signal })).data,
    enabled: text.trim().length > 1,
    placeholderData: keepPreviousData,
  });
