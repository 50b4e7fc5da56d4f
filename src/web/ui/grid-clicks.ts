/** What clicks on the grid mean: a row is opened beside the list or in a new tab, a cell gets the cursor or is edited. */
import type { MouseEvent } from "react";
import type { GridCursor } from "./grid-cursor.ts";
import type { DataGridProps } from "./grid-props.ts";

const OWN = "a, button, input, textarea, label, [data-editor], [role=listbox], [role=dialog]";
const rowOf = (target: EventTarget): number | undefined => {
  const index = target instanceof Element ? target.closest<HTMLElement>("[data-index]")?.dataset["index"] : undefined;
  return index === undefined ? undefined : Number(index);
};

interface PressContext {
  readonly cursor: GridCursor;
  readonly toggle: (row: number, range: boolean) => void;
}
export function clickHandlers<Row extends object>(props: DataGridProps<Row>, { cursor, toggle }: PressContext) {
  const { rowAt, rowTarget, columns, onOpen, selection } = props;
  const pressed = (event: MouseEvent<HTMLElement>) => {
    const index = rowOf(event.target);
    const row = index === undefined ? undefined : rowAt(index);
    // A portal's clicks come here by React, not by the page.
    const own = !(event.target instanceof Element) || !event.currentTarget.contains(event.target) || event.target.closest(OWN);
    if (own || index === undefined || !row) return undefined;
    const id = (event.target as Element).closest<HTMLElement>("[data-col]")?.dataset["col"];
    return {
      row,
      cell: {
        row: index,
        column: Math.max(
          0,
          columns.findIndex((column) => column.id === id),
        ),
      },
    };
  };
  const openTab = (row: Row): void => {
    const target = rowTarget?.(row);
    if (target) window.open(`/${target.module}/${target.id}`, "_blank", "noopener");
  };
  return {
    onFocus: (event: { readonly target: EventTarget; readonly currentTarget: HTMLElement }) => {
      if (event.target === event.currentTarget && !cursor.active && event.currentTarget.matches(":focus-visible"))
        cursor.go({ row: 0, column: 0 });
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      const at = pressed(event);
      if (!at) return;
      if (event.ctrlKey || event.metaKey) return openTab(at.row);
      cursor.go(at.cell, event.shiftKey);
      if (event.shiftKey) return;
      if (onOpen) onOpen(at.row);
      else if (selection && !rowTarget?.(at.row)) toggle(at.cell.row, false);
    },
    onDoubleClick: (event: MouseEvent<HTMLElement>) => {
      const at = pressed(event);
      if (at) cursor.edit(at.cell);
    },
    onAuxClick: (event: MouseEvent<HTMLElement>) => {
      const at = event.button === 1 ? pressed(event) : undefined;
      if (at) openTab(at.row);
    },
  };
}
