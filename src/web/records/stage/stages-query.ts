/** The way of a record through its stages, from the change log. */
import { queryOptions } from "@tanstack/react-query";
import type { StageVisit } from "../../../model/stages.ts";
import { request } from "../../api/client.ts";

export const stagesQuery = (module: string, id: string, field: string) =>
  queryOptions({
    queryKey: ["records", module, "stages", id, field],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: readonly StageVisit[] }>(`/records/${module}/${id}/stages`, { query: { field }, signal })).data,
    retry: false,
  });
