/**
 * The one grid of the program: lists, related lists, look-ups, the recycle bin. Virtual rows of one height, a header and
 * first column that stay in sight, columns that can be resized and moved, a cursor that walks over cells, cells that
 * are changed in place, rows that are real links. It knows nothing of records or fields: what a cell shows and how it
 * is edited is its caller's affair (`grid-props.ts` says what it is told).
 */
import { useCallback, useId, useImperativeHandle, useRef } from "react";
import type { CSSProperties, ReactNode } from "react";
import { GridBody } from "./grid-body.tsx";
import { clickHandlers } from "./grid-clicks.ts";
import { useGridCursor } from "./grid-cursor.ts";
import type { Block, CellAt, GridCursor } from "./grid-cursor.ts";
import { GridHeader } from "./grid-header.tsx";
import type { DataGridProps, EditEnd, GridSort } from "./grid-props.ts";
import { useGridClipboard } from "./use-grid-clipboard.ts";
import { useRowChoice } from "./row-choice.ts";
import { bringIntoSight } from "./row-window.ts";
import classes from "./data-grid.module.css";

export type * from "./grid-props.ts";
export const ROW_HEIGHTS = { compact: 32, normal: 40 } as const;
const CARD_HEIGHT = 64;
const UNSORTED: readonly GridSort[] = [];
const CHECKBOX_WIDTH = 40;
const ACTIONS_WIDTH = 72;

/** Each column as wide as it was made; what is left goes to the first, or to the last if the first was sized by hand. */
function templateOf(
  sizes: readonly number[],
  { firstIsSized, selectable, actions, cards }: Readonly<Record<"firstIsSized" | "selectable" | "actions" | "cards", boolean>>,
): string {
  const growing = firstIsSized ? sizes.length - 1 : 0;
  const columns = cards ? ["minmax(0, 1fr)"] : sizes.map((size, index) => (index === growing ? `minmax(${size}px, 1fr)` : `${size}px`));
  return [...(selectable ? [`${CHECKBOX_WIDTH}px`] : []), ...columns, ...(actions ? [`${ACTIONS_WIDTH}px`] : [])].join(" ");
}

type Frame = CSSProperties & Record<"--columns" | "--total-width" | "--row-height" | "--first-left", string>;
function frameOf<Row>(props: DataGridProps<Row>, rowHeight: number): Frame {
  const { columns, widths = {}, selection, rowActions, cards = false, maxHeight } = props;
  const sizes = columns.map((column) => widths[column.id] ?? column.width);
  const total = sizes.reduce((sum, size) => sum + size, 0) + (selection ? CHECKBOX_WIDTH : 0) + (rowActions ? ACTIONS_WIDTH : 0);
  return {
    "--columns": templateOf(sizes, {
      firstIsSized: widths[columns[0]?.id ?? ""] !== undefined,
      selectable: selection !== undefined,
      actions: rowActions !== undefined,
      cards,
    }),
    "--total-width": cards ? "0px" : `${total}px`,
    "--row-height": `${rowHeight}px`,
    "--first-left": selection ? `${CHECKBOX_WIDTH}px` : "0px",
    ...(maxHeight === undefined ? {} : { maxHeight, flex: "none" }),
  };
}

export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { label, count, rowId, selection, cards = false, loading = false, empty } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = cards ? CARD_HEIGHT : (props.rowHeight ?? ROW_HEIGHTS.normal);
  const choice = useRowChoice(props);
  const cursor = useCursor(props, {
    scroller,
    rowHeight,
    toggle: choice.toggle,
  });
  useGridClipboard(props, cursor, scroller);
  useGridHandle(props, { cursor, toggle: choice.toggle, scroller });
  const widest = useCallback((column: string) => widestOf(scroller.current, column), []);
  const cellId = useCallback((row: number, column: number) => `${gridId}-${row}-${column}`, [gridId]);
  const { endEdit } = cursor;
  const onEditEnd = useCallback(
    (end: EditEnd) => {
      endEdit(end);
      scroller.current?.focus({ preventScroll: true });
    },
    [endEdit],
  );
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- it has the focus for all its cells; which of them, its body says
    <div
      ref={scroller}
      className={classes["grid"]}
      style={frameOf(props, rowHeight)}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={props.total ?? -1}
      aria-multiselectable={selection ? true : undefined}
      aria-busy={loading}
      data-cards={cards || undefined}
      onKeyDown={cursor.onKeyDown}
      {...clickHandlers(props, { cursor, toggle: choice.toggle })}
    >
      {!cards && (
        <GridHeader
          columns={props.columns}
          sort={props.sort ?? UNSORTED}
          onSort={props.onSort}
          widths={props.widths}
          onWidths={props.onWidths}
          onReorder={props.onReorder}
          selectable={selection !== undefined}
          hasActions={props.rowActions !== undefined}
          allChosen={choice.all}
          someChosen={choice.some}
          onChooseAll={choice.chooseAll}
          widest={widest}
        />
      )}
      <GridBody
        grid={props}
        cursor={cursor}
        rowHeight={rowHeight}
        scroller={scroller}
        isChosen={(row) => selection?.state[rowId(row)] === true}
        cellId={cellId}
        onToggle={choice.toggle}
        onEditEnd={onEditEnd}
      />
      {!loading && count === 0 && <Nothing>{empty}</Nothing>}
      {props.footer && count > 0 && !cards && <Footer {...props} footer={props.footer} />}
    </div>
  );
}

