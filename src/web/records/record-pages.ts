/**
 * The rows of a list of any length. Each page is a query of its own, known by the cursor with which the page before it
 * ended; only the pages around what is on the screen are held, so that one may scroll through a million rows. What was
 * passed keeps its place: its cursor is remembered, and the page comes again when one scrolls back.
 */
import { useQueries } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { DescribedModule } from "../../model/describe.ts";
import type { RecordData, RecordPage } from "../api/record-data.ts";
import { PAGE_SIZE, pageQuery } from "../api/records.ts";
import type { ListRequest } from "../api/records.ts";

/** How far the list is known: where its pages begin, and its length once its end was seen. */
interface Trail {
  readonly cursors: readonly (string | null)[];
  readonly end: number | undefined;
}
const BEGINNING: Trail = { cursors: [null], end: undefined };
/** Trails outlive their screens, for coming back to the same place. */
const trails = new Map<string, Trail>();
const MOST_TRAILS = 20;
function keep(key: string, trail: Trail): void {
  trails.delete(key);
  trails.set(key, trail);
  const oldest = trails.size > MOST_TRAILS ? trails.keys().next().value : undefined;
  if (oldest !== undefined) trails.delete(oldest);
}

/** The trail, with what page `index` has told about the next one. */
function follow(trail: Trail, index: number, page: { readonly next: string | null; readonly rows: number }): Trail {
  if (page.next === null) {
    const end = index * PAGE_SIZE + page.rows;
    return trail.end === end && trail.cursors.length === index + 1 ? trail : { cursors: trail.cursors.slice(0, index + 1), end };
  }
  if (trail.cursors[index + 1] === page.next) return trail;
  const isLast = trail.cursors.length === index + 1;
  return {
    cursors: isLast ? [...trail.cursors, page.next] : trail.cursors.with(index + 1, page.next),
    end: isLast ? undefined : trail.end,
  };
}

const keyOf = (module: string, request: ListRequest): string => JSON.stringify([module, request]);
/** Where the pages of a list begin, as far as somebody has gone along it. */
export const trailOf = (module: string, request: ListRequest): Trail => trails.get(keyOf(module, request)) ?? BEGINNING;
/** Somebody walks along the list on another screen. */
export function noteTrail(
  module: string,
  request: ListRequest,
  { index, page }: { readonly index: number; readonly page: RecordPage },
): void {
  const trail = trailOf(module, request);
  const next = follow(trail, index, { next: page.next_cursor, rows: page.data.length });
  if (next !== trail) keep(keyOf(module, request), next);
}

type Pages = ReadonlyMap<number, readonly RecordData[]>;
const NO_PAGES: Pages = new Map();

/** What a list wants to know of its pages: that one is being asked for again is no news to it. */
const inShort = (answers: readonly UseQueryResult<RecordPage>[]) => ({
  pages: answers.map(({ data }) => data),
  error: answers.find((answer) => answer.isError)?.error ?? null,
});

export interface RecordPages {
  readonly count: number;
  readonly rowAt: (index: number) => RecordData | undefined;
  readonly loaded: readonly RecordData[];
  readonly onRange: (from: number, to: number) => void;
  /** The first rows are on their way. */
  readonly pending: boolean;
  readonly error: Error | null;
}

export function useRecordPages(module: DescribedModule, request: ListRequest): RecordPages {
  const key = useMemo(() => keyOf(module.name, request), [module.name, request]);
  const [seen, setSeen] = useState<{ readonly key: string; readonly trail: Trail }>(() => ({ key, trail: trails.get(key) ?? BEGINNING }));
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const known = seen.key === key ? seen.trail : (trails.get(key) ?? BEGINNING);
  const lastPage = known.cursors.length - 1;
  const from = Math.min(range[0], lastPage);
  const to = Math.min(range[1], lastPage);
  const indexes = useMemo(() => Array.from({ length: to - from + 1 }, (_, i) => from + i), [from, to]);
  const { pages, error: failure } = useQueries({
    queries: indexes.map((index) => pageQuery(module.name, request, known.cursors[index] ?? null)),
    combine: inShort,
  });

  let trail = known;
  const fresh = new Map<number, readonly RecordData[]>();
  for (const [at, index] of indexes.entries()) {
    const page = pages[at];
    if (!page) continue;
    fresh.set(index, page.data);
    trail = follow(trail, index, { next: page.next_cursor, rows: page.data.length });
  }
  if (trail !== known || seen.key !== key) setSeen({ key, trail });
  useEffect(() => keep(key, trail), [key, trail]);

  // While a page is asked for anew (another order, rows that moved), the rows that stood there stay to be seen.
  const [kept, setKept] = useState<{ readonly pages: Pages; readonly count: number }>({ pages: NO_PAGES, count: 0 });
  const rows = new Map(
    indexes.flatMap((index) => {
      const page = fresh.get(index) ?? kept.pages.get(index);
      return page ? [[index, page] as const] : [];
    }),
  );
  const pending = fresh.size === 0 && rows.size === 0;
  const settled = fresh.size > 0;
  const count = settled ? (trail.end ?? trail.cursors.length * PAGE_SIZE) : kept.count;
  const stable = useStable(rows);
  if (settled && (kept.pages !== stable || kept.count !== count)) setKept({ pages: stable, count });

  const rowAt = useCallback((index: number) => stable.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE], [stable]);
  const loaded = useMemo(() => [...stable.values()].flat(), [stable]);
  const onRange = useCallback((first: number, last: number) => {
    // The pages on both sides are there before one comes to them; who stays at the top needs no other.
    const middle = Math.floor((first + last) / 2 / PAGE_SIZE);
    const next = first === 0 ? ([0, Math.floor(last / PAGE_SIZE)] as const) : ([Math.max(0, middle - 1), middle + 1] as const);
    setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, []);
  const error = rows.size === 0 ? failure : null;
  return { count, rowAt, loaded, onRange, pending: pending && error === null, error };
}

/** The same map as long as it holds the same pages. */
function useStable(pages: Pages): Pages {
  const [stable, setStable] = useState(pages);
  const same = pages.size === stable.size && [...pages].every(([index, rows]) => stable.get(index) === rows);
  if (!same) setStable(pages);
  return same ? stable : pages;
}
