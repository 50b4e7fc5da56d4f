/** Layouts, modules, relations, the menu, merged options, and the whole set-up carried to another installation. */
import { beforeAll, describe, expect, it } from "vitest";
import { type Person, setUpApp, testApp, type Problem, type Reply, type TestApp } from "../../server/http/test-client.ts";
import { systemContext } from "../../../test/context.ts";
import { startJobs } from "../../server/jobs/index.ts";
import { duplicatesFeature } from "../duplicates/index.ts";
import { inventoryFeature } from "../inventory/index.ts";
import { leadsFeature } from "../leads/index.ts";
import { exportFeature } from "../export/index.ts";
import { customisationFeature, readConfiguration } from "./index.ts";
import { mergeTask } from "./merge-options.ts";

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp({ features: [customisationFeature, duplicatesFeature, exportFeature, inventoryFeature, leadsFeature] });
  admin = await setUpApp(app);
});

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- The caller names what the answer holds.
const dataOf = <T = Row>(reply: Reply): T => reply.json<{ data: T }>().data;
const errorsOf = (reply: Reply) => (reply.json<Problem>().errors ?? []).map(({ field, code }) => `${field} ${code}`);
const okay = (reply: Reply): Reply => {
  expect(reply.statusCode, reply.body).toBeLessThan(300);
  return reply;
};
interface Layout {
  readonly version: number;
  readonly blocks: readonly {
    readonly name: string;
    readonly label: Record<string, string>;
    readonly fields: readonly string[];
    readonly columns?: number;
  }[];
  readonly related: readonly { readonly name: string; readonly hidden: boolean }[];
}
interface Described {
  readonly name: string;
  readonly label: { readonly en: string };
  readonly blocks: readonly { readonly name: string; readonly fields: readonly string[]; readonly columns?: number }[];
  readonly relations: readonly { readonly name: string; readonly module: string }[];
  readonly fields: readonly { readonly name: string; readonly quickCreate?: boolean }[];
  readonly keyFields?: readonly string[];
}
const described = async (module: string, person = admin): Promise<Described> =>
  dataOf<Described>(okay(await person.get(`/modules/${module}`)));

describe("a layout", () => {
  const read = async (): Promise<Layout> => dataOf<Layout>(await admin.get("/admin/modules/vendors/layout"));
  const asked = ({ version, blocks, related }: Layout) => ({
    version,
    blocks: blocks.map(({ name, label, fields }) => ({ name, label, fields })),
    related: related.map(({ name, hidden }) => ({ name, hidden })),
  });

  it("is saved as one change, told to the second of two administrators, and taken back", async () => {
    const untouched = await read();
    const before = dataOf<Layout>(okay(await admin.send("PUT", "/admin/modules/vendors/layout", { ...untouched })));
    // What was read can be put back as it is.
    expect({ ...before, version: 0 }).toEqual({ ...untouched, version: 0 });
    const first = before.blocks[0];
    const moved = before.blocks[0]?.fields.at(-1) ?? "";
    const mine = {
      ...asked(before),
      blocks: [
        { label: { en: "Mine", ru: "Моё" }, columns: 1, fields: [moved, "owner_id"] },
        ...asked(before).blocks.map((block) => ({
          ...block,
          fields: block.fields.filter((name) => name !== moved && name !== "owner_id"),
        })),
      ],
      hidden: [first?.fields[1] ?? ""],
      quick_create: [first?.fields[2] ?? ""],
      key_fields: [first?.fields[2] ?? ""],
      related: asked(before)
        .related.map((one, i) => (i === 0 ? { ...one, hidden: true } : one))
        .toReversed(),
    };
    okay(await admin.send("PUT", "/admin/modules/vendors/layout", mine));
    const live = await described("vendors");
    expect(live.blocks[0]).toMatchObject({ name: "mine", columns: 1, fields: [moved, "owner_id"] });
    expect(live.blocks.flatMap(({ fields }) => fields)).not.toContain(first?.fields[1]);
    expect(live.keyFields).toEqual([first?.fields[2]]);
    expect(live.relations.map(({ name }) => name)).not.toContain(before.related[0]?.name);

    const second = await admin.send("PUT", "/admin/modules/vendors/layout", asked(before));
    expect([second.statusCode, ...errorsOf(second)]).toEqual([409, "version layout_changed"]);
    okay(await admin.post("/admin/modules/vendors/fields", { type: "text", label: { en: "Late" }, block: "mine" }));
    expect((await described("vendors")).blocks[0]?.fields).toEqual([moved, "owner_id", "cf_late"]);

    const changes = dataOf<readonly { id: string; kind: string; actor_name: string }[]>(await admin.get("/admin/modules/vendors/history"));
    expect(changes.slice(0, 2).map(({ kind }) => kind)).toEqual(["field", "layout"]);
    const now = await read();
    okay(await admin.post("/admin/modules/vendors/layout/revert", { change: changes[1]?.id, version: now.version }));
    const after = await read();
    expect(after.blocks.map(({ name }) => name)).toEqual(before.blocks.map(({ name }) => name));
    expect(after.version).toBeGreaterThan(now.version);
    expect(after.related.map(({ name }) => name).toSorted()).toEqual(before.related.map(({ name }) => name).toSorted());
  });

  it("refuses what there isn't, twice or hidden names", async () => {
    const { version, blocks } = asked(await read());
    const put = (body: Record<string, unknown>) => admin.send("PUT", "/admin/modules/vendors/layout", { version, blocks, ...body });
    expect(errorsOf(await put({ blocks: [{ label: { en: "X" }, fields: ["name", "name", "nonsense"] }] }))).toEqual([
      "blocks.0.fields.1 duplicate_name",
      "blocks.0.fields.2 unknown_field",
    ]);
    expect(errorsOf(await put({ hidden: ["name"] }))).toEqual(["hidden.0 standard_setting"]);
    expect(errorsOf(await put({ related: [{ name: "nonsense" }] }))).toEqual(["related.0 unknown_relation"]);
  });
});

