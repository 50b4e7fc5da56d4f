/** Fields added while the program runs: one of each type, seen by another process, and whole or not at all. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fieldType, type FieldTypeName } from "../../fieldtypes/index.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { buildApp } from "../../server/http/app.ts";
import { addUser, Person, setUpApp, testApp, type Problem, type Reply, type TestApp } from "../../server/http/test-client.ts";
import { addField, changeRegistry, openRegistry, readRegistry } from "../../server/registry-store.ts";
import { sql } from "../../server/db/sql.ts";
import { customisationFeature } from "./index.ts";
import { customTypes } from "./field-settings.ts";

let app: TestApp;
let second: FastifyInstance;
let admin: Person;
let there: Person;
beforeAll(async () => {
  app = await testApp({ features: [customisationFeature] });
  admin = await setUpApp(app);
  const { config, log } = app.server.manul;
  const folder = await mkdtemp(path.join(tmpdir(), "manul-second-"));
  second = await buildApp({
    config,
    log,
    database: app.database,
    registry: await openRegistry(app.database),
    features: [customisationFeature],
    clientFolder: path.join(folder, "web"),
  });
  there = new Person(second, admin.headers);
  afterAll(async () => {
    await second.close();
    await rm(folder, { recursive: true, force: true });
  });
});

interface Described {
  readonly fields: readonly { readonly name: string; readonly type: string; readonly custom: boolean; readonly [key: string]: unknown }[];
  readonly registry_version: number;
  readonly blocks: readonly { readonly name: string; readonly fields: readonly string[] }[];
}
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- The caller names what the answer holds.
const dataOf = <T>(reply: Reply): T => reply.json<{ data: T }>().data;
const post = (body: Record<string, unknown>, module = "organizations"): Promise<Reply> =>
  admin.post(`/admin/modules/${module}/fields`, { label: { en: "Extra", ru: "Ещё" }, ...body });
async function add(body: Record<string, unknown>, module = "organizations"): Promise<Described> {
  const reply = await post(body, module);
  expect(reply.statusCode, reply.body).toBe(201);
  return dataOf<Described>(reply);
}
const errorsOf = (reply: Reply) => (reply.json<Problem>().errors ?? []).map(({ field, code }) => `${field} ${code}`);

const OPTIONS = [{ value: "north", label: { en: "North", ru: "Север" }, color: "blue" }, { label: { ru: "Юг" } }];
const MORE: Partial<Record<FieldTypeName, Record<string, unknown>>> = {
  picklist: { options: OPTIONS, default: "north" },
  radio: { options: OPTIONS },
  multi_select: { options: OPTIONS },
  reference: { targets: ["contacts"] },
  integer: { min: 0, max: 1000 },
  decimal: { scale: 2 },
  text: { max_length: 40, mandatory: false },
  auto_number: { prefix: "A-" },
  formula: { formula: 'upper(name) & "!"' },
  rollup: { rollup: { relation: "contacts", fn: "count" } },
};
/** Given by the system, not written. */
const GIVEN = new Set<FieldTypeName>(["auto_number", "formula", "rollup"]);