const Nothing = ({ children }: { readonly children: ReactNode }) => (
  <div role="rowgroup" className={classes["nothing"]}>
    <div role="row">
      <div role="gridcell">{children}</div>
    </div>
  </div>
);

function Footer<Row extends object>({
  columns,
  footer,
  selection,
  rowActions,
}: DataGridProps<Row> & Required<Pick<DataGridProps<Row>, "footer">>) {
  return (
    <div role="rowgroup" className={classes["foot"]}>
      <div role="row" className={classes["footRow"]}>
        {selection && <div role="presentation" className={`${classes["footCell"]} ${classes["check"]}`} />}
        {columns.map((column, index) => (
          <div
            key={column.id}
            role="gridcell"
            className={[classes["footCell"], index === 0 && classes["first"], column.numeric && classes["numeric"]]
              .filter(Boolean)
              .join(" ")}
          >
            {footer?.(column)}
          </div>
        ))}
        {rowActions && <div role="presentation" className={classes["footCell"]} />}
      </div>
    </div>
  );
}

// What the cursor means for this grid.

interface CursorContext {
  readonly scroller: { readonly current: HTMLDivElement | null };
  readonly rowHeight: number;
  readonly toggle: (row: number, range: boolean) => void;
}
function useCursor<Row extends object>(props: DataGridProps<Row>, { scroller, rowHeight, toggle }: CursorContext): GridCursor {
  const { columns, count, rowAt, editing, onActive, onOpen, rowTarget, cards = false } = props;
  const at = (cell: CellAt) => ({ row: rowAt(cell.row), column: columns[cell.column]?.id ?? "" });
  return useGridCursor({
    rows: count,
    columns: cards ? 1 : columns.length,
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2),
    show: (row) => {
      const element = scroller.current;
      const head = element?.querySelector<HTMLElement>(`.${classes["body"]}`)?.offsetTop ?? 0;
      if (element) bringIntoSight(element, { row, rowHeight, head, foot: props.footer ? rowHeight : 0 });
    },
    canEdit: (cell) => {
      const { row, column } = at(cell);
      return row !== undefined && editing?.can(row, column) === true;
    },
    onMove: (cell) => {
      const { row } = at(cell);
      if (row) onActive?.(row);
    },
    onEnter: (cell) => {
      const { row } = at(cell);
      if (row && rowTarget?.(row))
        document.querySelector<HTMLElement>(`[role=grid]:focus [data-index="${cell.row}"] [data-row-link]`)?.click();
      else if (row && onOpen) onOpen(row);
      else toggle(cell.row, false);
    },
    onToggle: (cell, range) => toggle(cell.row, range),
    onClear: (block) => {
      for (const { row, column } of cellsOf(props, block)) if (row && editing?.can(row, column)) editing.clear(row, column);
    },
  });
}

function* cellsOf<Row>(
  { columns, rowAt }: DataGridProps<Row>,
  { rows, columns: [left, right] }: Block,
): Generator<{ row: Row | undefined; column: string }> {
  for (let row = rows[0]; row <= rows[1]; row++)
    for (let column = left; column <= right; column++) yield { row: rowAt(row), column: columns[column]?.id ?? "" };
}

interface HandleContext {
  readonly cursor: GridCursor;
  readonly toggle: (row: number, range: boolean) => void;
  readonly scroller: { readonly current: HTMLDivElement | null };
}
function useGridHandle<Row extends object>({ handle, rowAt }: DataGridProps<Row>, { cursor, toggle, scroller }: HandleContext): void {
  useImperativeHandle(handle, () => ({
    move: (by) => {
      scroller.current?.focus({ preventScroll: true });
      cursor.go(cursor.active ? { row: cursor.active.row + by, column: cursor.active.column } : { row: 0, column: 0 });
    },
    toggleActive: () => cursor.active && toggle(cursor.active.row, false),
    activeRow: () => (cursor.active ? rowAt(cursor.active.row) : undefined),
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));
}

/** The widest of what a column shows at this moment, with its padding. */
function widestOf(grid: HTMLElement | null, column: string): number {
  const PADDING = 28;
  const cells = grid?.querySelectorAll<HTMLElement>(`[data-col="${CSS.escape(column)}"] .${classes["content"]}`) ?? [];
  const range = document.createRange();
  let widest = 0;
  for (const cell of cells) {
    range.selectNodeContents(cell);
    widest = Math.max(widest, cell.scrollWidth, range.getBoundingClientRect().width);
  }
  return widest + PADDING;
}