describe("a module of one's own", () => {
  it("has table, lists, forms, search, relations, export, history at once", async () => {
    const reply = await admin.post("/admin/modules", {
      label: { en: "Equipment", ru: "Оборудование" },
      singular: { en: "Machine", ru: "Машина" },
      icon: "tool",
      menu: "service",
      number_prefix: "EQ-",
      fields: [
        { type: "text", label: { en: "Serial" }, unique: true },
        { type: "picklist", label: { en: "State" }, options: [{ label: { en: "Works" } }, { label: { en: "Broken" } }], name: "cf_state" },
      ],
      relations: [
        {
          type: "many_to_one",
          module: "organizations",
          label: { en: "Owner firm", ru: "Владелец" },
          inverse_label: { en: "Machines", ru: "Машины" },
        },
        { type: "many_to_many", module: "tickets" },
      ],
    });
    expect(okay(reply).statusCode).toBe(201);
    const module = dataOf<Described>(reply);
    expect(module.name).toBe("cm_equipment");
    expect(module.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(["name", "cf_serial", "cf_state", "cf_owner_firm_id"]));
    const firm = dataOf(await admin.post("/records/organizations", { name: "Firm" }));
    const machine = dataOf(
      okay(await admin.post("/records/cm_equipment", { name: "Lathe", cf_serial: "1", cf_state: "works", cf_owner_firm_id: firm.id })),
    );
    expect(machine).toMatchObject({ number: "EQ-1", label: "Lathe", cf_owner_firm_id__label: "Firm" });
    const related = dataOf<readonly Row[]>(
      okay(await admin.get(`/records/organizations/${firm.id}/related/cm_equipment_cf_owner_firm_id`)),
    );
    expect(related.map(({ id }) => id)).toEqual([machine.id]);
    const ticket = dataOf(await admin.post("/records/tickets", { title: "Broken" }));
    const link = module.relations.find((one) => one.module === "tickets")?.name ?? "";
    okay(await admin.post(`/records/cm_equipment/${machine.id}/related/${link}`, { ids: [ticket.id] }));
    const back = (await described("tickets")).relations.find((one) => one.module === "cm_equipment")?.name ?? "";
    expect(dataOf<readonly Row[]>(await admin.get(`/records/tickets/${ticket.id}/related/${back}`)).map(({ id }) => id)).toEqual([
      machine.id,
    ]);
    expect(dataOf<readonly Row[]>(await admin.get("/search?q=lathe")).map(({ id }) => id)).toContain(machine.id);
    expect((await admin.get("/api/v1/exports/cm_equipment?format=csv")).body).toContain("Lathe");
    const { paths } = (await admin.get("/api/openapi.json")).json<{ paths: Record<string, unknown> }>();
    expect(JSON.stringify(Object.keys(paths))).toContain("cm_equipment");
  });

  it("has comments, activities and documents as any other, and their access goes by it", async () => {
    const machine = dataOf(await admin.post("/records/cm_equipment", { name: "With notes" }));
    const attached = { related_to_id: machine.id };
    okay(await admin.post("/records/comments", { content: "Oil it", ...attached }));
    okay(await admin.post("/records/tasks", { subject: "Oil", ...attached }));
    okay(await admin.post("/records/emails", { subject: "Oil?", ...attached }));
    const document = dataOf(okay(await admin.post("/records/documents", { title: "Manual" })));
    okay(await admin.post(`/records/cm_equipment/${machine.id}/related/documents`, { ids: [document.id] }));
    const timeline = dataOf<readonly { module?: string }[]>(okay(await admin.get(`/records/cm_equipment/${machine.id}/timeline`)));
    expect(timeline.flatMap(({ module }) => module ?? []).toSorted()).toEqual(["comments", "documents", "emails", "tasks"]);
    const back = dataOf<readonly Row[]>(okay(await admin.get(`/records/documents/${document.id}/related/cm_equipment`)));
    expect(back.map(({ id }) => id)).toEqual([machine.id]);
  });

  it("may call its records by their number; bad ones are refused", async () => {
    const plain = dataOf<Described>(
      okay(await admin.post("/admin/modules", { label: { ru: "Пропуска" }, name_field: null, number_prefix: "ПР-" })),
    );
    expect(plain.name).toBe("cm_propuska");
    expect(dataOf(okay(await admin.post("/records/cm_propuska", {})))).toMatchObject({ label: "ПР-1" });
    expect(errorsOf(await admin.post("/admin/modules", { label: { en: "X" }, name: "contacts" }))).toEqual(["name not_a_module_name"]);
    expect(errorsOf(await admin.post("/admin/modules", { label: { en: "X" }, name: "cm_equipment" }))).toEqual(["name module_exists"]);
    const bad = await admin.post("/admin/modules", {
      label: { en: "Y" },
      fields: [{ type: "formula", label: { en: "F" }, formula: "nonsense" }],
    });
    expect(errorsOf(bad)).toEqual(["fields.0.formula formula_unknown_field"]);
    expect((await admin.get("/modules/cm_y")).statusCode).toBe(404);
  });

  it("and standard ones take other names and places in the menu", async () => {
    okay(await admin.send("PATCH", "/admin/modules/vendors", { label: { en: "Suppliers", ru: "Снабженцы" } }));
    expect((await described("vendors")).label.en).toBe("Suppliers");
    okay(
      await admin.send("PUT", "/api/v1/admin/menu", {
        groups: [
          { group: "sales", modules: ["vendors", "leads"] },
          { group: "none", modules: ["faq"] },
        ],
      }),
    );
    const modules = dataOf<readonly { name: string; menu: string }[]>(await admin.get("/modules"));
    expect(modules.slice(0, 2).map(({ name, menu }) => `${name} ${menu}`)).toEqual(["vendors sales", "leads sales"]);
    expect(modules.find(({ name }) => name === "faq")?.menu).toBe("none");
  });
});

