/** Numbers of documents: by legal entity and year, without gaps, also when many write at once and some fail. */
import { beforeAll, expect, test } from "vitest";
import { systemContext } from "../../../test/context.ts";
import { API } from "../../server/http/route.ts";
import { setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { createRecord } from "../../server/records/index.ts";
import { inventoryFeature } from "./index.ts";

const NUMBERING = `${API}/admin/numbering`;
let app: TestApp;
let admin: Person;
let organization: string;
let moscow: string;
let tver: string;

const create = async (module: string, values: Record<string, unknown>): Promise<Record<string, string>> => {
  const reply = await admin.post(`/records/${module}`, values);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ data: Record<string, string> }>().data;
};
const bill = (values: Record<string, unknown> = {}) =>
  create("invoices", { subject: "x", organization_id: organization, invoice_date: "2026-03-01", lines: [], ...values });
const numberOf = async (values?: Record<string, unknown>): Promise<string | undefined> => (await bill(values))["number"];

beforeAll(async () => {
  app = await testApp({ features: [inventoryFeature] });
  admin = await setUpApp(app);
  organization = (await create("organizations", { name: "Ромашка" }))["id"] ?? "";
  moscow = (await create("offices", { name: "Москва", number_prefix: "М" }))["id"] ?? "";
  tver = (await create("offices", { name: "Тверь", number_prefix: "Т" }))["id"] ?? "";
});

test("each legal entity and year has its own count; what has no pattern is numbered as before", async () => {
  expect(await numberOf()).toBe("INV1");
  const put = await admin.send("PUT", `${NUMBERING}/invoices`, { pattern: "{prefix}-{number:3}/{year}" });
  expect(put.statusCode, put.body).toBe(200);
  expect(await numberOf({ office_id: moscow })).toBe("М-001/2026");
  expect(await numberOf({ office_id: moscow })).toBe("М-002/2026");
  expect(await numberOf({ office_id: tver })).toBe("Т-001/2026");
  expect(await numberOf({ office_id: moscow, invoice_date: "2025-12-31" })).toBe("М-001/2025");
  expect(await numberOf({ office_id: moscow })).toBe("М-003/2026");
  expect(await numberOf()).toBe("-001/2026");
  expect((await create("quotes", { subject: "x", organization_id: organization, lines: [] }))["number"]).toBe("QUO1");
});

test("many at once, some of them refused: no number twice, none left out", async () => {
  const system = await systemContext(app.database);
  const write = async (i: number): Promise<string | undefined> => {
    try {
      return await app.database.tx(async (db) => {
        const values = { subject: `${i}`, organization_id: organization, office_id: tver, invoice_date: "2030-01-01", lines: [] };
        const made = await createRecord({ ...system, db }, "invoices", values);
        if (i % 4 === 0) throw new Error("changed my mind");
        return String(made["number"]);
      });
    } catch {
      return undefined;
    }
  };
  const numbers = (await Promise.all(Array.from({ length: 24 }, (_, i) => write(i)))).filter((number) => number !== undefined);
  expect(numbers.toSorted()).toEqual(Array.from({ length: 18 }, (_, i) => `Т-${String(i + 1).padStart(3, "0")}/2030`));
  const bulk = await admin.post("/records/invoices/bulk", {
    operations: [tver, moscow, tver].map((office_id) => ({
      op: "create",
      values: { subject: "x", organization_id: organization, office_id, invoice_date: "2030-01-01", lines: [] },
    })),
  });
  const made = bulk.json<{ results: { data: { number: string } }[] }>();
  expect(JSON.stringify(made)).toMatch(/Т-019\/2030.*М-001\/2030.*Т-020\/2030/);
});

test("a series goes on from where another program stopped, and never back", async () => {
  const next = (body: Record<string, unknown>) => admin.send("PUT", `${NUMBERING}/invoices/next`, body);
  expect((await next({ office_id: tver, year: 2026, next: 150 })).statusCode).toBe(200);
  expect(await numberOf({ office_id: tver })).toBe("Т-150/2026");
  expect((await next({ office_id: tver, year: 2026, next: 150 })).json<Problem>().errors?.[0]).toMatchObject({
    field: "next",
    code: "number_given",
  });
  const shown = (await admin.get(NUMBERING)).json<{ data: { module: string; series: unknown[] }[] }>().data;
  expect(shown.find(({ module }) => module === "invoices")?.series).toContainEqual({
    office_id: tver,
    office_id__label: "Тверь",
    year: 2026,
    next: "151",
  });
});

test("a pattern without a number, or with what nobody knows, is refused", async () => {
  for (const [pattern, code] of [
    ["INV", "pattern_without_number"],
    ["{number}{office}", "pattern_unknown_part"],
    ["", "mandatory"],
  ])
    expect((await admin.send("PUT", `${NUMBERING}/invoices`, { pattern: pattern ?? "" })).json<Problem>().errors?.[0]).toMatchObject({
      field: "pattern",
      code,
    });
  expect((await admin.send("PUT", `${NUMBERING}/contacts`, { pattern: "{number}" })).statusCode).toBe(404);
});
