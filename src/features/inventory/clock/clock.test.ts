/** What time brings to documents: recurring invoices, each day once; overdue ones; and a hundred bills at a press. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../../../test/context.ts";
import type { Ctx } from "../../../server/context.ts";
import { sql } from "../../../server/db/sql.ts";
import { API } from "../../../server/http/route.ts";
import { setUpApp, testApp, type Person, type Problem, type TestApp } from "../../../server/http/test-client.ts";
import { startWork } from "../../../server/work.ts";
import { massActionsFeature } from "../../mass-actions/index.ts";
import { notificationsFeature } from "../../notifications/index.ts";
import { inventoryFeature } from "../index.ts";
import { markOverdue } from "./overdue.ts";
import { billRecurringOrders } from "./recurring.ts";

type Values = Readonly<Record<string, unknown>>;
interface Reply {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}
let app: TestApp;
let admin: Person;
let system: Ctx;
let organization: string;

const create = async (module: string, values: Values): Promise<Reply> => {
  const reply = await admin.post(`/records/${module}`, values);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ data: Reply }>().data;
};
const order = (values: Values = {}) =>
  create("sales_orders", {
    subject: "Аренда",
    organization_id: organization,
    lines: [{ description: "Аренда за месяц", quantity: "1", unit_price: "1000", tax_ids: ["vat"] }],
    ...values,
  });
const read = async (module: string, id: string) => (await admin.get(`/records/${module}/${id}`)).json<{ data: Reply }>().data;
const invoicesOf = async (id: string): Promise<readonly Reply[]> =>
  (
    await admin.get(
      `/records/invoices?sort=invoice_date&limit=200&filter=${encodeURIComponent(JSON.stringify({ field: "sales_order_id", op: "eq", value: id }))}&fields=invoice_date,due_date,status,total`,
    )
  ).json<{ data: Reply[] }>().data;
const on = (day: string): Ctx => ({ ...system, now: new Date(`${day}T09:00:00Z`) });
/** As the watcher does it: until there is nothing more, each run in a transaction of its own. */
const runAll = async (run: (ctx: Ctx) => Promise<boolean>, day: string): Promise<void> => {
  while (await app.database.tx((db) => run({ ...on(day), db })));
};

beforeAll(async () => {
  app = await testApp({ features: [inventoryFeature, massActionsFeature, notificationsFeature] });
  admin = await setUpApp(app);
  system = {
    ...(await systemContext(app.database)),
    company: { name: "Acme", currency: "USD", lang: "en", timezone: "Europe/London", country: "GB" },
  };
  organization = (await create("organizations", { name: "Ромашка" })).id;
});

describe("a recurring order", () => {
  const monthly = { recurring: true, recurring_frequency: "monthly", recurring_from: "2026-01-31", payment_terms: "net_10" };

  test("is billed on each of its days once, days that passed while nothing ran as well", async () => {
    const rent = await order({ ...monthly, recurring_until: "2026-06-30" });
    expect(rent["next_invoice_date"]).toBe("2026-01-31");
    await runAll(billRecurringOrders, "2026-01-30");
    expect(await invoicesOf(rent.id)).toEqual([]);
    await runAll(billRecurringOrders, "2026-04-15");
    await runAll(billRecurringOrders, "2026-04-15");
    expect((await invoicesOf(rent.id)).map((each) => [each["invoice_date"], each["due_date"], each["status"], each["total"]])).toEqual([
      ["2026-01-31", "2026-02-10", "auto_created", "1200.00"],
      ["2026-02-28", "2026-03-10", "auto_created", "1200.00"],
      ["2026-03-31", "2026-04-10", "auto_created", "1200.00"],
    ]);
    expect((await read("sales_orders", rent.id))["next_invoice_date"]).toBe("2026-04-30");
    await runAll(billRecurringOrders, "2027-01-01");
    expect((await invoicesOf(rent.id)).map((each) => each["invoice_date"]).slice(3)).toEqual(["2026-04-30", "2026-05-31", "2026-06-30"]);
    expect((await read("sales_orders", rent.id))["next_invoice_date"]).toBeNull();
  });

  test("is billed once though many look at once, and not when it is cancelled or stopped", async () => {
    const rent = await order({ ...monthly, recurring_from: "2026-03-01", recurring_frequency: "daily" });
    await Promise.all(Array.from({ length: 4 }, () => runAll(billRecurringOrders, "2026-03-06")));
    expect((await invoicesOf(rent.id)).map((each) => each["invoice_date"])).toEqual([1, 2, 3, 4, 5, 6].map((day) => `2026-03-0${day}`));
    const approved = (await admin.post(`/records/sales_orders/${rent.id}/actions/approve`)).json<{ data: Reply }>().data;
    const stopped = await admin.send("PATCH", `/records/sales_orders/${rent.id}`, { version: approved.version, recurring: false });
    expect(stopped.json<{ data: Reply }>().data["next_invoice_date"]).toBeNull();
    const other = await order({ ...monthly, recurring_from: "2026-03-01" });
    await admin.post(`/records/sales_orders/${other.id}/actions/cancel`);
    await runAll(billRecurringOrders, "2026-03-20");
    expect(await invoicesOf(rent.id)).toHaveLength(6);
    expect(await invoicesOf(other.id)).toEqual([]);
  });

  test("has to say how often and from when", async () => {
    const refused = async (values: Values) =>
      (await admin.post("/records/sales_orders", { subject: "x", organization_id: organization, recurring: true, ...values }))
        .json<Problem>()
        .errors?.map(({ field, code }) => `${field} ${code}`);
    expect(await refused({})).toEqual(["recurring_frequency mandatory", "recurring_from mandatory"]);
    const never = await order({ ...monthly, recurring_until: "2026-01-01" });
    expect(never["next_invoice_date"]).toBeNull();
  });
});

