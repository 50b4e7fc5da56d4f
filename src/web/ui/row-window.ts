/**
 * Which rows of a long list stand in the document: those in sight and a few beyond. Rows are of one height, so a row's
 * place follows from its index. What leaves the window at one end lends its elements to what enters at the other:
 * scrolling writes texts into rows that are there and makes nothing anew.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { flushSync } from "react-dom";

/** A place in the document, and the index of the row that has it now. */
export interface Placed {
  readonly slot: number;
  readonly index: number;
}
export interface Span {
  readonly from: number;
  /** Not one of them any more. */
  readonly to: number;
}
const NO_ROWS: readonly Placed[] = [];

/** More where one is going to than where one comes from. */
const AHEAD = 10;
const BEHIND = 4;
const SETTLED_AFTER = 150;

interface Sight {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
  readonly down: boolean;
  /** Whether rows out of sight are drawn too. */
  readonly spare: boolean;
}
export function spanOf({ top, height, rowHeight, count, down, spare }: Sight): Span {
  const [before, after] = spare ? (down ? [BEHIND, AHEAD] : [AHEAD, BEHIND]) : [0, 0];
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + after);
  return { from: Math.max(0, Math.min(Math.floor(top / rowHeight) - before, to)), to };
}

/** The window moved: who stays in it keeps its place, the others give theirs to the rows that came. */
export function place(rows: readonly Placed[], { from, to }: Span): readonly Placed[] {
  const standing = new Set(rows.map(({ index }) => index));
  const coming: number[] = [];
  for (let index = from; index < to; index++) if (!standing.has(index)) coming.push(index);
  const placed: Placed[] = [];
  for (const row of rows) {
    if (row.index >= from && row.index < to) placed.push(row);
    else {
      const index = coming.shift();
      if (index !== undefined) placed.push({ slot: row.slot, index });
    }
  }
  const taken = new Set(placed.map(({ slot }) => slot));
  for (let slot = 0; coming.length > 0; slot++) {
    if (taken.has(slot)) continue;
    placed.push({ slot, index: coming.shift() ?? 0 });
  }
  return placed;
}

/** As they are to be read: their order in the document is their order on the screen. */
export const inOrder = (rows: readonly Placed[]): readonly Placed[] =>
  rows.every((row, at) => at === 0 || (rows[at - 1]?.index ?? 0) < row.index) ? rows : rows.toSorted((a, b) => a.index - b.index);

interface WindowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  /** Where one was when the list was left. */
  readonly scrollKey: string | undefined;
}
const remembered = new Map<string, number>();
const atOnce = (change: () => void): void => change();
const elementOf = (ref: RefObject<HTMLElement | null>): HTMLElement | null => ref.current;

/** The rows to draw, in the order in which they stand in the document. */
export function useRowWindow({ scroller, count, rowHeight, scrollKey }: WindowOptions): readonly Placed[] {
  const [rows, setRows] = useState(NO_ROWS);
  const latest = useRef({ count, rowHeight, scrollKey, rows });
  useLayoutEffect(() => void (latest.current = { count, rowHeight, scrollKey, rows }));
  const going = useRef({ top: 0, down: true, spare: false });

  const update = useCallback(
    (apply = atOnce, sizes: Pick<WindowOptions, "count" | "rowHeight"> = latest.current): void => {
      const element = elementOf(scroller);
      if (!element) return;
      const { scrollTop: top, clientHeight: height } = element;
      if (top !== going.current.top) going.current = { ...going.current, top, down: top > going.current.top };
      const drawn = latest.current.rows;
      const next = place(drawn, spanOf({ ...sizes, ...going.current, height }));
      if (next.length === drawn.length && next.every((row, at) => row === drawn[at])) return;
      yieldFocus(element, next);
      apply(() => setRows(next));
    },
    [scroller],
  );

  // The place that was left; only when there are rows can one be there again.
  const restored = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (scroller.current && scrollKey !== undefined && count > 0 && restored.current !== scrollKey) {
      restored.current = scrollKey;
      scroller.current.scrollTo({ top: remembered.get(scrollKey) ?? 0 });
    }
    update(atOnce, { count, rowHeight });
  }, [update, scroller, scrollKey, count, rowHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let settling: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      // Rows change their places in the document for it: not under somebody's hands.
      const focused = document.activeElement;
      if (focused === element || !element.contains(focused)) setRows(inOrder);
    };
    const onScroll = (): void => {
      const { scrollKey: key } = latest.current;
      if (key !== undefined && restored.current === key) remembered.set(key, element.scrollTop);
      // Only then do the first columns have to stay behind: each that stays is a layer of its own.
      element.toggleAttribute("data-shifted", element.scrollLeft > 0);
      // In this very frame, not in one of the next.
      update(flushSync);
      clearTimeout(settling);
      settling = setTimeout(settle, SETTLED_AFTER);
    };
    const resized = new ResizeObserver(() => update());
    resized.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    // What is in sight comes first.
    const widening = whenIdle(() => {
      going.current = { ...going.current, spare: true };
      update();
    });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", onScroll);
      clearTimeout(settling);
      widening();
    };
  }, [scroller, update]);
  return rows.some(({ index }) => index >= count) ? rows.filter(({ index }) => index < count) : rows;
}

interface RowPlace {
  readonly row: number;
  readonly rowHeight: number;
  /** What covers the sight above and below: head and foot. */
  readonly head: number;
  readonly foot: number;
}
/** Scrolls no further than it must. */
export function bringIntoSight(scroller: HTMLElement, { row, rowHeight, head, foot }: RowPlace): void {
  const least = (row + 1) * rowHeight + head + foot - scroller.clientHeight;
  if (row * rowHeight < scroller.scrollTop) scroller.scrollTo({ top: row * rowHeight });
  else if (least > scroller.scrollTop) scroller.scrollTo({ top: least });
}

/** A row that has the focus is about to become another one: the grid takes it over. */
function yieldFocus(scroller: HTMLElement, next: readonly Placed[]): void {
  const focused = document.activeElement;
  if (!focused || focused === scroller || !scroller.contains(focused)) return;
  const index = focused.closest<HTMLElement>("[data-index]")?.dataset["index"];
  if (index !== undefined && !next.some((row) => row.index === Number(index))) scroller.focus({ preventScroll: true });
}

function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(work, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: 500 });
  return () => cancelIdleCallback(handle);
}