it("the menu has groups of one's own, in the administrators' order; who saves second is told", async () => {
  interface Menu {
    readonly version: number;
    readonly groups: readonly {
      readonly group: string;
      readonly label: { readonly en: string } | null;
      readonly modules: readonly { readonly name: string }[];
    }[];
  }
  const read = async (): Promise<Menu> => dataOf<Menu>(okay(await admin.get("/api/v1/admin/menu")));
  const put = (body: Record<string, unknown>) => admin.send("PUT", "/api/v1/admin/menu", body);
  const seen = await read();
  const groups = [
    { group: "mg_1", label: { en: "Clients", ru: "Клиенты" }, modules: ["contacts", "organizations"] },
    { group: "sales", label: { ru: "Деньги" }, modules: ["invoices"] },
  ];
  okay(await put({ version: seen.version, groups }));
  const now = await read();
  expect(now.groups.slice(0, 2).map(({ group, label, modules }) => [group, label?.en, modules[0]?.name])).toEqual([
    ["mg_1", "Clients", "contacts"],
    ["sales", "Деньги", "invoices"],
  ]);
  const modules = dataOf<readonly Record<string, unknown>[]>(await admin.get("/modules"));
  expect(modules.find(({ name }) => name === "organizations")).toMatchObject({ menu: "mg_1", menuLabel: { en: "Clients" }, menuPlace: 0 });
  // Modules that the menu doesn't name stay in their groups, and those keep their new names.
  expect(modules.find(({ name }) => name === "quotes")).toMatchObject({ menu: "sales", menuLabel: { ru: "Деньги" }, menuPlace: 1 });
  const late = await put({ version: seen.version, groups });
  expect([late.statusCode, ...errorsOf(late)]).toEqual([409, "version menu_changed"]);
  expect(
    errorsOf(
      await put({
        groups: [
          { group: "mg_2", modules: [] },
          { group: "mg_2", label: { en: "X" }, modules: ["nothing"] },
        ],
      }),
    ),
  ).toEqual(["groups.0.label mandatory", "groups.1.group duplicate_name", "groups.1.modules.0 unknown_module"]);
});

