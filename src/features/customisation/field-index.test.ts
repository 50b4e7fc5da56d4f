/** An index on a field: offered, built by a job without a lock that anybody notices, told of, used, and taken away. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../../test/context.ts";
import { sql } from "../../server/db/sql.ts";
import { plainIndex } from "../../server/db/sync.ts";
import { type Person, setUpApp, testApp, type Reply, type TestApp } from "../../server/http/test-client.ts";
import { startJobs, type Jobs } from "../../server/jobs/index.ts";
import { customisationFeature } from "./index.ts";

let app: TestApp;
let admin: Person;
let jobs: Jobs;
beforeAll(async () => {
  app = await testApp({ features: [customisationFeature] });
  admin = await setUpApp(app);
  const tasks = customisationFeature.tasks({ database: app.database });
  jobs = await startJobs({ database: app.database, log: app.server.manul.log, tasks, context: () => systemContext(app.database) });
});
afterAll(() => jobs.stop());

const PATH = "/admin/modules/leads/fields/cf_code/index";
interface Report {
  readonly indexed: boolean;
  readonly possible: boolean;
  readonly helps: boolean;
  readonly job: string | null;
}
const dataOf = (reply: Reply): Report => reply.json<{ data: Report }>().data;
const report = async (path = PATH): Promise<Report> => dataOf(await admin.get(path));
async function settled(indexed: boolean): Promise<void> {
  await expect.poll(() => report(), { timeout: 15_000 }).toMatchObject({ indexed, job: null });
}
const valid = async (): Promise<readonly boolean[]> => {
  const { rows } = await app.database.query<{ valid: boolean }>(
    sql`SELECT i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = ${plainIndex("leads", "cf_code")}`,
  );
  return rows.map((row) => row.valid);
};

describe("an index on a field", () => {
  it("is built beside open transactions that write, and taken away again", async () => {
    await admin.post("/admin/modules/leads/fields", { type: "text", name: "cf_code", label: { en: "Code" } });
    await admin.post("/records/leads", { last_name: "A", cf_code: "x" });
    expect(await report()).toEqual({ indexed: false, possible: true, helps: false, job: null, records: expect.any(Number) });
    expect((await admin.send("PUT", PATH, { indexed: true })).statusCode).toBe(202);
    await settled(true);
    expect(await valid()).toEqual([true]);
    const found = await admin.get(
      `/records/leads?filter=${encodeURIComponent(JSON.stringify({ field: "cf_code", op: "eq", value: "x" }))}`,
    );
    expect(found.json<{ data: unknown[] }>().data).toHaveLength(1);
    await admin.send("PUT", PATH, { indexed: false });
    await settled(false);
    expect(await valid()).toEqual([]);
  });

  it("that a crash left half-built is built anew", async () => {
    await app.database.query(sql`CREATE INDEX leads_cf_code_idx ON leads (cf_code, id) WHERE deleted_at IS NULL`);
    await app.database.query(sql`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'leads_cf_code_idx'::regclass`);
    await admin.send("PUT", PATH, { indexed: true });
    await settled(true);
    expect(await valid()).toEqual([true]);
  });

  it("isn't offered where a value could be too long, nor taken from fields that need theirs", async () => {
    await admin.post("/admin/modules/leads/fields", { type: "long_text", name: "cf_words", label: { en: "Words" } });
    expect(await report("/admin/modules/leads/fields/cf_words/index")).toMatchObject({ possible: false, indexed: false });
    expect((await admin.send("PUT", "/admin/modules/leads/fields/cf_words/index", { indexed: true })).statusCode).toBe(403);
    expect(await report("/admin/modules/leads/fields/created_at/index")).toMatchObject({ possible: false, indexed: true });
    // An index that is there keeps its field's values short.
    const longer = await admin.send("PATCH", "/admin/modules/leads/fields/cf_code", { max_length: 2000 });
    expect(longer.statusCode).toBe(400);
  });
});
