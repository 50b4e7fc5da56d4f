import { Readable } from "node:stream";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { TableRow } from "./table.ts";
import { vcardTable } from "./vcard-table.ts";
import { textOf } from "./xlsx-fixture.ts";

async function read(bytes: Buffer | string, lang: "en" | "ru" = "en", step = 50) {
  const content = Buffer.from(bytes);
  const pieces = Array.from({ length: Math.ceil(content.length / step) }, (_, i) => content.subarray(i * step, (i + 1) * step));
  const kept = await vcardTable.keep(Readable.from(pieces), lang);
  try {
    const text = await textOf(kept.content);
    const open = async (): Promise<Readable> => Readable.from([Buffer.from(text)]);
    const inspection = await vcardTable.inspect({ size: content.length, sheets: kept.sheets(), open }, {});
    const rows: TableRow[] = [];
    for await (const piece of vcardTable.rows(await open(), inspection)) rows.push(...piece);
    const records = rows
      .slice(1)
      .map(({ cells }) => Object.fromEntries(inspection.header.flatMap((name, i) => (cells[i] ? [[name, cells[i]]] : []))));
    return { inspection, rows, records };
  } finally {
    await kept.close();
  }
}
const card = (...lines: string[]): string => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");

describe("reading cards", () => {
  test("version 3: folded lines, escapes, groups, several numbers and addresses; pictures are passed over", async () => {
    const text = card(
      "VERSION:3.0",
      "N:Ёлкина;Анна;Петровна;;",
      "FN:Анна Ёлкина",
      "ORG:ООО «Ромашка\\, и Ко»;Отдел продаж",
      "TITLE:Начальник отдела с очень длинным на",
      "  званием",
      "item1.EMAIL;TYPE=INTERNET:second@example.com",
      "EMAIL;TYPE=INTERNET,pref:anna@example.com",
      "TEL;TYPE=CELL:+7 916 123-45-67",
      "TEL;TYPE=WORK,FAX:+7 495 000-00-01",
      "TEL;TYPE=WORK:+7 495 000-00-02",
      "TEL:+7 495 000-00-03",
      "ADR;TYPE=WORK:а/я 5;кв. 7;ул. Ленина\\, 5;Тверь;Тверская обл.;170100;Россия",
      "BDAY:1990-12-31",
      "URL:https://example.com",
      "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
      ` ${"A".repeat(300_000)}`,
      "NOTE:Первая\\nвторая",
    );
    const { records, inspection } = await read(text, "ru", 7000);
    expect(records).toEqual([
      {
        Имя: "Анна",
        Фамилия: "Ёлкина",
        Отчество: "Петровна",
        Организация: "ООО «Ромашка, и Ко»",
        Отдел: "Отдел продаж",
        Должность: "Начальник отдела с очень длинным на званием",
        "Эл. почта": "anna@example.com",
        "Дополнительная эл. почта": "second@example.com",
        "Рабочий телефон": "+7 495 000-00-02",
        "Мобильный телефон": "+7 916 123-45-67",
        "Дополнительный телефон": "+7 495 000-00-03",
        Факс: "+7 495 000-00-01",
        Сайт: "https://example.com",
        "Дата рождения": "1990-12-31",
        "Почтовый адрес: Улица, дом": "ул. Ленина, 5, кв. 7",
        "Почтовый адрес: Город": "Тверь",
        "Почтовый адрес: Регион": "Тверская обл.",
        "Почтовый адрес: Индекс": "170100",
        "Почтовый адрес: Страна": "Россия",
        "Почтовый адрес: А/я": "а/я 5",
        Описание: "Первая\nвторая",
      },
    ]);
    expect(inspection).toMatchObject({ kind: "vcard", rowsEstimate: 1, hasHeader: true });
  });

  test("version 4, and version 2.1 with its quoted-printable Russian and nameless parameters", async () => {
    const quoted = (text: string, encoding = "utf-8"): string =>
      [...iconv.encode(text, encoding)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
    const text =
      card("VERSION:4.0", "N:Doe;John;Q.;;", "FN:John Doe", 'TEL;TYPE="cell,voice";VALUE=uri:tel:+1-555-0100', "BDAY:19900131") +
      card(
        "VERSION:2.1",
        `N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted("Щёголев")};${quoted("Пётр")};;;`,
        `FN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:${quoted("Пётр", "windows-1251")}`,
        `NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:${quoted("раз, два")}=`,
        quoted("\r\nтри"),
        "TEL;CELL;VOICE:8 916 765-43-21",
        "EMAIL;INTERNET:p@example.com",
      );
    expect((await read(text)).records).toEqual([
      { "First name": "John", "Last name": "Doe", "Middle name": "Q.", "Mobile phone": "+1-555-0100", "Date of birth": "1990-01-31" },
      {
        "First name": "Пётр",
        "Last name": "Щёголев",
        "Mobile phone": "8 916 765-43-21",
        Email: "p@example.com",
        Description: "раз, два\nтри",
      },
    ]);
  });

  test("names without parts; formulas are guarded; a card that can't be read is one bad row", async () => {
    const text =
      card("VERSION:3.0", "FN:Иван Иванович Иванов") +
      card("VERSION:3.0", "N:;Мама;;;", "FN:Мама") +
      card("VERSION:3.0", "N:;;;;", "FN:ООО Вектор", "NOTE:=cmd()", "BDAY:--1231") +
      card("VERSION:3.0", "N:Long", `NOTE:${"x".repeat(300_000)}`);
    const { records, rows } = await read(text, "en", 9000);
    expect(records.slice(0, 3)).toEqual([
      { "First name": "Иван", "Last name": "Иванович Иванов" },
      { "Last name": "Мама" },
      { "First name": "ООО", "Last name": "Вектор", Description: "'=cmd()" },
    ]);
    expect(rows.at(-1)).toMatchObject({ broken: "card" });
  });

  test("is recognised by its first line; cards without anything are refused", async () => {
    expect(vcardTable.recognises(Buffer.from("\uFEFFbegin:vcard\r\nVERSION:3.0"))).toBe(true);
    expect(vcardTable.recognises(Buffer.from("name,BEGIN:VCARD\n"))).toBe(false);
    await expect(read(card("VERSION:3.0", "X-A:1"))).rejects.toMatchObject({ errors: [{ code: "vcard_empty" }] });
  });
});
