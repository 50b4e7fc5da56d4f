/**
 * The state of a list page, and its form in the address: `?view=12&sort=-amount,name&q=acme&filter={…}&columns=a,b`,
 * and for what is no table `&type=kanban&set={…}`.
 * With a view the address says only what differs from it. Pure.
 */
import type { Filter } from "../../../model/filter/ast.ts";
import { tidySettings, VIEW_TYPES } from "../../../model/view-settings.ts";
import type { ViewSettings, ViewType } from "../../../model/view-settings.ts";
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
  readonly type: ViewType;
  /** How a board or calendar is arranged. */
  readonly settings: ViewSettings;
}
/** What of a view counts here. */
export type ViewState = Pick<SavedView, "id" | "filter" | "columns" | "sort" | "type" | "settings">;

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

const isViewType = (text: string | undefined): text is ViewType => VIEW_TYPES.some((type) => type === text);
function parseSettings(text: string): ViewSettings {
  try {
    const given: unknown = JSON.parse(text);
    return typeof given === "object" && given !== null ? tidySettings(wellFormed(given as Readonly<Record<string, unknown>>)) : {};
  } catch {
    return {};
  }
}
/** An address may be written by anybody: members of a wrong shape are left out. */
function wellFormed({ by, lanes, pipeline, sum, folded, hidden, limits, span }: Readonly<Record<string, unknown>>): ViewSettings {
  const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.filter((item) => typeof item === "string") : []);
  const numbers = Object.entries(typeof limits === "object" && limits !== null ? limits : {});
  return {
    ...(typeof by === "string" ? { by } : {}),
    ...(typeof lanes === "string" ? { lanes } : {}),
    ...(typeof pipeline === "string" ? { pipeline } : {}),
    ...(typeof sum === "string" ? { sum } : {}),
    folded: texts(folded),
    hidden: texts(hidden),
    limits: Object.fromEntries(numbers.filter((entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] >= 1)),
    ...(span === "month" || span === "week" || span === "day" ? { span } : {}),
  };
}

export function readListState(params: SearchParams, view?: ViewState): ListState {
  const columns = (params["columns"] ?? "").split(",").filter((name) => name !== "");
  const { filter, type, set } = params;
  return {
    sort: params["sort"] === NONE ? [] : parseSort(params["sort"] ?? view?.sort ?? ""),
    filter: fromFilter(filter === undefined ? (view?.filter ?? undefined) : parseFilter(filter)),
    q: params["q"] ?? "",
    columns: columns.length > 0 ? columns : view?.columns && view.columns.length > 0 ? view.columns : undefined,
    type: isViewType(type) ? type : (view?.type ?? "list"),
    settings: set === undefined ? tidySettings(view?.settings ?? {}) : parseSettings(set),
  };
}

const filterText = (filter: Filter | null | undefined): string => (filter ? JSON.stringify(toFilter(fromFilter(filter))) : "");
const settingsText = (settings: ViewSettings): string => JSON.stringify(tidySettings(settings));
/** What of the state isn't as the view has it, in the form of the address. */
function deviations({ sort, filter, columns, type, settings }: ListState, view: ViewState | undefined): SearchParams {
  const own = {
    sort: sortText(sort),
    filter: filterText(toFilter(filter)),
    columns: columns?.join(",") ?? "",
    set: settingsText(settings),
  };
  const kept = {
    sort: view?.sort ?? "",
    filter: filterText(view?.filter),
    columns: view?.columns?.join(",") ?? "",
    set: settingsText(view?.settings ?? {}),
  };
  return {
    sort: own.sort === kept.sort ? undefined : own.sort || NONE,
    filter: own.filter === kept.filter ? undefined : own.filter || NONE,
    columns: own.columns === kept.columns ? undefined : own.columns,
    type: type === (view?.type ?? "list") ? undefined : type,
    set: own.set === kept.set ? undefined : own.set,
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
