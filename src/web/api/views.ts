/** Saved views of lists, and how one has arranged them for oneself. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Filter } from "../../model/filter/ast.ts";
import type { ColumnWidths } from "../ui/grid-props.ts";
import { request } from "./client.ts";

export interface ViewValues {
  readonly name: string;
  readonly filter: Filter | null;
  readonly columns: readonly string[] | null;
  readonly sort: string | null;
  readonly widths: ColumnWidths | null;
  readonly pinned: boolean;
  readonly shared: boolean;
}
export interface SavedView extends ViewValues {
  readonly id: string;
  readonly module: string;
  readonly type: "list" | "kanban" | "calendar";
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
        ? request<{ readonly data: SavedView }>("/views", { method: "POST", body: { module, type: "list", ...change.create } })
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
interface PreferencesAnswer {
  readonly data: { readonly screens?: Readonly<Record<string, unknown>> };
}
const preferencesKey = ["preferences"];
const screenOf = (module: string): string => `views.${module}`;

export const arrangementQuery = (module: string) =>
  queryOptions({
    queryKey: preferencesKey,
    queryFn: async () => (await request<PreferencesAnswer>("/me/preferences")).data.screens ?? {},
    select: (screens): ViewArrangement => (screens[screenOf(module)] ?? {}) as ViewArrangement,
    staleTime: 5 * 60_000,
  });

export function useArrangeViews(module: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (arrangement: ViewArrangement) =>
      request("/me/preferences", { method: "PATCH", body: { screens: { [screenOf(module)]: arrangement } } }),
    onMutate: (arrangement) =>
      client.setQueryData(arrangementQuery(module).queryKey, (screens) => ({ ...screens, [screenOf(module)]: arrangement })),
    onError: () => client.invalidateQueries({ queryKey: preferencesKey }),
  });
}
