/** The forecast over HTTP: reckoned by hand beside it, and only over what its reader may see. */
import { beforeAll, describe, expect, it } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Reply, type TestApp } from "../../server/http/test-client.ts";
import type { Forecast } from "./forecast.ts";
import { forecastFeature } from "./index.ts";

let app: TestApp;
let ada: Person;
let bob: Person;
let eve: Person;
const ids: Record<string, string> = {};
const URL = "/api/v1/sales/forecast";
const idOf = (reply: Reply): string => reply.json<{ data: { id: string } }>().data.id;
const me = async (person: Person): Promise<string> => (await person.get("/auth/me")).json<{ user: { id: string } }>().user.id;
const ask = async (person: Person, query: string): Promise<Forecast> => {
  const reply = await person.get(`${URL}?${query}`);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ data: Forecast }>().data;
};
const deal = (person: Person, values: Record<string, unknown>): Promise<Reply> =>
  person.post("/records/opportunities", { name: "Deal", close_date: "2026-06-10", ...values });

beforeAll(async () => {
  app = await testApp({ features: [forecastFeature] });
  ada = await setUpApp(app);
  bob = await addUser(app, ada, "bob@example.com");
  eve = await addUser(app, ada, "eve@example.com");
  for (const [name, person] of Object.entries({ ada, bob, eve })) ids[name] = await me(person);
  await ada.send("PUT", "/admin/sharing/defaults", { opportunities: "private" });
  for (const [person, stage, amount, more] of [
    [bob, "won", "1000", {}],
    [bob, "negotiation", "200", {}], // 90 %: committed
    [bob, "value_proposition", "300", {}], // 50 %: best case
    [bob, "prospecting", "400", {}], // 10 %
    [bob, "lost", "5000", {}],
    [bob, "won", "70", { close_date: "2026-05-31" }],
    [eve, "proposal", "100", { probability: 40 }], // the seller knows better than the stage
    [eve, "won", "30", { close_date: "2026-08-01" }],
  ] as const)
    expect((await deal(person, { stage, amount, ...more })).statusCode).toBe(201);
  const quotas = [
    { user_id: ids["bob"], month: "2026-06-01", amount: "2000" },
    { user_id: ids["bob"], month: "2026-05-01", amount: 500 },
    { user_id: ids["eve"], month: "2026-06-01", amount: "1000.50" },
  ];
  expect((await ada.send("PUT", "/admin/quotas", { quotas })).statusCode).toBe(204);
});

describe("the forecast", () => {
  it("sums what was won and what is likely, surer figures within the less sure ones", async () => {
    const { rows, total, start, end } = await ask(ada, "unit=month&start=2026-06-15");
    expect([start, end]).toEqual(["2026-06-01", "2026-06-30"]);
    expect(rows).toEqual([
      {
        id: ids["bob"],
        label: "Test Person",
        won: "1000.00",
        committed: "1200.00",
        best_case: "1500.00",
        weighted: "1370.00", // 1000 + 180 + 150 + 40
        open: "900.00",
        quota: "2000.00",
      },
      {
        id: ids["eve"],
        label: "Test Person",
        won: "0.00",
        committed: "0.00",
        best_case: "0.00",
        weighted: "40.00",
        open: "100.00",
        quota: "1000.50",
      },
    ]);
    expect(total).toMatchObject({ won: "1000.00", weighted: "1410.00", quota: "3000.50" });
  });

  it("shows the periods around, and quarters as the sum of their months", async () => {
    const { run } = await ask(ada, "unit=month&start=2026-06-01");
    expect(run.map(({ start, won, quota }) => [start, won, quota])).toEqual([
      ["2026-04-01", "0.00", null],
      ["2026-05-01", "70.00", "500.00"],
      ["2026-06-01", "1000.00", "3000.50"],
      ["2026-07-01", "0.00", null],
      ["2026-08-01", "30.00", null],
      ["2026-09-01", "0.00", null],
    ]);
    const quarter = await ask(ada, "unit=quarter&start=2026-06-01");
    expect(quarter.total).toMatchObject({ start: "2026-04-01", won: "1070.00", quota: "3500.50" });
  });

  it("is by team where asked for: its members' deals, and the others apart", async () => {
    const team = idOf(await ada.post("/admin/groups", { name: "North", members: [{ type: "user", id: ids["bob"] }] }));
    const { rows } = await ask(ada, "unit=month&start=2026-06-01&by=team");
    expect(rows.map(({ id, label, won, weighted, quota }) => ({ id, label, won, weighted, quota }))).toEqual([
      { id: team, label: "North", won: "1000.00", weighted: "1370.00", quota: "2000.00" },
      { id: null, label: null, won: "0.00", weighted: "40.00", quota: "1000.50" },
    ]);
  });

  it("is of what its reader may see: their own deals and their own quota", async () => {
    const { rows, total } = await ask(eve, "unit=month&start=2026-06-01");
    expect(rows).toMatchObject([{ id: ids["eve"], weighted: "40.00", quota: "1000.50" }]);
    expect(total).toMatchObject({ won: "0.00", open: "100.00", quota: "1000.50" });
  });

  it("refuses what is no day", async () => {
    expect((await ada.get(`${URL}?unit=month&start=2026-02-30`)).statusCode).toBe(400);
    expect((await ada.get(`${URL}?unit=week&start=2026-02-01`)).statusCode).toBe(400);
  });
});

describe("quotas", () => {
  it("are set by who may, all or none", async () => {
    const one = { user_id: ids["eve"], month: "2027-01-01", amount: "10" };
    expect((await bob.send("PUT", "/admin/quotas", { quotas: [one] })).statusCode).toBe(403);
    for (const wrong of [
      { ...one, user_id: "999999" },
      { ...one, month: "2027-01-02" },
      { ...one, amount: "-1" },
      { ...one, amount: "1.234" },
    ]) {
      const reply = await ada.send("PUT", "/admin/quotas", { quotas: [one, wrong] });
      expect(reply.statusCode, reply.body).toBe(400);
      expect(reply.json<{ errors: { field: string }[] }>().errors[0]?.field).toMatch(/^quotas\.1\./);
    }
    const read = async (): Promise<unknown> =>
      (await ada.get("/admin/quotas?from=2027-01-01&to=2027-12-31")).json<{ data: unknown }>().data;
    expect(await read()).toEqual([]);
    await ada.send("PUT", "/admin/quotas", { quotas: [one, { ...one, amount: "12.50" }] });
    expect(await read()).toEqual([{ user_id: ids["eve"], month: "2027-01-01", amount: "12.50" }]);
    await ada.send("PUT", "/admin/quotas", { quotas: [{ ...one, amount: null }] });
    expect(await read()).toEqual([]);
  });
});
