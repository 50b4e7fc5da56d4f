/** One sheet that feeds several modules: each row whole or not at all, each record found or created once. */
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { listRecords } from "../../server/records/index.ts";
import { guess, planOf } from "./imports.ts";
import type { Mapping } from "./mapping.ts";
import { preview } from "./preview.ts";
import { rejectedCsv } from "./rejected.ts";
import { importBench } from "./test-bench.ts";

const bench = importBench({ batchSize: 4 });
const all = async (module: string, fields: string[], sort = "id") =>
  (await listRecords(bench.system, { module, fields, sort, limit: 1000 })).data;
const column = (index: number, field: string, more = {}) => ({ column: index, field, ...more });

const FILE = [
  "Организация,Город,Имя,Фамилия,Почта,Сделка,Сумма",
  "Ромашка,Тверь,Анна,Ёлкина,anna@example.com,Поставка,1000",
  "Ромашка,Тверь,Пётр,Цой,petr@example.com,Ремонт,2000",
  "Вектор,Псков,Анна,Ёлкина,ANNA@example.com,Аудит,3000",
  "Ошибка,Омск,Иван,Иванов,не адрес,Пустое,1",
  "Лишняя,Омск,Олег,Олегов,oleg@example.com,,1",
  "ромашка,Тверь,,,,Без контакта,5000",
  ",,,,,Сама по себе,6000",
].join("\n");
const mapping: Mapping = {
  columns: [column(5, "name"), column(6, "amount")],
  defaults: { stage: "prospecting", close_date: "2026-12-31" },
  modules: [
    { module: "contacts", columns: [column(2, "first_name"), column(3, "last_name"), column(4, "email")] },
    { module: "organizations", columns: [column(0, "name"), column(1, "billing_address.city")], match_by: ["name"] },
  ],
};

