/** The list that one came from: the way to the record before and the one after it, across the borders of pages. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { PAGE_SIZE, pageQuery } from "../../api/records.ts";
import type { ListRequest } from "../../api/records.ts";
import { noteTrail, trailOf } from "../record-pages.ts";

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
  const client = useQueryClient();
  // The list stays what it was while one walks along it.
  const list = useMemo(() => readTrail(module), [module]);
  const { cursors, end } = trailOf(module, list ?? NOWHERE);
  const queries = cursors.map((cursor) => pageQuery(module, list ?? NOWHERE, cursor));
  const here = queries.findIndex(({ queryKey }) => client.getQueryData(queryKey)?.data.some((record) => record.id === id));
  const indexes = here < 0 ? [] : [here - 1, here, here + 1].filter((index) => index >= 0 && index < cursors.length);
  const answers = useQueries({
    queries: indexes.map((index) => ({
      ...pageQuery(module, list ?? NOWHERE, cursors[index] ?? null),
      refetchOnMount: false,
      refetchOnWindowFocus: false,
    })),
  });
  const pages = answers.map((answer) => answer.data);
  useEffect(() => {
    for (const [at, page] of pages.entries()) if (page && list) noteTrail(module, list, { index: indexes[at] ?? 0, page });
  });
  const ids = pages.flatMap((page) => page?.data.map((record) => record.id) ?? []);
  const at = ids.indexOf(id);
  if (list === undefined || at < 0) return undefined;
  const before = here * PAGE_SIZE - (indexes.includes(here - 1) ? (pages[0]?.data.length ?? 0) : 0);
  return {
    previous: ids[at - 1],
    next: ids[at + 1],
    position: before + at + 1,
    loaded: end ?? (cursors.length - 1) * PAGE_SIZE,
    more: end === undefined,
  };
}
