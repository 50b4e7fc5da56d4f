/** The state of a list page, and its form in the address: `?sort=-amount,name&q=acme&filter={…}&columns=a,b`. Pure. */
import type { SearchParams } from "../../search-params.ts";
import type { GridSort } from "../../ui/data-grid.tsx";
import { fromFilter, parseFilter, toFilter } from "./filter-model.ts";
import type { FilterModel } from "./filter-model.ts";

export interface ListState {
  readonly sort: readonly GridSort[];
  readonly filter: FilterModel;
  readonly q: string;
  /** Undefined: the columns of the module, or those chosen here before. */
  readonly columns: readonly string[] | undefined;
}

export const parseSort = (text: string): readonly GridSort[] =>
  text
    .split(",")
    .filter((part) => /^-?[a-z_][a-z0-9_.]*$/.test(part))
    .map((part) => (part.startsWith("-") ? { column: part.slice(1), descending: true } : { column: part, descending: false }));
export const sortText = (sort: readonly GridSort[]): string =>
  sort.map(({ column, descending }) => `${descending ? "-" : ""}${column}`).join(",");

export function readListState(params: SearchParams): ListState {
  const columns = (params["columns"] ?? "").split(",").filter((name) => name !== "");
  return {
    sort: parseSort(params["sort"] ?? ""),
    filter: fromFilter(parseFilter(params["filter"])),
    q: params["q"] ?? "",
    columns: columns.length === 0 ? undefined : columns,
  };
}

/** Parameters that are as usual are left out, so that a plain list has a plain address. */
export function writeListState({ sort, filter, q, columns }: ListState): SearchParams {
  const ast = toFilter(filter);
  return {
    sort: sort.length === 0 ? undefined : sortText(sort),
    filter: ast && JSON.stringify(ast),
    q: q === "" ? undefined : q,
    columns: columns?.join(","),
  };
}

/** A click on a column's head: up, down, then as usual. With Shift the column is added to the others. */
export function nextSort(sort: readonly GridSort[], column: string, add: boolean): readonly GridSort[] {
  const current = sort.find((each) => each.column === column);
  const next = current === undefined ? { column, descending: false } : current.descending ? undefined : { column, descending: true };
  if (!add) return next ? [next] : [];
  if (current === undefined) return next ? [...sort, next] : sort;
  return sort.flatMap((each) => (each.column === column ? (next ?? []) : each));
}
