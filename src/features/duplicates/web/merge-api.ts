/** Merging as the server offers it. */
import { queryOptions } from "@tanstack/react-query";
import { request, write } from "../../../web/api/client.ts";
import type { Written } from "../../../web/api/client.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import type { Choice } from "../choice.ts";

export interface MergePreview {
  readonly records: readonly RecordData[];
  readonly related: readonly { readonly relation: string; readonly counts: Readonly<Record<string, number>> }[];
}
export const previewQuery = (module: string, ids: readonly string[]) =>
  queryOptions({
    queryKey: ["merge", module, ids],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: MergePreview }>(`/records/${module}/merge/preview`, { method: "POST", body: { ids }, signal })).data,
    gcTime: 0,
    // What one is choosing among doesn't change under one's hands; who saves is told if it did.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

export interface MergeBody {
  readonly survivor: string;
  readonly records: readonly { readonly id: string; readonly version: number }[];
  readonly choices: Readonly<Record<string, Choice>>;
}
export const mergeRecords = (module: string, body: MergeBody): Promise<Written<{ readonly data: RecordData }>> =>
  write(`/records/${module}/merge`, { method: "POST", body, durable: true });
