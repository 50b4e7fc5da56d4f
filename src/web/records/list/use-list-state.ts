/** The list's state as the address says it, with its view; and the way to change it. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { arrangementQuery, viewsQuery } from "../../api/views.ts";
import type { SavedView } from "../../api/views.ts";
import type { SearchParams } from "../../search-params.ts";
import { useOpensWith } from "./list-preferences.ts";
import { ALL, isChanged, readListState, writeListState } from "./list-state.ts";
import type { ListState } from "./list-state.ts";

export interface OpenList {
  readonly state: ListState;
  readonly change: (part: Partial<ListState>) => void;
  /** The views of the module; undefined: on their way. */
  readonly views: readonly SavedView[] | undefined;
  readonly view: SavedView | undefined;
  /** The address names a view that isn't here yet: nothing can be shown. */
  readonly waiting: boolean;
  /** ... and there is none of this id that this user may see. */
  readonly lost: boolean;
  readonly changed: boolean;
  /** The record shown beside the list. */
  readonly peek: string | undefined;
  readonly setPeek: (id: string | undefined) => void;
}

export function useListState(module: string): OpenList {
  const search: SearchParams = useSearch({ strict: false });
  const navigate = useNavigate();
  const [opensWith] = useOpensWithOfUser(module);
  const asked = search["view"] ?? (opensWith === "" ? ALL : opensWith);
  const { data: views, isError } = useQuery(viewsQuery(module));
  const view = asked === ALL ? undefined : views?.find(({ id }) => id === asked);
  const state = useMemo(() => readListState(search, view), [search, view]);
  const go = (params: SearchParams, replace: boolean): void =>
    void navigate({ to: "/$module", params: { module }, search: { ...params }, replace });
  // Whoever chose no view on purpose stays without.
  const viewParam = view?.id ?? (opensWith === "" ? undefined : ALL);
  const { peek } = search;
  // A link to what is on the screen shows the same to others, whatever their lists open with.
  useEffect(() => {
    if (view && search["view"] === undefined)
      void navigate({ to: "/$module", params: { module }, search: { ...search, view: view.id }, replace: true });
  }, [view, search, navigate, module]);
  return {
    state,
    change: (part) => go({ ...writeListState({ ...state, ...part }, view), view: viewParam, peek }, "q" in part),
    views,
    view,
    waiting: asked !== ALL && views === undefined && !isError,
    lost: asked !== ALL && search["view"] !== undefined && view === undefined && views !== undefined,
    changed: isChanged(state, view),
    peek,
    setPeek: (id) => go({ ...search, peek: id }, peek !== undefined),
  };
}

/** As the user has it on the server, remembered here so that the list needn't wait for it. */
function useOpensWithOfUser(module: string): readonly [string] {
  const [kept, keep] = useOpensWith(module);
  const arrangement = useQuery(arrangementQuery(module)).data;
  const told = arrangement && (arrangement.opensWith ?? "");
  useEffect(() => {
    if (told !== undefined && told !== kept) keep(told);
  }, [told, kept, keep]);
  return [kept];
}
