import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { textOfNumber, textOfSerial } from "./xlsx/formats.ts";
import { MAX_COLUMNS, type Inspection, type TableRow } from "./table.ts";
import { rowsXml, textOf, workbookOf, type Fixture } from "./xlsx-fixture.ts";
import { xlsxTable } from "./xlsx-table.ts";

interface Read {
  readonly inspection: Inspection;
  readonly rows: readonly TableRow[];
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
}
async function read(bytes: Buffer, sheet?: number): Promise<Read> {
  const kept = await xlsxTable.keep(Readable.from([bytes]), "en");
  try {
    const text = await textOf(kept.content);
    const open = async (): Promise<Readable> => Readable.from([Buffer.from(text)]);
    const inspection = await xlsxTable.inspect({ size: bytes.length, sheets: kept.sheets(), open }, { sheet });
    const rows: TableRow[] = [];
    for await (const piece of xlsxTable.rows(await open(), inspection)) rows.push(...piece);
    return { inspection, rows, sheets: kept.sheets() };
  } finally {
    await kept.close();
  }
}
const cellsOf = async (fixture: Fixture): Promise<readonly (readonly string[])[]> =>
  (await read(await workbookOf(fixture))).rows.map(({ cells }) => cells);
const one = (data: string, more: Omit<Fixture, "sheets"> = {}): Fixture => ({ sheets: [{ name: "Data", data }], ...more });