it("two administrators change one field: the second is told, other settings of it are kept", async () => {
  okay(await admin.post("/admin/modules/leads/fields", { type: "text", name: "cf_both", label: { en: "Both" } }));
  const { registry_version: version } = dataOf<{ registry_version: number }>(await admin.get("/modules/leads"));
  const patch = (body: Record<string, unknown>) => admin.send("PATCH", "/admin/modules/leads/fields/cf_both", body);
  okay(await patch({ version, help: { en: "First" } }));
  const late = await patch({ version, label: { en: "Second" } });
  expect([late.statusCode, ...errorsOf(late)]).toEqual([409, "version field_changed"]);
  const fields = dataOf<readonly Record<string, unknown>[]>(await admin.get("/admin/modules/leads/fields"));
  expect(fields.find(({ name }) => name === "cf_both")).toMatchObject({ label: { en: "Both" }, help: { en: "First", ru: "First" } });
});

it("what the program declares of a field can be taken away, and comes back with the setting", async () => {
  const stage = async () =>
    dataOf<readonly Record<string, unknown>[]>(await admin.get("/admin/modules/opportunities/fields")).find(({ name }) => name === "stage");
  const before = (await stage())?.["default"];
  expect(before).toBeTruthy();
  okay(await admin.send("PATCH", "/admin/modules/opportunities/fields/stage", { default: null }));
  expect(await stage()).not.toHaveProperty("default");
  okay(await admin.send("PATCH", "/admin/modules/opportunities/fields/stage", { default: before }));
  expect((await stage())?.["default"]).toBe(before);
});

