/** Which rows are chosen: one by one, with Shift from the last one to this one, or all in memory. */
import { useCallback, useEffect, useRef } from "react";
import type { DataGridProps } from "./grid-props.ts";

export interface RowChoice {
  readonly all: boolean;
  readonly some: boolean;
  readonly toggle: (row: number, range: boolean) => void;
  readonly chooseAll: (chosen: boolean) => void;
}

export function useRowChoice<Row>(props: DataGridProps<Row>): RowChoice {
  const { selection, loaded, rowId } = props;
  const latest = useRef(props);
  useEffect(() => void (latest.current = props));
  const last = useRef<number>(undefined);
  const toggle = useCallback((row: number, range: boolean): void => {
    const { selection: now, rowAt: at, rowId: idOf } = latest.current;
    const clicked = at(row);
    if (!now || !clicked) return;
    const chosen = now.state[idOf(clicked)] !== true;
    const next = { ...now.state };
    const from = range && last.current !== undefined ? last.current : row;
    for (let index = Math.min(from, row); index <= Math.max(from, row); index++) {
      const each = at(index);
      if (!each) continue;
      if (chosen) next[idOf(each)] = true;
      else delete next[idOf(each)];
    }
    last.current = row;
    now.onChange(next);
  }, []);
  const chooseAll = useCallback((chosen: boolean): void => {
    const { selection: now, loaded: here, rowId: idOf } = latest.current;
    now?.onChange(chosen ? Object.fromEntries(here.map((row) => [idOf(row), true])) : {});
  }, []);
  const chosenHere = selection ? loaded.filter((row) => selection.state[rowId(row)] === true).length : 0;
  return {
    all: loaded.length > 0 && chosenHere === loaded.length,
    some: chosenHere > 0,
    toggle,
    chooseAll,
  };
}
