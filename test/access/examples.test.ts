/** The four examples of the system's description, over the API, in a company of three departments; and revocation. */
import { beforeAll, describe, expect, test } from "vitest";
import { signIn, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../src/server/http/test-client.ts";

interface Data {
  readonly data: Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
}
const PASSWORD = "correct horse battery";

let app: TestApp;
let admin: Person;
const roles: Record<string, string> = {};
const ids: Record<string, string> = {};
const people: Record<string, Person> = {};

async function made(person: Person, url: string, body: Record<string, unknown>): Promise<Data["data"]> {
  const reply = await person.post(url, body);
  if (reply.statusCode !== 201) throw new Error(`${url}: ${reply.body}`);
  return reply.json<Data>().data;
}
const ORDINARY = {
  view: true,
  create: true,
  edit: true,
  delete: true,
  import: true,
  export: true,
  merge: true,
  mass_edit: true,
  convert: true,
};

async function employ(name: string, role: string): Promise<void> {
  const email = `${name}@example.com`;
  ids[name] = (await made(admin, "/admin/users", { email, name, password: PASSWORD, role_id: roles[role] })).id;
  people[name] = await signIn(app, email, PASSWORD);
}
const as = (name: string): Person => {
  const person = people[name];
  if (!person) throw new Error(`nobody is called ${name}`);
  return person;
};

beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  const fields = { opportunities: { amount: "hidden", weighted_amount: "hidden" } };
  const catalogue = { products: { view: true }, services: { view: true }, price_books: { view: true } };
  const profile = async (name: string, values: Record<string, unknown>): Promise<string> =>
    (await made(admin, "/admin/profiles", { name, ...values })).id;
  const management = await profile("Management", { modules: { "*": ORDINARY, ...catalogue }, tools: ["reports"] });
  const sales = await profile("Sellers", { modules: { "*": ORDINARY, ...catalogue }, fields: { contacts: { mobile: "hidden" } } });
  const support = await profile("Helpers", {
    modules: { "*": ORDINARY, ...catalogue },
    fields: { ...fields, contacts: { mobile: "hidden" } },
  });
  const role = async (name: string, parent: string | null, profiles: string[]): Promise<void> => {
    const made_ = await made(admin, "/admin/roles", { name, parent_id: parent === null ? null : roles[parent], profile_ids: profiles });
    roles[name] = made_.id;
  };
  await role("boss", null, [management]);
  await role("sales", "boss", [sales]);
  await role("support", "boss", [support]);
  await employ("boris", "boss");
  await employ("sonya", "sales");
  await employ("sergey", "sales");
  await employ("tanya", "support");
  const reply = await admin.send("PUT", "/admin/sharing/defaults", {
    contacts: "private",
    organizations: "private",
    opportunities: "read",
  });
  expect(reply.statusCode).toBe(200);
});

describe("1. client data is changed only by the sales people who work with that client", () => {
  test("by nobody else, on any path; the superior may", async () => {
    const contact = await made(as("sonya"), "/records/contacts", { last_name: "Client", mobile: undefined, title: "Buyer" });
    const url = `/records/contacts/${contact.id}`;
    for (const other of ["sergey", "tanya"]) {
      expect((await as(other).get(url)).statusCode, other).toBe(404);
      const refused = await as(other).send("PATCH", url, { version: contact.version, title: "Seller" });
      expect(refused.statusCode).toBe(404);
      expect((await as(other).get("/records/contacts")).json<{ data: unknown[] }>().data).toEqual([]);
      expect((await as(other).get("/search?q=Client")).json<{ data: unknown[] }>().data).toEqual([]);
    }
    expect((await as("boris").send("PATCH", url, { version: contact.version, title: "Head buyer" })).statusCode).toBe(200);
    const own = (await as("sonya").get(url)).json<Data>().data;
    expect(own).toMatchObject({ title: "Head buyer", rights: { edit: true, delete: true } });
  });

  test("shared by hand with a colleague it opens at once, for reading, and closes at once", async () => {
    const contact = await made(as("sonya"), "/records/contacts", { last_name: "Shared" });
    const shares = `/records/contacts/${contact.id}/shares`;
    const share = await made(as("sonya"), shares, { to: { type: "user", id: ids["sergey"] }, level: "read" });
    const seen = (await as("sergey").get(`/records/contacts/${contact.id}`)).json<Data>().data;
    expect(seen).toMatchObject({ last_name: "Shared", rights: { edit: false, delete: false } });
    const refused = await as("sergey").send("PATCH", `/records/contacts/${contact.id}`, { version: 1, last_name: "Mine" });
    expect([refused.statusCode, refused.json<Problem>().code]).toEqual([403, "forbidden"]);
    expect((await as("sergey").post(shares, { to: { type: "user", id: ids["tanya"] }, level: "read" })).statusCode).toBe(403);
    expect((await as("sonya").send("DELETE", `${shares}/${share.id}`)).statusCode).toBe(204);
    expect((await as("sergey").get(`/records/contacts/${contact.id}`)).statusCode).toBe(404);

    const to = { type: "user", id: ids["sergey"] };
    await made(as("sonya"), shares, { to, level: "read" });
    expect((await as("sonya").send("DELETE", shares, { to })).statusCode).toBe(204);
    expect((await as("sergey").get(`/records/contacts/${contact.id}`)).statusCode).toBe(404);
    expect((await as("sonya").send("DELETE", shares, { to })).statusCode).toBe(404);
  });
});

