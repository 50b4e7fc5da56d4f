/** Rows corrected by hand before the run: their cells as they should have been, or that they are left out. */
import type { TableRow } from "./tables/table.ts";

export interface Fix {
  readonly line: number;
  /** By the index of the column; null: the row is left out. */
  readonly cells: Readonly<Record<string, string>> | null;
}
export const MOST_FIXES = 1000;

export type Fixes = ReadonlyMap<number, Fix>;
export const fixesByLine = (fixes: readonly Fix[] | undefined): Fixes => new Map(fixes?.map((fix) => [fix.line, fix]));

/** The row as it is to be imported; undefined: not at all. */
export function fixed(row: TableRow, fixes: Fixes): TableRow | undefined {
  const fix = fixes.get(row.line);
  if (!fix) return row;
  if (fix.cells === null) return undefined;
  const cells = [...row.cells];
  for (const [column, text] of Object.entries(fix.cells)) {
    while (cells.length < Number(column)) cells.push("");
    cells[Number(column)] = text;
  }
  // Whoever wrote a cell anew meant the user's own decimal mark.
  const points = row.points?.filter((column) => fix.cells?.[column] === undefined);
  return { line: row.line, cells, ...(points && points.length > 0 ? { points } : {}) };
}
