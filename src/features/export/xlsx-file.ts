/**
 * A table as a workbook: real numbers and dates, the header in bold, kept in sight and with filters. Rows are written
 * as they come, with their texts beside them instead of in a common list, so that memory holds a page of records.
 */
import { PassThrough, pipeline, Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { RecordJson } from "../../server/records/index.ts";
import type { ExportColumn } from "./columns.ts";
import type { TableFile } from "./table-file.ts";
import { cellXml, columnName, CONTENT_TYPES, escapeXml, relationships, ROOT_RELATIONSHIPS, STYLES, workbook } from "./xlsx-xml.ts";

/** A sheet holds so many rows, the header among them; the next ones go to another sheet. */
const MOST_ROWS = 1_048_576;
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Fast enough for a million rows, and nearly as small as it gets. */
const COMPRESSION = { compressionLevel: 3 };

export interface XlsxOptions {
  /** Name of the sheet. */
  readonly title: string;
  /** In which moments are shown: spreadsheets know no zones. */
  readonly timezone: string;
  readonly rowsPerSheet?: number;
}

export const xlsxFile = ({ title, timezone, rowsPerSheet = MOST_ROWS }: XlsxOptions): TableFile => ({
  extension: "xlsx",
  type: TYPE,
  write(columns, pages) {
    const zip = new ZipFile();
    const file = new PassThrough();
    // The types allow any stream; it is one of Node's.
    pipeline(zip.outputStream, file, () => void pages.return(undefined));
    zip.on("error", (error: Error) => file.destroy(error));
    const source = new RowSource(pages);
    let sheets = 0;
    const addSheet = (): void => {
      sheets += 1;
      zip.addReadStreamLazy(`xl/worksheets/sheet${sheets}.xml`, COMPRESSION, (give) => {
        const stream = Readable.from(sheetXml(columns, source, { timezone, rowsPerSheet }), { objectMode: false });
        stream.once("end", () => (source.done ? finish() : addSheet()));
        file.once("close", () => stream.destroy());
        give(null, stream);
      });
    };
    const finish = (): void => {
      const names = Array.from({ length: sheets }, (_, i) => sheetName(title, i));
      const part = (path: string, xml: string): void => zip.addBuffer(Buffer.from(xml), path);
      part("xl/workbook.xml", workbook(names));
      part("xl/_rels/workbook.xml.rels", relationships(sheets));
      part("xl/styles.xml", STYLES);
      part("_rels/.rels", ROOT_RELATIONSHIPS);
      part("[Content_Types].xml", CONTENT_TYPES(sheets));
      zip.end();
    };
    addSheet();
    return file;
  },
});

/** At most 31 characters, and none of `[]:*?/\`. */
function sheetName(title: string, index: number): string {
  const suffix = index === 0 ? "" : ` ${index + 1}`;
  const plain = title.replaceAll(/[[\]:*?/\\']/g, " ").trim() || "Data";
  return plain.slice(0, 31 - suffix.length) + suffix;
}

/** The records one page after the other, also where a sheet ends within a page. */
class RowSource {
  private page: readonly RecordJson[] = [];
  private at = 0;
  private readonly pages: AsyncGenerator<readonly RecordJson[]>;
  done = false;

  constructor(pages: AsyncGenerator<readonly RecordJson[]>) {
    this.pages = pages;
  }
  /** The next ones, at most so many; none: that was all. */
  async take(most: number): Promise<readonly RecordJson[]> {
    await this.fill();
    const taken = this.page.slice(this.at, this.at + most);
    this.at += taken.length;
    // To be known when a sheet is full: whether there is to be another one.
    await this.fill();
    return taken;
  }
  private async fill(): Promise<void> {
    while (!this.done && this.at >= this.page.length) {
      const next = await this.pages.next();
      this.done = next.done === true;
      this.page = next.done === true ? [] : next.value;
      this.at = 0;
    }
  }
}

async function* sheetXml(
  columns: readonly ExportColumn[],
  source: RowSource,
  { timezone, rowsPerSheet }: { timezone: string; rowsPerSheet: number },
): AsyncGenerator<string> {
  const names = columns.map((_, index) => columnName(index));
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join("");
  yield (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
      `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
      `${widths === "" ? "" : `<cols>${widths}</cols>`}<sheetData>` +
      `<row r="1">${columns.map(({ title }, i) => `<c r="${names[i]}1" s="1" t="inlineStr"><is><t xml:space="preserve">${escapeXml(title)}</t></is></c>`).join("")}</row>`
  );
  let line = 1;
  while (line < rowsPerSheet) {
    const records = await source.take(Math.min(1000, rowsPerSheet - line));
    if (records.length === 0) break;
    yield records
      .map((record) => {
        line += 1;
        return `<row r="${line}">${columns.map((column, i) => cellXml(`${names[i]}${line}`, column.cell(record), timezone)).join("")}</row>`;
      })
      .join("");
  }
  const range = columns.length > 0 ? `<autoFilter ref="A1:${names.at(-1)}${line}"/>` : "";
  yield `</sheetData>${range}</worksheet>`;
}