describe("2. personal data is closed to all, unless access was granted beforehand", () => {
  test("a hidden field doesn't exist: not to read, write, filter, sort, search, sum or export", async () => {
    const contact = await made(as("boris"), "/records/contacts", { last_name: "Personal", owner_id: ids["sonya"], mobile: "+79161234567" });
    const url = `/records/contacts/${contact.id}`;
    const record = (await as("sonya").get(url)).json<Data>().data;
    expect(record).not.toHaveProperty("mobile");
    expect(JSON.stringify(record)).not.toContain("9161234567");
    const filter = encodeURIComponent(JSON.stringify({ field: "mobile", op: "is_not_empty" }));
    for (const query of [`fields=mobile`, `sort=mobile`, `filter=${filter}`])
      expect((await as("sonya").get(`/records/contacts?${query}`)).body, query).toContain("unknown_field");
    expect(
      (await as("sonya").send("PATCH", url, { version: contact.version, mobile: "+79160000000" })).json<Problem>().errors?.[0]?.code,
    ).toBe("unknown_field");
    expect((await as("sonya").get("/records/contacts?q=9161234567")).json<{ data: unknown[] }>().data).toEqual([]);
    expect((await as("sonya").get("/search?q=9161234567")).json<{ data: unknown[] }>().data).toEqual([]);
    expect((await as("sonya").get(`${url}/history`)).body).not.toContain("9161234567");
    expect((await as("sonya").get("/modules/contacts")).body).not.toContain('"mobile"');
    expect((await as("boris").get(url)).json<Data>().data["mobile"]).toContain("9161234567");
  });
});

describe("3. revenue is not disclosed to all", () => {
  test("support sees opportunities without amounts, and no sum of them", async () => {
    const deal = await made(as("sonya"), "/records/opportunities", {
      name: "Deal",
      close_date: "2030-01-01",
      amount: "1000.00",
      stage: "prospecting",
    });
    const seen = (await as("tanya").get(`/records/opportunities/${deal.id}`)).json<Data>().data;
    expect(seen["label"]).toBe("Deal");
    expect(seen).not.toHaveProperty("amount");
    const sum = { measures: [{ fn: "sum", field: "amount" }], group_by: ["stage"] };
    expect((await as("tanya").post("/records/opportunities/aggregate", sum)).body).toContain("unknown_field");
    expect((await as("sonya").post("/records/opportunities/aggregate", sum)).json<{ data: unknown[] }>().data).toHaveLength(1);
    expect((await as("tanya").get(`/records/opportunities/${deal.id}/history`)).body).not.toContain("1000");
  });
});

describe("4. the catalogue is changed by administrators only", () => {
  test("everybody may read it, nobody else may write it", async () => {
    const product = await made(admin, "/records/products", { name: "Samovar" });
    for (const person of ["boris", "sonya", "tanya"]) {
      expect((await as(person).get(`/records/products/${product.id}`)).statusCode).toBe(200);
      expect((await as(person).post("/records/products", { name: "Teapot" })).statusCode).toBe(403);
      const changed = await as(person).send("PATCH", `/records/products/${product.id}`, { version: product.version, name: "Teapot" });
      expect(changed.statusCode).toBe(403);
      expect((await as(person).send("DELETE", `/records/products/${product.id}`)).statusCode).toBe(403);
    }
    expect((await admin.send("PATCH", `/records/products/${product.id}`, { version: product.version, name: "Teapot" })).statusCode).toBe(
      200,
    );
  });
});

