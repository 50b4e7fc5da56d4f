/**
 * The one grid of the program: lists, related lists, the recycle bin. Virtual rows of one height, a header and first
 * column that stay in sight, columns that can be resized and moved, rows that are real links. It knows nothing of
 * records or fields: what a cell shows is its caller's affair.
 */
import { columnResizingFeature, columnSizingFeature, rowSelectionFeature, tableFeatures, useTable } from "@tanstack/react-table";
import type { ColumnDef, RowSelectionState, Updater } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { CSSProperties, KeyboardEvent, ReactNode } from "react";
import { useT } from "../i18n.tsx";
import { GridHeader } from "./grid-header.tsx";
import { GridRow } from "./grid-row.tsx";
import classes from "./data-grid.module.css";

export interface GridColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly width: number;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}
export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}
export interface GridSelection {
  readonly state: RowSelectionState;
  readonly onChange: (state: RowSelectionState) => void;
}
export type ColumnWidths = Readonly<Record<string, number>>;
/** Where a row leads: a record's page. */
export interface RowTarget {
  readonly module: string;
  readonly id: string;
}

export interface DataGridProps<Row> {
  /** For screen readers. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly rowTarget?: (row: Row) => RowTarget | undefined;
  /** Buttons at the right end of each row. */
  readonly rowActions?: (row: Row) => ReactNode;
  readonly rowHeight?: number;
  readonly sort?: readonly GridSort[];
  readonly onSort?: (column: string, add: boolean) => void;
  readonly selection?: GridSelection;
  readonly widths?: ColumnWidths;
  readonly onWidths?: (widths: ColumnWidths) => void;
  readonly onReorder?: (ids: readonly string[]) => void;
  /** Total of rows where known. */
  readonly total?: number;
  /** Rows are being fetched and none is there yet. */
  readonly loading?: boolean;
  /** More rows exist: called when the end is near. */
  readonly onEnd?: (() => void) | undefined;
  /** Instead of rows, when there are none. */
  readonly empty?: ReactNode;
  /** Remembers how far one scrolled, for coming back. */
  readonly scrollKey?: string;
  /** As high as its rows, up to this; absent: fills its parent. */
  readonly maxHeight?: number;
}

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, rowSelectionFeature });
export type GridFeatures = typeof features;
export const ROW_HEIGHT = 36;
export const CHECKBOX_WIDTH = 40;
const ACTIONS_WIDTH = 72;
const MIN_WIDTH = 72;
const ROWS_BEFORE_END = 30;
const SKELETON_ROWS = 14;
const NO_SELECTION: RowSelectionState = {};
const NO_WIDTHS: ColumnWidths = {};
const scrollMemory = new Map<string, number>();

const resolve = <T,>(updater: Updater<T>, current: T): T => (typeof updater === "function" ? (updater as (old: T) => T)(current) : updater);

function useGridTable<Row extends object>({ columns, rows, rowId, selection, widths = NO_WIDTHS, onWidths }: DataGridProps<Row>) {
  const definitions = useMemo<ColumnDef<GridFeatures, Row>[]>(
    () => columns.map(({ id, label, width }) => ({ id, header: label, size: width, minSize: MIN_WIDTH, maxSize: 900 })),
    [columns],
  );
  const state = selection?.state ?? NO_SELECTION;
  return useTable<GridFeatures, Row>({
    features,
    columns: definitions,
    data: rows as Row[],
    getRowId: rowId,
    enableRowSelection: selection !== undefined,
    columnResizeMode: "onChange",
    state: { rowSelection: state, columnSizing: widths },
    onRowSelectionChange: (updater) => selection?.onChange(resolve(updater, state)),
    onColumnSizingChange: (updater) => onWidths?.(resolve(updater, widths)),
  });
}

/** Each column as wide as it was made; what is left goes to the first, or to the last if the first was sized by hand. */
function templateOf(
  sizes: readonly number[],
  { firstIsSized, selectable, actions }: Readonly<Record<"firstIsSized" | "selectable" | "actions", boolean>>,
): string {
  const growing = firstIsSized ? sizes.length - 1 : 0;
  const columns = sizes.map((size, index) => (index === growing ? `minmax(${size}px, 1fr)` : `${size}px`));
  return [...(selectable ? [`${CHECKBOX_WIDTH}px`] : []), ...columns, ...(actions ? [`${ACTIONS_WIDTH}px`] : [])].join(" ");
}

