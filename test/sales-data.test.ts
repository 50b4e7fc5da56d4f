/** The real sales data set, and generated data with the same traps, through the import engine. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { importBench, type ImportBench } from "../src/features/import/test-bench.ts";
import { aggregate, listRecords } from "../src/server/records/index.ts";
import { generateSales, type SalesExpectation } from "./fixtures/sales-generator.ts";
import { SALES_IMPORTS } from "./sales/mappings.ts";

const folder = process.env["SALES_DATA"] ?? path.resolve(import.meta.dirname, "../../shared/data/sales");
const present = SALES_IMPORTS.every(({ file }) => existsSync(path.join(folder, file)));
if (!present) console.log(`skipped: the sales data set is not in ${folder} (set SALES_DATA to its folder)`);

/** What is known of the real files. */
const REAL: SalesExpectation = {
  organizations: 85,
  products: 7,
  users: 35 + 6,
  offices: 3,
  subsidiaries: 15,
  technology: 12,
  withoutAccount: 1425,
  gtxPro: 1480,
  stages: { won: 4238, lost: 2473, engaging: 1589, prospecting: 500 },
  wonAmount: 10_005_534,
};

async function importAll(bench: ImportBench, read: (file: string) => Buffer | string): Promise<void> {
  for (const { file, module, mapping, options } of SALES_IMPORTS) {
    const row = await bench.run(module, read(file), mapping, options);
    const rejected = (await bench.rejected(row.id)).slice(0, 3);
    expect({ file, state: row.state, failed: row.failed, rejected }).toEqual({ file, state: "done", failed: "0", rejected: [] });
  }
}

async function check(bench: ImportBench, expected: SalesExpectation): Promise<void> {
  const ctx = await bench.user();
  const count = async (module: string, filter?: unknown): Promise<number | undefined> =>
    (await listRecords(ctx, { module, filter, limit: 1, count: "exact" })).count;
  const is = (field: string, value: string) => ({ field, op: "eq", value });
  expect(await count("organizations")).toBe(expected.organizations);
  expect(await count("products")).toBe(expected.products);
  expect(await count("offices")).toBe(expected.offices);
  // The administrator who imports is one more.
  expect(await count("users")).toBe(expected.users + 1);
  expect(await count("users", { field: "manager_id", op: "is_not_empty" })).toBe(expected.users - new Set(await managers(bench)).size);
  expect(await count("organizations", { field: "parent_id", op: "is_not_empty" })).toBe(expected.subsidiaries);
  expect(await count("organizations", is("industry", "technology"))).toBe(expected.technology);
  expect(await count("opportunities", { field: "organization_id", op: "is_empty" })).toBe(expected.withoutAccount);
  expect(await count("opportunities", is("product_id.name", "GTX Pro"))).toBe(expected.gtxPro);
  for (const [stage, number] of Object.entries(expected.stages))
    expect([stage, await count("opportunities", is("stage", stage))]).toEqual([stage, number]);
  const { data } = await aggregate(ctx, {
    module: "opportunities",
    group_by: ["stage"],
    measures: [{ fn: "count" }, { fn: "sum", field: "amount" }],
  });
  const won = data.find((row) => row["stage"] === "won");
  expect([won?.["count"], Number(won?.["sum_amount"])]).toEqual([expected.stages.won, expected.wonAmount]);
  expect(data.reduce((sum, row) => sum + Number(row["count"]), 0)).toBe(Object.values(expected.stages).reduce((a, b) => a + b, 0));
}

async function managers(bench: ImportBench): Promise<unknown[]> {
  const { data } = await listRecords(await bench.user(), { module: "users", fields: ["manager_id"], limit: 1000 });
  return data.map((record) => record["manager_id"]).filter((id) => id !== null);
}

describe("generated sales data", () => {
  const bench = importBench({ batchSize: 100 });
  const { files, expected } = generateSales({ accounts: 60, deals: 700 });
  test("become records, traps and all", { timeout: 60_000 }, async () => {
    await importAll(bench, (file) => files[file] ?? "");
    await check(bench, expected);
    const { data } = await listRecords(await bench.user(), {
      module: "opportunities",
      fields: ["engaged_on", "close_date", "owner_id", "stage"],
      sort: "name",
      limit: 1000,
    });
    expect(data[0]?.["engaged_on"]).toBe("2016-10-20");
    expect(
      data
        .filter((record) => record["stage"] === "engaging" || record["stage"] === "prospecting")
        .every((record) => record["close_date"] === "2017-12-31"),
    ).toBe(true);
    const countries = await aggregate(await bench.user(), {
      module: "organizations",
      measures: [{ fn: "count" }],
      filter: { field: "billing_address.country", op: "eq", value: "Philipines" },
    });
    expect(countries.data[0]?.["count"]).toBe(0);
  });

  test("importing the same files again changes nothing", { timeout: 60_000 }, async () => {
    await importAll(bench, (file) => files[file] ?? "");
    await check(bench, expected);
  });
});

describe.skipIf(!present)("the sales data set", () => {
  const bench = importBench();
  test(
    "85 organizations, 7 products, 35 users and their managers, 8,800 opportunities: 4,238 won worth 10,005,534",
    { timeout: 120_000 },
    async () => {
      await importAll(bench, (file) => readFileSync(path.join(folder, file)));
      await check(bench, REAL);
    },
  );
});
