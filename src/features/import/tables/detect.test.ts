import { Readable } from "node:stream";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { inspectText as inspect, readHead } from "./csv-table.ts";
import { detectEncoding, looksLikeText } from "./detect.ts";
import { readBatches } from "./index.ts";
import { ENCODINGS, type Encoding } from "./format-choices.ts";
import { hasHeader } from "./table.ts";

const russian = "Фамилия;Имя;Телефон;Город\r\nИванов;Пётр;+7 495 123-45-67;Москва\r\nСидорова;Анна;+7 812 765-43-21;Санкт-Петербург\r\n";

/** Encodings that can hold the Russian text. */
const russianEncodings = ENCODINGS.filter((encoding) => encoding !== "windows-1252");

describe("detecting what a file is", () => {
  test.each(russianEncodings)("Russian text in %s", (encoding) => {
    const bytes = iconv.encode(russian, encoding);
    expect(detectEncoding(bytes)).toBe(encoding);
    expect(inspect(bytes, bytes.length)).toMatchObject({
      encoding,
      delimiter: ";",
      hasHeader: true,
      header: ["Фамилия", "Имя", "Телефон", "Город"],
      rowsEstimate: 2,
    });
  });

  test.each(["utf-8", "utf-16le", "utf-16be"] as const)("a byte order mark in %s", (encoding: Encoding) => {
    const bytes = iconv.encode(russian, encoding, { addBOM: true });
    expect(inspect(bytes, bytes.length)).toMatchObject({ encoding, header: ["Фамилия", "Имя", "Телефон", "Город"] });
  });

  test("two encodings in one file: the rows of the other one are broken, and no others", async () => {
    const other = iconv.encode("Кузнецов;Олег;+7 343 111-22-33;Екатеринбург\r\n", "windows-1251");
    const bytes = Buffer.concat([Buffer.from(russian), other, Buffer.from("Орлова;Вера;;Пермь\r\n")]);
    const { encoding } = inspect(bytes, bytes.length);
    expect(encoding).toBe("utf-8");
    const rows = [];
    const source = Readable.from([bytes.subarray(0, 150), bytes.subarray(150, 190), bytes.subarray(190)]);
    for await (const batch of readBatches(source, { kind: "csv", encoding, delimiter: ";", hasHeader: true }, { size: 10 }))
      rows.push(...batch);
    expect(rows.map(({ broken, cells }) => broken ?? cells[0])).toEqual(["Иванов", "Сидорова", "encoding", "Орлова"]);
  });

  test("English and Western text", () => {
    expect(detectEncoding(Buffer.from("name,city\nJohn,London\n"))).toBe("utf-8");
    expect(
      detectEncoding(iconv.encode("name,city\nJosé García Muñoz,Málaga\nRenée,Zürich and some more plain English words\n", "windows-1252")),
    ).toBe("windows-1252");
  });

  test.each([
    ["Müller;Köln\nSchäfer;Gießen\n", "windows-1252"],
    ["name\nJosé\n", "windows-1252"],
    ["Имя\nОля\n", "windows-1251"],
    ["Имя;Город\nОля;Омск\n", "koi8-r"],
    ["Имя;Город\nОля;Омск\n", "ibm866"],
    ["ФИО;ГОРОД\nИВАНОВ;ОМСК\n", "windows-1251"],
    ["Name;№\nИП Ким;«5»\n", "windows-1251"],
  ] as const)("few letters are enough: %j", (text, encoding) => {
    expect(detectEncoding(iconv.encode(text, encoding))).toBe(encoding);
  });

  test.each([
    ["name,amount\nA,1\nB,2\n", ","],
    ["name;amount\nA;1,5\nB;2,7\n", ";"],
    ["name\tamount\nA, B\t1\nB\t2\n", "\t"],
    ["name|amount\nA|1\nB|2\n", "|"],
    ["name\nA\nB\n", ","],
    ["a,b", ","],
    ["a;b", ";"],
  ])("delimiter of %j", (text, delimiter) => {
    expect(inspect(Buffer.from(text), text.length).delimiter).toBe(delimiter);
  });

  test("a first row of values is no header", () => {
    expect(hasHeader(["Name", "Phone 2", "E-mail"])).toBe(true);
    expect(hasHeader(["Ivan", "ivan@example.com"])).toBe(false);
    expect(hasHeader(["Ivan", "12.03.2026"])).toBe(false);
    const found = inspect(Buffer.from("Ivan,1\nAnna,2\n"), 14);
    expect(found).toMatchObject({ header: ["Column 1", "Column 2"], rowsEstimate: 2 });
  });

  test("columns of the same name are told apart", () => {
    expect(inspect(Buffer.from("Phone,Phone,\nx,y,z\n"), 19).header).toEqual(["Phone", "Phone (2)", "Column 3"]);
  });

  test("what isn't text is recognised whatever its name says", () => {
    expect(looksLikeText(Buffer.from("504b030414000600", "hex"))).toBe(false);
    expect(looksLikeText(Buffer.from([65, 0, 1, 2, 3, 0, 9]))).toBe(false);
    for (const encoding of russianEncodings) expect(looksLikeText(iconv.encode(russian, encoding))).toBe(true);
  });

  test("characters cut between pieces of the file survive, and skipping goes on where it stopped", async () => {
    for (const encoding of russianEncodings) {
      const text = `имя,н\n${Array.from({ length: 50 }, (_, i) => `Пётр ${i},${i}`).join("\n")}`;
      const bytes = iconv.encode(text, encoding);
      const source = (): Readable => Readable.from(Array.from(bytes, (byte) => Buffer.from([byte])));
      const format = { encoding, delimiter: ",", hasHeader: true };
      const names: string[] = [];
      for await (const rows of readBatches(source(), format, { size: 7, skip: 3 })) names.push(...rows.map((row) => row.cells[0] ?? ""));
      expect(names).toEqual(Array.from({ length: 47 }, (_, i) => `Пётр ${i + 3}`));
    }
    expect((await readHead(Readable.from([Buffer.alloc(50_000, 65), Buffer.alloc(50_000, 65)]))).length).toBe(64 * 1024);
  });
});
