/** Saved views: kept, checked, shared, used in lists. */
import { beforeAll, describe, expect, it } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Problem, type Reply, type TestApp } from "./test-client.ts";

interface View {
  readonly id: string;
  readonly name: string;
  readonly rights: { readonly edit: boolean };
  readonly [name: string]: unknown;
}
let app: TestApp;
let admin: Person;
let user: Person;
let other: Person;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  user = await addUser(app, admin, "user@example.com");
  other = await addUser(app, admin, "other@example.com");
  for (const [last_name, department] of [
    ["Babbage", "Engines"],
    ["Lovelace", "Engines"],
    ["Peacock", "Algebra"],
  ])
    await admin.post("/records/contacts", { last_name, department });
});
const URL = "/api/v1/views";
const dataOf = (reply: Reply): View => reply.json<{ data: View }>().data;
const listOf = async (person: Person, module = "contacts"): Promise<View[]> =>
  (await person.get(`${URL}?module=${module}`)).json<{ data: View[] }>().data;
const engines = { field: "department", op: "eq", value: "Engines" };
const create = async (person: Person, values: Record<string, unknown> = {}): Promise<View> => {
  const reply = await person.post(URL, {
    module: "contacts",
    name: "Engineers",
    filter: engines,
    columns: ["last_name", "organization_id.name"],
    sort: "-last_name",
    ...values,
  });
  expect(reply.statusCode, reply.body).toBe(201);
  return dataOf(reply);
};

describe("a view", () => {
  it("is kept, listed by place and name, changed and deleted", async () => {
    const made = await create(user);
    expect(made).toMatchObject({
      module: "contacts",
      type: "list",
      shared: false,
      position: 0,
      filter: engines,
      valid: true,
      rights: { edit: true },
      owner_id__label: "Test Person",
    });
    const first = await create(user, { name: "Board", type: "board", position: 0, columns: null, filter: null, sort: null });
    expect(first).toMatchObject({ type: "kanban" });
    expect((await listOf(user)).map(({ name }) => name)).toEqual(["Board", "Engineers"]);
    const changed = await user.send("PATCH", `${URL}/${made.id}`, {
      name: "First engineers",
      position: 0,
      filter: null,
      columns: ["last_name"],
    });
    expect(dataOf(changed)).toMatchObject({ name: "First engineers", filter: null, columns: ["last_name"], sort: "-last_name" });
    expect(await listOf(user, "leads")).toEqual([]);
    for (const { id } of [made, first]) expect((await user.send("DELETE", `${URL}/${id}`)).statusCode).toBe(204);
    expect(await listOf(user)).toEqual([]);
    expect((await user.send("DELETE", `${URL}/${made.id}`)).statusCode).toBe(404);
  });

  it("is its owner's until it is shared; then others use it, and administrators change it", async () => {
    const { id } = await create(user);
    const before = await listOf(other);
    expect([before.length, (await other.send("PATCH", `${URL}/${id}`, { name: "Mine" })).statusCode]).toEqual([0, 404]);
    expect((await other.get(`/records/contacts?view=${id}`)).json<Problem>()).toMatchObject({
      status: 404,
      errors: [{ field: "view", code: "unknown_view" }],
    });
    await user.send("PATCH", `${URL}/${id}`, { shared: true });
    expect(await listOf(other)).toMatchObject([{ id, rights: { edit: false } }]);
    expect((await other.send("PATCH", `${URL}/${id}`, { name: "Mine" })).statusCode).toBe(403);
    expect((await other.send("DELETE", `${URL}/${id}`)).statusCode).toBe(403);
    expect(dataOf(await admin.send("PATCH", `${URL}/${id}`, { name: "Everybody's" })).name).toBe("Everybody's");
    expect((await admin.send("DELETE", `${URL}/${id}`)).statusCode).toBe(204);
  });

  it.each([
    ["an unknown module", { module: "nonsense" }, 404, undefined],
    ["no name", { name: "  " }, 400, "name"],
    ["a filter that doesn't fit", { filter: { and: [engines, { field: "nonsense", op: "eq", value: 1 }] } }, 400, "filter.and.1.field"],
    ["unknown columns", { columns: ["last_name", "nonsense"] }, 400, "columns.1"],
    ["an order that is none", { sort: "mailing_address" }, 400, "sort"],
    ["an order by an unknown field", { sort: "nonsense" }, 400, "sort"],
    ["an unknown type", { type: "pie" }, 400, "type"],
    ["an unknown member", { nonsense: 1 }, 400, "nonsense"],
  ])("is refused with %s", async (_what, values, status, field) => {
    const reply = await user.post(URL, { module: "contacts", name: "x", ...values });
    expect(reply.statusCode).toBe(status);
    if (field !== undefined) expect(reply.json<Problem>().errors?.[0]?.field).toBe(field);
  });
});

