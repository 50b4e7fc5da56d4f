import { describe, expect, test } from "vitest";
import { systemContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import { listRecords } from "../../server/records/index.ts";
import { generateDemo } from "./generate.ts";
import { loadDemo } from "./load.ts";

describe.each(["en", "ru"] as const)("the demonstration company in %s", (lang) => {
  test("is accepted by the engine as it is, once, with its past", { timeout: 60_000 }, async () => {
    const ctx = await systemContext(await testDatabase());
    const options = { lang, today: "2026-11-20", currency: ctx.company.currency };
    const { records } = generateDemo(options);
    expect((await loadDemo(ctx, options)).created).toBe(records.length);
    for (const [module, mine] of Map.groupBy(records, (record) => record.module)) {
      const { count, data } = await listRecords(ctx, {
        module,
        fields: ["created_at", "source"],
        sort: "created_at",
        limit: 1,
        count: "exact",
      });
      expect([module, count, data[0]?.["source"]]).toEqual([module, mine.length, "demo"]);
      const earliest = mine.map((record) => record.at).toSorted()[0] ?? "";
      expect(data[0]?.["created_at"]).toBe(new Date(earliest).toISOString());
    }
    expect((await loadDemo(ctx, options)).created).toBe(0);
  });
});
