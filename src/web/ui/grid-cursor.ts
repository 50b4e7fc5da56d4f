/**
 * The grid's cursor: which cell is active, which block is marked, which cell is being edited, and what keys and clicks
 * do to them. Pure but for the state; the grid draws it. In the first column keys are the page's (J, K, X…); in the
 * others typing begins an edit, as in a spreadsheet.
 */
import { useCallback, useState } from "react";
import type { KeyboardEvent } from "react";
import type { EditEnd } from "./grid-props.ts";

export interface CellAt {
  readonly row: number;
  readonly column: number;
}
export interface Editing extends CellAt {
  readonly typed: string | undefined;
  /** The key that ended it already, before the editor was there. */
  readonly then?: "Enter" | "Tab";
}
export interface Block {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

interface CursorOptions {
  readonly rows: number;
  readonly columns: number;
  readonly pageRows: () => number;
  readonly canEdit: (at: CellAt) => boolean;
  /** Brings a row into sight. */
  readonly show: (row: number) => void;
  readonly onMove: (at: CellAt) => void;
  readonly onEnter: (at: CellAt) => void;
  readonly onToggle: (at: CellAt, range: boolean) => void;
  readonly onClear: (block: Block) => void;
}

export interface GridCursor {
  readonly active: CellAt | undefined;
  readonly block: Block | undefined;
  readonly editing: Editing | undefined;
  readonly go: (at: CellAt, extend?: boolean) => void;
  readonly edit: (at: CellAt, typed?: string) => boolean;
  readonly endEdit: (end: EditEnd) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));
const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};
const ENDS: Readonly<Record<EditEnd, readonly [rows: number, columns: number]>> = {
  stay: [0, 0],
  down: [1, 0],
  up: [-1, 0],
  right: [0, 1],
  left: [0, -1],
};
const isLetter = (event: KeyboardEvent): boolean => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

export const blockOf = (a: CellAt, b: CellAt): Block => ({
  rows: [Math.min(a.row, b.row), Math.max(a.row, b.row)],
  columns: [Math.min(a.column, b.column), Math.max(a.column, b.column)],
});

export function useGridCursor(options: CursorOptions): GridCursor {
  const { rows, columns, show, onMove, canEdit } = options;
  const [at, setAt] = useState<CellAt>();
  const [anchor, setAnchor] = useState<CellAt>();
  const [editing, setEditing] = useState<Editing>();
  const active = at && rows > 0 ? { row: clamp(at.row, rows - 1), column: clamp(at.column, columns - 1) } : undefined;

  const go = (next: CellAt, extend = false): void => {
    const target = { row: clamp(next.row, rows - 1), column: clamp(next.column, columns - 1) };
    setAt(target);
    setAnchor(extend ? (anchor ?? active ?? target) : undefined);
    show(target.row);
    onMove(target);
  };
  const edit = (target: CellAt, typed?: string): boolean => {
    if (!canEdit(target)) return false;
    setAt(target);
    setAnchor(undefined);
    setEditing({ ...target, typed });
    return true;
  };
  const endEdit = useCallback(
    (end: EditEnd): void => {
      setEditing(undefined);
      if (end === "stay") return;
      setAt((now) => now && { row: clamp(now.row + ENDS[end][0], rows - 1), column: clamp(now.column + ENDS[end][1], columns - 1) });
    },
    [rows, columns],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Only the grid's own keys: those of an editor, a box or a menu in it are theirs.
    if (event.target !== event.currentTarget || rows === 0) return;
    // Who types faster than the editor comes loses nothing.
    if (editing && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      return setEditing({ ...editing, then: event.key });
    }
    if (
      keyOf(event, {
        ...options,
        active: active ?? { row: 0, column: 0 },
        block: anchor && active && blockOf(anchor, active),
        typed: editing?.typed ?? "",
        go,
        edit,
      })
    )
      event.preventDefault();
  };
  return { active, block: anchor && active ? blockOf(anchor, active) : undefined, editing, go, edit, endEdit, onKeyDown };
}

interface KeyContext extends CursorOptions {
  readonly active: CellAt;
  readonly block: Block | undefined;
  /** Letters that came before the editor was there. */
  readonly typed: string;
  readonly go: GridCursor["go"];
  readonly edit: GridCursor["edit"];
}
/** True where the key was the grid's. */
function keyOf(event: KeyboardEvent, context: KeyContext): boolean {
  return moves(event, context) || acts(event, context);
}

function moves(event: KeyboardEvent, { active, rows, columns, pageRows, go }: KeyContext): boolean {
  const modified = event.ctrlKey || event.metaKey;
  const step = STEPS[event.key];
  if (step && !event.altKey) {
    const [down, right] = modified ? [step[0] * rows, step[1] * columns] : step;
    go({ row: active.row + down, column: active.column + right }, event.shiftKey);
    return true;
  }
  const jumps: Readonly<Record<string, CellAt>> = {
    Home: { row: modified ? 0 : active.row, column: 0 },
    End: { row: modified ? rows - 1 : active.row, column: columns - 1 },
    PageDown: { row: active.row + pageRows(), column: active.column },
    PageUp: { row: active.row - pageRows(), column: active.column },
  };
  const jump = jumps[event.key];
  if (!jump) return false;
  go(jump, event.shiftKey);
  return true;
}

function acts(event: KeyboardEvent, { active, block, typed, go, edit, onEnter, onToggle, onClear }: KeyContext): boolean {
  switch (event.key) {
    case "Enter":
      if (active.column === 0 || event.ctrlKey || event.metaKey || !edit(active)) onEnter(active);
      return true;
    case "F2":
      edit(active);
      return true;
    case " ":
      onToggle(active, event.shiftKey);
      return true;
    case "Escape":
      if (active.column === 0 && !block) return false;
      go({ row: active.row, column: 0 });
      return true;
    case "Delete":
    case "Backspace":
      onClear(block ?? blockOf(active, active));
      return true;
    default:
      // In the first column letters are keys of the page.
      return active.column > 0 && isLetter(event) && edit(active, typed + event.key);
  }
}
