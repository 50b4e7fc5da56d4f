/** Every write says how it can be taken back; taking back is refused, skipped or forced where somebody was there since. */
import { beforeAll, describe, expect, test } from "vitest";
import { addUser, setUpApp, testApp, type Person } from "./test-client.ts";
import { API } from "./route.ts";

type Json = Readonly<Record<string, unknown>>;
let admin: Person;
let staff: Person;
beforeAll(async () => {
  const app = await testApp();
  admin = await setUpApp(app);
  staff = await addUser(app, admin, "staff@example.com");
});

const operations = (reply: { headers: Readonly<Record<string, unknown>> }): string[] => String(reply.headers["x-operation-ids"]).split(",");
const create = async (values: Json, by = admin): Promise<{ id: string; version: number; operations: string[] }> => {
  const reply = await by.post("/records/organizations", values);
  const { data } = reply.json<{ data: { id: string; version: number } }>();
  return { ...data, operations: operations(reply) };
};
const read = async (id: string): Promise<Json> =>
  (await admin.get(`/records/organizations/${id}?deleted=true`)).json<{ data: Json }>().data;
const undo = (ids: readonly string[], conflicts?: string, by = admin) =>
  by.post(`${API}/operations/undo`, { operations: ids, ...(conflicts === undefined ? {} : { conflicts }) });

describe("undo", () => {
  test("reads say nothing; each write names its operations", async () => {
    const { id, version, operations: made } = await create({ name: "A" });
    expect(made).toHaveLength(1);
    expect((await admin.get(`/records/organizations/${id}`)).headers["x-operation-ids"]).toBeUndefined();
    const nothing = await admin.send("PATCH", `/records/organizations/${id}`, { version, name: "A" });
    expect(nothing.headers["x-operation-ids"]).toBeUndefined();
  });

  test("create, change, delete and restore are taken back, and the taking back too", async () => {
    const made = await create({ name: "B", phone: "+12025550100" });
    const changed = await admin.send("PATCH", `/records/organizations/${made.id}`, {
      version: made.version,
      phone: null,
      industry: "other",
    });
    const undone = await undo(operations(changed));
    expect(undone.json()).toEqual({ undone: 1, conflicts: [], refused: [] });
    expect(await read(made.id)).toMatchObject({ phone: "+12025550100", industry: null });
    await undo(operations(undone));
    expect(await read(made.id)).toMatchObject({ phone: null, industry: "other" });
    const gone = await admin.send("DELETE", `/records/organizations/${made.id}`);
    await undo(operations(gone));
    expect((await read(made.id))["deleted_at"]).toBeUndefined();
    await undo(made.operations);
    expect((await read(made.id))["deleted_at"]).toBeTypeOf("string");
  });

  test("links are cut and made again", async () => {
    const campaign = (await admin.post("/records/campaigns", { name: "C", close_date: "2026-12-31" })).json<{ data: { id: string } }>()
      .data;
    const contact = (await admin.post("/records/contacts", { last_name: "L" })).json<{ data: { id: string } }>().data;
    const related = `/records/campaigns/${campaign.id}/related/contacts`;
    const members = async (): Promise<number> => (await admin.get(related)).json<{ data: unknown[] }>().data.length;
    const linked = await admin.post(related, { ids: [contact.id] });
    expect(await members()).toBe(1);
    const cut = await undo(operations(linked));
    expect(await members()).toBe(0);
    await undo(operations(cut));
    expect(await members()).toBe(1);
  });

  test("a bulk is one undo; what was changed since is listed, then skipped or overwritten", async () => {
    const [a, b] = [await create({ name: "X1" }), await create({ name: "X2" })];
    const bulk = await admin.post("/records/organizations/bulk", {
      operations: [a, b].map(({ id, version }) => ({
        op: "update",
        id,
        version,
        values: { website: "https://bulk.example", industry: "other" },
      })),
    });
    await admin.send("PATCH", `/records/organizations/${b.id}`, { version: 3, website: "https://mine.example" }, {});
    const now = await read(b.id);
    await admin.send("PATCH", `/records/organizations/${b.id}`, { version: now["version"], website: "https://mine.example" });
    const refused = await undo(operations(bulk));
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      conflicts: [{ module: "organizations", id: b.id, label: "X2", field: "website", now: "https://mine.example" }],
      conflict_count: 1,
    });
    expect((await read(a.id))["industry"]).toBe("other");
    const skipped = await undo(operations(bulk), "skip");
    expect(skipped.json()).toMatchObject({ undone: 2, conflicts: [{ field: "website" }] });
    expect(await read(a.id)).toMatchObject({ industry: null, website: null });
    expect(await read(b.id)).toMatchObject({ industry: null, website: "https://mine.example" });
    await undo(operations(skipped));
    await undo(operations(bulk), "overwrite");
    expect(await read(b.id)).toMatchObject({ industry: null, website: null });
  });

  test("only one's own; administrators anybody's", async () => {
    const mine = await create({ name: "Mine" });
    const theirs = await create({ name: "Theirs" }, staff);
    expect((await undo(mine.operations, undefined, staff)).statusCode).toBe(404);
    expect((await undo(["999999999"])).statusCode).toBe(404);
    expect((await undo(["1; DROP"])).statusCode).toBe(404);
    expect((await undo(theirs.operations)).statusCode).toBe(200);
  });
});
