/** Saved views of lists, and how one has arranged them for oneself. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Principal } from "../../model/access/vocabulary.ts";
import type { Filter } from "../../model/filter/ast.ts";
import type { ViewSettings, ViewType } from "../../model/view-settings.ts";
import type { ColumnWidths } from "../ui/grid-props.ts";
import { screensQuery } from "./session.ts";
import { request } from "./client.ts";

export type Sharer = Principal & { readonly label: string | null };
export interface ViewValues {
  readonly name: string;
  readonly type: ViewType;
  readonly filter: Filter | null;
  readonly columns: readonly string[] | null;
  readonly sort: string | null;
  readonly widths: ColumnWidths | null;
  readonly settings: ViewSettings | null;
  readonly pinned: boolean;
  /** With everybody who may see the module; else with those named. */
  readonly shared: boolean;
  readonly shared_with: readonly Principal[];
}
export interface SavedView extends ViewValues {
  readonly id: string;
  readonly module: string;
  /** Told to whoever may change the view. */
  readonly shared_with: readonly Sharer[];
  readonly owner_id: string;
  readonly owner_id__label: string | null;
  /** False: its filter doesn't fit the fields any more. */
  readonly valid: boolean;
  readonly rights: { readonly edit: boolean };
}

export const viewsQuery = (module: string) =>
  queryOptions({
    queryKey: ["views", module],
    queryFn: async () => (await request<{ readonly data: readonly SavedView[] }>("/views", { query: { module } })).data,
    staleTime: 60_000,
  });

type ViewChange =
  | { readonly create: Partial<ViewValues> & Pick<ViewValues, "name"> }
  | { readonly id: string; readonly change: Partial<ViewValues> }
  | { readonly remove: string };
/** Keeps, changes or deletes a view; the answer is the view as it is then. */
export function useChangeView(module: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: ViewChange): Promise<SavedView | undefined> => {
      if ("remove" in change) return request(`/views/${change.remove}`, { method: "DELETE" });
      const answer = await ("create" in change
        ? request<{ readonly data: SavedView }>("/views", { method: "POST", body: { module, ...change.create } })
        : request<{ readonly data: SavedView }>(`/views/${change.id}`, { method: "PATCH", body: change.change }));
      return answer.data;
    },
    // The view is there before anybody goes to it.
    onSuccess: () => client.invalidateQueries({ queryKey: viewsQuery(module).queryKey }),
  });
}

/** One's own arrangement of a module's views. */
export interface ViewArrangement {
  /** The view that the list opens with. */
  readonly opensWith?: string;
  readonly order?: readonly string[];
}
const screenOf = (module: string): string => `views.${module}`;

export const arrangementQuery = (module: string) =>
  queryOptions({
    ...screensQuery,
    select: (screens): ViewArrangement => (screens[screenOf(module)] ?? {}) as ViewArrangement,
  });

export function useArrangeViews(module: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (arrangement: ViewArrangement) =>
      request("/me/preferences", { method: "PATCH", body: { screens: { [screenOf(module)]: arrangement } } }),
    onMutate: (arrangement) => client.setQueryData(screensQuery.queryKey, (screens) => ({ ...screens, [screenOf(module)]: arrangement })),
    onError: () => client.invalidateQueries({ queryKey: screensQuery.queryKey }),
  });
}
