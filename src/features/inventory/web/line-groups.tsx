/**
 * The lines of a long document, so that a key typed into one costs what one row costs. Two things would have React look
 * through all 500: drawing the frame around them, which hands them contexts made anew each time (so it gets the rows from
 * a source, and stays as it was), and comparing row by row (so some neighbours are passed over as a whole).
 */
import { shallowEqual } from "@mantine/hooks";
import { memo, useSyncExternalStore } from "react";
import { LineRow, type LineRowProps } from "./line-row.tsx";

const SIZE = 25;

/** The rows as they are now, for whoever draws them. */
export class RowSource {
  #rows: readonly LineRowProps[] = [];
  readonly #listeners = new Set<() => void>();
  readonly get = (): readonly LineRowProps[] => this.#rows;
  readonly set = (rows: readonly LineRowProps[]): void => {
    this.#rows = rows;
    for (const tell of this.#listeners) tell();
  };
  readonly subscribe = (tell: () => void): (() => void) => {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  };
}

export function LineGroups({ source }: { readonly source: RowSource }) {
  const rows = useSyncExternalStore(source.subscribe, source.get);
  const groups = Array.from({ length: Math.ceil(rows.length / SIZE) }, (_, group) => rows.slice(group * SIZE, (group + 1) * SIZE));
  return groups.map((group, place) => <LineGroup key={`group${place}`} rows={group} />);
}

const LineGroup = memo(
  function LineGroup({ rows }: { readonly rows: readonly LineRowProps[] }) {
    return rows.map((row) => <LineRow key={row.line.key} {...row} />);
  },
  ({ rows: before }, { rows: now }) => before.length === now.length && before.every((row, at) => shallowEqual(row, now[at])),
);
