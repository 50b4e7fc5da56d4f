import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { listRecords } from "../../server/records/index.ts";
import { cancelImport, guess, planOf } from "./imports.ts";
import { preview } from "./preview.ts";
import { rejectedCsv } from "./rejected.ts";
import { importBench } from "./test-bench.ts";

const bench = importBench({ batchSize: 3 });

/** Ids follow the file within a batch; neighbouring batches may be written at the same time. */
const all = async (module: string, fields: string[], filter?: unknown, sort = "id") =>
  (await listRecords(bench.system, { module, fields, filter, sort, limit: 1000 })).data.map((record) =>
    fields.map((field) => record[field] ?? null),
  );
const counts = (row: { created: string; updated: string; skipped: string; failed: string }): number[] =>
  [row.created, row.updated, row.skipped, row.failed].map(Number);
const columns = (...fields: (string | null)[]) => fields.map((field, column) => ({ column, field }));

describe("importing", () => {
  test("rows become records with the user as owner, source and cause kept; what's wrong is told by line", async () => {
    const file =
      'Фамилия;Имя;Почта;Город\nИванов;Пётр;petr@example.com;Тверь\n;Анна;anna@example.com;Москва\nСидоров;Илья;не почта;Псков\n"незакрыто;x;y;z\nПетров;Олег;oleg@example.com;Орёл\n';
    const row = await bench.run("contacts", file, { columns: columns("last_name", "first_name", "email", "mailing_address.city") });
    expect([row.state, ...counts(row)]).toEqual(["done", 2, 0, 0, 3]);
    expect(await all("contacts", ["last_name", "email", "mailing_address", "source"], undefined, "last_name")).toEqual([
      ["Иванов", "petr@example.com", { city: "Тверь" }, "import"],
      ["Петров", "oleg@example.com", { city: "Орёл" }, "import"],
    ]);
    expect((await bench.rejected(row.id)).map((r) => [r.line, r.errors[0]?.field])).toEqual([
      [3, "last_name"],
      [4, "email"],
      [5, ""],
    ]);
    const csv = await text(rejectedCsv({ ...(await bench.user()), lang: "ru" }, row));
    expect(csv.startsWith("\uFEFFФамилия;Имя;Почта;Город;Строка;Причина\r\n")).toBe(true);
    expect(csv.split("\r\n")[1]).toMatch(/^;Анна;anna@example.com;Москва;3;Фамилия: ./);
  });

  test("duplicates by chosen fields: skipped, overwritten, merged; also within the file", async () => {
    const mapping = { columns: columns("last_name", "email", "phone", "title") };
    const options = { match_fields: ["email"] };
    const file = (rows: string): string => `a,b,c,d\n${rows}`;
    await bench.run("leads", file("One,one@x.org,,Boss\n"), mapping);
    const skipped = await bench.run("leads", file("Uno,ONE@x.org,,\nTwo,two@x.org,,\nTwo again,two@x.org,,\n"), mapping, {
      ...options,
      duplicates: "skip",
    });
    expect(counts(skipped)).toEqual([1, 0, 2, 0]);
    const merged = await bench.run("leads", file("Uno,one@x.org,+7 495 123-45-67,Clerk\n"), mapping, { ...options, duplicates: "merge" });
    expect(counts(merged)).toEqual([0, 1, 0, 0]);
    expect(await all("leads", ["last_name", "title", "phone"], { field: "email", op: "eq", value: "one@x.org" })).toEqual([
      ["One", "Boss", "+74951234567"],
    ]);
    const overwritten = await bench.run("leads", file("Eins,one@x.org,,Chef\nThree,three@x.org,,a\nDrei,three@x.org,,b\n"), mapping, {
      ...options,
      duplicates: "overwrite",
    });
    expect(counts(overwritten)).toEqual([1, 2, 0, 0]);
    expect(await all("leads", ["last_name", "title", "phone"], { field: "email", op: "in", value: ["one@x.org", "three@x.org"] })).toEqual([
      ["Eins", "Chef", "+74951234567"],
      ["Drei", "b", null],
    ]);
  });

  test("references are found by label, created once where asked, and may point further down the file", async () => {
    const file = "name,parent,boss\nBeta,Alpha,Jane Roe\nGamma,Alpha,Jane Roe\nDelta,Omega,\nEps,,\nAlpha,,\n";
    const mapping = {
      columns: [
        { column: 0, field: "name" },
        { column: 1, field: "parent_id", create_missing: false },
        {
          column: 2,
          field: "owner_id",
          create_missing: true,
          create_with: { email: { template: "{first_name|slug}.{last_name|slug}@example.com" } },
        },
      ],
    };
    const row = await bench.run("organizations", file, mapping);
    expect([row.state, ...counts(row)]).toEqual(["done", 5, 0, 0, 0]);
    const { data } = await listRecords(bench.system, { module: "organizations", fields: ["name", "parent_id", "owner_id"], sort: "name" });
    expect(data.map((r) => [r["name"], r["parent_id__label"]])).toEqual([
      ["Alpha", null],
      ["Beta", "Alpha"],
      ["Delta", null],
      ["Eps", null],
      ["Gamma", "Alpha"],
    ]);
    expect([data[1], data[4]].map((record) => record?.["owner_id__label"])).toEqual(["Jane Roe", "Jane Roe"]);
    expect(await all("users", ["email"], { field: "last_name", op: "eq", value: "Roe" })).toEqual([["jane.roe@example.com"]]);
    expect((await bench.rejected(row.id)).map((r) => [r.line, r.errors[0]?.code])).toEqual([[4, "import_imported_without"]]);
  });

  test("new options are refused or added, values mapped, numbers and dates read as chosen", async () => {
    const file = 'name,stage,amount,date\nA,Won,"1.234,50",31.12.2026\nB,Brand new,1,01.02.2026\n';
    const mapping = { columns: columns("name", "stage", "amount", "close_date") };
    const refused = await bench.run("opportunities", file, mapping, { date_order: "dmy", decimal_mark: "," });
    expect(counts(refused)).toEqual([1, 0, 0, 1]);
    const added = await bench.run(
      "opportunities",
      file,
      { columns: [...mapping.columns.slice(0, 1), { column: 1, field: "stage", values: { won: "Lost" } }, ...mapping.columns.slice(2)] },
      { new_options: "add", date_order: "dmy", decimal_mark: "," },
    );
    expect(counts(added)).toEqual([2, 0, 0, 0]);
    expect(await all("opportunities", ["stage", "amount", "close_date"])).toEqual([
      ["won", "1234.50", "2026-12-31"],
      ["lost", "1234.50", "2026-12-31"],
      ["brand_new", "1.00", "2026-02-01"],
    ]);
  });

  test("a preview says what would happen and writes nothing", async () => {
    const file_id = await bench.upload("name,owner\nPre,Nobody Known\nOk,\n");
    const ctx = await bench.user();
    const before = await all("organizations", ["name"]);
    const request = { module: "organizations", file_id, mapping: { columns: columns("name", "owner_id") } };
    const result = await preview(ctx, bench.files, await planOf(ctx, bench.files, request));
    expect(result.counts).toEqual({ create: 1, update: 0, skip: 0, reject: 1 });
    expect(result.rows[0]).toMatchObject({
      line: 2,
      action: "reject",
      values: { name: "Pre", owner_id: "Nobody Known" },
      errors: [{ field: "owner_id", code: "import_not_found" }],
    });
    expect(await all("organizations", ["name"])).toEqual(before);
  });

  test("undo deletes what was created and puts back what was changed, but not over later changes", async () => {
    const mapping = { columns: columns("name", "category", "description") };
    const first = await bench.run("products", "n,c,d\nOld,,one\nKept,,two\n", mapping);
    const file = "n,c,d\nOld,,changed\nKept,,changed too\nNew,,x\nNewer,,y\nNewest,,z\n";
    const second = await bench.run("products", file, mapping, { duplicates: "overwrite", match_fields: ["name"] });
    expect(counts(second)).toEqual([3, 2, 0, 0]);
    const kept = await bench.run("products", "n,c,d\nKept,,by hand\n", mapping, { duplicates: "overwrite", match_fields: ["name"] });
    expect(counts(kept)).toEqual([0, 1, 0, 0]);
    expect((await bench.undo(second.id)).state).toBe("undone");
    expect(await all("products", ["name", "description"])).toEqual([
      ["Old", "one"],
      ["Kept", "by hand"],
    ]);
    expect((await bench.undo(first.id)).state).toBe("undone");
    expect(await all("products", ["name"])).toEqual([]);
  });

  test("guesses a whole mapping", async () => {
    const file_id = await bench.upload(
      "Фамилия;Имя;E-mail;Компания;Мобильный;Индекс;чушь\nИванов;Пётр;p@x.org;ООО Ромашка;+7 916 123-45-67;170100;?\n",
    );
    const { columns: found } = await guess(await bench.user(), bench.files, { module: "contacts", file_id });
    expect(found.map((column) => column.field)).toEqual([
      "last_name",
      "first_name",
      "email",
      "organization_id",
      "mobile",
      "mailing_address.postal_code",
      null,
    ]);
  });

  test("faults of the mapping are told all at once, before anything runs", async () => {
    const file_id = await bench.upload("a,b\n1,2\n");
    const request = {
      module: "contacts",
      file_id,
      mapping: {
        columns: [
          { column: 5, field: "last_name" },
          { column: "b", field: "nonsense" },
          { column: 0, field: "created_at" },
        ],
      },
      options: { duplicates: "skip" as const },
    };
    await expect(planOf(await bench.user(), bench.files, request)).rejects.toMatchObject({
      errors: [
        { field: "mapping.columns.0.column" },
        { field: "mapping.columns.1.field", code: "unknown_field" },
        { field: "mapping.columns.2.field", code: "read_only_field" },
        { field: "options.match_fields" },
      ],
    });
  });

  test("an import can be cancelled between batches and undone", async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `Vendor ${i}`).join("\n");
    const started = await bench.start("vendors", await bench.upload(`name\n${rows}\n`), { columns: columns("name") });
    await cancelImport(await bench.user(), started.id);
    const row = await bench.settled(started.id);
    expect(row.state).toBe("cancelled");
    expect(Number(row.created)).toBeLessThan(3000);
    expect((await all("vendors", ["name"])).length).toBe(Number(row.created));
    await bench.undo(started.id);
    expect(await all("vendors", ["name"])).toEqual([]);
  });
});
