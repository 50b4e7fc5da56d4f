/** The contract of the records routes: what DESIGN.md §5 promises, as clients outside rely on it. */
import { beforeAll, describe, expect, it } from "vitest";
import { Person, setUpApp, testApp, type Problem, type Reply, type TestApp } from "./test-client.ts";

interface Json {
  readonly id: string;
  readonly version: number;
  readonly [name: string]: unknown;
}
let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
});
const dataOf = (reply: Reply): Json => reply.json<{ data: Json }>().data;
const create = async (values: Record<string, unknown>, module = "contacts"): Promise<Json> => {
  const reply = await admin.post(`/records/${module}`, values);
  expect(reply.statusCode, reply.body).toBe(201);
  return dataOf(reply);
};
const countOf = async (table: string): Promise<number> =>
  Number((await app.database.execute<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
const filterOf = (filter: unknown): string => encodeURIComponent(JSON.stringify(filter));

describe("one record", () => {
  it("is created, read, changed and deleted; the version is its ETag", async () => {
    const reply = await admin.post("/records/contacts", { last_name: "Babbage", first_name: "Charles" });
    expect(reply.statusCode).toBe(201);
    const made = dataOf(reply);
    expect(made).toMatchObject({ last_name: "Babbage", version: 1, label: expect.stringContaining("Babbage") as unknown, source: "ui" });
    expect(reply.headers).toMatchObject({ etag: '"1"', location: `/api/v1/records/contacts/${made.id}` });
    expect(typeof made.id).toBe("string");

    const patched = await admin.send("PATCH", `/records/contacts/${made.id}`, { first_name: "C." }, { "if-match": '"1"' });
    expect(dataOf(patched)).toMatchObject({ first_name: "C.", version: 2 });
    expect(patched.headers.etag).toBe('"2"');

    const read = await admin.get(`/records/contacts/${made.id}?fields=first_name,owner_id`);
    expect(dataOf(read)).toMatchObject({ first_name: "C.", owner_id__label: expect.any(String) as unknown });
    expect(dataOf(read)).not.toHaveProperty("last_name");

    const late = await admin.send("PATCH", `/records/contacts/${made.id}`, { last_name: "B." }, { "if-match": "2" });
    expect(dataOf(late)).toMatchObject({ version: 3 });

    expect((await admin.send("DELETE", `/records/contacts/${made.id}`)).statusCode).toBe(204);
    expect((await admin.get(`/records/contacts/${made.id}`)).statusCode).toBe(404);
    expect(dataOf(await admin.get(`/records/contacts/${made.id}?deleted=true`))).toHaveProperty("deleted_at");
    const bin = await admin.get(`/records/contacts?deleted=true&filter=${filterOf({ field: "id", op: "eq", value: made.id })}`);
    expect(bin.json<{ data: Json[] }>().data.map(({ id }) => id)).toEqual([made.id]);
    expect(dataOf(await admin.post(`/records/contacts/${made.id}/restore`)).id).toBe(made.id);
    await admin.send("DELETE", `/records/contacts/${made.id}`);
    expect((await admin.post(`/records/contacts/${made.id}/purge`)).statusCode).toBe(204);
    expect((await admin.get(`/records/contacts/${made.id}`)).statusCode).toBe(404);
  });

  it("is not overwritten by who saw an older one", async () => {
    const { id } = await create({ last_name: "Hopper" });
    await admin.send("PATCH", `/records/contacts/${id}`, { version: 1, last_name: "Murray" });
    const late = await admin.send("PATCH", `/records/contacts/${id}`, { version: 1, last_name: "Grace" });
    expect(late.statusCode).toBe(409);
    expect(late.json<Problem>()).toMatchObject({ code: "version_conflict", current: { id, version: 2, last_name: "Murray" } });
  });

  it.each([
    ["no version", { last_name: "A" }, {}, "version_required"],
    ["a version that isn't one", { last_name: "A", version: "1" }, {}, "validation_failed"],
    ["an If-Match that isn't one", { last_name: "A" }, { "if-match": "*" }, "bad_request"],
    ["two versions", { last_name: "A", version: 1 }, { "if-match": '"2"' }, "bad_request"],
  ])("refuses a change with %s", async (_what, body, headers, code) => {
    const { id } = await create({ last_name: "Lamarr" });
    const reply = await admin.send("PATCH", `/records/contacts/${id}`, body, headers);
    expect(reply.statusCode).toBe(400);
    expect(reply.json<Problem>().code).toBe(code);
  });

  it("shows its past, and goes back to it", async () => {
    const { id } = await create({ last_name: "Noether" });
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await admin.send("PATCH", `/records/contacts/${id}`, { version: 1, last_name: "Changed" });
    expect(dataOf(await admin.get(`/records/contacts/${id}?as_of=${before}`))["last_name"]).toBe("Noether");
    const part = dataOf(await admin.get(`/records/contacts/${id}?as_of=${before}&fields=last_name,owner_id`));
    expect(Object.keys(part).toSorted()).toEqual(["id", "label", "last_name", "number", "owner_id", "owner_id__label", "version"]);
    const elsewhere = await admin.get(`/records/contacts/${id}?as_of=${before}&fields=organization_id.name`);
    expect(elsewhere.json<Problem>().errors).toMatchObject([{ field: "fields", code: "own_fields_only" }]);
    const { data } = (await admin.get(`/records/contacts/${id}/history`)).json<{ data: { operation_id: string; kind: string }[] }>();
    expect(data.map(({ kind }) => kind)).toEqual(["update", "create"]);
    expect(dataOf(await admin.post(`/records/contacts/${id}/history/${data[0]?.operation_id}/revert`))["last_name"]).toBe("Noether");
    await admin.send("PATCH", `/records/contacts/${id}`, { version: 3, last_name: "Again" });
    expect(dataOf(await admin.post(`/records/contacts/${id}/history/revert`, { after: before }))["last_name"]).toBe("Noether");
    expect((await admin.get(`/records/contacts/${id}/timeline`)).json<{ data: unknown[] }>().data.length).toBeGreaterThan(0);
  });

  it("is starred by a person", async () => {
    const { id } = await create({ last_name: "Curie" });
    expect((await admin.send("PUT", `/records/contacts/${id}/star`)).statusCode).toBe(204);
    expect(dataOf(await admin.get(`/records/contacts/${id}`))["starred"]).toBe(true);
    expect((await admin.send("DELETE", `/records/contacts/${id}/star`)).statusCode).toBe(204);
    expect(dataOf(await admin.get(`/records/contacts/${id}`))["starred"]).toBe(false);
  });
});

describe("declarations", () => {
  it("are told whole for all modules, or their names alone", async () => {
    const { data } = (await admin.get("/modules")).json<{ data: Json[] }>();
    const one = dataOf(await admin.get("/modules/contacts"));
    expect(data.find((module) => module["name"] === "contacts")).toEqual(one);
    const brief = (await admin.get("/modules?summary=true")).json<{ data: Json[] }>().data;
    expect(brief.map((module) => module["name"])).toEqual(data.map((module) => module["name"]));
    expect(brief[0]).not.toHaveProperty("fields");
  });
});

describe("lists", () => {
  it("are filtered, sorted, counted and paged", async () => {
    const names = ["Paged A", "Paged B", "Paged C"];
    for (const last_name of names) await create({ last_name });
    const query = `fields=last_name&sort=-last_name&count=exact&limit=2&filter=${filterOf({ field: "last_name", op: "starts_with", value: "Paged" })}`;
    const first = (await admin.get(`/records/contacts?${query}`)).json<{ data: Json[]; next_cursor: string; count: number }>();
    expect(first).toMatchObject({ count: 3, count_is: "exact" });
    const second = (await admin.get(`/records/contacts?${query}&cursor=${first.next_cursor}`)).json<{ data: Json[]; next_cursor: null }>();
    expect([...first.data, ...second.data].map((record) => record["last_name"])).toEqual(names.toReversed());
    expect(second.next_cursor).toBeNull();
  });

  it("reach one reference away", async () => {
    const organization = await create({ name: "Analytical Society" }, "organizations");
    await create({ last_name: "Peacock", organization_id: organization.id });
    const { data } = (
      await admin.get(
        `/records/contacts?fields=last_name,organization_id.name&filter=${filterOf({ field: "organization_id.name", op: "eq", value: "Analytical Society" })}`,
      )
    ).json<{ data: Json[] }>();
    expect(data).toMatchObject([{ last_name: "Peacock", "organization_id.name": "Analytical Society" }]);
    const related = (await admin.get(`/records/organizations/${organization.id}/related/contacts?fields=last_name`)).json<{
      data: Json[];
    }>();
    expect(related.data).toMatchObject([{ last_name: "Peacock" }]);
  });

  it("are searched and summed", async () => {
    await create({ last_name: "Ковалёвская" });
    expect((await admin.get(`/search?q=${encodeURIComponent("ковалевская")}`)).json()).toMatchObject({
      data: [{ module: "contacts", label: expect.stringContaining("Ковалёвская") as unknown }],
    });
    const sums = await admin.post("/records/contacts/aggregate", {
      measures: [{ fn: "count" }],
      filter: { field: "last_name", op: "eq", value: "Ковалёвская" },
    });
    expect(sums.json()).toMatchObject({ data: [{ count: 1 }] });
  });
});

describe("bulk", () => {
  it("answers for each item, and all or nothing when atomic", async () => {
    const operations = [
      { op: "create", values: { last_name: "Bulk 1" } },
      { op: "create", values: { no_such: 1 } },
      { op: "update", id: "999999999", version: 1, values: { last_name: "x" } },
    ];
    const mixed = (await admin.post("/records/contacts/bulk", { operations })).json<{
      results: { ok: boolean; status: number; error?: Problem }[];
    }>();
    expect(mixed.results.map(({ ok, status }) => [ok, status])).toEqual([
      [true, 201],
      [false, 400],
      [false, 404],
    ]);
    expect(mixed.results[1]?.error?.errors?.[0]).toMatchObject({ field: "no_such", code: "unknown_field" });
    const before = await countOf("contacts");
    const atomic = await admin.post("/records/contacts/bulk", { operations, atomic: true });
    expect(atomic.statusCode).toBe(400);
    expect(atomic.json<Problem>().errors?.map(({ field }) => field)).toContain("operations.1.no_such");
    expect(await countOf("contacts")).toBe(before);
  });

  it.each([
    ["none", { operations: [] }],
    ["too many", { operations: Array.from({ length: 1001 }, () => ({ op: "delete", id: "1" })) }],
    ["an unknown operation", { operations: [{ op: "drop" }] }],
    ["an update without id", { operations: [{ op: "update", values: {} }] }],
    ["a create with id", { operations: [{ op: "create", id: "1", values: {} }] }],
    ["a delete with values", { operations: [{ op: "delete", id: "1", values: {} }] }],
  ])("refuses %s", async (_what, body) => {
    expect((await admin.post("/records/contacts/bulk", body)).statusCode).toBe(400);
  });
});

describe("Idempotency-Key", () => {
  it("makes a change sent twice one change, without a conflict with itself", async () => {
    const { id } = (await admin.post("/records/contacts", { last_name: "Patched" })).json<{ data: { id: string } }>().data;
    const change = { version: 1, last_name: "Changed" };
    const send = () => admin.send("PATCH", `/records/contacts/${id}`, change, { "idempotency-key": "patch-1" });
    const replies = [await send(), await send()];
    expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200]);
    expect(replies[1]?.json()).toEqual(replies[0]?.json());
    expect((await admin.send("PATCH", `/records/contacts/${id}`, change)).statusCode).toBe(409);
  });

  it("makes one record of equal requests, one after another and at once", async () => {
    const body = { last_name: "Once" };
    const headers = { "idempotency-key": "key-1" };
    const before = await countOf("contacts");
    const replies = await Promise.all([1, 2, 3, 4].map(() => admin.post("/records/contacts", body, headers)));
    replies.push(await admin.post("/records/contacts", body, headers));
    expect(new Set(replies.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.body)).size).toBe(1);
    expect(new Set(replies.map((reply) => reply.headers.etag)).size).toBe(1);
    expect(replies.at(-1)?.headers["idempotency-replayed"]).toBe("true");
    expect(await countOf("contacts")).toBe(before + 1);
  });

  it("refuses another body under the same key, and lets a refused request be mended", async () => {
    const headers = { "idempotency-key": "key-2" };
    expect((await admin.post("/records/contacts", { last_name: "" }, headers)).statusCode).toBe(400);
    expect((await admin.post("/records/contacts", { last_name: "Mended" }, headers)).statusCode).toBe(201);
    expect((await admin.post("/records/contacts", { last_name: "Other" }, headers)).json<Problem>()).toMatchObject({
      status: 409,
      code: "idempotency_mismatch",
    });
    expect((await admin.post("/records/contacts", { last_name: "x" }, { "idempotency-key": "with space" })).statusCode).toBe(400);
  });

  it("belongs to its user", async () => {
    const { token } = (await admin.post("/auth/tokens", { name: "t" })).json<{ token: string }>();
    const same = new Person(app.server, { authorization: `Bearer ${token}`, "idempotency-key": "key-1" });
    expect((await same.post("/records/contacts", { last_name: "Once" })).headers["idempotency-replayed"]).toBe("true");
  });
});

