/**
 * Values of choices by role: what a role may not give is refused on every path, what stands on records stays, and a
 * role without a list has that of the role above.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { setUpApp, signIn, testApp, type Person, type Problem, type Reply, type TestApp } from "../../src/server/http/test-client.ts";
import { startWork } from "../../src/server/work.ts";

interface Data {
  readonly data: Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
}
interface Described {
  readonly data: { readonly fields: readonly { name: string; options?: readonly { value: string; choosable?: boolean }[] }[] };
}
const PASSWORD = "correct horse battery";
const TYPE = "/admin/modules/organizations/fields/type/roles";
const stop: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of stop) await end();
});

let app: TestApp;
let admin: Person;
/** The boss has a list; the clerk, below, has the boss's; the guest, above both, has none. */
let boss: Person;
let clerk: Person;
let guest: Person;
const roles: Record<string, string> = {};

async function made(person: Person, url: string, body: Record<string, unknown>): Promise<Data["data"]> {
  const reply = await person.post(url, body);
  if (reply.statusCode !== 201) throw new Error(`${url}: ${reply.body}`);
  return reply.json<Data>().data;
}
const faults = (reply: Reply): string[] => (reply.json<Problem>().errors ?? []).map(({ field, code }) => `${field} ${code}`);
const read = async (module: string, id: string): Promise<Data["data"]> => (await admin.get(`/records/${module}/${id}`)).json<Data>().data;
const REFUSED = ["type option_not_for_role"];

beforeAll(async () => {
  app = await testApp({ features });
  admin = await setUpApp(app);
  const work = await startWork(app.server.manul);
  stop.push(() => work.stop());
  const all = ["view", "create", "edit", "delete", "import", "export", "merge", "mass_edit", "convert"];
  const profile = await made(admin, "/admin/profiles", {
    name: "All",
    modules: { "*": Object.fromEntries(all.map((one) => [one, true])) },
  });
  const employ = async (name: string, parent: string | null): Promise<Person> => {
    const role = await made(admin, "/admin/roles", { name, parent_id: parent, profile_ids: [profile.id] });
    roles[name] = role.id;
    await made(admin, "/admin/users", { email: `${name}@example.com`, name, password: PASSWORD, role_id: role.id });
    return signIn(app, `${name}@example.com`, PASSWORD);
  };
  guest = await employ("guest", null);
  boss = await employ("boss", roles["guest"] ?? null);
  clerk = await employ("clerk", roles["boss"] ?? null);
  const set = await admin.send("PUT", TYPE, { roles: { [roles["boss"] ?? ""]: ["prospect", "customer"] } });
  expect(set.statusCode, set.body).toBe(200);
});

test("each path refuses it and names the field; what the role may give, it gives", async () => {
  const own = await made(clerk, "/records/organizations", { name: "Own", type: "customer" });
  for (const person of [boss, clerk]) {
    expect(faults(await person.post("/records/organizations", { name: "New", type: "partner" }))).toEqual(REFUSED);
    expect(faults(await person.send("PATCH", `/records/organizations/${own.id}`, { version: own.version, type: "partner" }))).toEqual(
      REFUSED,
    );
  }
  const bulk = await clerk.post("/records/organizations/bulk", {
    atomic: false,
    operations: [
      { op: "update", id: own.id, values: { type: "partner" } },
      { op: "create", values: { name: "Bulk", type: "prospect" } },
    ],
  });
  expect(bulk.json<{ results: { ok: boolean }[] }>().results.map(({ ok }) => ok)).toEqual([false, true]);
  const mass = await clerk.post("/records/organizations/mass", { action: "update", ids: [own.id], values: { type: "partner" } });
  expect(faults(mass)).toEqual(["values.type option_not_for_role"]);
  expect(mass.json<Problem>().errors?.[0]?.message).toBe("Your role may not choose “Partner” here.");
  // The default of a new record is the company's choice, said or unsaid.
  const status = "/admin/modules/leads/fields/status/roles";
  expect((await admin.send("PUT", status, { roles: { [roles["boss"] ?? ""]: ["contacted"] } })).statusCode).toBe(200);
  for (const values of [{}, { status: "not_contacted" }]) await made(clerk, "/records/leads", { last_name: "New", ...values });
  expect(faults(await clerk.post("/records/leads", { last_name: "New", status: "hot" }))).toEqual(["status option_not_for_role"]);
  await admin.send("PUT", status, { roles: { [roles["boss"] ?? ""]: null } });
  // Above the list, and beyond all lists.
  for (const person of [guest, admin]) await made(person, "/records/organizations", { name: "Free", type: "partner" });
  expect(await read("organizations", own.id)).toMatchObject({ type: "customer", version: 1 });
});

