/** For tests: workbooks of whatever XML they need. */
import { text as readText, buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { ZipFile } from "yazl";

export interface FixtureSheet {
  readonly name: string;
  /** The inside of `sheetData`, or the whole part if it begins with `<?xml`. */
  readonly data: string;
  readonly state?: "hidden";
}
export interface Fixture {
  readonly sheets: readonly FixtureSheet[];
  /** The inside of `sst`. */
  readonly strings?: string;
  /** Codes of the number formats of styles 1, 2, …; style 0 is general. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  /** Further parts, or others in the place of the usual ones. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export async function workbookOf({ sheets, strings = "", formats = [], date1904 = false, parts = {} }: Fixture): Promise<Buffer> {
  const zip = new ZipFile();
  const all: Record<string, string | Buffer> = {
    "_rels/.rels": `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="${OFFICE}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets
      .map(({ name, state }, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ""}/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="s${i}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i}.xml"/>`)
      .join(
        "",
      )}<Relationship Id="st" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="ss" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet><numFmts>${formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code}"/>`).join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${strings}</sst>`,
    ...Object.fromEntries(
      sheets.map(({ data }, i) => [
        `xl/worksheets/sheet${i}.xml`,
        data.startsWith("<?xml") ? data : `<?xml version="1.0"?><worksheet><sheetData>${data}</sheetData></worksheet>`,
      ]),
    ),
    ...parts,
  };
  for (const [path, content] of Object.entries(all)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

/** A sheet's rows of plain texts. */
export const rowsXml = (rows: readonly (readonly (string | number)[])[]): string =>
  rows
    .map(
      (cells) =>
        `<row>${cells.map((cell) => (typeof cell === "number" ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></is></c>`)).join("")}</row>`,
    )
    .join("");

export const textOf = (stream: Readable): Promise<string> => readText(stream);
