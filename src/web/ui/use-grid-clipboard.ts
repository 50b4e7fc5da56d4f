/** Copying the marked cells, and pasting a block at the active one. */
import { useEffect, useRef } from "react";
import type { RefObject } from "react";
import { fromTsv, toTsv } from "./grid-clipboard.ts";
import { blockOf } from "./grid-cursor.ts";
import type { GridCursor } from "./grid-cursor.ts";
import type { DataGridProps, PastedCell } from "./grid-props.ts";

const MOST_PASTED = 5000;

export function useGridClipboard<Row>(props: DataGridProps<Row>, cursor: GridCursor, grid: RefObject<HTMLElement | null>): void {
  const latest = useRef({ props, cursor });
  useEffect(() => void (latest.current = { props, cursor }));
  useEffect(() => {
    // Where nothing can be typed, browsers give these events to whatever was marked or clicked last: who has the focus decides.
    const isHere = (): boolean => grid.current !== null && document.activeElement === grid.current;
    const onCopy = (event: ClipboardEvent): void => {
      if (!isHere() || window.getSelection()?.toString()) return;
      const text = copied(latest.current.props, latest.current.cursor);
      if (text === undefined) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent): void => {
      const { props: now, cursor: at } = latest.current;
      if (!isHere() || !now.editing) return;
      event.preventDefault();
      const cells = pasted(now, at, event.clipboardData?.getData("text/plain") ?? "");
      if (cells.length > 0) now.editing.paste(cells);
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [grid]);
}

function copied<Row>({ columns, rowAt }: DataGridProps<Row>, { active, block }: GridCursor): string | undefined {
  if (!active) return undefined;
  const { rows, columns: range } = block ?? blockOf(active, active);
  const shown = columns.slice(range[0], range[1] + 1);
  const lines: string[][] = [];
  for (let index = rows[0]; index <= rows[1]; index++) {
    const row = rowAt(index);
    if (row) lines.push(shown.map((column) => column.text?.(row) ?? ""));
  }
  return toTsv(lines);
}

function pasted<Row>(
  { columns, rowAt, count }: DataGridProps<Row>,
  { active, block }: GridCursor,
  text: string,
): readonly PastedCell<Row>[] {
  if (!active) return [];
  const lines = fromTsv(text);
  const cells: PastedCell<Row>[] = [];
  const put = (index: number, column: number, value: string): void => {
    const row = index < count ? rowAt(index) : undefined;
    const id = columns[column]?.id;
    if (row && id !== undefined && cells.length < MOST_PASTED) cells.push({ row, column: id, text: value });
  };
  // One value goes into every cell of a marked block.
  const single = lines.length === 1 && lines[0]?.length === 1 ? lines[0][0] : undefined;
  if (single !== undefined && block) {
    for (let index = block.rows[0]; index <= block.rows[1]; index++)
      for (let column = block.columns[0]; column <= block.columns[1]; column++) put(index, column, single);
    return cells;
  }
  for (const [down, line] of lines.entries())
    for (const [right, value] of line.entries()) put(active.row + down, active.column + right, value);
  return cells;
}
