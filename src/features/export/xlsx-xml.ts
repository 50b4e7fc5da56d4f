/** The pieces of XML that a workbook is made of (ECMA-376 part 1, 18). */

import { DAY_MS, dayNumber } from "../../model/format/calendar.ts";
import { wallClock } from "../../model/filter/zoned-time.ts";

/** What stands in a cell. `day`: `YYYY-MM-DD`; `moment`: ISO 8601 UTC. */
export type XlsxCell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number" | "integer" | "money" | "percent"; readonly number: number }
  | { readonly kind: "yes-no"; readonly value: boolean }
  | { readonly kind: "day" | "moment"; readonly value: string };

const STYLE = { number: 0, integer: 2, money: 3, percent: 4, day: 5, moment: 6 } as const;
/** By the places in `cellXfs`: plain, header, whole numbers, money, percent, date and date with time in the reader's own form. */
export const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9EEF0"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>${[
  1, 4, 10, 14, 22,
]
  .map((format) => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)
  .join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const each = (count: number, xml: (number: number) => string): string => Array.from({ length: count }, (_, i) => xml(i + 1)).join("");

export const workbook = (names: readonly string[]): string =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names
    .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join("")}</sheets></workbook>`;
export const relationships = (sheets: number): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each(sheets, (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
export const ROOT_RELATIONSHIPS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
export const CONTENT_TYPES = (sheets: number): string =>
  `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>${each(sheets, (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`)}<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/></Types>`;

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(index: number): string {
  let name = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** The most that a cell holds; a longer text would make the whole file unreadable. */
const MOST_TEXT = 32_767;
const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Characters that XML can't hold are written as spreadsheets do: `_x000B_`; and what looks like that, so that it stays. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, (sign) => NAMED[sign] ?? sign)
    // oxlint-disable-next-line no-control-regex -- these are the very characters
    .replace(
      /[\0-\x08\x0B\x0C\x0D\x0E-\x1F\uFFFE\uFFFF]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    );

export function cellXml(place: string, cell: XlsxCell | undefined, timezone: string): string {
  if (!cell) return "";
  switch (cell.kind) {
    case "text": {
      if (cell.text === "") return "";
      const text = cell.text.length > MOST_TEXT ? `${cell.text.slice(0, MOST_TEXT - 1)}…` : cell.text;
      return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
    }
    case "yes-no":
      return `<c r="${place}" t="b"><v>${cell.value ? 1 : 0}</v></c>`;
    case "day":
    case "moment": {
      const serial = serialOf(cell.kind === "day" ? dayNumber(cell.value) : wallClock(Date.parse(cell.value), timezone));
      if (serial === undefined) return cellXml(place, { kind: "text", text: cell.value }, timezone);
      return `<c r="${place}" s="${STYLE[cell.kind]}"><v>${serial}</v></c>`;
    }
    default:
      return `<c r="${place}"${STYLE[cell.kind] === 0 ? "" : ` s="${STYLE[cell.kind]}"`}><v>${cell.kind === "percent" ? Number((cell.number / 100).toPrecision(15)) : cell.number}</v></c>`;
  }
}

/** Days since 1899-12-30. Before March 1900 the spreadsheets' own calendar is wrong: such days are written as text. */
function serialOf(wall: number): number | undefined {
  const days = (wall - Date.UTC(1899, 11, 30)) / DAY_MS;
  return days > 60 && days < 2_958_466 ? Number(days.toFixed(9)) : undefined;
}