test("what stands on a record stays: seen, kept by a save, found by; and one's own act can be taken back", async () => {
  const theirs = await made(admin, "/records/organizations", { name: "Partner", type: "partner" });
  const at = `/records/organizations/${theirs.id}`;
  const saved = await clerk.send("PATCH", at, { version: 1, name: "Renamed", type: "partner" });
  expect(saved.statusCode, saved.body).toBe(200);
  expect(saved.json<Data>().data["type"]).toBe("partner");
  const filter = encodeURIComponent(JSON.stringify({ field: "type", op: "eq", value: "partner" }));
  expect((await clerk.get(`/records/organizations?filter=${filter}&limit=100`)).body).toContain(theirs.id);
  const { data } = (await clerk.get("/modules/organizations")).json<Described>();
  const offered = data.fields.find(({ name }) => name === "type")?.options?.filter(({ choosable }) => choosable !== false);
  expect(offered?.map(({ value }) => value)).toEqual(["prospect", "customer"]);

  const changed = await clerk.send("PATCH", at, { version: 2, type: "customer" });
  const operation = changed.headers["x-operation-ids"] as string;
  const undone = await clerk.post("/api/v1/operations/undo", { operations: [operation] });
  expect(undone.statusCode, undone.body).toBe(200);
  expect((await read("organizations", theirs.id))["type"]).toBe("partner");
  // What others did is another matter, one by one and by going back in time.
  const before = (await read("organizations", theirs.id))["modified_at"];
  const byAdmin = await admin.send("PATCH", at, { version: 4, type: "customer" });
  const other = byAdmin.headers["x-operation-ids"] as string;
  expect(faults(await clerk.post(`${at}/history/${other}/revert`))).toEqual(REFUSED);
  expect(faults(await clerk.post(`${at}/history/revert`, { after: before }))).toEqual(REFUSED);
  expect((await read("organizations", theirs.id))["type"]).toBe("customer");
});

test("the explanation names the list that decides, and whose it is", async () => {
  const me = (await clerk.get("/auth/me")).json<{ user: { id: string } }>().user.id;
  const reply = await admin.get(`/admin/access/explain?user=${me}&module=organizations&field=type`);
  const { reasons } = reply.json<{ data: { reasons: { code: string; params: object; text: object }[] } }>().data;
  expect(reasons.find(({ code }) => code === "options")).toMatchObject({
    params: { role: "boss", values: "prospect, customer" },
    text: { en: "By the list of the role “boss” these values may be chosen: Prospect, Customer." },
  });
});

test("merging and converting give no more than the role may; nor does an import", async () => {
  const [first, second] = [
    await made(clerk, "/records/organizations", { name: "One" }),
    await made(admin, "/records/organizations", { name: "Two", type: "partner" }),
  ];
  const records = [first, second].map(({ id, version }) => ({ id, version }));
  expect(faults(await clerk.post("/records/organizations/merge", { survivor: first.id, records, choices: { type: second.id } }))).toEqual(
    REFUSED,
  );
  expect(await read("organizations", second.id)).toMatchObject({ name: "Two", version: 1 });

  const lead = await made(clerk, "/records/leads", { last_name: "Lead", company: "Firm" });
  const convert = (type: string): Promise<Reply> =>
    clerk.post(`/records/leads/${lead.id}/actions/convert`, { organization: { values: { type } } });
  expect(faults(await convert("partner"))).toEqual(["organization.type option_not_for_role"]);
  expect((await convert("customer")).statusCode).toBe(200);

  const form =
    '--manul\r\nContent-Disposition: form-data; name="file"; filename="o.csv"\r\nContent-Type: text/csv\r\n\r\nName,Type\nGood,customer\nBad,partner\n\r\n--manul--\r\n';
  const file = await clerk.raw({
    method: "POST",
    url: "/api/v1/imports/files",
    headers: { "content-type": "multipart/form-data; boundary=manul" },
    payload: Buffer.from(form),
  });
  const { file_id } = file.json<{ data: { file_id: string } }>().data;
  const begun = await clerk.post("/api/v1/imports", {
    file_id,
    module: "organizations",
    mapping: {
      columns: [
        { column: 0, field: "name" },
        { column: 1, field: "type" },
      ],
    },
  });
  expect(begun.statusCode, begun.body).toBe(201);
  const { id } = begun.json<Data>().data;
  await expect
    .poll(async () => (await clerk.get(`/api/v1/imports/${id}`)).json<Data>().data, { timeout: 20_000 })
    .toMatchObject({ state: "done", created: 1, failed: 1 });
});