/** Arrow keys walk over the rows' links; rows out of sight are brought in first. */
function walkRows(event: KeyboardEvent<HTMLElement>, count: number, show: (index: number) => void): void {
  if (event.code !== "ArrowDown" && event.code !== "ArrowUp") return;
  const container = event.currentTarget;
  const row = document.activeElement?.closest<HTMLElement>("[data-index]");
  if (!row || !container.contains(row)) return;
  const next = Number(row.dataset["index"]) + (event.code === "ArrowDown" ? 1 : -1);
  if (next < 0 || next >= count) return;
  event.preventDefault();
  show(next);
  requestAnimationFrame(() => container.querySelector<HTMLElement>(`[data-index="${next}"] [data-row-link]`)?.focus());
}

export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const {
    label,
    columns,
    rows,
    selection,
    rowActions,
    loading = false,
    onEnd,
    empty,
    scrollKey,
    maxHeight,
    rowHeight = ROW_HEIGHT,
  } = props;
  const t = useT();
  const table = useGridTable(props);
  const scroller = useRef<HTMLDivElement>(null);
  const tableRows = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
    initialOffset: () => (scrollKey === undefined ? 0 : (scrollMemory.get(scrollKey) ?? 0)),
  });
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - ROWS_BEFORE_END) onEnd?.();
  }, [lastSeen, rows.length, onEnd]);

  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const sizes = headers.map((header) => header.getSize());
  const total = sizes.reduce((sum, size) => sum + size, 0) + (selection ? CHECKBOX_WIDTH : 0) + (rowActions ? ACTIONS_WIDTH : 0);
  const template = templateOf(sizes, {
    firstIsSized: props.widths?.[columns[0]?.id ?? ""] !== undefined,
    selectable: selection !== undefined,
    actions: rowActions !== undefined,
  });
  const frame: CSSProperties & Record<"--columns" | "--total-width" | "--row-height" | "--first-left", string> = {
    "--columns": template,
    "--total-width": `${total}px`,
    "--row-height": `${rowHeight}px`,
    "--first-left": selection ? `${CHECKBOX_WIDTH}px` : "0px",
    ...(maxHeight === undefined ? {} : { maxHeight, flex: "none" }),
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the links within
    <div
      ref={scroller}
      className={classes["grid"]}
      style={frame}
      role="table"
      aria-label={label}
      aria-rowcount={props.total ?? (onEnd ? -1 : rows.length + 1)}
      aria-busy={loading}
      onScroll={(event) => scrollKey !== undefined && scrollMemory.set(scrollKey, event.currentTarget.scrollTop)}
      onKeyDown={(event) => walkRows(event, tableRows.length, (index) => virtualizer.scrollToIndex(index))}
    >
      <GridHeader {...props} table={table} headers={headers} />
      <div role="rowgroup" className={classes["body"]} style={loading || rows.length === 0 ? {} : { height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = tableRows[item.index];
          return (
            row && (
              <GridRow
                key={row.id}
                row={row}
                index={item.index}
                top={item.start}
                columns={columns}
                grid={props}
                selected={selection !== undefined && row.getIsSelected()}
              />
            )
          );
        })}
        {loading && <SkeletonRows label={t("state.loading")} columns={columns.length} selectable={selection !== undefined} />}
      </div>
      {!loading && rows.length === 0 && (
        <div role="rowgroup" className={classes["nothing"]}>
          <div role="row">
            <div role="cell">{empty}</div>
          </div>
        </div>
      )}
    </div>
  );
}

/** Rows on their way: the shape of what comes, instead of a spinner. */
function SkeletonRows({ label, columns, selectable }: { readonly label: string; readonly columns: number; readonly selectable: boolean }) {
  const WIDTHS = ["70%", "45%", "60%", "35%", "55%"];
  return (
    <>
      <div role="row" className="visually-hidden">
        <span role="cell">{label}</span>
      </div>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <div key={row} className={classes["skeletonRow"]} aria-hidden>
          {selectable && <span />}
          {Array.from({ length: columns }, (__, column) => (
            <span key={column} className={classes["cell"]}>
              <span className={classes["bone"]} style={{ width: WIDTHS[(row + column) % WIDTHS.length] }} />
            </span>
          ))}
        </div>
      ))}
    </>
  );
}