describe("a field of each type", () => {
  const added = new Map<FieldTypeName, string>();

  it("is there at once, here and in another process", async () => {
    for (const type of customTypes()) {
      const described = await add({ type, label: { en: `My ${type}`, ru: `Моё ${type}` }, ...MORE[type] });
      const field = described.fields.findLast(({ custom }) => custom);
      expect(field).toMatchObject({
        type,
        custom: true,
        name: type === "reference" || type === "user" ? `cf_my_${type}_id` : `cf_my_${type}`,
      });
      added.set(type, field?.name ?? "");
    }
    const { registry_version } = dataOf<Described>(await admin.get("/modules/organizations"));
    await expect
      .poll(async () => dataOf<Described>(await there.get("/modules/organizations")).registry_version, { timeout: 2000 })
      .toBe(registry_version);
    const names = dataOf<Described["fields"]>(await there.get("/admin/modules/organizations/fields")).map(({ name }) => name);
    for (const name of added.values()) expect(names).toContain(name);
  });

  it("is written, listed, filtered, sorted, described and has history, in the other process too", async () => {
    const contact = dataOf<{ id: string }>(await admin.post("/records/contacts", { last_name: "Target" })).id;
    const { user } = (await admin.get("/auth/me")).json<{ user: { id: string } }>();
    const module = app.server.manul.registry.current().modules.get("organizations");
    const values: Record<string, Json> = {};
    for (const [type, name] of added) {
      const field = module?.fields.get(name);
      if (!field || type === "file" || type === "image" || GIVEN.has(type)) continue;
      values[name] =
        type === "reference" ? contact : type === "user" ? user.id : type === "currency" ? "EUR" : fieldType(type).sample(field, () => 0.3);
    }
    const made = await there.post("/records/organizations", { name: "Custom", ...values });
    expect(made.statusCode, made.body).toBe(201);
    const record = dataOf<Record<string, Json>>(made);
    for (const [name, value] of Object.entries(values)) expect(record[name], name).toEqual(value);
    const { id } = record as { id: string };
    expect([...GIVEN].map((type) => record[added.get(type) ?? ""])).toEqual(["A-1", "CUSTOM!", 0]);

    const filter = { and: Object.keys(values).map((field) => ({ field, op: "is_not_empty" })) };
    const sortable = module ? [...added].filter(([type]) => fieldType(type).unsortable !== true).map(([, name]) => name) : [];
    for (const sort of sortable) {
      const reply = await admin.get(
        `/records/organizations?fields=${Object.keys(values).join()}&sort=-${sort}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
      );
      expect(
        dataOf<{ id: string }[]>(reply).map((one) => one.id),
        sort,
      ).toEqual([id]);
    }
    const name = added.get("text") ?? "";
    await admin.send("PATCH", `/records/organizations/${id}`, { version: 1, [name]: "changed" });
    const history = dataOf<unknown[]>(await admin.get(`/records/organizations/${id}/history`));
    expect(JSON.stringify(history[0])).toContain(`"${name}"`);
    expect(
      dataOf<{ id: string }[]>(await admin.get(`/records/contacts/${contact}/related/organizations_${added.get("reference")}`)).map(
        (one) => one.id,
      ),
    ).toEqual([id]);
    const { components } = (await there.get("/api/openapi.json")).json<{
      components: { schemas: Record<string, { properties: Record<string, unknown> }> };
    }>();
    for (const field of Object.keys(values)) expect(components.schemas["organizations.create"]?.properties).toHaveProperty(field);
    expect(
      dataOf<Record<string, Json>>(await admin.post("/records/organizations", { name: "By default" }))[added.get("picklist") ?? ""],
    ).toBe("north");
  });
});

describe("names", () => {
  const nameOf = async (body: Record<string, unknown>): Promise<string | undefined> =>
    (await add({ type: "text", ...body }, "leads")).fields.findLast(({ custom }) => custom)?.name;

  it("are made of the label, in Latin letters, each once, also at once", async () => {
    expect(await nameOf({ label: { ru: "Регион продаж" } })).toBe("cf_region_prodazh");
    expect(await nameOf({ label: { ru: "Регион продаж" } })).toBe("cf_region_prodazh_2");
    expect(await nameOf({ label: { en: "2nd phone!", ru: "Второй телефон" } })).toBe("cf_2nd_phone");
    expect(await nameOf({ label: { en: "№", ru: "№" } })).toMatch(/^cf_[a-z]+$/);
    expect(await nameOf({ name: "cf_chosen" })).toBe("cf_chosen");
    const replies = await Promise.all([1, 2, 3].map(() => post({ type: "text", label: { en: "Twin", ru: "Близнец" } }, "leads")));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    const { fields } = dataOf<Described>(await admin.get("/modules/leads"));
    expect(
      fields
        .map(({ name }) => name)
        .filter((name) => name.startsWith("cf_twin"))
        .sort((a, b) => a.localeCompare(b)),
    ).toEqual(["cf_twin", "cf_twin_2", "cf_twin_3"]);
  });

  it.each(["id", "label", "name", "cf_", "cf__x", "CF_X", "cf_x-y", `cf_${"x".repeat(60)}`])("%s is refused", async (name) => {
    expect(errorsOf(await post({ type: "text", name }))).toEqual(["name not_a_custom_name"]);
  });

  it("that are taken are refused", async () => {
    await add({ type: "text", name: "cf_taken" }, "vendors");
    expect(errorsOf(await post({ type: "integer", name: "cf_taken" }, "vendors"))).toEqual(["name duplicate_name"]);
  });
});

describe("definitions", () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ["no label", { type: "text", label: { en: " " } }, ["label mandatory"]],
    ["an unknown type", { type: "nonsense" }, ["type not_one_of"]],
    ["a choice without options", { type: "picklist", options: [] }, ["options mandatory"]],
    ["an option twice", { type: "radio", options: [OPTIONS[0], OPTIONS[0]] }, ["options.1.value duplicate_option"]],
    ["an option without a label", { type: "radio", options: [{ value: "x", label: {} }] }, ["options.0.label mandatory"]],
    ["a reference to nothing", { type: "reference" }, ["targets mandatory"]],
    ["a reference to an unknown module", { type: "reference", targets: ["contacts", "nonsense"] }, ["targets.1 unknown_module"]],
    [
      "settings of other types",
      { type: "checkbox", options: OPTIONS, scale: 2, max_length: 3, unique: true },
      ["max_length not_for_type", "scale not_for_type", "options not_for_type", "unique not_for_type"],
    ],
    ["bounds the wrong way round", { type: "decimal", min: 5, max: 1 }, ["max too_small"]],
    ["a default that doesn't fit", { type: "integer", max: 5, default: 6 }, ["default too_large"]],
    ["a default of unique values", { type: "text", unique: true, default: "x" }, ["default not_with_unique"]],
    ["a unique text too long for an index", { type: "text", unique: true, max_length: 4000 }, ["max_length too_large"]],
    ["an unknown block", { type: "text", block: "system" }, ["block not_one_of"]],
    ["an unknown setting", { type: "text", nonsense: 1 }, ["nonsense unknown_field"]],
  ])("with %s are refused", async (_what, body, errors) => {
    const reply = await post(body);
    expect(reply.statusCode, reply.body).toBe(400);
    expect(errorsOf(reply)).toEqual(errors);
  });

  it("of more fields than a module can have are refused", async () => {
    const field = (i: number) => ({ name: `cf_many_${i}`, type: "integer", label: { en: "Many", ru: "Много" } }) as const;
    await changeRegistry(app.database, (custom, current) => {
      const room = 600 - (current.modules.get("calls")?.fields.size ?? 0);
      const block = current.modules.get("calls")?.blocks[0]?.name ?? "";
      return {
        ...custom,
        fields: [...custom.fields, ...Array.from({ length: room }, (_, i) => ({ module: "calls", block, field: field(i) }))],
      };
    });
    const reply = await post({ type: "text" }, "calls");
    expect([reply.statusCode, ...errorsOf(reply)]).toEqual([400, " too_many_fields"]);
    expect(reply.json<Problem>().errors?.[0]?.message).toMatch(/^A module can hold at most 600 fields\./);
    const more = { type: "text", label: { en: "One more", ru: "Ещё одно" } };
    const inRussian = await admin.with({ "accept-language": "ru" }).post("/admin/modules/calls/fields", more);
    expect(inRussian.json<Problem>().errors?.[0]?.message).toMatch(/^В разделе может быть не больше 600 полей\./);
  });

  it("are for administrators, of modules that exist", async () => {
    const user = await addUser(app, admin, "user@example.com");
    expect((await user.post("/admin/modules/leads/fields", { type: "text", label: { en: "x" } })).statusCode).toBe(403);
    expect((await post({ type: "text" }, "nonsense")).statusCode).toBe(404);
  });

  it("of money make a module one with money, its old records too", async () => {
    const { id } = dataOf<{ id: string }>(await admin.post("/records/faq", { question: "How?", answer: "So." }));
    const { fields } = await add({ type: "money", label: { en: "Price" } }, "faq");
    expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(["cf_price", "currency", "exchange_rate"]));
    expect(dataOf(await admin.send("PATCH", `/records/faq/${id}`, { version: 1, cf_price: "12.5" }))).toMatchObject({
      cf_price: "12.50",
      currency: "USD",
      exchange_rate: "1",
    });
  });

  it("that must be unique are", async () => {
    await add({ type: "text", name: "cf_code", unique: true }, "vendors");
    expect((await admin.post("/records/vendors", { name: "A", cf_code: "1" })).statusCode).toBe(201);
    expect((await admin.post("/records/vendors", { name: "B", cf_code: "1" })).json<Problem>()).toMatchObject({
      status: 409,
      code: "duplicate_value",
    });
  });
});

describe("the tables", () => {
  const filenode = async (): Promise<string> =>
    (await app.database.query<{ n: string }>(sql`SELECT pg_relation_filenode('products')::text AS n`)).rows[0]?.n ?? "";

  it("are not rewritten: 100,000 rows stay where they are", async () => {
    await app.database.execute(
      "INSERT INTO products (id, label, name) SELECT nextval('record_id_seq'), 'P' || i, 'P' || i FROM generate_series(1, 100000) i",
    );
    const before = await filenode();
    const started = performance.now();
    for (const type of ["text", "integer", "money", "checkbox", "multi_select"])
      await add({ type, label: { en: `Late ${type}` }, ...(type === "multi_select" ? { options: OPTIONS } : {}) }, "products");
    expect(await filenode()).toBe(before);
    expect(performance.now() - started).toBeLessThan(5000);
    const { rows } = await app.database.query(sql`SELECT cf_late_text, cf_late_checkbox FROM products LIMIT 1`);
    expect(rows).toEqual([{ cf_late_text: null, cf_late_checkbox: false }]);
  });

  it("change whole or not at all", async () => {
    const before = (await readRegistry(app.database)).version;
    const field = { name: "cf_never", type: "text", label: { en: "Never", ru: "Никогда" } } as const;
    const crash = app.database.tx(async (tx) => {
      await addField(tx, () => ({ module: "leads", block: "basic", field }));
      throw new Error("crash");
    });
    await expect(crash).rejects.toThrow("crash");
    // The index can't be made after the column was: another thing has its name.
    await app.database.execute("CREATE VIEW leads_cf_never_key AS SELECT 1 AS one");
    expect((await post({ type: "text", name: "cf_never", unique: true }, "leads")).statusCode).toBe(500);
    expect((await readRegistry(app.database)).version).toBe(before);
    const { rows } = await app.database.query(sql`SELECT 1 FROM pg_attribute WHERE attrelid = 'leads'::regclass AND attname = 'cf_never'`);
    expect(rows).toEqual([]);
    await app.database.execute("DROP VIEW leads_cf_never_key");
    expect((await add({ type: "text", name: "cf_never", unique: true }, "leads")).registry_version).toBe(before + 1);
  });

  it("wait for a long reader without keeping everybody else waiting", async () => {
    let release: () => void = () => undefined;
    const reading = app.database.tx(async (tx) => {
      await tx.query(sql`SELECT 1 FROM vendors LIMIT 1`);
      await new Promise<void>((resolve) => (release = resolve));
    });
    const adding = post({ type: "text", name: "cf_patient" }, "vendors");
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = performance.now();
    expect((await there.get("/records/vendors")).statusCode).toBe(200);
    expect(performance.now() - started).toBeLessThan(2000);
    release();
    await reading;
    expect((await adding).statusCode).toBe(201);
  });
});