it("merged options take their records along, and what new ones begin with", async () => {
  const jobs = await startJobs({
    database: app.database,
    log: app.server.manul.log,
    tasks: [mergeTask],
    context: () => systemContext(app.database),
  });
  const options = ["one", "two", '🏠 "three"'].map((value) => ({ value, label: { en: value } }));
  okay(
    await admin.post("/admin/modules/contacts/fields", {
      type: "picklist",
      name: "cf_pick",
      label: { en: "Pick" },
      options,
      default: "one",
    }),
  );
  const contact = dataOf(okay(await admin.post("/records/contacts", { last_name: "M", cf_pick: "one" })));
  const reply = await admin.post("/admin/modules/contacts/fields/cf_pick/options/merge", { from: "one", into: '🏠 "three"' });
  expect(reply.statusCode, reply.body).toBe(202);
  await expect
    .poll(async () => dataOf(await admin.get(`/records/contacts/${contact.id}`))["cf_pick"], { timeout: 10_000 })
    .toBe('🏠 "three"');
  await expect
    .poll(
      async () =>
        dataOf<readonly { value: string }[]>(await admin.get("/admin/modules/contacts/fields/cf_pick/options")).map(({ value }) => value),
      { timeout: 10_000 },
    )
    .toEqual(["two", '🏠 "three"']);

  // What new records begin with goes along, also where it is several or an option of the program, which is only retired.
  const begun = async (module: string, field: string): Promise<unknown> =>
    dataOf(okay(await admin.post(`/records/${module}`, { [module === "tickets" ? "title" : "last_name"]: "N" })))[field];
  expect(await begun("contacts", "cf_pick")).toBe('🏠 "three"');
  const several = { type: "multi_select", name: "cf_picks", label: { en: "Picks" }, options, default: ["one", "two"] };
  okay(await admin.post("/admin/modules/contacts/fields", several));
  okay(await admin.post("/admin/modules/contacts/fields/cf_picks/options/merge", { from: "one", into: "two" }));
  await expect.poll(() => begun("contacts", "cf_picks"), { timeout: 10_000 }).toEqual(["two"]);
  okay(await admin.post("/admin/modules/tickets/fields/priority/options/merge", { from: "normal", into: "high" }));
  await expect.poll(() => begun("tickets", "priority"), { timeout: 10_000 }).toBe("high");
  await jobs.stop();
});

