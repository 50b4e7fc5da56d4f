/** Workbooks that are written are read by the import's own reader, which knows nothing of how they were made. */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../../server/context.ts";
import { createRecord, writeRecords, type RecordJson } from "../../server/records/index.ts";
import { readBatches } from "../import/tables/index.ts";
import { xlsxTable } from "../import/tables/xlsx-table.ts";
import type { ExportColumn } from "./columns.ts";
import { openExport } from "./run.ts";
import { xlsxFile } from "./xlsx-file.ts";
import { columnName, escapeXml } from "./xlsx-xml.ts";

async function readBack(bytes: Buffer) {
  const kept = await xlsxTable.keep(Readable.from([bytes]), "en");
  const rows = await buffer(kept.content);
  const sheets = kept.sheets();
  await kept.close();
  const all: (readonly string[])[][] = [];
  for (const sheet of sheets.keys()) {
    const found: (readonly string[])[] = [];
    const format = { kind: "xlsx", encoding: "utf-8", delimiter: ",", hasHeader: false, sheet } as const;
    for await (const batch of readBatches(Readable.from([rows]), format, { size: 100 })) found.push(...batch.map(({ cells }) => cells));
    all.push(found);
  }
  return { sheets, rows: all };
}

let ctx: Ctx;
beforeAll(async () => {
  ctx = await userContext(await systemContext(await testDatabase()), { email: "export@example.com" });
});

describe("an exported workbook", () => {
  test("holds numbers as numbers, dates as dates, and texts that are no formulas", async () => {
    await createRecord(ctx, "opportunities", {
      name: "=cmd|' /C calc'!A0",
      amount: "1234567.89",
      probability: 12.5,
      close_date: "2026-03-31",
      stage: "prospecting",
      description: 'a & b <c> "d"\nline _x0041_',
    });
    const fields = ["name", "amount", "probability", "close_date", "description", "created_at", "owner_id"];
    const stream = await openExport(ctx, {
      module: "opportunities",
      fields,
      header: "labels",
      lang: "ru",
      file: xlsxFile({ title: "Сделки: все/[1]", timezone: "Europe/Moscow" }),
    });
    const { sheets, rows } = await readBack(await buffer(stream));
    expect(sheets).toEqual([{ name: "Сделки  все  1", rows: 2 }]);
    const [header, values] = rows[0] ?? [];
    expect(header).toHaveLength(fields.length);
    const moment = new Date(ctx.now.getTime() + 3 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
    // Guarded by the reader, as in any file: what is in the workbook is the bare text.
    expect(values?.slice(0, 5)).toEqual(["'=cmd|' /C calc'!A0", "1234567.89", "12.5%", "2026-03-31", 'a & b <c> "d"\nline _x0041_']);
    expect(values?.[5]?.slice(0, 16)).toBe(moment);
  });

  test("goes on in another sheet, and loses no row where one is full", async () => {
    const column: ExportColumn = { title: "n", width: 10, text: String, cell: (record) => ({ kind: "number", number: record.version }) };
    async function* pages(): AsyncGenerator<RecordJson[]> {
      for (let page = 0; page < 5; page++)
        yield Array.from({ length: 7 }, (_, i): RecordJson => ({ id: "1", label: "", version: page * 7 + i }));
    }
    const write = (rowsPerSheet: number): Promise<Buffer> =>
      buffer(xlsxFile({ title: "S", timezone: "UTC", rowsPerSheet }).write([column], pages()));
    const { sheets, rows } = await readBack(await write(11));
    expect(sheets.map(({ name, rows: count }) => [name, count])).toEqual([
      ["S", 11],
      ["S 2", 11],
      ["S 3", 11],
      ["S 4", 6],
    ]);
    expect(rows.flatMap((sheet) => sheet.slice(1)).flat()).toEqual(Array.from({ length: 35 }, (_, i) => String(i)));
    expect((await readBack(await write(36))).sheets).toHaveLength(1);
  });

  test("is made as it is taken: a reader that waits holds one page, one that leaves ends it", { timeout: 60_000 }, async () => {
    for (let part = 0; part < 5; part++)
      await writeRecords(ctx, {
        module: "vendors",
        operations: Array.from({ length: 1000 }, (_, i) => ({
          op: "create",
          values: { name: `V${part} ${i}`, description: `${i}`.repeat(100) },
        })),
        atomic: true,
        present: false,
      });
    let taken = 0;
    const column: ExportColumn = {
      title: "n",
      width: 10,
      text: String,
      cell: () => ({ kind: "text", text: randomBytes(300).toString("base64") }),
    };
    let ended = false;
    async function* pages(): AsyncGenerator<RecordJson[]> {
      try {
        for (; taken < 1000; taken++) yield Array.from({ length: 1000 }, (_, i): RecordJson => ({ id: String(i), label: "", version: 1 }));
      } finally {
        ended = true;
      }
    }
    const slow = xlsxFile({ title: "S", timezone: "UTC" }).write([column], pages());
    slow.once("readable", () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(taken).toBeLessThan(10);
    slow.destroy();
    await expect.poll(() => ended).toBe(true);
    const whole = await openExport(ctx, {
      module: "vendors",
      fields: ["name"],
      header: "names",
      lang: "en",
      file: xlsxFile({ title: "V", timezone: "UTC" }),
    });
    expect((await readBack(await buffer(whole))).sheets).toEqual([{ name: "V", rows: 5001 }]);
  });

  test("columns and characters are named as spreadsheets name them", () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnName)).toEqual(["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    expect(escapeXml("a\u0000b\uD800_x000D_&")).toBe("a_x0000_b\uFFFD_x005F_x000D_&amp;");
  });
});
