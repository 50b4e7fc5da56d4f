/** The job that brings the words of all records to the program's version: done on start, once, going on where it stopped. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { setUpApp, testApp, type Person, type TestApp } from "../../server/http/test-client.ts";
import { SEARCH_VERSION } from "../../server/records/index.ts";
import { startWork } from "../../server/work.ts";

/** More than the job takes at once. */
const VENDORS = 620;
let app: TestApp;
let admin: Person;
let stop: (() => Promise<void>) | undefined;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  await admin.post("/records/vendors/bulk", {
    operations: Array.from({ length: VENDORS }, (_, i) => ({ op: "create", values: { name: `Vendor ${i} lighthouse` } })),
  });
  await admin.post("/records/contacts", { last_name: "Lighthouse" });
}, 60_000);
afterEach(async () => {
  await stop?.();
  stop = undefined;
});
const begin = async (): Promise<void> => {
  const work = await startWork(app.server.manul);
  stop = () => work.stop();
};
interface State {
  readonly version: number;
  readonly at?: unknown;
}
const state = async (): Promise<State> =>
  (await app.database.execute<{ value: State }>("SELECT value FROM settings WHERE key = 'search'")).rows[0]?.value ?? { version: 0 };
const setState = (value: State): Promise<unknown> =>
  app.database.execute(`UPDATE settings SET value = '${JSON.stringify(value)}' WHERE key = 'search'`);
const jobs = async (): Promise<number> =>
  Number((await app.database.execute<{ n: string }>("SELECT count(*) AS n FROM jobs WHERE task = 'search-upkeep'")).rows[0]?.n);
const forgetWords = (): Promise<unknown> => app.database.execute("UPDATE records SET search = NULL");
const hits = async (): Promise<Readonly<Record<string, number>>> =>
  (await admin.get("/search?q=lighthouse")).json<{ counts: Readonly<Record<string, number>> }>().counts;
const finished = async (): Promise<void> => {
  await expect.poll(async () => (await state()).version, { timeout: 20_000, interval: 50 }).toBe(SEARCH_VERSION);
};

describe("the upkeep of the search index", () => {
  test("gives all records the words of a new version, and is not begun again", async () => {
    const all = { vendors: VENDORS, contacts: 1 };
    expect(await hits()).toEqual(all);
    await forgetWords();
    await setState({ version: SEARCH_VERSION - 1 });
    expect(await hits()).toEqual({});
    await begin();
    await finished();
    expect(await hits()).toEqual(all);
    const before = await jobs();
    await stop?.();
    await begin();
    expect(await jobs()).toBe(before);
  });

  test("goes on at its place: what was done before isn't done anew", async () => {
    const { rows } = await app.database.execute<{ id: string }>("SELECT id FROM vendors ORDER BY id OFFSET 499 LIMIT 1");
    await forgetWords();
    await setState({ version: SEARCH_VERSION - 1, at: { module: "vendors", after: rows[0]?.id ?? "0" } });
    await begin();
    await finished();
    expect((await hits())["vendors"]).toBe(VENDORS - 500);
  });
});
