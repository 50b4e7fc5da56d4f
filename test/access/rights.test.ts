/** Rights that guard one thing each, the recycle bin, and what is told of somebody's rights, for people with limited ones. */
import { beforeAll, describe, expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { API } from "../../src/server/http/route.ts";
import { Person, setUpApp, signIn, testApp, type Problem, type Reply, type TestApp } from "../../src/server/http/test-client.ts";

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
interface Data<T = Row> {
  readonly data: T;
}
const PASSWORD = "correct horse battery";
const EVERY = ["view", "create", "edit", "delete", "import", "export", "merge", "mass_edit", "convert"];
const rights = (...but: string[]) => Object.fromEntries(EVERY.map((one) => [one, !but.includes(one)]));

let app: TestApp;
let admin: Person;
/** May everything with records, and the tool `api`. */
let wide: Person;
/** May the same but for import, mass edit and conversion; has no tool, and neither opportunities nor margins. */
let narrow: Person;
/** Only looks. */
let visitor: Person;
const ids: Record<string, string> = {};
const profiles: Record<string, Row> = {};

async function made(person: Person, url: string, body: Record<string, unknown>): Promise<Row> {
  const reply = await person.post(url, body);
  if (reply.statusCode !== 201) throw new Error(`${url}: ${reply.body}`);
  return reply.json<Data>().data;
}
const listed = (reply: Reply): readonly Row[] => reply.json<Data<readonly Row[]>>().data;
const answerOf = (reply: Reply): readonly unknown[] => [reply.statusCode, reply.statusCode < 400 ? "" : reply.json<Problem>().code];
const FORBIDDEN = [403, "forbidden"];
const count = async (module: string): Promise<number> =>
  (await admin.get(`/records/${module}?count=exact&limit=1`)).json<{ count: number }>().count;
const audited = async (action: string): Promise<readonly Row[]> => listed(await admin.get(`/admin/audit?action=${action}`));

async function employ(name: string, profile: Record<string, unknown>): Promise<Person> {
  profiles[name] = await made(admin, "/admin/profiles", { name, ...profile });
  const role = await made(admin, "/admin/roles", { name, profile_ids: [profiles[name].id] });
  const email = `${name}@example.com`;
  ids[name] = (await made(admin, "/admin/users", { email, name, password: PASSWORD, role_id: role.id })).id;
  return signIn(app, email, PASSWORD);
}

beforeAll(async () => {
  app = await testApp({ features });
  admin = await setUpApp(app);
  const label = { en: "Hush margin", ru: "Тайная наценка" };
  expect((await admin.post("/admin/modules/contacts/fields", { label, type: "text", name: "cf_margin" })).statusCode).toBe(201);
  wide = await employ("wide", { modules: { "*": rights() }, tools: ["api"] });
  narrow = await employ("narrow", {
    modules: { "*": rights("import", "mass_edit", "convert", "export"), organizations: rights(), opportunities: {} },
    fields: { contacts: { cf_margin: "hidden", title: "read" } },
  });
  visitor = await employ("visitor", { modules: { "*": { view: true } } });
  expect((await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" })).statusCode).toBe(200);
});

describe("a right of its own", () => {
  test("import: no step of it without; where it is given, it goes", async () => {
    const file = { name: "people.csv", content: "Last name\nImportova\n" };
    const upload = (who: Person) => who.upload(`${API}/imports/files`, file);
    expect(answerOf(await upload(visitor))).toEqual(FORBIDDEN);
    const bodyFor = async (who: Person, module: string) => {
      const reply = await upload(who);
      expect(reply.statusCode, reply.body).toBe(201);
      const field = module === "contacts" ? "last_name" : "name";
      return { module, file_id: reply.json<Data<{ file_id: string }>>().data.file_id, mapping: { columns: [{ column: 0, field }] } };
    };
    // Of another module, which they may import, they may hand a file in.
    const refused = await bodyFor(narrow, "contacts");
    const before = [await count("contacts"), await count("organizations")];
    for (const step of ["", "/check", "/preview"])
      expect(answerOf(await narrow.post(`${API}/imports${step}`, refused)), step).toEqual(FORBIDDEN);
    const beside = { ...refused, module: "organizations", mapping: { columns: [], modules: [{ module: "contacts", columns: [] }] } };
    expect(answerOf(await narrow.post(`${API}/imports`, beside))).toEqual(FORBIDDEN);
    expect([await count("contacts"), await count("organizations")]).toEqual(before);
    expect((await narrow.post(`${API}/imports/preview`, await bodyFor(narrow, "organizations"))).statusCode).toBe(200);
    expect((await wide.post(`${API}/imports/preview`, await bodyFor(wide, "contacts"))).statusCode).toBe(200);
  });

  test("mass edit: not many at once, by the bulk route or as a job; one may be changed", async () => {
    const both = [
      await made(narrow, "/records/contacts", { last_name: "One" }),
      await made(narrow, "/records/contacts", { last_name: "Two" }),
    ];
    const update = ({ id }: Row) => ({ op: "update", id, values: { department: "Moved" } });
    const bulk = (who: Person, rows: readonly Row[]) => who.post("/records/contacts/bulk", { operations: rows.map(update) });
    expect(answerOf(await bulk(narrow, both))).toEqual(FORBIDDEN);
    const job = { action: "update", ids: both.map(({ id }) => id), values: { department: "Moved" } };
    expect(answerOf(await narrow.post("/records/contacts/mass", job))).toEqual(FORBIDDEN);
    for (const { id } of both) expect((await narrow.get(`/records/contacts/${id}`)).json<Data>().data).toMatchObject({ version: 1 });
    expect((await bulk(narrow, both.slice(0, 1))).json()).toMatchObject({ results: [{ ok: true }] });
    const theirs = [
      await made(wide, "/records/contacts", { last_name: "Three" }),
      await made(wide, "/records/contacts", { last_name: "Four" }),
    ];
    expect((await bulk(wide, theirs)).json()).toMatchObject({ results: [{ ok: true }, { ok: true }] });
  });

  test("convert: a lead stays a lead, and nothing is made of it", async () => {
    const [lead, theirs] = await Promise.all(
      [narrow, wide].map((who) => made(who, "/records/leads", { last_name: "Leadova", company: "Unmade Ltd" })),
    );
    const before = [await count("organizations"), await count("contacts")];
    const convert = (who: Person, id = "") => who.post(`/records/leads/${id}/actions/convert`, {});
    for (const id of [lead?.id, theirs?.id]) expect(answerOf(await convert(narrow, id))).toEqual(FORBIDDEN);
    expect([await count("organizations"), await count("contacts")]).toEqual(before);
    expect((await narrow.get(`/records/leads/${lead?.id}`)).json<Data>().data).toMatchObject({ version: 1, converted_at: null });
    expect((await convert(wide, theirs?.id)).statusCode).toBe(200);
  });

  test("the tool API: no token is made without, and one that was made rests until the tool is back", async () => {
    expect(answerOf(await narrow.post("/auth/tokens", { name: "mine" }))).toEqual(FORBIDDEN);
    const { token } = (await wide.post("/auth/tokens", { name: "mine" })).json<{ token: string }>();
    const program = new Person(app.server, { authorization: `Bearer ${token}` });
    const tools = async (...list: string[]): Promise<void> => {
      const reply = await admin.send("PATCH", `/admin/profiles/${profiles["wide"]?.id}`, { tools: list });
      expect(reply.statusCode, reply.body).toBe(200);
    };
    expect((await program.get("/records/contacts")).statusCode).toBe(200);
    await tools();
    expect(answerOf(await program.get("/records/contacts"))).toEqual([401, "unauthenticated"]);
    expect((await wide.get("/records/contacts")).statusCode).toBe(200);
    await tools("api");
    expect((await program.get("/records/contacts")).statusCode).toBe(200);
  });
});

test("an export is in the audit log with who, what and how; a refused one is not", async () => {
  expect(answerOf(await narrow.get(`${API}/exports/contacts`))).toEqual(FORBIDDEN);
  expect(await audited("exported")).toEqual([]);
  expect((await wide.get(`${API}/exports/contacts?fields=last_name&q=One`)).statusCode).toBe(200);
  expect(await audited("exported")).toMatchObject([
    { actor_id: ids["wide"], target_type: "contacts", details: { fields: "last_name", q: "One" } },
  ]);
});

describe("the recycle bin", () => {
  const bin = async (who: Person, query = ""): Promise<readonly string[]> =>
    listed(await who.get(`/records/contacts?deleted=true&limit=200${query}`)).map(({ id }) => id);
  const restore = (who: Person, id: string) => who.post(`/records/contacts/${id}/restore`);
  const inBulk = (who: Person, id: string) => who.post("/records/contacts/bulk", { operations: [{ op: "restore", id }] });
  async function thrownAway(last_name: string): Promise<string> {
    const { id } = await made(wide, "/records/contacts", { last_name, cf_margin: "forty", title: "Binned" });
    const url = `/records/contacts/${id}`;
    await made(wide, `${url}/shares`, { to: { type: "user", id: ids["visitor"] }, level: "edit" });
    expect((await wide.send("DELETE", url)).statusCode).toBe(204);
    return id;
  }

  test("lists what one may see, and gives back what one may delete", async () => {
    const id = await thrownAway("Binned");
    const url = `/records/contacts/${id}`;
    expect([await bin(wide), await bin(visitor), await bin(narrow)]).toEqual([[id], [id], []]);
    expect(await bin(narrow, "&q=Binned")).toEqual([]);
    expect((await narrow.get(`${url}?deleted=true`)).statusCode).toBe(404);
    // To see is not to give back, nor is it to do away with.
    for (const [who, status] of [
      [narrow, 404],
      [visitor, 403],
    ] as const) {
      expect((await restore(who, id)).statusCode).toBe(status);
      expect((await inBulk(who, id)).json()).not.toMatchObject({ results: [{ ok: true }] });
      expect((await who.post(`${url}/purge`)).statusCode).toBe(status);
    }
    expect(await bin(wide)).toEqual([id]);
    expect((await restore(wide, id)).statusCode).toBe(200);
    expect(await bin(visitor)).toEqual([]);
    expect((await wide.get(url)).json<Data>().data).toMatchObject({ last_name: "Binned", version: 3 });
  });

  test("shows no hidden field, and asks by none", async () => {
    const id = await thrownAway("Hushed");
    const share = { to: { type: "user", id: ids["narrow"] }, level: "read" };
    expect((await restore(wide, id)).statusCode).toBe(200);
    await made(wide, `/records/contacts/${id}/shares`, share);
    expect((await wide.send("DELETE", `/records/contacts/${id}`)).statusCode).toBe(204);
    expect(await bin(narrow)).toEqual([id]);
    for (const path of ["/records/contacts?deleted=true", `/records/contacts/${id}?deleted=true`]) {
      expect((await wide.get(path)).body).toContain("forty");
      expect((await narrow.get(path)).body).not.toContain("forty");
    }
    const filter = encodeURIComponent(JSON.stringify({ field: "cf_margin", op: "eq", value: "forty" }));
    for (const query of [`filter=${filter}`, "sort=cf_margin", "fields=cf_margin"])
      expect((await narrow.get(`/records/contacts?deleted=true&${query}`)).body, query).toContain("unknown_field");
    // Shared for reading, it isn't theirs to take out.
    expect((await restore(narrow, id)).statusCode).toBe(403);
    expect(await bin(narrow)).toEqual([id]);
    expect((await wide.post(`/records/contacts/${id}/purge`)).statusCode).toBe(204);
  });
});

describe("what is told of somebody's rights", () => {
  interface Description {
    readonly paths: Readonly<Record<string, unknown>>;
    readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>> };
  }
  test("OpenAPI names no hidden module and no hidden field to them", async () => {
    const [all, theirs] = await Promise.all([admin.get("/api/openapi.json"), narrow.get("/api/openapi.json")]);
    const { paths, components } = theirs.json<Description>();
    const whole = all.json<Description>();
    for (const name of ["cf_margin", "Hush margin", "/records/opportunities", '"opportunities.create"']) {
      expect(all.body.includes(name), name).toBe(true);
      expect(theirs.body.includes(name), name).toBe(false);
    }
    expect(whole.components.schemas).toHaveProperty("opportunities");
    expect(components.schemas).not.toHaveProperty("opportunities");
    expect(Object.keys(paths).filter((path) => path.includes("opportunit"))).toEqual([]);
    expect(paths).toHaveProperty([`${API}/records/contacts`]);
    expect(components.schemas["contacts"]?.properties).toHaveProperty("title");
    // What they may only read isn't said to be writable.
    expect(components.schemas["contacts.update"]?.properties).toHaveProperty("department");
    expect(components.schemas["contacts.update"]?.properties).not.toHaveProperty("title");
  });

  test("the matrix says role, tools, rights, fields and reach of the one who is asked about", async () => {
    interface Matrix {
      readonly modules: readonly {
        readonly module: string;
        readonly fields: readonly { readonly name: string; readonly level: string }[];
      }[];
    }
    const of = async (name: string) => (await admin.get(`/admin/access/matrix?user=${ids[name]}`)).json<Data<Matrix>>().data;
    const row = (matrix: Matrix, name: string) => matrix.modules.find(({ module }) => module === name);
    const shared = await made(wide, "/records/contacts", { last_name: "Shared" });
    await made(wide, `/records/contacts/${shared.id}/shares`, { to: { type: "user", id: ids["narrow"] }, level: "read" });
    const theirs = await of("narrow");
    expect(theirs).toMatchObject({ user: { id: ids["narrow"], name: "narrow", is_admin: false }, role: "narrow", tools: [] });
    const contacts = row(theirs, "contacts");
    expect(contacts).toMatchObject({
      default: "private",
      rights: { view: true, edit: true, delete: true, import: false, export: false, mass_edit: false, convert: false },
      reach: { view: { all: false, owners: 1, rules: 0 }, edit: { all: false, owners: 1, shares: 0 } },
    });
    expect((contacts as unknown as { reach: { view: { shares: number } } }).reach.view.shares).toBeGreaterThan(0);
    expect(contacts?.fields.map(({ name, level }) => `${name} ${level}`).toSorted()).toEqual(["cf_margin hidden", "title read"]);
    expect(row(theirs, "organizations")).toMatchObject({
      default: "full",
      rights: { import: true },
      reach: { delete: { all: true } },
      fields: [],
    });
    const nothing = { all: false, owners: 0, rules: 0, shares: 0 };
    expect(row(theirs, "opportunities")).toMatchObject({
      rights: Object.fromEntries(EVERY.map((one) => [one, false])),
      reach: { view: nothing, edit: nothing, delete: nothing },
    });
    expect(row(theirs, "users")).toMatchObject({ default: "directory", rights: { view: true, edit: false } });
    expect(await of("wide")).toMatchObject({ role: "wide", tools: ["api"] });
    expect(row(await of("visitor"), "contacts")).toMatchObject({ rights: { view: true, edit: false }, reach: { edit: nothing } });
    expect(answerOf(await wide.get(`/admin/access/matrix?user=${ids["narrow"]}`))).toEqual(FORBIDDEN);
    expect((await admin.get("/admin/access/matrix?user=999999999")).json<Problem>().errors).toMatchObject([
      { field: "user", code: "unknown_reference" },
    ]);
  });
});