describe("a sheet for several modules", () => {
  test("is previewed row by row, imported, told of, and taken back whole", async () => {
    const file_id = await bench.upload(FILE);
    const ctx = await bench.user();
    const found = await preview(ctx, bench.files, await planOf(ctx, bench.files, { module: "opportunities", file_id, mapping }));
    expect(found).toMatchObject({
      counts: { create: 5, reject: 2 },
      others: { organizations: { created: 2 }, contacts: { created: 2 } },
      tried: 7,
      complete: true,
    });
    expect(found.rows.map((row) => [row.action, ...row.parts.map((part) => `${part.module} ${part.action}`)])).toEqual([
      ["create", "organizations create", "contacts create"],
      ["create", "organizations skip", "contacts create"],
      ["create", "organizations create", "contacts skip"],
      ["reject", "organizations create", "contacts reject"],
      ["reject", "organizations create", "contacts create"],
      ["create", "organizations skip"],
      ["create"],
    ]);
    expect(found.rows[0]?.values).toMatchObject({ organization_id: "Ромашка", contact_id: "Анна Ёлкина", name: "Поставка" });
    expect(await all("organizations", [])).toEqual([]);

    const row = await bench.run("opportunities", FILE, mapping);
    expect([row.state, row.created, row.failed, row.others]).toEqual([
      "done",
      "5",
      "2",
      { organizations: { created: 2, updated: 0 }, contacts: { created: 2, updated: 0 } },
    ]);
    const deals = await all("opportunities", ["name", "organization_id", "contact_id"]);
    expect(deals.map((deal) => [deal["name"], deal["organization_id__label"] ?? null, deal["contact_id__label"] ?? null])).toEqual([
      ["Поставка", "Ромашка", "Анна Ёлкина"],
      ["Ремонт", "Ромашка", "Пётр Цой"],
      ["Аудит", "Вектор", "Анна Ёлкина"],
      ["Без контакта", "Ромашка", null],
      ["Сама по себе", null, null],
    ]);
    // Nothing of a refused row stays; people belong to the firm of their row.
    expect((await all("organizations", ["name", "billing_address"])).map((one) => [one["name"], one["billing_address"]])).toEqual([
      ["Ромашка", { city: "Тверь" }],
      ["Вектор", { city: "Псков" }],
    ]);
    expect((await all("contacts", ["email", "organization_id"])).map((one) => [one["email"], one["organization_id__label"]])).toEqual([
      ["anna@example.com", "Ромашка"],
      ["petr@example.com", "Ромашка"],
    ]);
    const rejected = await text(rejectedCsv({ ...ctx, lang: "ru" }, row));
    expect(
      rejected
        .split("\r\n")
        .slice(1, 3)
        .map((line) => line.split(",").at(-1)),
    ).toEqual([
      expect.stringMatching(/^Контакт: Эл. почта: /) as unknown,
      expect.stringMatching(/^Название сделки: |^Название: /) as unknown,
    ]);

    expect((await bench.undo(row.id)).state).toBe("undone");
    for (const module of ["opportunities", "contacts", "organizations"]) expect(await all(module, [])).toEqual([]);
  });

  test("what is found is filled, overwritten or left, as each module is told", async () => {
    const firms = (duplicates: "skip" | "merge" | "overwrite"): Mapping => ({
      columns: [column(0, "last_name"), column(1, "email")],
      modules: [
        { module: "organizations", columns: [column(2, "name"), column(3, "phone"), column(4, "website")], match_by: ["name"], duplicates },
      ],
    });
    const file = (rows: string): string => `n,e,o,p,w\n${rows}`;
    await bench.run("contacts", file("A,a@x.org,Acme,,https://old.example\n"), firms("skip"));
    const merged = await bench.run(
      "contacts",
      file("B,b@x.org,acme,+7 495 123-45-67,https://new.example\nC,c@x.org,acme,+7 495 123-45-67,https://new.example\n"),
      firms("merge"),
    );
    expect([merged.created, merged.others]).toEqual(["2", { organizations: { created: 0, updated: 1 } }]);
    const firm = async () => (await all("organizations", ["phone", "website"])).map((one) => [one["phone"], one["website"]]);
    expect(await firm()).toEqual([["+74951234567", "https://old.example"]]);
    await bench.run("contacts", file("D,d@x.org,Acme,+7 495 765-43-21,\n"), firms("overwrite"));
    expect(await firm()).toEqual([["+74957654321", "https://old.example"]]);
  });

  test("rows that were corrected by hand are imported as corrected; others are left out", async () => {
    const fixes = [
      { line: 2, cells: { "1": "fixed@example.com" } },
      { line: 3, cells: null },
    ];
    const file_id = await bench.upload("Last name,Email\nOne,wrong\nTwo,wrong\nThree,wrong\n");
    const plan = { columns: [column(0, "last_name"), column(1, "email")] };
    const ctx = await bench.user();
    const found = await preview(ctx, bench.files, await planOf(ctx, bench.files, { module: "leads", file_id, mapping: plan, fixes }));
    expect(found.counts).toEqual({ create: 1, update: 0, skip: 0, reject: 1 });
    expect(found.rows.at(-1)).toMatchObject({ line: 4, cells: ["Three", "wrong"] });
    const row = await bench.settled((await bench.start("leads", file_id, plan, undefined, fixes)).id);
    expect([row.created, row.failed, row.position]).toEqual(["1", "1", "3"]);
    expect((await all("leads", ["last_name", "email"])).map((lead) => [lead["last_name"], lead["email"]])).toEqual([
      ["One", "fixed@example.com"],
    ]);
  });

  test("references that are created on the way are counted too", async () => {
    const row = await bench.run("contacts", "n,o\nX,Newfirm\nY,Newfirm\nZ,Other firm\n", {
      columns: [column(0, "last_name"), column(1, "organization_id", { create_missing: true })],
    });
    expect([row.created, row.others]).toEqual(["3", { organizations: { created: 2, updated: 0 } }]);
  });

  test("faults are told by their places; circles, strangers and doubles are refused", async () => {
    const ctx = await bench.user();
    const file_id = await bench.upload("a,b\n1,2\n");
    const faults = async (modules: Mapping["modules"], links?: Mapping["links"]): Promise<unknown> =>
      planOf(ctx, bench.files, {
        module: "contacts",
        file_id,
        mapping: { columns: [column(0, "last_name")], ...(modules ? { modules } : {}), ...(links ? { links } : {}) },
      }).then(
        () => "fine",
        (error: { errors?: readonly { field: string; code: string }[]; code: string }) =>
          error.errors?.length ? error.errors.map(({ field, code }) => `${field} ${code}`) : error.code,
      );
    const firm = { module: "organizations", columns: [column(1, "name")] };
    expect(await faults([firm])).toBe("fine");
    expect(await faults([{ ...firm, columns: [column(9, "nonsense")] }])).toEqual([
      "mapping.modules.0.columns.0.column unknown_column",
      "mapping.modules.0.columns.0.field unknown_field",
    ]);
    expect(await faults([firm, firm])).toContain("mapping.modules.1.module mapped_twice");
    expect(await faults([{ ...firm, match_by: ["phone"] }])).toEqual(["mapping.modules.0.match_by.0 not_mapped"]);
    expect(await faults([firm], { owner_id: "organizations" })).toEqual(["mapping.links.owner_id unknown_field"]);
    expect(await faults([{ module: "nonsense", columns: [] }])).toBe("unknown_module");
  });

  test("the columns of several modules are guessed, and the modules proposed", async () => {
    const file_id = await bench.upload(
      "Компания;ИНН;Контакт: Имя;Контакт: Фамилия;Email;Телефон;Сделка;Сумма;Стадия\nООО Ромашка;7707083893;Анна;Ёлкина;a@x.org;+7 916 123-45-67;Поставка;1000;Выиграна\n",
    );
    const ctx = await bench.user();
    const alone = await guess(ctx, bench.files, { module: "opportunities", file_id });
    expect(alone.suggested).toEqual(expect.arrayContaining(["organizations", "contacts"]));
    const found = await guess(ctx, bench.files, { module: "opportunities", file_id, modules: ["organizations", "contacts"] });
    const of = (module: string): unknown =>
      (module === "opportunities" ? found.columns : (found.modules?.find((each) => each.module === module)?.columns ?? []))
        .filter(({ field }) => field !== null)
        .map(({ column: at, field }) => `${at} ${field}`);
    expect(of("opportunities")).toEqual(["6 name", "7 amount", "8 stage"]);
    expect(of("contacts")).toEqual(["2 first_name", "3 last_name", "4 email", expect.stringMatching(/^5 (phone|mobile)$/) as unknown]);
    expect(of("organizations")).toEqual(expect.arrayContaining(["0 name"]));
    expect(found.suggested).not.toContain("contacts");
  });
});
