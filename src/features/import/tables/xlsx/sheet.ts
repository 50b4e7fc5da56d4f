/**
 * The rows of a sheet, as they come. Of a formula the value that the spreadsheet last saw is taken; of merged cells the
 * first one holds the value, as in the file itself; rows without any value are left out.
 */
import { guardCell } from "../../../../model/format/csv-cell.ts";
import { MAX_COLUMNS, type TableRow } from "../table.ts";
import { textOfNumber } from "./formats.ts";
import type { Package } from "./package.ts";
import { unescaped, type Workbook } from "./workbook.ts";

/** Characters of one row; more is no row of a table. */
const MAX_ROW = 1024 * 1024;

/** What the tags of the row that is being read have said so far. */
class RowInProgress {
  line = 0;
  private cells: string[] = [];
  private points: number[] = [];
  private length = 0;
  private wide = false;

  begin(line: number): void {
    this.line = line;
    this.cells = [];
    this.points = [];
    this.length = 0;
    this.wide = false;
  }
  put(column: number, text: string, isNumber: boolean): void {
    if (text === "") return;
    this.length += text.length;
    if (column >= MAX_COLUMNS) this.wide = true;
    if (this.wide || this.length > MAX_ROW) return;
    while (this.cells.length < column) this.cells.push("");
    // As it would stand in a file of text, so that all tables are read alike.
    this.cells[column] = guardCell(text);
    if (isNumber && /\.\d{3}$/.test(text)) this.points.push(column);
  }
  end(): TableRow | undefined {
    const { line, cells, points } = this;
    if (this.wide) return { line, cells: [cells.join(" ").slice(0, 10_000)], broken: "too_many_columns" };
    if (this.length > MAX_ROW) return { line, cells: [cells.join(" ").slice(0, 10_000)], broken: "too_long" };
    if (cells.every((cell) => cell.trim() === "")) return undefined;
    return points.length > 0 ? { line, cells, points } : { line, cells };
  }
}

export async function* rowsOfSheetPart(from: Package, workbook: Workbook, part: string): AsyncGenerator<readonly TableRow[]> {
  let rows: TableRow[] = [];
  const row = new RowInProgress();
  const cell = { column: 0, type: "", style: 0, text: "" };
  let column = -1;
  let taken = false;
  let phonetic = false;
  const finish = (): void => {
    const { type, text } = cell;
    const isNumber = type === "" || type === "n";
    row.put(cell.column, textOfCell(cell, workbook), isNumber && text !== "");
  };
  const reading = from.read(part, {
    open: (name, attributes) => {
      if (name === "row") {
        row.begin(Number(attributes["r"]) || row.line + 1);
        column = -1;
      } else if (name === "c") {
        column = columnOf(attributes["r"]) ?? column + 1;
        Object.assign(cell, { column, type: attributes["t"] ?? "", style: Number(attributes["s"] ?? 0), text: "" });
      } else if (name === "rPh") phonetic = true;
      else if (name === "v" || name === "t") taken = !phonetic;
    },
    text: (piece) => {
      if (taken) cell.text += piece;
    },
    close: (name) => {
      if (name === "v" || name === "t") taken = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "c") finish();
      else if (name === "row") {
        const done = row.end();
        if (done) rows.push(done);
      }
    },
  });
  for await (const _ of reading) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}

function textOfCell(
  { type, style, text }: { type: string; style: number; text: string },
  { formats, strings, date1904 }: Workbook,
): string {
  switch (type) {
    case "s":
      return strings[Number(text)] ?? "";
    case "b":
      return text === "" ? "" : text === "1" || text === "true" ? "true" : "false";
    case "d":
      return text.replace(/T00:00(:00(\.0+)?)?Z?$/, "").replace("T", " ");
    case "str":
    case "inlineStr":
      return unescaped(text);
    case "e":
      return text;
    default:
      return textOfNumber(text, formats[style] ?? "number", date1904);
  }
}

/** `BC12` → 54. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = reference === undefined ? undefined : /^[A-Z]{1,4}/i.exec(reference)?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
