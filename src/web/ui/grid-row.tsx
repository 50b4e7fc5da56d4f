/** One row: a link over its whole breadth (middle and Ctrl click work), with the cells' own links above it. */
import { Checkbox } from "@mantine/core";
import type { Row as TableRow } from "@tanstack/react-table";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { ReactNode } from "react";
import { useT } from "../i18n.tsx";
import type { DataGridProps, GridColumn, GridFeatures, RowTarget } from "./data-grid.tsx";
import classes from "./data-grid.module.css";

interface GridRowProps<Row extends object> {
  readonly row: TableRow<GridFeatures, Row>;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly GridColumn<Row>[];
  readonly selected: boolean;
  readonly grid: Pick<DataGridProps<Row>, "rowName" | "rowTarget" | "rowActions" | "selection">;
}

/** Over the row for the mouse only; the keyboard has the link in the first cell. */
const RowOverlay = ({ target }: { readonly target: RowTarget }) => (
  <Link
    to="/$module/$id"
    params={{ module: target.module, id: target.id }}
    className={classes["overlay"]}
    tabIndex={-1}
    aria-hidden
    preload={false}
    draggable={false}
  />
);

function FirstCell({ target, children }: { readonly target: RowTarget | undefined; readonly children: ReactNode }) {
  if (!target) return <>{children}</>;
  return (
    <Link to="/$module/$id" params={{ module: target.module, id: target.id }} className={classes["name"]} data-row-link>
      {children}
    </Link>
  );
}

function GridRowView<Row extends object>({ row, index, top, columns, selected, grid }: GridRowProps<Row>) {
  const t = useT();
  const record = row.original;
  const target = grid.rowTarget?.(record);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={grid.selection ? selected : undefined}
      className={classes["row"]}
      data-index={index}
      data-selected={selected || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {target && <RowOverlay target={target} />}
      {grid.selection && (
        <div role="cell" className={`${classes["cell"]} ${classes["check"]}`}>
          <Checkbox
            size="xs"
            aria-label={t("grid.select-row", { name: grid.rowName(record) })}
            checked={selected}
            onChange={row.getToggleSelectedHandler()}
          />
        </div>
      )}
      {columns.map((column, position) => (
        <div
          key={column.id}
          role="cell"
          className={[classes["cell"], position === 0 && classes["first"], column.numeric && classes["numeric"]].filter(Boolean).join(" ")}
        >
          <span className={classes["content"]}>
            {position === 0 ? <FirstCell target={target}>{column.cell(record) ?? grid.rowName(record)}</FirstCell> : column.cell(record)}
          </span>
        </div>
      ))}
      {grid.rowActions && (
        <div role="cell" className={`${classes["cell"]} ${classes["actions"]}`}>
          {grid.rowActions(record)}
        </div>
      )}
    </div>
  );
}

/** Scrolling re-renders the grid; rows that didn't change are left alone. */
export const GridRow = memo(
  GridRowView,
  (before, after) =>
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.top === after.top &&
    before.columns === after.columns &&
    before.selected === after.selected &&
    (before.grid.selection === undefined) === (after.grid.selection === undefined) &&
    before.grid.rowActions === after.grid.rowActions,
) as typeof GridRowView;