describe("settings", () => {
  test("explain themselves in both languages", async () => {
    const contact = await made(as("sonya"), "/records/contacts", { last_name: "Why" });
    const why = async (user: string) =>
      (await admin.get(`/admin/access/explain?user=${ids[user]}&module=contacts&id=${contact.id}&field=mobile`)).json<{
        data: {
          can: Record<string, boolean>;
          field: string;
          text: { en: string; ru: string };
          reasons: { code: string; grants: string[] }[];
        };
      }>().data;
    const own = await why("sonya");
    expect(own.can).toEqual({ view: true, edit: true, delete: true });
    expect(own.field).toBe("hidden");
    expect(own.reasons.map(({ code }) => code)).toEqual(["profile", "default", "own", "field"]);
    expect(own.text.ru).toContain("может видеть");
    expect((await why("boris")).reasons.map(({ code }) => code)).toContain("subordinate");
    expect((await why("sergey")).can).toEqual({ view: false, edit: false, delete: false });
  });

  test("are audited in a chain that shows a forgery", async () => {
    const log = (await admin.get("/admin/audit?action=sharing_defaults_changed")).json<{
      data: { details: unknown; actor_name: string }[];
    }>().data;
    expect(log[0]).toMatchObject({ actor_name: "Ада Лавлейс", details: { before: { contacts: "full" }, after: { contacts: "private" } } });
    // Found by words of names and details, by letters of either case, and by nothing that isn't there.
    const found = async (q: string): Promise<string[]> =>
      (await admin.get(`/admin/audit?q=${encodeURIComponent(q)}&limit=200`))
        .json<{ data: { action: string }[] }>()
        .data.map(({ action }) => action);
    expect(await found("HELPERS")).toEqual(["role_created", "profile_created"]);
    expect(await found("opportunities")).toContain("sharing_defaults_changed");
    expect(await found("no such words")).toEqual([]);
    expect((await admin.get("/admin/audit/check")).json()).toMatchObject({ data: { broken: null } });
    await app.database.execute("ALTER TABLE audit_log DISABLE TRIGGER audit_append_only");
    await app.database.execute("UPDATE audit_log SET actor_name = 'Nobody' WHERE id = 2");
    expect((await admin.get("/admin/audit/check")).json()).toMatchObject({ data: { broken: "2" } });
    await app.database.execute("ALTER TABLE audit_log ENABLE TRIGGER audit_append_only");
    await expect(app.database.execute("DELETE FROM audit_log")).rejects.toThrow("append-only");
  });

  test("refuse circles, unknown names and what is still in use", async () => {
    const code = async (reply: Promise<{ json: () => unknown }>): Promise<unknown> => {
      const problem = (await reply).json() as Problem;
      return problem.errors?.[0] ? `${problem.errors[0].field} ${problem.errors[0].code}` : problem.code;
    };
    expect(await code(admin.send("PATCH", `/admin/roles/${roles["boss"]}`, { parent_id: roles["sales"] }))).toBe("parent_id cycle");
    // What a change doesn't know, it doesn't pass over.
    expect(await code(admin.send("PATCH", `/admin/roles/${roles["boss"]}`, { nane: "Boss" }))).toBe("nane unknown_field");
    expect(await code(admin.send("DELETE", `/admin/roles/${roles["sales"]}`))).toBe("in_use");
    expect(await code(admin.post("/admin/profiles", { name: "X", modules: { nothing: {} } }))).toBe("modules.nothing unknown_field");
    expect(await code(admin.post("/admin/profiles", { name: "X", fields: { contacts: { nothing: "hidden" } } }))).toBe(
      "fields.contacts.nothing unknown_field",
    );
    expect(await code(admin.send("PUT", "/admin/sharing/defaults", { contacts: "parent" }))).toBe("contacts not_one_of");
    const group = await made(admin, "/admin/groups", { name: "Outer", members: [{ type: "role", id: roles["sales"] }] });
    const inner = await made(admin, "/admin/groups", { name: "Inner", members: [{ type: "group", id: group.id }] });
    expect(await code(admin.send("PATCH", `/admin/groups/${group.id}`, { members: [{ type: "group", id: inner.id }] }))).toBe(
      "members cycle",
    );
    const rule = {
      module: "contacts",
      from: { filter: { field: "title", op: "eq", value: "x" } },
      to: { type: "group", id: group.id },
      level: "read",
    };
    expect(await code(admin.post("/admin/sharing/rules", { ...rule, from: { filter: { field: "nothing", op: "eq", value: "x" } } }))).toBe(
      "from.filter.field unknown_field",
    );
    expect(await code(admin.post("/admin/sharing/rules", { ...rule, to: { type: "group", id: "1" } }))).toBe("to.id unknown_reference");
    const kept = await made(admin, "/admin/sharing/rules", rule);
    expect(kept).toMatchObject({ to__label: "Outer" });
    expect((await admin.send("DELETE", `/admin/sharing/rules/${kept.id}`)).statusCode).toBe(204);
  });

  test("take effect on the next request, also for a group as owner", async () => {
    const group = await made(admin, "/admin/groups", { name: "Queue", members: [{ type: "user", id: ids["sergey"] }] });
    const contact = await made(admin, "/records/contacts", { last_name: "Queued", owner_id: group.id });
    expect(contact["owner_id__label"]).toBe("Queue");
    const status = async (name: string): Promise<number> => (await as(name).get(`/records/contacts/${contact.id}`)).statusCode;
    expect([await status("sergey"), await status("sonya"), await status("boris")]).toEqual([200, 404, 200]);
    await admin.send("PATCH", `/admin/groups/${group.id}`, { members: [{ type: "user", id: ids["sonya"] }] });
    expect([await status("sergey"), await status("sonya")]).toEqual([404, 200]);
    await admin.send("PUT", "/admin/sharing/defaults", { contacts: "read" });
    expect([await status("sergey"), await status("tanya")]).toEqual([200, 200]);
    await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" });
    expect(await status("tanya")).toBe(404);
  });
});
