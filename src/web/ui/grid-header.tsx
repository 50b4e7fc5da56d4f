/** The grid's head: names, sorting, resizing by the edge (double click: as wide as its widest), moving by dragging. */
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { memo, useRef, useState } from "react";
import type { PointerEvent } from "react";
import { useT } from "../i18n.tsx";
import type { DataGridProps, GridColumn } from "./grid-props.ts";
import { TickBox } from "./tick-box.tsx";
import classes from "./data-grid.module.css";

type Passed = "columns" | "sort" | "onSort" | "widths" | "onWidths" | "onReorder";
interface GridHeaderProps<Row extends object> extends Pick<DataGridProps<Row>, Passed> {
  readonly selectable: boolean;
  readonly hasActions: boolean;
  readonly allChosen: boolean;
  readonly someChosen: boolean;
  readonly onChooseAll: (chosen: boolean) => void;
  /** How wide the column's widest cell on the screen is. */
  readonly widest: (column: string) => number;
}
const MIN_WIDTH = 72;
const MAX_WIDTH = 900;
const clampWidth = (width: number): number => Math.round(Math.max(MIN_WIDTH, Math.min(width, MAX_WIDTH)));

function moved(ids: readonly string[], from: string, to: string): readonly string[] {
  const rest = ids.filter((id) => id !== from);
  const at = rest.indexOf(to) + (ids.indexOf(from) < ids.indexOf(to) ? 1 : 0);
  return [...rest.slice(0, at), from, ...rest.slice(at)];
}

function GridHeaderView<Row extends object>(props: GridHeaderProps<Row>) {
  const { columns, selectable, hasActions, onReorder, allChosen, someChosen, onChooseAll } = props;
  const t = useT();
  const [dragged, setDragged] = useState<string>();
  const ids = columns.map((each) => each.id);
  const drop = (on: string): void => {
    if (dragged !== undefined && dragged !== on) onReorder?.(moved(ids, dragged, on));
    setDragged(undefined);
  };
  return (
    <div role="rowgroup" className={classes["head"]}>
      <div role="row" aria-rowindex={1} className={classes["headRow"]}>
        {selectable && (
          <div role="columnheader" className={`${classes["headCell"]} ${classes["check"]}`}>
            <TickBox label={t("grid.select-all")} checked={allChosen} partly={someChosen} inTabOrder onToggle={onChooseAll} />
          </div>
        )}
        {columns.map((column, index) => (
          <HeaderCell
            key={column.id}
            {...props}
            column={column}
            first={index === 0}
            onDragStart={() => setDragged(column.id)}
            onDrop={() => drop(column.id)}
          />
        ))}
        {hasActions && (
          <div role="columnheader" className={classes["headCell"]}>
            <span className="visually-hidden">{t("grid.actions")}</span>
          </div>
        )}
      </div>
    </div>
  );
}

/** Pages of rows come and go without it. */
export const GridHeader = memo(GridHeaderView) as typeof GridHeaderView;

interface HeaderCellProps<Row extends object> extends GridHeaderProps<Row> {
  readonly column: GridColumn<Row>;
  readonly first: boolean;
  readonly onDragStart: () => void;
  readonly onDrop: () => void;
}
function HeaderCell<Row extends object>(props: HeaderCellProps<Row>) {
  const { column, first, sort = [], onSort, onWidths, onReorder, onDragStart, onDrop } = props;
  const [resizing, setResizing] = useState(false);
  const sorted = sort.find((each) => each.column === column.id);
  const sortable = column.sortable === true && onSort !== undefined;
  const classNames = [classes["headCell"], first && classes["first"], column.numeric && classes["numeric"]].filter(Boolean).join(" ");
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the button within has the focus; moving columns without a mouse is in the column chooser
    <div
      role="columnheader"
      className={classNames}
      aria-sort={sorted === undefined ? (sortable ? "none" : undefined) : sorted.descending ? "descending" : "ascending"}
      draggable={onReorder !== undefined && !resizing}
      onDragStart={onDragStart}
      onDragOver={(event) => onReorder && event.preventDefault()}
      onDrop={onDrop}
    >
      <HeaderName {...props} sortable={sortable} />
      {onWidths && <ResizeHandle {...props} onWidths={onWidths} resizing={resizing} onResizing={setResizing} />}
    </div>
  );
}

function HeaderName<Row extends object>({ column, sort = [], onSort, sortable }: HeaderCellProps<Row> & { readonly sortable: boolean }) {
  const t = useT();
  const position = sort.findIndex((each) => each.column === column.id);
  const sorted = sort[position];
  if (!sortable)
    return (
      <span className={classes["headText"]} title={column.label}>
        {column.label}
      </span>
    );
  const Arrow = sorted?.descending ? IconArrowDown : IconArrowUp;
  return (
    <button
      type="button"
      className={classes["sort"]}
      title={`${column.label} · ${t("grid.sort-hint")}`}
      onClick={(event) => onSort?.(column.id, event.shiftKey)}
    >
      <span className={classes["headText"]}>{column.label}</span>
      {sorted && <Arrow size={14} aria-hidden />}
      {sorted && sort.length > 1 && <sup>{position + 1}</sup>}
    </button>
  );
}

interface ResizeHandleProps<Row extends object> extends HeaderCellProps<Row> {
  readonly onWidths: NonNullable<DataGridProps<Row>["onWidths"]>;
  readonly resizing: boolean;
  readonly onResizing: (resizing: boolean) => void;
}
function ResizeHandle<Row extends object>({ column, widths = {}, onWidths, widest, resizing, onResizing }: ResizeHandleProps<Row>) {
  const from = useRef({ x: 0, width: 0 });
  const resize = (width: number): void => onWidths({ ...widths, [column.id]: clampWidth(width) });
  const begin = (event: PointerEvent<HTMLElement>): void => {
    // Else the column would be dragged away.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? column.width };
    onResizing(true);
  };
  return (
    <span
      className={`${classes["resize"]} ${resizing ? classes["resizing"] : ""}`}
      aria-hidden
      onPointerDown={begin}
      onPointerMove={(event) => resizing && resize(from.current.width + event.clientX - from.current.x)}
      onPointerUp={() => onResizing(false)}
      onPointerCancel={() => onResizing(false)}
      onDoubleClick={() => resize(widest(column.id))}
    />
  );
}
