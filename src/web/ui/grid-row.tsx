/**
 * One row of the grid: its cells, its name as a real link, the cell that is being edited; or, on a phone, a card.
 * Hundreds of rows a second pass through it in scrolling: cells are plain elements without state or context of their own.
 */
import { IconLock } from "@tabler/icons-react";
import { memo } from "react";
import type { ReactNode } from "react";
import type { Translate } from "../i18n.tsx";
import type { Block, Editing } from "./grid-cursor.ts";
import { markKey } from "./grid-props.ts";
import type { CellMark, DataGridProps, EditEnd, GridColumn } from "./grid-props.ts";
import { RecordLink } from "./record-link.tsx";
import { TickBox } from "./tick-box.tsx";
import classes from "./data-grid.module.css";

export interface GridRowProps<Row extends object> {
  /** Undefined: it is on its way. */
  readonly row: Row | undefined;
  readonly index: number;
  /** In pixels, from the first row's. */
  readonly top: number;
  readonly columns: readonly GridColumn<Row>[];
  readonly selected: boolean;
  readonly current: boolean;
  readonly cards: boolean;
  /** -1: the cursor is in another row. */
  readonly activeColumn: number;
  readonly editing: Editing | undefined;
  readonly block: Block | undefined;
  readonly t: Translate;
  readonly cellId: (row: number, column: number) => string;
  readonly onToggle: (index: number, range: boolean) => void;
  readonly onEditEnd: (end: EditEnd) => void;
  readonly grid: Pick<DataGridProps<Row>, "rowId" | "rowName" | "rowTarget" | "rowActions" | "selection" | "editing">;
}

const joined = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(" ");

function GridRowView<Row extends object>(props: GridRowProps<Row>) {
  const { row, index, top, columns, selected, current, cards, editing, grid } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={grid.selection ? selected : undefined}
      aria-hidden={row === undefined || undefined}
      className={joined(classes["row"], cards && classes["cardRow"])}
      data-index={index}
      data-waiting={row === undefined || undefined}
      data-selected={selected || undefined}
      data-current={current || undefined}
      data-editing={editing !== undefined || undefined}
      data-bad={columns.some(({ id }) => markOf(props, id)?.tone === "bad") || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {grid.selection && checkCell(props)}
      {cards ? cardCell(props) : columns.map((column, position) => cellOf(props, column, position))}
      {grid.rowActions && (
        <div role="gridcell" className={joined(classes["cell"], classes["actions"])}>
          {row && grid.rowActions(row)}
        </div>
      )}
    </div>
  );
}

const markOf = <Row extends object>({ row, grid }: GridRowProps<Row>, column: string): CellMark | undefined =>
  row && grid.editing && grid.editing.marks.size > 0 ? grid.editing.marks.get(markKey(grid.rowId(row), column)) : undefined;

const checkCell = <Row extends object>({ row, index, selected, grid, t, onToggle }: GridRowProps<Row>): ReactNode => (
  <div role="gridcell" className={joined(classes["cell"], classes["check"])}>
    {row && (
      <TickBox
        label={t("grid.select-row", { name: grid.rowName(row) })}
        checked={selected}
        onToggle={(_, range) => onToggle(index, range)}
      />
    )}
  </div>
);

/** What leads to the row's record: its first cell. */
function nameOf<Row extends object>({ grid, cards }: GridRowProps<Row>, row: Row, title: GridColumn<Row> | undefined): ReactNode {
  const name = title?.cell(row) ?? grid.rowName(row);
  const target = grid.rowTarget?.(row);
  if (!target) return name;
  return (
    <RecordLink {...target} className={joined(classes["name"], cards && classes["overlay"])} tabIndex={cards ? 0 : -1} ofRow preload>
      {name}
    </RecordLink>
  );
}

function cellOf<Row extends object>(props: GridRowProps<Row>, column: GridColumn<Row>, position: number): ReactNode {
  const { row, index, activeColumn, editing, block, cellId, grid, onEditEnd, t } = props;
  const first = position === 0;
  const active = activeColumn === position;
  const within =
    block !== undefined && index >= block.rows[0] && index <= block.rows[1] && position >= block.columns[0] && position <= block.columns[1];
  const edited = row !== undefined && editing?.column === position;
  const mark = markOf(props, column.id);
  return (
    <div
      key={column.id}
      role="gridcell"
      id={active ? cellId(index, position) : undefined}
      className={joined(classes["cell"], first && classes["first"], column.numeric && classes["numeric"])}
      aria-colindex={position + 1}
      data-col={column.id}
      data-active={active || undefined}
      data-within={within || undefined}
      data-mark={mark?.tone}
    >
      <span className={classes["content"]}>{row && (first ? nameOf(props, row, column) : column.cell(row))}</span>
      {active && !edited && row && grid.editing?.can(row, column.id) === false && (
        <IconLock size={12} className={classes["lock"]} aria-label={t("grid.locked")} role="img" />
      )}
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
/** A title and, under it, what the next columns say. */
function cardCell<Row extends object>(props: GridRowProps<Row>): ReactNode {
  const { row, columns } = props;
  const [title, ...others] = columns;
  return (
    <div role="gridcell" className={classes["card"]}>
      <span className={classes["cardTitle"]}>{row && nameOf(props, row, title)}</span>
      <span className={classes["cardText"]}>
        {row &&
          others.slice(0, LINES_OF_CARD).map((column) => (
            <span key={column.id} className={classes["cardPart"]}>
              {column.cell(row)}
            </span>
          ))}
      </span>
    </div>
  );
}

/** Scrolling re-renders the grid's body; rows that didn't change are left alone. */
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
    before.t === after.t &&
    before.grid.editing?.marks === after.grid.editing?.marks &&
    before.grid.editing?.can === after.grid.editing?.can &&
    before.onToggle === after.onToggle &&
    (before.grid.selection === undefined) === (after.grid.selection === undefined) &&
    before.grid.rowActions === after.grid.rowActions,
) as typeof GridRowView;
