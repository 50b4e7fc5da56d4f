/** The rows of the grid: those in sight, and a few more. It alone is drawn anew while one scrolls. */
import { useEffect, useLayoutEffect } from "react";
import type { RefObject } from "react";
import { useT } from "../i18n.tsx";
import { SkeletonRows } from "./grid-bones.tsx";
import type { GridCursor } from "./grid-cursor.ts";
import type { DataGridProps, EditEnd } from "./grid-props.ts";
import { GridRow } from "./grid-row.tsx";
import { useRowWindow } from "./row-window.ts";
import classes from "./data-grid.module.css";

interface GridBodyProps<Row extends object> {
  readonly grid: DataGridProps<Row>;
  readonly cursor: GridCursor;
  readonly rowHeight: number;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly isChosen: (row: Row) => boolean;
  readonly cellId: (row: number, column: number) => string;
  readonly onToggle: (index: number, range: boolean) => void;
  readonly onEditEnd: (end: EditEnd) => void;
}

export function GridBody<Row extends object>({ grid, cursor, rowHeight, scroller, isChosen, ...passed }: GridBodyProps<Row>) {
  const { columns, count, rowAt, rowId, selection, onRange, current, cards = false, loading = false } = grid;
  const t = useT();
  const rows = useRowWindow({ scroller, count, rowHeight, scrollKey: grid.scrollKey });
  const indexes = rows.map(({ index }) => index);
  const [from, to] = indexes.length === 0 ? [0, 0] : [Math.min(...indexes), Math.max(...indexes)];
  useEffect(() => onRange?.(from, to), [from, to, onRange]);
  const { active } = cursor;
  const activeId = active && !cards && indexes.includes(active.row) ? passed.cellId(active.row, active.column) : undefined;
  // The grid itself isn't drawn anew for each row that comes or goes.
  useLayoutEffect(() => {
    if (activeId === undefined) scroller.current?.removeAttribute("aria-activedescendant");
    else scroller.current?.setAttribute("aria-activedescendant", activeId);
  }, [activeId, scroller]);
  return (
    <div role="rowgroup" className={classes["body"]} style={loading || count === 0 ? undefined : { height: count * rowHeight }}>
      {rows.map(({ slot, index }) => {
        const row = rowAt(index);
        return (
          <GridRow
            key={slot}
            row={row}
            index={index}
            top={index * rowHeight}
            columns={columns}
            grid={grid}
            cards={cards}
            current={row !== undefined && current !== undefined && current === rowId(row)}
            selected={row !== undefined && isChosen(row)}
            activeColumn={active?.row === index ? active.column : -1}
            editing={cursor.editing?.row === index ? cursor.editing : undefined}
            block={cursor.block}
            t={t}
            {...passed}
          />
        );
      })}
      {loading && <SkeletonRows label={t("state.loading")} columns={cards ? 1 : columns.length} selectable={selection !== undefined} />}
    </div>
  );
}
