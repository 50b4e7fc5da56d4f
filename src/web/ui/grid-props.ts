/** What the grid is told by those who use it. */
import type { ReactNode, Ref } from "react";

export interface GridColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly width: number;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** As plain text, for the clipboard. */
  readonly text?: (row: Row) => string;
}
export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}
export interface GridSelection {
  readonly state: Readonly<Record<string, boolean>>;
  readonly onChange: (state: Readonly<Record<string, boolean>>) => void;
}
export type ColumnWidths = Readonly<Record<string, number>>;
/** Where a row leads: a record's page. */
export interface RowTarget {
  readonly module: string;
  readonly id: string;
}

/** Where the cursor goes when a cell's editor closes. */
export type EditEnd = "stay" | "down" | "up" | "right" | "left";
export interface CellEditorProps<Row> {
  readonly row: Row;
  readonly column: string;
  /** What was typed to open it; undefined: it begins with the value. */
  readonly typed: string | undefined;
  /** The key that ended it already, while the editor was on its way. */
  readonly then: "Enter" | "Tab" | undefined;
  readonly onEnd: (end: EditEnd) => void;
}
export interface CellMark {
  readonly tone: "bad" | "busy";
  readonly text: string;
}
export interface PastedCell<Row> {
  readonly row: Row;
  readonly column: string;
  readonly text: string;
}
/** Cells that are changed in place. */
export interface GridEditing<Row> {
  readonly can: (row: Row, column: string) => boolean;
  readonly editor: (props: CellEditorProps<Row>) => ReactNode;
  readonly clear: (row: Row, column: string) => void;
  readonly paste: (cells: readonly PastedCell<Row>[]) => void;
  /** By `markKey`. */
  readonly marks: ReadonlyMap<string, CellMark>;
}
export const markKey = (row: string, column: string): string => `${row}/${column}`;

/** What others may ask of a grid on the screen (keys of the page). */
export interface GridHandle<Row> {
  /** Moves the active row, bringing the focus to the grid. */
  move(by: number): void;
  toggleActive(): void;
  activeRow(): Row | undefined;
  focus(): void;
}

export interface DataGridProps<Row> {
  /** For screen readers. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** How many rows are known to exist; those that aren't in memory are drawn as bones. */
  readonly count: number;
  readonly rowAt: (index: number) => Row | undefined;
  /** The rows in memory: what "choose all" means at first. */
  readonly loaded: readonly Row[];
  /** Rows `from` to `to` are on the screen. */
  readonly onRange?: (from: number, to: number) => void;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly rowTarget?: ((row: Row) => RowTarget | undefined) | undefined;
  /** A plain click on a row beside its links. Absent: the click chooses the row, if rows can be chosen. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The cursor came to another row by keys. */
  readonly onActive?: ((row: Row) => void) | undefined;
  /** The id of the row that is shown elsewhere on the screen. */
  readonly current?: string | undefined;
  /** Buttons at the right end of each row. */
  readonly rowActions?: (row: Row) => ReactNode;
  readonly rowHeight?: number;
  /** Each row as a card of two lines: narrow screens. */
  readonly cards?: boolean;
  readonly sort?: readonly GridSort[];
  readonly onSort?: ((column: string, add: boolean) => void) | undefined;
  readonly selection?: GridSelection;
  readonly editing?: GridEditing<Row> | undefined;
  readonly widths?: ColumnWidths | undefined;
  readonly onWidths?: ((widths: ColumnWidths) => void) | undefined;
  readonly onReorder?: ((ids: readonly string[]) => void) | undefined;
  /** Under the rows, by column. */
  readonly footer?: ((column: GridColumn<Row>) => ReactNode) | undefined;
  /** Total of rows where known. */
  readonly total?: number;
  /** Rows are being fetched and none is there yet. */
  readonly loading?: boolean;
  /** Instead of rows, when there are none. */
  readonly empty?: ReactNode;
  /** Remembers how far one scrolled, for coming back. */
  readonly scrollKey?: string;
  /** As high as its rows, up to this; absent: fills its parent. */
  readonly maxHeight?: number;
  readonly handle?: Ref<GridHandle<Row>>;
}