describe("reading workbooks", () => {
  test("texts of every kind, gaps, line numbers; rows without a value are left out", async () => {
    const data =
      `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>x</t></rPh></is></c></row>` +
      `<row r="2"><c r="A2" s="1"/></row>` +
      `<row r="5"><c r="B5" t="str"><f>A1&amp;"!"</f><v>Пётр!</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#N/A</v></c><c r="E5" t="inlineStr"><is><t>=1+1</t></is></c></row>`;
    const { rows, inspection, sheets } = await read(
      await workbookOf(one(data, { strings: `<si><t>Фами</t><rPh><t>кана</t></rPh><r><t>лия_x000A_</t></r></si>` })),
    );
    expect(rows).toEqual([
      { line: 1, cells: ["Фамилия\n", "", "a b", "", ""].slice(0, 3) },
      { line: 5, cells: ["", "Пётр!", "true", "#N/A", "'=1+1"] },
    ]);
    expect(inspection).toMatchObject({
      kind: "xlsx",
      hasHeader: true,
      header: ["Фамилия", "Column 2", "a b", "Column 4", "Column 5"],
      rowsEstimate: 1,
    });
    expect(sheets).toEqual([{ name: "Data", rows: 2 }]);
  });

  test("numbers, dates by their formats, percentages; formulas by the value last seen; merged cells as in the file", async () => {
    const formats = [
      "dd.mm.yyyy",
      "yyyy-mm-dd hh:mm",
      "0.00%",
      `[$-419]d mmmm yyyy&quot; г.&quot;;@`,
      "hh:mm:ss",
      "[h]:mm",
      "#,##0.00&quot;д&quot;",
    ];
    const numbers = [`45000`, `45000.75`, `0.125`, `45000.5`, `0.5`, `1.25`, `1234.5`];
    const styled = numbers.map((value, i) => `<c s="${i + 1}"><v>${value}</v></c>`).join("");
    const data = `<row>${styled}</row><row><c><f>SUM(A1:A9)</f><v>0.30000000000000004</v></c><c><f>NOW()</f></c><c><v>1.234</v></c><c><v>79161234567</v></c><c><v>1E+21</v></c></row>`;
    const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:sheetData>${data.replaceAll(/<(\/?)(\w)/g, "<$1x:$2")}</x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>`;
    const { rows } = await read(await workbookOf({ sheets: [{ name: "S", data: sheet }], formats }));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["2023-03-15", "2023-03-15 18:00", "12.5%", "2023-03-15 12:00", "12:00", "30:00", "1234.5"],
      ["0.3", "", "1.234", "79161234567", "1000000000000000000000"],
    ]);
    // This point is no mark of thousands.
    expect(rows[1]?.points).toEqual([2]);
  });

  test("both calendars of serial numbers, and the day that never was", () => {
    expect([1, 59, 60, 61, 45000].map((day) => textOfSerial(day, "date", false))).toEqual([
      "1900-01-01",
      "1900-02-28",
      "1900-02-29",
      "1900-03-01",
      "2023-03-15",
    ]);
    expect(textOfSerial(43538, "date", true)).toBe("2023-03-15");
    expect(textOfSerial(45000.999999, "datetime", false)).toBe("2023-03-16 00:00");
    expect(textOfNumber("-5", "date", false)).toBe("-5");
    expect(textOfNumber("abc", "number", false)).toBe("abc");
  });

  test("several sheets: the first with anything in it, or the chosen one; hidden ones are not offered", async () => {
    const bytes = await workbookOf({
      sheets: [
        { name: "Empty", data: "" },
        { name: "Secret", data: rowsXml([["no"]]), state: "hidden" },
        { name: "People", data: rowsXml([["Name"], ["Anna\u2028Bella"]]) },
        {
          name: "Firms",
          data: rowsXml([
            ["Firm", "City"],
            ["Acme", "Tver"],
            ["Globex", "Paris"],
          ]),
        },
      ],
    });
    const first = await read(bytes);
    expect(first.sheets).toEqual([
      { name: "Empty", rows: 0 },
      { name: "People", rows: 2 },
      { name: "Firms", rows: 3 },
    ]);
    expect(first.rows.map(({ cells }) => cells)).toEqual([["Name"], ["Anna\u2028Bella"]]);
    expect((await read(bytes, 2)).inspection).toMatchObject({ header: ["Firm", "City"], rowsEstimate: 2, sheet: 2 });
    await expect(read(bytes, 3)).rejects.toMatchObject({ errors: [{ code: "table_no_sheet" }] });
  });

  test("a number that stands in a text field stays as it is, in a number field its point is a point", async () => {
    expect(await cellsOf(one(rowsXml([["a"], [1.5]])))).toEqual([["a"], ["1.5"]]);
  });
});

describe("workbooks that are none, or mean harm", () => {
  const refused = async (bytes: Buffer | Promise<Buffer>): Promise<unknown> =>
    read(await bytes).then(
      () => "read",
      (error: { errors?: readonly { code: string }[] }) => error.errors?.[0]?.code ?? error,
    );

  test("damaged and foreign files are named as such", async () => {
    const good = await workbookOf(one(rowsXml([["a"]])));
    expect(await refused(good.subarray(0, good.length - 40))).toBe("xlsx_broken");
    expect(await refused(Buffer.from("504b030414000600", "hex"))).toBe("xlsx_broken");
    expect(await refused(workbookOf(one(`<row><c><v>1</row>`)))).toBe("xlsx_broken");
    expect(await refused(workbookOf({ sheets: [], parts: { "_rels/.rels": "<Relationships/>", "xl/workbook.xml": "<workbook/>" } }))).toBe(
      "xlsx_other",
    );
    // Entities of one's own are never expanded.
    const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    expect(await refused(workbookOf(one(laughs)))).toBe("xlsx_broken");
  });

  test("a bomb is refused before it is unpacked", async () => {
    const bomb = await workbookOf(one("", { parts: { "xl/worksheets/sheet0.xml": Buffer.alloc(60_000_000, " ") } }));
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().rss;
    expect(await refused(bomb)).toBe("xlsx_bomb");
    expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
    // What swells less, but goes on for ever without a tag, costs no memory either.
    const run = Buffer.concat([Buffer.from("<worksheet><sheetData><row><c t='inlineStr'><is><t>"), Buffer.alloc(9_000_000, "x")]);
    expect(await refused(workbookOf(one("", { parts: { "xl/worksheets/sheet0.xml": run } })))).toBe("xlsx_bomb");
  });

  test("giant common texts are refused", { timeout: 30_000 }, async () => {
    let seed = 1;
    const noise = (): string => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0).toString(36).repeat(60);
    const strings = Array.from({ length: 160_000 }, () => `<si><t>${noise()}</t></si>`).join("");
    expect(await refused(workbookOf(one(rowsXml([["a"]]), { strings })))).toMatch(/xlsx_(too_much_text|bomb)/);
  });

  test("100,000 columns: refused where they are the header, one bad row elsewhere", async () => {
    const wide = `<row>${`<c><v>1</v></c>`.repeat(100_000)}</row>`;
    expect(await refused(workbookOf(one(wide)))).toBe("table_too_wide");
    const { rows } = await read(await workbookOf(one(`${rowsXml([["a", "b"]])}${wide}${rowsXml([["x", "y"]])}`)));
    expect(rows.map(({ broken, cells }) => broken ?? cells.length)).toEqual([2, "too_many_columns", 2]);
    expect(MAX_COLUMNS).toBe(1000);
  });
});