describe("users and preferences", () => {
  it("are administered by an adapter over the module", async () => {
    const made = await admin.post("/admin/users", {
      email: "new@example.com",
      name: "Иванова Мария Сергеевна",
      password: "long enough pw",
      language: "ru",
      timezone: "Europe/Moscow",
    });
    expect(made.statusCode, made.body).toBe(201);
    expect(dataOf(made)).toMatchObject({
      first_name: "Мария",
      middle_name: "Сергеевна",
      last_name: "Иванова",
      status: "active",
      name: "Мария Иванова",
    });
    expect(made.body).not.toContain("argon2");
    const { id } = dataOf(made);
    expect(dataOf(await admin.send("PATCH", `/admin/users/${id}`, { status: "inactive" }))["status"]).toBe("inactive");
    expect((await admin.get(`/admin/users/${id}`)).json<{ data: Json }>().data["email"]).toBe("new@example.com");
    expect((await admin.get("/admin/users?sort=last_name")).json<{ data: Json[] }>().data.length).toBeGreaterThan(1);
    expect((await admin.post("/admin/users", { email: "NEW@example.com", name: "Twin" })).statusCode).toBeGreaterThanOrEqual(400);
  });

  it("never leave the company without an administrator", async () => {
    const { user } = (await admin.get("/auth/me")).json<{ user: { id: string } }>();
    const reply = await admin.send("PATCH", `/admin/users/${user.id}`, { is_admin: false });
    expect(reply.statusCode).toBe(409);
    expect((await admin.get("/auth/me")).json()).toMatchObject({ user: { is_admin: true } });
  });

  it("keep what one likes", async () => {
    const changed = await admin.send("PATCH", "/me/preferences", {
      language: "ru",
      density: "compact",
      screens: { "list.contacts": { columns: ["a"] } },
    });
    expect(changed.json()).toMatchObject({
      data: { language: "ru", density: "compact", screens: { "list.contacts": { columns: ["a"] } } },
    });
    await admin.send("PATCH", "/me/preferences", { screens: { other: 1, "list.contacts": null }, language: "en" });
    expect((await admin.get("/me/preferences")).json<{ data: Record<string, unknown> }>().data["screens"]).toEqual({ other: 1 });
    expect((await admin.send("PATCH", "/me/preferences", { timezone: "Nowhere/Here" })).statusCode).toBe(400);
  });
});
