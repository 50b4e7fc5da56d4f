/** One row of the grid: its cells, its name as a real link, the cell that is being edited; or, on a phone, a card. */
import { Checkbox } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { ReactNode } from "react";
import { useT } from "../i18n.tsx";
import type { Block, Editing } from "./grid-cursor.ts";
import { markKey } from "./grid-props.ts";
import type { CellMark, DataGridProps, EditEnd, GridColumn, RowTarget } from "./grid-props.ts";
import classes from "./data-grid.module.css";

export interface GridRowProps<Row extends object> {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly GridColumn<Row>[];
  readonly selected: boolean;
  readonly current: boolean;
  readonly cards: boolean;
  /** -1: the cursor is in another row. */
  readonly activeColumn: number;
  readonly editing: Editing | undefined;
  readonly block: Block | undefined;
  readonly cellId: (row: number, column: number) => string;
  readonly onToggle: (index: number, range: boolean) => void;
  readonly onEditEnd: (end: EditEnd) => void;
  readonly grid: Pick<DataGridProps<Row>, "rowId" | "rowName" | "rowTarget" | "rowActions" | "selection" | "editing">;
}

function NameLink({
  target,
  overlay,
  children,
}: {
  readonly target: RowTarget | undefined;
  readonly overlay: boolean;
  readonly children: ReactNode;
}) {
  if (!target) return <>{children}</>;
  return (
    <Link
      to="/$module/$id"
      params={{ module: target.module, id: target.id }}
      className={`${classes["name"]} ${overlay ? classes["overlay"] : ""}`}
      data-row-link
      draggable={false}
      tabIndex={overlay ? 0 : -1}
    >
      {children}
    </Link>
  );
}

function GridRowView<Row extends object>(props: GridRowProps<Row>) {
  const { row, index, top, columns, selected, current, cards, editing, grid } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={grid.selection ? selected : undefined}
      className={`${classes["row"]} ${cards ? classes["cardRow"] : ""}`}
      data-index={index}
      data-selected={selected || undefined}
      data-current={current || undefined}
      data-editing={editing !== undefined || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {grid.selection && <CheckCell {...props} />}
      {cards ? (
        <CardCell {...props} />
      ) : (
        columns.map((column, position) => <Cell key={column.id} {...props} column={column} position={position} />)
      )}
      {grid.rowActions && (
        <div role="gridcell" className={`${classes["cell"]} ${classes["actions"]}`}>
          {grid.rowActions(row)}
        </div>
      )}
    </div>
  );
}

function CheckCell<Row extends object>({ row, index, selected, grid, onToggle }: GridRowProps<Row>) {
  const t = useT();
  return (
    <div role="gridcell" className={`${classes["cell"]} ${classes["check"]}`}>
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={t("grid.select-row", { name: grid.rowName(row) })}
        checked={selected}
        onChange={() => {}}
        onClick={(event) => onToggle(index, event.shiftKey)}
      />
    </div>
  );
}

interface CellProps<Row extends object> extends GridRowProps<Row> {
  readonly column: GridColumn<Row>;
  readonly position: number;
}
function Cell<Row extends object>(props: CellProps<Row>) {
  const { row, index, column, position, activeColumn, editing, block, cellId, grid, onEditEnd } = props;
  const t = useT();
  const first = position === 0;
  const active = activeColumn === position;
  const within =
    block !== undefined && index >= block.rows[0] && index <= block.rows[1] && position >= block.columns[0] && position <= block.columns[1];
  const edited = editing?.column === position;
  const locked = grid.editing !== undefined && !grid.editing.can(row, column.id);
  const mark = grid.editing?.marks.get(markKey(grid.rowId(row), column.id));
  const names = [classes["cell"], first && classes["first"], column.numeric && classes["numeric"]];
  return (
    <div
      role="gridcell"
      id={cellId(index, position)}
      className={names.filter(Boolean).join(" ")}
      aria-colindex={position + 1}
      data-col={column.id}
      data-active={active || undefined}
      data-within={within || undefined}
      data-mark={mark?.tone}
    >
      <span className={classes["content"]}>
        {first ? (
          <NameLink target={grid.rowTarget?.(row)} overlay={false}>
            {column.cell(row) ?? grid.rowName(row)}
          </NameLink>
        ) : (
          column.cell(row)
        )}
      </span>
      {active && locked && !edited && <IconLock size={12} className={classes["lock"]} aria-label={t("grid.locked")} role="img" />}
      {mark && !edited && <MarkText mark={mark} />}
      {edited && grid.editing?.editor({ row, column: column.id, typed: editing.typed, then: editing.then, onEnd: onEditEnd })}
    </div>
  );
}

const MarkText = ({ mark }: { readonly mark: CellMark }) => (
  <span className={mark.tone === "bad" ? classes["mark"] : "visually-hidden"} role={mark.tone === "bad" ? "alert" : undefined}>
    {mark.text}
  </span>
);

const LINES_OF_CARD = 4;
/** The row's name and, under it, what the other columns say. */
function CardCell<Row extends object>({ row, columns, grid }: GridRowProps<Row>) {
  const named = columns.some(({ names }) => names);
  const title = named ? undefined : columns[0];
  const others = columns.filter((column) => column !== title && column.names !== true);
  return (
    <div role="gridcell" className={classes["card"]}>
      <span className={classes["cardTitle"]}>
        <NameLink target={grid.rowTarget?.(row)} overlay>
          {title?.cell(row) ?? grid.rowName(row)}
        </NameLink>
      </span>
      <span className={classes["cardText"]}>
        {others.slice(0, LINES_OF_CARD).map((column) => (
          <span key={column.id} className={classes["cardPart"]}>
            {(column.plain ?? column.cell)(row)}
          </span>
        ))}
      </span>
    </div>
  );
}

/** Scrolling re-renders the grid; rows that didn't change are left alone. */
export const GridRow = memo(
  GridRowView,
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.top === after.top &&
    before.columns === after.columns &&
    before.selected === after.selected &&
    before.current === after.current &&
    before.cards === after.cards &&
    before.activeColumn === after.activeColumn &&
    before.editing === after.editing &&
    before.block === after.block &&
    before.grid.editing?.marks === after.grid.editing?.marks &&
    before.grid.editing?.can === after.grid.editing?.can &&
    before.onToggle === after.onToggle &&
    (before.grid.selection === undefined) === (after.grid.selection === undefined) &&
    before.grid.rowActions === after.grid.rowActions,
) as typeof GridRowView;
