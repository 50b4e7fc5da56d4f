/**
 * The state of a list page, and its form in the address: `?view=12&sort=-amount,name&q=acme&filter={…}&columns=a,b`.
 * With a view the address says only what differs from it. Pure.
 */
import type { Filter } from "../../../model/filter/ast.ts";
import type { SavedView } from "../../api/views.ts";
import type { SearchParams } from "../../search-params.ts";
import type { GridSort } from "../../ui/grid-props.ts";
import { fromFilter, parseFilter, toFilter } from "./filter-model.ts";
import type { FilterModel } from "./filter-model.ts";

export interface ListState {
  readonly sort: readonly GridSort[];
  readonly filter: FilterModel;
  readonly q: string;
  /** Undefined: the columns of the module, or those chosen here before. */
  readonly columns: readonly string[] | undefined;
}
/** What of a view counts here. */
export type ViewState = Pick<SavedView, "id" | "filter" | "columns" | "sort">;

/** In the address: no view though the user's list opens with one; no filter though the view has one. */
export const ALL = "all";
const NONE = "none";

export const parseSort = (text: string): readonly GridSort[] =>
  text
    .split(",")
    .filter((part) => /^-?[a-z_][a-z0-9_.]*$/.test(part))
    .map((part) => (part.startsWith("-") ? { column: part.slice(1), descending: true } : { column: part, descending: false }));
export const sortText = (sort: readonly GridSort[]): string =>
  sort.map(({ column, descending }) => `${descending ? "-" : ""}${column}`).join(",");

export function readListState(params: SearchParams, view?: ViewState): ListState {
  const columns = (params["columns"] ?? "").split(",").filter((name) => name !== "");
  const filter = params["filter"];
  return {
    sort: params["sort"] === NONE ? [] : parseSort(params["sort"] ?? view?.sort ?? ""),
    filter: fromFilter(filter === undefined ? (view?.filter ?? undefined) : parseFilter(filter)),
    q: params["q"] ?? "",
    columns: columns.length > 0 ? columns : view?.columns && view.columns.length > 0 ? view.columns : undefined,
  };
}

const filterText = (filter: Filter | null | undefined): string => (filter ? JSON.stringify(toFilter(fromFilter(filter))) : "");
/** What of the state isn't as the view has it, in the form of the address. */
function deviations({ sort, filter, columns }: ListState, view: ViewState | undefined): SearchParams {
  const own = { sort: sortText(sort), filter: filterText(toFilter(filter)), columns: columns?.join(",") ?? "" };
  const kept = { sort: view?.sort ?? "", filter: filterText(view?.filter), columns: view?.columns?.join(",") ?? "" };
  return {
    sort: own.sort === kept.sort ? undefined : own.sort || NONE,
    filter: own.filter === kept.filter ? undefined : own.filter || NONE,
    columns: own.columns === kept.columns ? undefined : own.columns,
  };
}

/** Parameters that are as usual are left out, so that a plain list has a plain address. */
export const writeListState = (state: ListState, view?: ViewState): SearchParams => ({
  view: view?.id,
  ...deviations(state, view),
  q: state.q === "" ? undefined : state.q,
});
/** True where the view's own filter, order or columns were changed on the screen. */
export const isChanged = (state: ListState, view: ViewState | undefined): boolean =>
  Object.values(deviations(state, view)).some((value) => value !== undefined);

/** A click on a column's head: up, down, then as usual. With Shift the column is added to the others. */
export function nextSort(sort: readonly GridSort[], column: string, add: boolean): readonly GridSort[] {
  const current = sort.find((each) => each.column === column);
  const next = current === undefined ? { column, descending: false } : current.descending ? undefined : { column, descending: true };
  if (!add) return next ? [next] : [];
  if (current === undefined) return next ? [...sort, next] : sort;
  return sort.flatMap((each) => (each.column === column ? (next ?? []) : each));
}
