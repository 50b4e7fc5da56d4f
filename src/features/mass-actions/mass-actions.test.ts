/** Mass actions by HTTP: chosen by filter or ids, refused row by row, undone, cancelled, resumed after a crash. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { later, systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../../server/context.ts";
import { addUser, setUpApp, signIn, testApp, type Person, type TestApp } from "../../server/http/test-client.ts";
import { API } from "../../server/http/route.ts";
import { sql } from "../../server/db/sql.ts";
import { enqueue, startJobs } from "../../server/jobs/index.ts";
import { listRecords, writeRecords } from "../../server/records/index.ts";
import { openRegistry } from "../../server/registry-store.ts";
import { startWork } from "../../server/work.ts";
import { massActionsFeature } from "./index.ts";
import { massTask } from "./run.ts";
import { getMass, insertMass } from "./store.ts";

interface Mass {
  readonly id: string;
  readonly state: string;
  readonly chosen: number;
  readonly changed: number;
  readonly failed: number;
  readonly undone: number;
  readonly has_failures: boolean;
  readonly has_kept: boolean;
}
const ROWS = 1250;
const stop: (() => Promise<void>)[] = [];
let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp({ features: [massActionsFeature] });
  admin = await setUpApp(app);
  const registry = await openRegistry(app.database);
  const work = await startWork({ ...app.server.manul, registry });
  stop.push(() => work.stop());
  for (const from of [0, 1000])
    await admin.post("/records/vendors/bulk", {
      operations: Array.from({ length: Math.min(1000, ROWS - from) }, (_, i) => ({
        op: "create",
        values: { name: `Vendor ${from + i}`, description: "old", tags: i % 2 === 0 ? ["even"] : null },
      })),
    });
}, 60_000);
afterAll(async () => {
  for (const end of stop) await end();
});

const ended = async (id: string): Promise<Mass> => {
  for (;;) {
    const { data } = (await admin.get(`${API}/mass/${id}`)).json<{ data: Mass }>();
    if (["done", "failed", "cancelled", "undone"].includes(data.state)) return data;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
};
const mass = async (body: Record<string, unknown>): Promise<Mass> => {
  const reply = await admin.post("/records/vendors/mass", body);
  expect(reply.statusCode, reply.body).toBe(202);
  return ended(reply.json<{ data: Mass }>().data.id);
};
const undo = async (id: string, body: Record<string, unknown> = {}): Promise<Mass> => {
  expect((await admin.post(`${API}/mass/${id}/undo`, body)).statusCode).toBe(202);
  return ended(id);
};
const count = async (filter: unknown, query = ""): Promise<number> =>
  (await admin.get(`/records/vendors?count=exact&limit=1&filter=${encodeURIComponent(JSON.stringify(filter))}${query}`)).json<{
    count: number;
  }>().count;

describe("mass actions", () => {
  test("change all that a filter shows, also where the change takes them out of it; undone whole", async () => {
    const old = { field: "description", op: "eq", value: "old" };
    const done = await mass({ action: "update", values: { description: "new" }, filter: old });
    expect(done).toMatchObject({ state: "done", chosen: ROWS, changed: ROWS, failed: 0, has_failures: false });
    expect(await count(old)).toBe(0);
    // Somebody changes one of them since: it stays, and is told.
    const { data } = (await admin.get("/records/vendors?limit=1")).json<{ data: { id: string; version: number }[] }>();
    const [one] = data;
    await admin.send("PATCH", `/records/vendors/${one?.id}`, { version: one?.version, description: "mine" });
    expect(await undo(done.id)).toMatchObject({ state: "undone", undone: ROWS - 1, has_kept: true });
    expect(await count(old)).toBe(ROWS - 1);
    const file = (await admin.get(`${API}/mass/${done.id}/failures?undo=true`)).body;
    expect(file.trim().split("\r\n")).toHaveLength(2);
    expect(file).toContain(one?.id ?? "-");
    expect(await undo(done.id, { overwrite: true })).toMatchObject({ state: "undone", has_kept: false });
    expect(await count(old)).toBe(ROWS);
  });

  test("tags are added and removed, and come back as they were", async () => {
    const added = await mass({ action: "add_tags", tags: ["even", "VIP"], all: true });
    expect(added).toMatchObject({ state: "done", changed: ROWS });
    expect(await count({ field: "tags", op: "contains", value: ["VIP", "even"] })).toBe(ROWS);
    await mass({ action: "remove_tags", tags: ["even"], q: "Vendor" });
    expect(await count({ field: "tags", op: "in", value: ["even"] })).toBe(0);
    await undo(added.id, { overwrite: true });
    expect(await count({ field: "tags", op: "in", value: ["VIP"] })).toBe(0);
    expect(await count({ field: "tags", op: "in", value: ["even"] })).toBe(ROWS / 2);
  });

  test("deleting goes to the recycle bin, and back", async () => {
    const { data } = (await admin.get("/records/vendors?limit=3&fields=id")).json<{ data: { id: string }[] }>();
    const done = await mass({ action: "delete", ids: [...data.map(({ id }) => id), "999999999"] });
    expect(done).toMatchObject({ state: "done", chosen: 4, changed: 3, failed: 1, has_failures: true });
    const file = (await admin.get(`${API}/mass/${done.id}/failures`, { "accept-language": "ru" })).body;
    expect(file).toContain("Причина");
    expect(file).toContain("999999999");
    expect(await count({ and: [] }, "&deleted=true")).toBe(3);
    await undo(done.id);
    expect(await count({ and: [] })).toBe(ROWS);
  });

  test("stars are one's own", async () => {
    const { data } = (await admin.get("/records/vendors?limit=2&fields=id")).json<{ data: { id: string }[] }>();
    await mass({ action: "star", ids: data.map(({ id }) => id) });
    expect(await count({ field: "starred", op: "eq", value: true })).toBe(2);
  });

  test("bad requests are refused before anything begins", async () => {
    const status = async (body: Record<string, unknown>): Promise<number> => (await admin.post("/records/vendors/mass", body)).statusCode;
    expect(await status({ action: "delete" })).toBe(400);
    expect(await status({ action: "delete", all: true, q: "x" })).toBe(400);
    expect(await status({ action: "update", all: true })).toBe(400);
    expect(await status({ action: "update", values: { nonsense: 1 }, all: true })).toBe(400);
    expect(await status({ action: "update", values: { created_at: "2020-01-01" }, all: true })).toBe(400);
    expect(await status({ action: "delete", filter: { field: "nonsense", op: "eq", value: 1 } })).toBe(400);
    expect(await status({ action: "delete", ids: ["1 OR 1=1"] })).toBe(400);
    expect(await status({ action: "explode", all: true })).toBe(400);
    const other = await addUser(app, admin, "staff@example.com");
    expect((await other.post("/records/users/mass", { action: "delete", all: true })).statusCode).toBe(403);
    const { id } = await mass({ action: "star", q: "Vendor 1" });
    expect((await other.get(`${API}/mass/${id}`)).statusCode).toBe(404);
  });

  test("changing many is a right of its own", async () => {
    const modules = { vendors: { view: true, edit: true, delete: true, see_all: true, edit_all: true } };
    const profile = (await admin.post("/admin/profiles", { name: "One by one", modules })).json<{ data: { id: string } }>().data.id;
    const role = (await admin.post("/admin/roles", { name: "Careful", profile_ids: [profile] })).json<{ data: { id: string } }>().data.id;
    const person = { email: "careful@example.com", name: "Careful", password: "correct horse battery", role_id: role };
    expect((await admin.post("/admin/users", person)).statusCode).toBe(201);
    const careful = await signIn(app, person.email, person.password);
    const status = async (body: Record<string, unknown>): Promise<number> => (await careful.post("/records/vendors/mass", body)).statusCode;
    expect(await status({ action: "update", values: { description: "x" }, q: "Vendor 5" })).toBe(403);
    expect(await status({ action: "add_tags", tags: ["x"], q: "Vendor 5" })).toBe(403);
    expect(await status({ action: "star", q: "nobody" })).toBe(202);
  });

  test("what was refused is told record by record, the others are changed", async () => {
    const reply = await admin.post("/records/vendors", { name: "Unique", email: "not needed@x" });
    expect(reply.statusCode).toBe(400);
    const done = await mass({ action: "update", values: { name: null }, q: "Vendor 77" });
    expect(done).toMatchObject({ state: "done", changed: 0 });
    expect(done.failed).toBe(done.chosen);
    expect((await admin.get(`${API}/mass/${done.id}/failures`)).body.split("\r\n").length).toBe(done.chosen + 2);
  });
});

test("a job that is stopped half-way goes on behind its last batch: each record is changed once", { timeout: 60_000 }, async () => {
  const database = await testDatabase();
  const system = await systemContext(database);
  const user = await userContext(system, { email: "mass@example.com" });
  await writeRecords(later(user), {
    module: "vendors",
    operations: Array.from({ length: 600 }, (_, i) => ({ op: "create", values: { name: `V${i}` } })),
    atomic: true,
    present: false,
  });
  const slow = massTask(50);
  const context = async (actorId: string | null): Promise<Ctx> => later(actorId === null ? system : user);
  const worker = () => startJobs({ database, log: system.log, tasks: [slow], context });
  const first = await worker();
  const id = await insertMass(user, "vendors", { action: "update", values: { description: "new" }, q: undefined });
  await enqueue(later(user), slow, { mass: id });
  while (Number((await getMass(system, id)).position) < 100) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.stop();
  const between = await getMass(system, id);
  expect(between.state).toBe("running");
  const second = await worker();
  while ((await getMass(system, id)).state !== "done") await new Promise((resolve) => setTimeout(resolve, 20));
  await second.stop();
  expect(await getMass(system, id)).toMatchObject({ chosen: "600", position: "600", changed: "600", failed: "0" });
  const { data } = await listRecords(later(user), { module: "vendors", fields: ["description"], limit: 1000 });
  expect(data.every((record) => record["description"] === "new" && record.version === 2)).toBe(true);
  expect((await database.query<{ n: number }>(sql`SELECT count(*)::int AS n FROM changes WHERE kind = 'update'`)).rows[0]?.n).toBe(600);
});
