/** Batches are written at the same time, and it must not show. */
import { describe, expect, test } from "vitest";
import { listRecords, writeRecords } from "../../server/records/index.ts";
import { importBench } from "./test-bench.ts";

const bench = importBench({ batchSize: 5 });
const column = (index: number, field: string, more = {}) => ({ column: index, field, ...more });

describe("batches side by side", () => {
  test("a record that many batches name is created once", { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `Firm ${i % 23},m${i % 7}@x.org,Boss ${i % 11}`);
    const mapping = {
      columns: [
        column(0, "name"),
        column(1, "email"),
        column(2, "owner_id", { create_missing: true, create_with: { email: { template: "{last_name|slug}@example.com" } } }),
      ],
    };
    const row = await bench.run("organizations", `a,b,c\n${rows.join("\n")}\n`, mapping, { duplicates: "skip", match_fields: ["name"] });
    expect([row.state, row.created, row.skipped, row.failed]).toEqual(["done", "23", "177", "0"]);
    const users = await listRecords(bench.system, {
      module: "users",
      fields: [],
      filter: { field: "first_name", op: "eq", value: "Boss" },
      count: "exact",
    });
    expect(users.count).toBe(11);
  });

  test("a unique value that two batches give belongs to one of them", { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `U${i},u${i % 30}@x.org`);
    const row = await bench.run("users", `n,e\n${rows.join("\n")}\n`, { columns: [column(0, "last_name"), column(1, "email")] });
    expect([row.state, row.created, row.failed]).toEqual(["done", "30", "30"]);
  });

  test("an import that another writer is in the way of waits, and ends well", { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 40 }, (_, i) => `V${i}`);
    const first = await bench.run("vendors", `n,d\n${names.map((name) => `${name},a`).join("\n")}\n`, {
      columns: [column(0, "name"), column(1, "description")],
    });
    expect(first.created).toBe("40");
    const { data } = await listRecords(bench.system, { module: "vendors", fields: [], filter: { field: "name", op: "eq", value: "V2" } });
    const { promise, resolve } = Promise.withResolvers<void>();
    const holding = bench.system.db.tx(async (db) => {
      await writeRecords(
        { ...bench.system, db, now: new Date() },
        {
          module: "vendors",
          operations: [{ op: "update", id: data[0]?.id ?? "", values: { description: "held" } }],
          atomic: true,
          present: false,
        },
      );
      await promise;
    });
    setTimeout(resolve, 5_500);
    const second = await bench.run(
      "vendors",
      `n,d\n${names.map((name) => `${name},b`).join("\n")}\n`,
      { columns: [column(0, "name"), column(1, "description")] },
      { duplicates: "overwrite", match_fields: ["name"] },
    );
    await holding;
    expect([second.state, second.updated, second.failed]).toEqual(["done", "40", "0"]);
  });
});