it("the set-up is carried to an empty installation, and changes nothing the second time", async () => {
  okay(
    await admin.post("/api/v1/views", {
      module: "cm_equipment",
      name: "Broken ones",
      shared: true,
      filter: { field: "cf_state", op: "eq", value: "broken" },
      columns: ["name", "cf_state"],
      widths: { name: 320 },
      pinned: false,
      position: 7,
    }),
  );
  const group = dataOf(okay(await admin.post("/api/v1/admin/groups", { name: "Mechanics", members: [] })));
  const person = dataOf(
    okay(await admin.post("/api/v1/admin/users", { name: "Only here", email: "Only.Here@example.com", password: "a-long-enough-one" })),
  );
  const shared_with = [
    { type: "group", id: group.id },
    { type: "user", id: person.id },
  ];
  okay(await admin.post("/api/v1/views", { module: "cm_equipment", name: "For mechanics", shared_with }));
  const lonely = { module: "cm_equipment", name: "For one", shared_with: [{ type: "user", id: person.id }] };
  okay(await admin.post("/api/v1/views", lonely));
  const rules = [{ parts: [{ fields: ["cf_serial"], match: "same" }] }];
  okay(await admin.send("PUT", "/api/v1/admin/duplicates/cm_equipment", { rules }));
  const lines = [{ field: "last_name", organization: null, contact: "last_name", opportunity: null }];
  okay(await admin.send("PUT", "/api/v1/admin/leads/mapping", { mapping: lines }));
  okay(await admin.send("PUT", "/api/v1/admin/numbering/invoices", { pattern: "INV-{year}-{number}" }));
  const template = { name: { en: "Short", ru: "Краткая" }, blocks: [{ type: "text", text: { en: "{{number}}", ru: "{{number}}" } }] };
  okay(await admin.post("/api/v1/admin/print-forms", { module: "invoices", template }));
  // What looks at a field holds it.
  const dry = await admin.send("DELETE", "/admin/modules/cm_equipment/fields/cf_serial?dry_run=true");
  expect(dataOf<{ uses: readonly { kind: string }[] }>(dry).uses.map(({ kind }) => kind)).toEqual(["duplicate_rules"]);
  okay(await admin.post("/admin/modules/invoices/fields", { type: "text", name: "cf_gate", label: { en: "Gate" } }));
  const gate = { name: { en: "Pass", ru: "Пропуск" }, blocks: [{ type: "text", text: { en: "{{cf_gate}}", ru: "" } }] };
  const pass = dataOf<{ name: string }>(okay(await admin.post("/api/v1/admin/print-forms", { module: "invoices", template: gate })));
  const kept = await admin.send("DELETE", "/admin/modules/invoices/fields/cf_gate");
  expect([kept.statusCode, ...errorsOf(kept)]).toEqual([409, "cf_gate used_by_print_forms"]);
  okay(await admin.send("DELETE", `/api/v1/admin/print-forms/${pass.name}`));
  okay(await admin.send("DELETE", "/admin/modules/invoices/fields/cf_gate"));
  const text = (await admin.get("/admin/config")).body;
  const document = JSON.parse(text) as Record<string, unknown>;
  const other = await testApp({ features: [customisationFeature] });
  const there = await setUpApp(other);
  okay(await there.post("/api/v1/admin/groups", { name: "Mechanics", members: [] }));
  const apply = (query: string, body = document) => there.post(`/api/v1/admin/config${query}`, body);
  const plan = dataOf<readonly { change: string; path: string }[]>(okay(await apply("?dry_run=true")));
  expect(plan.map(({ change, path }) => `${change} ${path}`)).toEqual(
    expect.arrayContaining([
      "add modules/cm_equipment",
      "add fields/contacts.cf_pick",
      "add menu",
      "add views/cm_equipment/Broken ones",
      "add settings/duplicate_rules/cm_equipment",
      "add settings/lead_mapping/fields",
      "add settings/numbering/invoices",
      "add settings/print_forms/own_1",
    ]),
  );
  // For whom views are is said by names; who isn't there is told, and a view for nobody isn't made.
  const missing = plan.filter(({ change }) => change === "missing").map(({ path }) => path);
  expect(missing.toSorted()).toEqual([
    "views/cm_equipment/For mechanics/user/only.here@example.com",
    "views/cm_equipment/For one/user/only.here@example.com",
  ]);
  expect(plan.map(({ path }) => path)).not.toContain("views/cm_equipment/For one");
  expect((await there.get("/modules/cm_equipment")).statusCode).toBe(404);
  okay(await apply(""));
  expect(await described("cm_equipment", there)).toMatchObject({
    name: "cm_equipment",
    relations: (await described("cm_equipment")).relations,
  });
  const again = async () => dataOf<readonly { change: string }[]>(okay(await apply(""))).map(({ change }) => change);
  expect(await again()).toEqual(["missing", "missing"]);
  okay(await there.post("/api/v1/admin/users", { name: "There too", email: "only.here@example.com", password: "a-long-enough-one" }));
  expect(await again()).toEqual(["change", "add"]);
  expect(await again()).toEqual([]);
  expect((await there.get("/admin/config")).body).toBe(text);
  const yaml = await there.get("/admin/config?format=yaml");
  expect(yaml.headers["content-type"]).toContain("yaml");
  expect(yaml.body).toContain("widths:\n      name: 320\n    pinned: false\n    position: 7");
  expect(readConfiguration(yaml.body)).toEqual(document);
  const bad = await apply("", {
    format: 1,
    fields: [
      {
        module: "leads",
        block: "x",
        field: { name: "cf_f", type: "formula", label: { en: "F", ru: "F" }, formula: "1 +", result: "decimal" },
      },
    ],
  });
  expect([bad.statusCode, ...errorsOf(bad)]).toEqual([400, " invalid_definition"]);
  okay(await there.post("/records/contacts", { last_name: "Has it", cf_pick: "two" }));
  const fewer = structuredClone(document) as { fields: { field: { name: string; options?: { value: string }[] } }[] };
  for (const { field } of fewer.fields)
    if (field.name === "cf_pick") field.options = field.options?.filter(({ value }) => value !== "two") ?? [];
  const lossy = await apply("", fewer);
  expect([lossy.statusCode, ...errorsOf(lossy)]).toEqual([409, "options option_in_use"]);
  const hostile = await apply("", {
    format: 1,
    fields: [{ module: "leads", block: "x", field: { name: "cf_f", type: "text", label: { en: "F", ru: "F" }, pattern: "(a+)+" } }],
  });
  expect(errorsOf(hostile)).toEqual(["fields/leads.cf_f unsafe_pattern"]);
});
