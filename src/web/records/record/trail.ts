/** The list that one came from: the way to the record before and the one after it, across the borders of pages. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { listQuery } from "../../api/records.ts";
import type { ListRequest } from "../../api/records.ts";

interface Trail {
  readonly module: string;
  readonly request: ListRequest;
}
const KEY = "manul.trail";
const NOWHERE: ListRequest = { fields: [] };

/** Called by a list: records opened now belong to it. A tab has its own. */
export const rememberTrail = (trail: Trail): void => sessionStorage.setItem(KEY, JSON.stringify(trail));

function readTrail(module: string): ListRequest | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Trail | null;
    return kept?.module === module ? kept.request : undefined;
  } catch {
    return undefined;
  }
}

export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** Counted from 1. */
  readonly position: number;
  readonly loaded: number;
  readonly more: boolean;
}
/** Undefined where the record isn't in the list that one came from. */
export function useNeighbours(module: string, id: string): Neighbours | undefined {
  // The list stays what it was while one walks along it.
  const list = useMemo(() => readTrail(module), [module]);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...listQuery(module, list ?? NOWHERE),
    enabled: list !== undefined,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
  });
  const ids = useMemo(() => data?.pages.flatMap((page) => page.data.map((record) => record.id)) ?? [], [data]);
  const at = ids.indexOf(id);
  const atEnd = at >= 0 && at >= ids.length - 2;
  useEffect(() => {
    if (atEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [atEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return at < 0 ? undefined : { previous: ids[at - 1], next: ids[at + 1], position: at + 1, loaded: ids.length, more: hasNextPage };
}
