/** An export while others write. */
import { beforeAll, expect, test } from "vitest";
import { later, systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../../server/context.ts";
import { deleteRecord, listRecords, updateRecord, writeRecords } from "../../server/records/index.ts";
import { csvFile } from "./csv-file.ts";
import { openExport } from "./run.ts";

let ctx: Ctx;
beforeAll(async () => {
  ctx = await userContext(await systemContext(await testDatabase()), { email: "export@example.com" });
});

test("is of one moment: what changes, comes or goes meanwhile is neither missed nor doubled", async () => {
  for (const part of [0, 1, 2])
    await writeRecords(later(ctx), {
      module: "vendors",
      operations: Array.from({ length: 900 }, (_, i) => ({ op: "create", values: { name: `V${part * 900 + i}` } })),
      atomic: true,
      present: false,
    });
  const stream = await openExport(ctx, {
    module: "vendors",
    fields: ["name"],
    sort: "-modified_at",
    header: "names",
    file: csvFile(","),
    lang: "en",
  });
  let text = "";
  for await (const piece of stream as AsyncIterable<string>) {
    if (text === "") {
      // These stand at the end of the order, and would jump to its beginning.
      const { data } = await listRecords(ctx, { module: "vendors", fields: [], sort: "modified_at", limit: 20 });
      for (const { id, version } of data.slice(0, 10))
        await updateRecord(later(ctx), "vendors", { id, version, values: { description: "changed" } });
      for (const { id } of data.slice(10)) await deleteRecord(later(ctx), "vendors", { id });
    }
    text += piece;
  }
  const names = text.trimEnd().split("\r\n").slice(1);
  expect(names).toHaveLength(2700);
  expect(new Set(names).size).toBe(2700);
});
