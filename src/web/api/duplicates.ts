/** By what records of a module are known, for whoever looks for them (features/duplicates). */
import { queryOptions } from "@tanstack/react-query";
import type { DuplicateRule } from "../../model/likeness/rules.ts";
import { request } from "./client.ts";

/** As far as this user sees the fields. */
export const knownByQuery = (module: string) =>
  queryOptions({
    queryKey: ["duplicates", module, "known-by"],
    queryFn: async () => (await request<{ readonly data: readonly DuplicateRule[] }>(`/records/${module}/duplicates/rules`)).data,
    staleTime: 60_000,
  });
