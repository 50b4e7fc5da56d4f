/** What the start page asks for besides lists. */
import { queryOptions, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { request } from "../../../web/api/client.ts";
import { savePreferences } from "../../../web/api/session.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { readLayout, storedLayout, type HomeLayout } from "./home-layout.ts";

export interface FollowedChange {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly kind: "update" | "delete" | "restore" | "link" | "unlink" | "merge" | "unmerge" | "purge" | "create";
  readonly fields: readonly string[];
}
export interface NamedRecord {
  readonly id: string;
  readonly module: string;
  readonly label: string;
  readonly deleted: boolean;
}

/** Under "records", so that whatever changes records brings them up to date. */
export const followedQuery = (limit: number) =>
  queryOptions({
    queryKey: ["records", "home", "followed", limit],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: readonly FollowedChange[] }>("/home/followed", { query: { limit }, signal })).data,
  });
export const namesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ["records", "home", "names", ids],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: readonly NamedRecord[] }>("/home/names", { query: { ids: ids.join(",") }, signal })).data,
    enabled: ids.length > 0,
  });
/** One row of sums over the records of a filter. */
export const sumsQuery = (module: string, filter: unknown, fields: readonly string[]) =>
  queryOptions({
    queryKey: ["records", module, "sums", filter, fields],
    queryFn: async ({ signal }) => {
      const measures = fields.map((field) => ({ fn: "sum", field }));
      const { data } = await request<{ readonly data: readonly Readonly<Record<string, string | null>>[] }>(
        `/records/${module}/aggregate`,
        {
          method: "POST",
          body: { measures, filter },
          signal,
        },
      );
      return data[0] ?? {};
    },
  });

const KEY = "home";
const layoutQuery = queryOptions({
  queryKey: ["preferences", KEY],
  queryFn: async () => {
    const { data } = await request<{ readonly data: { readonly screens?: Readonly<Record<string, unknown>> } }>("/me/preferences");
    return readLayout(data.screens?.[KEY]);
  },
  staleTime: Number.POSITIVE_INFINITY,
});
/** The layout shows at once and is kept for this user, wherever they sign in. */
export function useHomeLayout(): readonly [HomeLayout, (change: Partial<HomeLayout>) => void] {
  const t = useT();
  const client = useQueryClient();
  const { data: layout } = useSuspenseQuery(layoutQuery);
  const keep = async (next: HomeLayout): Promise<void> => {
    client.setQueryData(layoutQuery.queryKey, next);
    try {
      await savePreferences({ screens: { [KEY]: storedLayout(next) } });
    } catch (error) {
      client.setQueryData(layoutQuery.queryKey, layout);
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  return [layout, (change) => void keep({ ...layout, ...change })];
}
