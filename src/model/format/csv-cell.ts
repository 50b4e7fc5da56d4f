/**
 * Cells of CSV files: how they are quoted, and the guard against formulas. A spreadsheet runs what begins with one of
 * `= + - @`, a tab or a carriage return: such texts are written with an apostrophe before them, which spreadsheets
 * take for "this is text" and reading takes off again. The two functions are exact inverses of each other.
 */
const GUARD_NEEDED = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;
/** Numbers and telephones: nothing in them can be run. */
const PLAIN = /^[+-]?[\d\s().,-]+$/;
const QUOTE_NEEDED = /[",;|\t\r\n]/;

export const guardCell = (text: string): string => (GUARD_NEEDED.test(text) && !PLAIN.test(text) ? `'${text}` : text);

export const unguardCell = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);

/** One line of a file, with its end. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => (QUOTE_NEEDED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\r\n`;
}
