/** The grid's head: names, sorting, resizing by the edge, moving by dragging. */
import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { Header, Table } from "@tanstack/react-table";
import { useState } from "react";
import { useT } from "../i18n.tsx";
import type { DataGridProps, GridColumn, GridFeatures } from "./data-grid.tsx";
import classes from "./data-grid.module.css";

interface GridHeaderProps<Row extends object> extends DataGridProps<Row> {
  readonly table: Pick<Table<GridFeatures, Row>, "getIsAllRowsSelected" | "getIsSomeRowsSelected" | "toggleAllRowsSelected">;
  readonly headers: readonly Header<GridFeatures, Row>[];
}

function moved(ids: readonly string[], from: string, to: string): readonly string[] {
  const rest = ids.filter((id) => id !== from);
  const at = rest.indexOf(to) + (ids.indexOf(from) < ids.indexOf(to) ? 1 : 0);
  return [...rest.slice(0, at), from, ...rest.slice(at)];
}

export function GridHeader<Row extends object>(props: GridHeaderProps<Row>) {
  const { columns, headers, table, selection, rowActions, onReorder } = props;
  const t = useT();
  const [dragged, setDragged] = useState<string>();
  return (
    <div role="rowgroup" className={classes["head"]}>
      <div role="row" className={classes["headRow"]}>
        {selection && (
          <div role="columnheader" className={`${classes["headCell"]} ${classes["check"]}`}>
            <Checkbox
              size="xs"
              aria-label={t("grid.select-all")}
              checked={props.rows.length > 0 && table.getIsAllRowsSelected()}
              indeterminate={table.getIsSomeRowsSelected()}
              onChange={(event) => table.toggleAllRowsSelected(event.currentTarget.checked)}
            />
          </div>
        )}
        {columns.map((column, index) => {
          const header = headers[index];
          return (
            header && (
              <HeaderCell
                key={column.id}
                {...props}
                column={column}
                header={header}
                first={index === 0}
                onDragStart={() => setDragged(column.id)}
                onDrop={() => {
                  if (dragged !== undefined && dragged !== column.id)
                    onReorder?.(
                      moved(
                        columns.map((each) => each.id),
                        dragged,
                        column.id,
                      ),
                    );
                  setDragged(undefined);
                }}
              />
            )
          );
        })}
        {rowActions && (
          <div role="columnheader" className={classes["headCell"]}>
            <span className="visually-hidden">{t("grid.actions")}</span>
          </div>
        )}
      </div>
    </div>
  );
}

interface HeaderCellProps<Row extends object> extends GridHeaderProps<Row> {
  readonly column: GridColumn<Row>;
  readonly header: Header<GridFeatures, Row>;
  readonly first: boolean;
  readonly onDragStart: () => void;
  readonly onDrop: () => void;
}
function HeaderCell<Row extends object>({
  column,
  header,
  first,
  sort = [],
  onSort,
  onWidths,
  widths = {},
  onReorder,
  onDragStart,
  onDrop,
}: HeaderCellProps<Row>) {
  const t = useT();
  const position = sort.findIndex((each) => each.column === column.id);
  const sorted = sort[position];
  const sortable = column.sortable === true && onSort !== undefined;
  const classNames = [classes["headCell"], first && classes["first"], column.numeric && classes["numeric"]].filter(Boolean).join(" ");
  const fit = (): void => onWidths?.(Object.fromEntries(Object.entries(widths).filter(([id]) => id !== column.id)));
  const Arrow = sorted?.descending ? IconArrowDown : IconArrowUp;
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the button within has the focus; moving columns without a mouse is in the column chooser
    <div
      role="columnheader"
      className={classNames}
      aria-sort={sorted === undefined ? (sortable ? "none" : undefined) : sorted.descending ? "descending" : "ascending"}
      draggable={onReorder !== undefined && header.column.getIsResizing() === false}
      onDragStart={onDragStart}
      onDragOver={(event) => onReorder && event.preventDefault()}
      onDrop={onDrop}
    >
      {sortable ? (
        <button
          type="button"
          className={classes["sort"]}
          title={`${column.label} · ${t("grid.sort-hint")}`}
          onClick={(event) => onSort(column.id, event.shiftKey)}
        >
          <span className={classes["headText"]}>{column.label}</span>
          {sorted && <Arrow size={14} aria-hidden />}
          {sorted && sort.length > 1 && <sup>{position + 1}</sup>}
        </button>
      ) : (
        <span className={classes["headText"]} title={column.label}>
          {column.label}
        </span>
      )}
      {onWidths && (
        <span
          className={`${classes["resize"]} ${header.column.getIsResizing() ? classes["resizing"] : ""}`}
          aria-hidden
          draggable={false}
          onMouseDown={header.getResizeHandler()}
          onTouchStart={header.getResizeHandler()}
          onDoubleClick={fit}
        />
      )}
    </div>
  );
}