describe("a list by a view", () => {
  const list = async (query: string) =>
    (await user.get(`/records/contacts?${query}`)).json<{ data: Record<string, unknown>[]; next_cursor: string | null }>();

  it("has its filter, columns and order; the query narrows it and chooses otherwise", async () => {
    const { id } = await create(user);
    const { data } = await list(`view=${id}`);
    expect(data.map((record) => record["last_name"])).toEqual(["Lovelace", "Babbage"]);
    expect(data[0]).toHaveProperty(["organization_id.name"]);
    expect(data[0]).not.toHaveProperty("department");
    const narrowed = await list(
      `view=${id}&fields=department&sort=last_name&filter=${encodeURIComponent(JSON.stringify({ field: "last_name", op: "ne", value: "Lovelace" }))}`,
    );
    expect(narrowed.data).toMatchObject([{ department: "Engines" }]);
    const page = await list(`view=${id}&limit=1`);
    expect((await list(`view=${id}&limit=1&cursor=${page.next_cursor}`)).data).toMatchObject([{ last_name: "Babbage" }]);
  });

  it("names faults of the query's own filter by their own places", async () => {
    const { id } = await create(user);
    const reply = await user.get(`/records/contacts?view=${id}&filter=${encodeURIComponent(JSON.stringify({ or: [] }))}`);
    expect(reply.json<Problem>().errors?.[0]).toMatchObject({ field: "filter.or", code: "filter_empty_group" });
  });

  it("is of the view's own module only, and of views that exist", async () => {
    const { id } = await create(user);
    expect((await user.get(`/records/leads?view=${id}`)).statusCode).toBe(404);
    expect((await user.get("/records/contacts?view=9223372036854775808")).statusCode).toBe(404);
    expect((await user.get("/records/contacts?view=1e3")).statusCode).toBe(400);
  });

  it("whose filter fits no more is refused, told to its owner and kept from others", async () => {
    const { id } = await create(user, { shared: true, sort: "last_name" });
    await app.database.execute(
      `UPDATE views SET filter = '{"field": "cf_gone", "op": "is_empty"}', columns = '{last_name,cf_gone}', sort = 'cf_gone' WHERE id = ${id}`,
    );
    expect((await user.get(`/records/contacts?view=${id}`)).json<Problem>()).toMatchObject({ status: 400, code: "invalid_filter" });
    expect((await listOf(user)).find((view) => view.id === id)).toMatchObject({ valid: false, columns: ["last_name"], sort: null });
    expect((await listOf(other)).map((view) => view.id)).not.toContain(id);
    expect(dataOf(await user.send("PATCH", `${URL}/${id}`, { filter: engines }))).toMatchObject({ valid: true });
  });
});