test("a value that is merged into another is replaced in the lists; lists go with the role, and into other installations", async () => {
  const stages = "/admin/modules/organizations/fields/rating/roles";
  const clerkRole = roles["clerk"] ?? "";
  expect((await admin.send("PUT", stages, { roles: { [clerkRole]: ["active"] } })).statusCode).toBe(200);
  expect(faults(await admin.send("PUT", stages, { roles: { [clerkRole]: ["no such"], "999999": null } }))).toEqual([
    `roles.${clerkRole} not_an_option`,
    "roles.999999 unknown_reference",
  ]);
  expect((await admin.send("PUT", "/admin/modules/organizations/fields/name/roles", { roles: {} })).statusCode).toBe(404);
  expect((await clerk.send("PUT", stages, { roles: { [clerkRole]: null } })).statusCode).toBe(403);

  const text = (await admin.get("/admin/config")).body;
  const document = JSON.parse(text) as { role_options: { role: string[]; field: string; options: string[] }[] };
  expect(document.role_options).toMatchObject([
    { role: ["guest", "boss", "clerk"], field: "rating", options: ["active"] },
    { role: ["guest", "boss"], field: "type", options: ["prospect", "customer"] },
  ]);
  await admin.send("PUT", stages, { roles: { [clerkRole]: null } });
  expect((await admin.post("/admin/config", document)).statusCode).toBe(200);
  expect(
    (await admin.get(stages)).json<{ data: { name: string; options: unknown }[] }>().data.find(({ name }) => name === "clerk"),
  ).toMatchObject({
    depth: 2,
    options: ["active"],
  });
  const foreign = { ...document, role_options: [{ ...document.role_options[0], role: ["Nobody"] }] };
  expect((await admin.post("/admin/config?dry_run=true", foreign)).json<{ data: object[] }>().data).toContainEqual({
    change: "missing",
    path: "role_options/organizations.rating/Nobody",
  });

  // Whoever arranges modules decides neither over lists nor over what is personal; the rest of a document is theirs.
  const profile = await made(admin, "/admin/profiles", { name: "Designer", modules: { "*": { view: true } }, tools: ["customisation"] });
  const role = await made(admin, "/admin/roles", { name: "designer", profile_ids: [profile.id] });
  await made(admin, "/admin/users", { email: "designer@example.com", name: "designer", password: PASSWORD, role_id: role.id });
  const designer = await signIn(app, "designer@example.com", PASSWORD);
  const current = JSON.parse((await designer.get("/admin/config")).body) as typeof document;
  expect((await designer.post("/admin/config", current)).statusCode).toBe(200);
  expect(
    (await designer.post("/admin/config", { ...current, role_options: [{ ...current.role_options[0], options: ["shutdown"] }] }))
      .statusCode,
  ).toBe(403);
  const opened = { format: 1, changes: { contacts: { fields: { mobile: { personal: false } } } } };
  expect((await designer.post("/admin/config", opened)).statusCode).toBe(403);
  expect((await admin.post("/admin/config?dry_run=true", opened)).statusCode).toBe(200);

  const { job } = (await admin.post("/admin/modules/organizations/fields/type/options/merge", { from: "customer", into: "partner" })).json<{
    data: { job: string };
  }>().data;
  await expect.poll(async () => (await admin.get(`/api/v1/jobs/${job}`)).json<Data>().data["state"], { timeout: 20_000 }).toBe("done");
  await made(clerk, "/records/organizations", { name: "Now theirs", type: "partner" });
  expect((await admin.send("DELETE", `/admin/roles/${roles["boss"]}`, undefined)).statusCode).toBe(409);
  expect((await admin.get(`/admin/roles/${clerkRole}`)).json<Data>().data["option_lists"]).toMatchObject([{ field: "rating", count: 1 }]);
});
