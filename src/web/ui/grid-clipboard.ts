/** Blocks of cells as tab-separated text, the form in which spreadsheets exchange them. Pure. */

const QUOTED = /[\t\n\r"]/;

export const toTsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");

/** Reads what a spreadsheet has copied: quoted cells may hold tabs and line breaks; one line break at the end says nothing. */
export function fromTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const put = (): void => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  const source = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === "" && closes(source, at)) quoted = true;
    else if (char === "\t") put();
    else if (char === "\n") {
      put();
      rows.push([]);
    } else cell += char;
  }
  put();
  return rows;
}
/** A quote that is never closed before a separator is a quote of the text itself. */
const closes = (source: string, at: number): boolean => /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(source.slice(at));