describe("a view that is no table", () => {
  it("keeps how it is arranged, and tells it without the fields that its reader may not see", async () => {
    const settings = { by: "stage", lanes: "owner_id", sum: "amount", hidden: ["lost"], limits: { proposal: 5 } };
    const made = await create(user, {
      module: "opportunities",
      type: "kanban",
      filter: null,
      columns: ["name"],
      sort: null,
      settings,
      shared: true,
    });
    expect(made).toMatchObject({ type: "kanban", settings });
    const changed = await user.send("PATCH", `${URL}/${made.id}`, { type: "split", settings: null });
    expect(dataOf(changed)).toMatchObject({ type: "split", settings: null });
    await user.send("PATCH", `${URL}/${made.id}`, { type: "calendar", settings: { by: "close_date", span: "week" } });
    const profile = await admin.post("/admin/profiles", {
      name: "No dates",
      modules: { "*": { view: true } },
      fields: { opportunities: { close_date: "hidden" } },
    });
    const role = await admin.post("/admin/roles", { name: "No dates", profile_ids: [dataOf(profile).id] });
    const blind = await addUser(app, admin, "no-dates@example.com");
    const { user: me } = (await blind.get("/auth/me")).json<{ user: { id: string } }>();
    await admin.send("PATCH", `/admin/users/${me.id}`, { role_id: dataOf(role).id });
    expect(await listOf(blind, "opportunities")).toMatchObject([{ id: made.id, settings: { span: "week" } }]);
    expect((await listOf(blind, "opportunities"))[0]?.["settings"]).not.toHaveProperty("by");
  });

  it.each([
    ["a column field that isn't there", { by: "nonsense" }, "settings.by"],
    ["lanes by nothing", { lanes: "stage.x" }, "settings.lanes"],
    ["a limit of none", { limits: { open: 0 } }, "settings.limits.open"],
    ["an unknown member", { nonsense: 1 }, "settings.nonsense"],
  ])("is refused with %s", async (_what, settings, field) => {
    const reply = await user.post(URL, { module: "opportunities", name: "x", type: "kanban", settings });
    expect(reply.statusCode, reply.body).toBe(400);
    expect(reply.json<Problem>().errors?.[0]?.field).toBe(field);
  });
});

describe("a view for some", () => {
  it("is theirs whom it names: a person, a role, a group; nobody else's, and they can't change it", async () => {
    const idOf = async (person: Person): Promise<string> => (await person.get("/auth/me")).json<{ user: { id: string } }>().user.id;
    const third = await addUser(app, admin, "third@example.com");
    const sees = async (person: Person): Promise<boolean> => (await listOf(person)).some(({ id: each }) => each === id);
    const { id } = await create(user, { shared_with: [{ type: "user", id: await idOf(other) }] });
    expect([await sees(user), await sees(other), await sees(third)]).toEqual([true, true, false]);
    expect((await other.get(`/records/contacts?view=${id}`)).statusCode).toBe(200);
    expect((await third.get(`/records/contacts?view=${id}`)).statusCode).toBe(404);
    expect((await other.send("PATCH", `${URL}/${id}`, { name: "Mine" })).statusCode).toBe(403);
    // For whom it is, is told to whoever may change it.
    expect((await listOf(user)).find((view) => view.id === id)?.["shared_with"]).toMatchObject([{ type: "user", label: "Test Person" }]);
    expect((await listOf(other)).find((view) => view.id === id)?.["shared_with"]).toEqual([]);

    const group = dataOf(await admin.post("/admin/groups", { name: "Team", members: [{ type: "user", id: await idOf(third) }] })).id;
    await user.send("PATCH", `${URL}/${id}`, { shared_with: [{ type: "group", id: group }] });
    expect([await sees(other), await sees(third)]).toEqual([false, true]);
    const profile = dataOf(await admin.post("/admin/profiles", { name: "Sellers", modules: { "*": { view: true } } })).id;
    const role = dataOf(await admin.post("/admin/roles", { name: "Sellers", profile_ids: [profile] })).id;
    await admin.send("PATCH", `/admin/users/${await idOf(other)}`, { role_id: role });
    await user.send("PATCH", `${URL}/${id}`, { shared_with: [{ type: "role", id: role }] });
    expect([await sees(other), await sees(third)]).toEqual([true, false]);
    await user.send("PATCH", `${URL}/${id}`, { shared_with: [] });
    expect([await sees(other), await sees(third)]).toEqual([false, false]);
    const nobody = await user.send("PATCH", `${URL}/${id}`, { shared_with: [{ type: "group", id: "999999" }] });
    expect(nobody.json<Problem>().errors?.[0]).toMatchObject({ field: "shared_with.0.id", code: "unknown_reference" });
  });
});
