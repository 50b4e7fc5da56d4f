/** What is new in a list but not shown yet, since it would push the rows away: the list's page announces it. */
import { hashKey, useQueryClient } from "@tanstack/react-query";
import type { QueryKey } from "@tanstack/react-query";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { RecordPage } from "../api/record-data.ts";

interface ListNews {
  /** Records that belong in the list and aren't in it. */
  readonly ids: readonly string[];
  /** More may have changed, nobody knows what. */
  readonly unnamed: boolean;
}
const NONE: ListNews = { ids: [], unnamed: false };
const news = new Map<string, ListNews>();
const watchers = new Set<() => void>();
const changed = (): void => {
  for (const watcher of watchers) watcher();
};
const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export function noteNews(queryHash: string, { ids = [], unnamed = false }: Partial<ListNews>): void {
  if (ids.length === 0 && !unnamed) return;
  const known = news.get(queryHash) ?? NONE;
  news.set(queryHash, { ids: [...new Set([...known.ids, ...ids])], unnamed: known.unnamed || unnamed });
  changed();
}

export interface ShownNews {
  readonly count: number;
  readonly unnamed: boolean;
  /** Brings it in: the list begins at its top again. */
  readonly show: () => void;
}
export function useListNews(queryKey: QueryKey): ShownNews {
  const client = useQueryClient();
  const hash = useMemo(() => hashKey(queryKey), [queryKey]);
  const { ids, unnamed } = useSyncExternalStore(subscribe, () => news.get(hash) ?? NONE);
  // What has come into the list by another way meanwhile is no news.
  const shown = new Set(
    ids.length === 0
      ? []
      : client.getQueriesData<RecordPage>({ queryKey }).flatMap(([, page]) => page?.data.map((record) => record.id) ?? []),
  );
  const count = ids.filter((id) => !shown.has(id)).length;
  const show = useCallback(() => {
    news.delete(hash);
    changed();
    void client.invalidateQueries({ queryKey });
  }, [client, hash, queryKey]);
  return { count, unnamed, show };
}
