/** A crash at any point of an import loses nothing and does nothing twice. */
import { describe, expect, test } from "vitest";
import type { Ctx } from "../../server/context.ts";
import { listRecords, writeRecords } from "../../server/records/index.ts";
import { JobEnd, type JobRun } from "../../server/jobs/index.ts";
import type { ImportData } from "./run.ts";
import { getImport } from "./store.ts";
import { importBench } from "./test-bench.ts";

const bench = importBench({ batchSize: 4, work: false });
const ROWS = 22;
const file = `name,parent\n${Array.from({ length: ROWS }, (_, i) => (i === 7 ? ",x" : `Firm ${i},Firm ${(i * 5 + 3) % ROWS}`)).join("\n")}\n`;
const mapping = {
  columns: [
    { column: 0, field: "name" },
    { column: 1, field: "parent_id" },
  ],
};

class Crash extends Error {}

/** A worker that dies at its n-th step: before it, in the middle of its transaction, or just after its commit. */
function crashingRun(
  id: string,
  ctx: () => Promise<Ctx>,
  at: number,
  where: "before" | "inside" | "after",
): JobRun<ImportData> & { readonly steps: () => number } {
  let step = 0;
  return {
    id: "1",
    data: { import: id },
    signal: new AbortController().signal,
    attempt: 1,
    steps: () => step,
    step: async (fn) => {
      step++;
      if (step === at && where === "before") throw new Crash();
      const base = await ctx();
      const result = await base.db.tx(async (db) => {
        const done = await fn({ ...base, db }, () => undefined);
        if (step === at && where === "inside") throw new Crash();
        return done;
      });
      if (step === at && where === "after") throw new Crash();
      return result;
    },
  };
}

describe("an import that crashes", () => {
  test.each(["before", "inside", "after"] as const)("%s any step goes on to the same end", { timeout: 120_000 }, async (where) => {
    await bench.work([]);
    for (let at = 1; at <= 20; at++) {
      const started = await bench.start("organizations", await bench.upload(file), mapping);
      const finished = await bench.task.run(crashingRun(started.id, bench.user, at, where)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Crash || error instanceof JobEnd) return false;
          throw error;
        },
      );
      if (!finished) await bench.task.run(crashingRun(started.id, bench.user, -1, "before"));
      const row = await getImport(bench.system, started.id);
      expect([at, row.state, row.created, row.failed, row.position]).toEqual([at, "done", String(ROWS - 1), "1", String(ROWS)]);
      const { data } = await listRecords(bench.system, { module: "organizations", fields: ["name", "parent_id"], limit: 1000 });
      expect(data.map((record) => record["name"]).toSorted()).toEqual(
        Array.from({ length: ROWS }, (_, i) => `Firm ${i}`)
          .filter((_, i) => i !== 7)
          .toSorted(),
      );
      for (const record of data) {
        const i = Number(String(record["name"]).slice(5));
        const parent = (i * 5 + 3) % ROWS;
        expect(record["parent_id__label"] ?? null).toBe(parent === 7 ? null : `Firm ${parent}`);
      }
      expect((await bench.rejected(started.id)).map((r) => r.errors[0]?.code).toSorted()).toEqual(["import_imported_without", "mandatory"]);
      await writeRecords(await bench.user(), {
        module: "organizations",
        operations: data.map(({ id }) => ({ op: "purge" as const, id })),
        atomic: true,
        present: false,
      });
      if (finished) break;
      expect(at).toBeLessThan(20);
    }
  });
});