test("an invoice past its day becomes overdue, once, and its owner is told; paid in part it stays so until it is paid", async () => {
  const bill = await create("invoices", {
    subject: "Мебель",
    organization_id: organization,
    due_date: "2026-03-10",
    lines: [{ description: "Стул", quantity: "1", unit_price: "100", tax_ids: [] }],
  });
  await runAll(markOverdue, "2026-03-11");
  expect((await read("invoices", bill.id))["status"]).toBe("created");
  await admin.post(`/records/invoices/${bill.id}/actions/send`);
  await runAll(markOverdue, "2026-03-10");
  expect((await read("invoices", bill.id))["status"]).toBe("sent");
  await runAll(markOverdue, "2026-03-11");
  const overdue = await read("invoices", bill.id);
  expect(overdue["status"]).toBe("overdue");
  await runAll(markOverdue, "2026-03-12");
  expect((await read("invoices", bill.id)).version).toBe(overdue.version);
  const { rows } = await app.database.query<{ kind: string; record_id: string }>(
    sql`SELECT kind, record_id FROM notifications WHERE kind = 'overdue'`,
  );
  expect(rows).toEqual([{ kind: "overdue", record_id: bill.id }]);
  expect((await admin.post(`/records/invoices/${bill.id}/actions/pay`, { amount: "100" })).statusCode).toBe(200);
  await runAll(markOverdue, "2026-04-01");
  expect((await read("invoices", bill.id))["status"]).toBe("paid");
});

describe("many invoices at once", () => {
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const work = await startWork(app.server.manul);
    stop = () => work.stop();
  });
  afterAll(() => stop());

  test("a hundred orders are billed in the background, with progress; what is billed already is told, not billed twice", async () => {
    const operations = Array.from({ length: 100 }, (_, i) => ({
      op: "create",
      values: { subject: `Заказ ${i}`, organization_id: organization, lines: [{ description: "x", unit_price: "10", tax_ids: [] }] },
    }));
    const made = (await admin.post("/records/sales_orders/bulk", { operations }))
      .json<{ results: { id: string }[] }>()
      .results.map(({ id }) => id);
    await admin.post(`/records/sales_orders/${made[0] ?? ""}/actions/create_invoice`);
    const begin = performance.now();
    const reply = await admin.post("/records/sales_orders/mass", { action: "create_invoice", ids: made });
    expect(reply.statusCode, reply.body).toBe(202);
    const { id } = reply.json<{ data: { id: string } }>().data;
    const seen = new Set<number>();
    for (;;) {
      const { data } = (await admin.get(`${API}/mass/${id}`)).json<{
        data: { state: string; done: number; changed: number; failed: number };
      }>();
      seen.add(data.done);
      if (data.state === "done") {
        expect(data).toMatchObject({ done: 100, changed: 99, failed: 1 });
        break;
      }
      expect(["queued", "choosing", "running"]).toContain(data.state);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(seen.size).toBeGreaterThan(2);
    expect(performance.now() - begin).toBeLessThan(60_000);
    const count = (
      await admin.get(
        `/records/invoices?limit=1&count=exact&filter=${encodeURIComponent(JSON.stringify({ field: "subject", op: "starts_with", value: "Заказ " }))}`,
      )
    ).json<{ count: number }>().count;
    expect(count).toBe(100);
    expect((await admin.post("/records/contacts/mass", { action: "create_invoice", all: true })).statusCode).toBe(403);
  }, 90_000);
});
