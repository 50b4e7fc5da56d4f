/** What becomes of fields after they are added: formulas and roll-ups, changes, deletion and return, other types, conditions. */
import { beforeAll, describe, expect, it } from "vitest";
import { type Person, setUpApp, testApp, type Problem, type Reply, type TestApp } from "../../server/http/test-client.ts";
import { sql } from "../../server/db/sql.ts";
import { changeRegistry } from "../../server/registry-store.ts";
import { customisationFeature } from "./index.ts";

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp({ features: [customisationFeature] });
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
const field = async (module: string, name: string, body: Record<string, unknown>): Promise<void> =>
  void okay(await admin.post(`/admin/modules/${module}/fields`, { name, label: { en: name, ru: name }, ...body }));
const patch = (module: string, name: string, body: Record<string, unknown>, query = ""): Promise<Reply> =>
  admin.send("PATCH", `/admin/modules/${module}/fields/${name}${query}`, body);
const make = async (module: string, body: Record<string, unknown>): Promise<Row> =>
  dataOf(okay(await admin.post(`/records/${module}`, body)));
const list = async (module: string, query: Record<string, unknown>): Promise<readonly Row[]> => {
  const search = Object.entries(query).map(
    ([key, value]) => `${key}=${encodeURIComponent(typeof value === "string" ? value : JSON.stringify(value))}`,
  );
  return dataOf<readonly Row[]>(okay(await admin.get(`/records/${module}?${search.join("&")}`)));
};

describe("a formula", () => {
  it("is computed over own and referenced fields, listed, filtered, sorted and described; nobody writes it", async () => {
    await field("contacts", "cf_score", { type: "integer" });
    await field("contacts", "cf_firm", { type: "formula", formula: 'upper(organization_id.name) & " / " & last_name' });
    await field("contacts", "cf_share", { type: "formula", formula: "100 / cf_score", scale: 2 });
    await field("contacts", "cf_double", { type: "formula", formula: "cf_share * 2" });
    const firm = await make("organizations", { name: "Ёлки" });
    const rows = await Promise.all([
      make("contacts", { last_name: "A", organization_id: firm.id, cf_score: 3 }),
      make("contacts", { last_name: "B", organization_id: firm.id, cf_score: 0 }),
      make("contacts", { last_name: "C", cf_score: 8 }),
    ]);
    expect(rows.map((row) => [row["cf_firm"], row["cf_share"], row["cf_double"]])).toEqual([
      ["ЁЛКИ / A", "33.33", "66.66"],
      ["ЁЛКИ / B", null, null],
      [" / C", "12.5", "25"],
    ]);
    const filter = { field: "cf_double", op: "gt", value: "20" };
    const found = await list("contacts", { filter, sort: "-cf_share", fields: "last_name,cf_share" });
    expect(found.map((row) => row["last_name"])).toEqual(["A", "C"]);
    expect((await list("contacts", { sort: "cf_share", limit: 1, fields: "last_name" })).map((row) => row["last_name"])).toEqual(["C"]);
    const then = new Date().toISOString();
    okay(await admin.send("PATCH", `/records/contacts/${rows[2]?.id ?? ""}`, { version: 1, cf_score: 4 }));
    const past = dataOf(await admin.get(`/records/contacts/${rows[2]?.id ?? ""}?as_of=${then}`));
    expect([past["cf_double"], past["cf_firm"]]).toEqual(["25", null]);
    const refused = await admin.send("PATCH", `/records/contacts/${rows[0]?.id ?? ""}`, { version: 1, cf_share: "5" });
    expect(errorsOf(refused)).toEqual(["cf_share read_only_field"]);
    const described = dataOf<{ fields: readonly { name: string; operators: readonly string[]; result?: string }[] }>(
      await admin.get("/modules/contacts"),
    );
    expect(described.fields.find(({ name }) => name === "cf_firm")).toMatchObject({
      result: "text",
      operators: expect.arrayContaining(["contains"]),
    });
  });

  it.each([
    ["nonsense + 1", "formula formula_unknown_field"],
    ["1 +", "formula formula_ends"],
    ["last_name * 2", "formula formula_wrong_types"],
    ["system('rm')", "formula formula_character"],
    ["tags & 1", "formula formula_unusable_field"],
    ["explode(1)", "formula formula_unknown_function"],
    [`${"(".repeat(100)}1${")".repeat(100)}`, "formula formula_too_deep"],
    [`1${"+1".repeat(1500)}`, "formula formula_too_large"],
  ])("%s is refused", async (formula, error) => {
    const reply = await admin.post("/admin/modules/contacts/fields", { type: "formula", label: { en: "x" }, formula });
    expect(errorsOf(reply)).toEqual([error]);
  });

  it("in a circle is refused, over two modules too", async () => {
    await field("vendors", "cf_a", { type: "formula", formula: "1" });
    await field("vendors", "cf_b", { type: "formula", formula: "cf_a + 1" });
    const own = await patch("vendors", "cf_a", { formula: "cf_b + 1" });
    expect([own.statusCode, ...errorsOf(own)]).toEqual([400, " computed_circle"]);
    expect(own.json<Problem>().errors?.[0]?.message).toContain("circle: vendors.cf_a → vendors.cf_b → vendors.cf_a.");
    await field("products", "cf_c", { type: "formula", formula: "vendor_id.cf_b" });
    await field("vendors", "cf_sum", { type: "rollup", rollup: { relation: "products", fn: "sum", field: "cf_c" } });
    expect((await patch("vendors", "cf_a", { formula: "cf_sum" })).statusCode).toBe(400);
  });
});

describe("formulas of formulas", () => {
  const long = (first: string): string => `${first}${" + 1".repeat(240)}`;
  it("may take so many steps together and no more, whichever of them is changed", async () => {
    await field("services", "cf_h1", { type: "formula", formula: "1" });
    for (const n of [2, 3, 4, 5]) await field("services", `cf_h${n}`, { type: "formula", formula: long(`cf_h${n - 1}`) });
    const top = { type: "formula", label: { en: "h6" }, name: "cf_h6" };
    const refused = await admin.post("/admin/modules/services/fields", { ...top, formula: long("cf_h5") });
    expect([refused.statusCode, ...errorsOf(refused)]).toEqual([400, " computed_costly"]);
    expect(refused.json<Problem>().errors?.[0]?.message).toMatch(/services\.cf_h6.*2,000 steps/);
    // Nothing of it was kept, and what is cheaper goes.
    okay(await admin.post("/admin/modules/services/fields", { ...top, formula: "cf_h5 + 1" }));
    expect(await make("services", { name: "Steps" })).toMatchObject({ cf_h6: "962" });
    const deep = await patch("services", "cf_h1", { formula: long("1") });
    expect([deep.statusCode, ...new Set(errorsOf(deep))]).toEqual([400, " computed_costly"]);
    expect(await make("services", { name: "Steps" })).toMatchObject({ cf_h1: "1", cf_h6: "962" });
  });
});

describe("a roll-up", () => {
  it("counts, adds, compares and averages a related list, true after each write, filtered and sorted by", async () => {
    const won = { field: "stage", op: "eq", value: "won" };
    await field("organizations", "cf_deals", { type: "rollup", rollup: { relation: "opportunities", fn: "count" } });
    await field("organizations", "cf_won", {
      type: "rollup",
      rollup: { relation: "opportunities", fn: "sum", field: "amount", filter: won },
    });
    await field("organizations", "cf_mean", { type: "rollup", rollup: { relation: "opportunities", fn: "avg", field: "amount" } });
    await field("organizations", "cf_last", { type: "rollup", rollup: { relation: "opportunities", fn: "max", field: "close_date" } });
    await field("organizations", "cf_first", { type: "rollup", rollup: { relation: "opportunities", fn: "min", field: "close_date" } });
    await field("organizations", "cf_least", { type: "rollup", rollup: { relation: "opportunities", fn: "min", field: "amount" } });
    await field("organizations", "cf_rate", { type: "formula", formula: "cf_won / cf_deals", result: "money" });
    const [a, b] = [await make("organizations", { name: "Rollup A" }), await make("organizations", { name: "Rollup B" })];
    const deal = (organization_id: string, amount: string, stage: string, close_date: string) =>
      make("opportunities", { name: `D${amount}`, organization_id, amount, stage, close_date });
    const first = await deal(a.id, "100.50", "won", "2026-01-31");
    await deal(a.id, "50", "prospecting", "2026-03-01");
    const read = async (id: string) => dataOf(await admin.get(`/records/organizations/${id}`));
    expect(await read(a.id)).toMatchObject({ cf_deals: 2, cf_won: "100.50", cf_mean: "75.25", cf_last: "2026-03-01", cf_rate: "50.25" });
    // As numbers: as texts "100.50" would come before "50".
    expect(await read(a.id)).toMatchObject({ cf_first: "2026-01-31", cf_least: "50.00" });
    expect(await read(b.id)).toMatchObject({ cf_deals: 0, cf_won: "0", cf_mean: null, cf_last: null, cf_rate: null });
    expect(await read(b.id)).toMatchObject({ cf_first: null, cf_least: null });
    const early = { field: "cf_first", op: "lt", value: "2026-02-01" };
    expect((await list("organizations", { filter: early, fields: "name" })).map((row) => row["name"])).toEqual(["Rollup A"]);
    expect(
      (await list("organizations", { filter: { field: "cf_deals", op: "ge", value: 1 }, fields: "name" })).map((row) => row["name"]),
    ).toEqual(["Rollup A"]);
    expect((await list("organizations", { sort: "-cf_deals", limit: 1, fields: "name" }))[0]).toMatchObject({ name: "Rollup A" });
    okay(await admin.send("DELETE", `/records/opportunities/${first.id}`));
    expect(await read(a.id)).toMatchObject({ cf_deals: 1, cf_won: "0", cf_first: "2026-03-01", cf_least: "50.00" });
  });
});

it("a mask brings values to its shape, or refuses them", async () => {
  await field("vendors", "cf_pass", { type: "text", mask: "AA-99" });
  const made = okay(await admin.post("/records/vendors", { name: "Masked", cf_pass: "xy12" }));
  expect(dataOf<Record<string, unknown>>(made)["cf_pass"]).toBe("xy-12");
  expect(errorsOf(await admin.post("/records/vendors", { name: "Masked", cf_pass: "x12" }))).toEqual(["cf_pass wrong_pattern"]);
  expect(errorsOf(await patch("vendors", "cf_pass", { mask: "--" }))).toEqual(["mask not_a_mask"]);
});

describe("what a reference leads to", () => {
  const asked = (targets: readonly string[]): Promise<Reply> => patch("products", "cf_party_id", { targets });

  it("can be added and, while no value leads there, taken away", async () => {
    await field("products", "cf_party_id", { type: "reference", targets: ["vendors"] });
    okay(await asked(["vendors", "contacts"]));
    const contact = await make("contacts", { last_name: "Target" });
    const asset = await make("products", { name: "Leads somewhere", cf_party_id: contact.id });
    expect(asset).toMatchObject({ cf_party_id__label: "Target", cf_party_id__module: "contacts" });
    expect(dataOf<readonly Row[]>(okay(await admin.get(`/records/contacts/${contact.id}/related/products_cf_party_id`)))).toHaveLength(1);
    const refused = await asked(["vendors"]);
    expect([refused.statusCode, ...errorsOf(refused)]).toEqual([409, "targets target_in_use"]);
    expect(refused.json<Problem>().errors?.[0]?.message).toContain("Contacts");
    okay(await admin.send("PATCH", `/records/products/${asset.id}`, { version: 1, cf_party_id: null }));
    okay(await asked(["vendors"]));
    expect(errorsOf(await admin.post("/records/products", { name: "No more", cf_party_id: contact.id }))).toHaveLength(1);
    expect(errorsOf(await asked([]))).toEqual(["targets mandatory"]);
    expect(errorsOf(await asked(["vendors", "nothing"]))).toEqual(["targets.1 unknown_module"]);
  });

  it("stays while formulas, sums and views go through it, each named", async () => {
    await field("vendors", "cf_goods", { type: "rollup", rollup: { relation: "products_cf_party_id", fn: "count" } });
    expect(errorsOf(await asked(["contacts"]))).toEqual(["targets used_by_formula"]);
    await field("products", "cf_party_name", { type: "formula", formula: "cf_party_id.name" });
    okay(await admin.post("/api/v1/views", { module: "products", name: "By party", columns: ["name", "cf_party_id.name"] }));
    const refused = await asked(["vendors", "contacts"]);
    expect([refused.statusCode, ...errorsOf(refused)]).toEqual([409, "targets used_by_view", "targets used_by_formula"]);
    expect(JSON.stringify(refused.json())).toContain("By party");
  });
});

describe("a change", () => {
  it("of settings takes hold at once, and nulls take them away", async () => {
    await field("assets", "cf_code", { type: "text" });
    okay(
      await patch("assets", "cf_code", {
        label: { en: "Code", ru: "Код" },
        help: { en: "Two letters", ru: "Две буквы" },
        pattern: "[A-Z]{2}",
        pattern_hint: { en: "AB" },
        default: "ZZ",
      }),
    );
    const bad = await admin.post("/records/assets", { name: "X", cf_code: "abc" });
    expect(bad.json<Problem>().errors?.find((one) => one.field === "cf_code")?.message).toContain("AB");
    okay(await patch("assets", "cf_code", { pattern: null, default: null, mandatory: true }));
    const none = await admin.post("/records/assets", { name: "X" });
    expect(errorsOf(none)).toContain("cf_code mandatory");
    expect(errorsOf(await patch("assets", "cf_code", { pattern: "(a+)+" }))).toEqual(["pattern unsafe_pattern"]);
  });

  it("of a standard field keeps what the program stands on", async () => {
    okay(await patch("leads", "company", { label: { en: "Firm", ru: "Фирма" }, mandatory: true }));
    expect(errorsOf(await admin.post("/records/leads", { last_name: "X" }))).toEqual(["company mandatory"]);
    okay(await patch("leads", "company", { mandatory: false }));
    expect((await admin.post("/records/leads", { last_name: "X" })).statusCode).toBe(201);
    expect(errorsOf(await patch("leads", "last_name", { mandatory: false, hidden: true }))).toEqual([
      "mandatory standard_setting",
      "hidden standard_setting",
    ]);
    expect(errorsOf(await patch("leads", "created_at", { default: "2026-01-01T00:00:00Z" }))).toContain("default standard_setting");
    expect((await admin.send("DELETE", "/admin/modules/leads/fields/company")).statusCode).toBeGreaterThanOrEqual(403);
  });

  it("to unique is refused while values occur twice", async () => {
    await field("faq", "cf_key", { type: "text" });
    const [one, two] = [
      await make("faq", { question: "1", answer: "1", cf_key: "k" }),
      await make("faq", { question: "2", answer: "2", cf_key: "k" }),
    ];
    expect(errorsOf(await patch("faq", "cf_key", { unique: true }))).toEqual(["unique values_twice"]);
    okay(await admin.send("PATCH", `/records/faq/${two.id}`, { version: 1, cf_key: "l" }));
    okay(await patch("faq", "cf_key", { unique: true }));
    expect((await admin.post("/records/faq", { question: "3", answer: "3", cf_key: "k" })).statusCode).toBe(409);
    okay(await patch("faq", "cf_key", { unique: false }));
    expect((await admin.post("/records/faq", { question: "3", answer: "3", cf_key: "k" })).statusCode).toBe(201);
    expect(one["cf_key"]).toBe("k");
  });
});

describe("deleting", () => {
  it("names each use, refuses while there is one, and brings everything back", async () => {
    await field("services", "cf_base", { type: "decimal" });
    await field("services", "cf_twice", { type: "formula", formula: "cf_base * 2" });
    const service = await make("services", { name: "S", cf_base: "4.5" });
    okay(await admin.post("/api/v1/views", { module: "services", name: "By base", filter: { field: "cf_base", op: "gt", value: "1" } }));
    const dry = dataOf<{ uses: { kind: string; label: { en: string } }[]; values: number }>(
      await admin.send("DELETE", "/admin/modules/services/fields/cf_base?dry_run=true"),
    );
    expect([dry.values, ...dry.uses.map((use) => `${use.kind} ${use.label.en}`)]).toEqual([1, "view By base", "formula cf_twice"]);
    const refused = await admin.send("DELETE", "/admin/modules/services/fields/cf_base");
    expect([refused.statusCode, ...errorsOf(refused)]).toEqual([409, "cf_base used_by_view", "cf_base used_by_formula"]);

    okay(await admin.send("DELETE", "/admin/modules/services/fields/cf_twice"));
    const views = dataOf<readonly { id: string }[]>(await admin.get("/api/v1/views?module=services"));
    okay(await admin.send("DELETE", `/api/v1/views/${views[0]?.id ?? ""}`));
    okay(await admin.send("DELETE", "/admin/modules/services/fields/cf_base"));
    expect(dataOf(await admin.get(`/records/services/${service.id}`))).not.toHaveProperty("cf_base");
    expect(errorsOf(await admin.post("/admin/modules/services/fields", { type: "text", label: { en: "x" }, name: "cf_base" }))).toEqual([
      "name duplicate_name",
    ]);
    okay(await admin.post("/admin/modules/services/fields/cf_base/restore"));
    expect(dataOf(await admin.get(`/records/services/${service.id}`))).toMatchObject({ cf_base: "4.5" });
  });

  it("waits for the sharing rule that looks at the field", async () => {
    await field("services", "cf_open", { type: "text" });
    const group = okay(await admin.post("/admin/groups", { name: "Outer", members: [] })).json<{ data: { id: string } }>().data;
    const rule = okay(
      await admin.post("/admin/sharing/rules", {
        module: "services",
        from: { filter: { field: "cf_open", op: "eq", value: "x" } },
        to: { type: "group", id: group.id },
        level: "read",
      }),
    ).json<{ data: { id: string } }>().data;
    const refused = await admin.send("DELETE", "/admin/modules/services/fields/cf_open");
    expect([refused.statusCode, ...errorsOf(refused)]).toEqual([409, "cf_open used_by_sharing"]);
    okay(await admin.send("DELETE", `/admin/sharing/rules/${rule.id}`));
    okay(await admin.send("DELETE", "/admin/modules/services/fields/cf_open"));
  });

  it("is for good after thirty days", async () => {
    await field("services", "cf_gone", { type: "text" });
    okay(await admin.send("DELETE", "/admin/modules/services/fields/cf_gone"));
    await changeRegistry(app.database, (custom) => ({
      ...custom,
      deleted: (custom.deleted ?? []).map((one) => ({ ...one, at: "2020-01-01T00:00:00.000Z" })),
    }));
    const { rows } = await app.database.query(
      sql`SELECT 1 FROM pg_attribute WHERE attrelid = 'services'::regclass AND attname = 'cf_gone' AND NOT attisdropped`,
    );
    expect(rows).toEqual([]);
  });
});

describe("another type", () => {
  it("is tried first, loses nothing unasked, and keeps the old values", async () => {
    await field("campaigns", "cf_raw", { type: "text" });
    const rows = await Promise.all(
      ["12", "1 000,5", "many", null].map((cf_raw, i) => make("campaigns", { name: `C${i}`, close_date: "2026-12-31", cf_raw })),
    );
    const dry = dataOf<{ values: number; failing: number; examples: { value: string }[] }>(
      await patch("campaigns", "cf_raw", { type: "decimal" }, "?dry_run=true"),
    );
    expect([dry.values, dry.failing, dry.examples.map(({ value }) => value)]).toEqual([3, 1, ["many"]]);
    expect(errorsOf(await patch("campaigns", "cf_raw", { type: "decimal" }))).toEqual(["type values_do_not_convert"]);
    okay(await patch("campaigns", "cf_raw", { type: "decimal", accept_loss: true }));
    const read = await list("campaigns", { fields: "cf_raw", sort: "name" });
    expect(read.map((row) => row["cf_raw"])).toEqual(["12", "1000.5", null, null]);
    const kept = dataOf<readonly { name: string }[]>(await admin.get("/admin/modules/campaigns/deleted-fields"))[0]?.name ?? "";
    okay(await admin.post(`/admin/modules/campaigns/fields/${kept}/restore`));
    expect(dataOf(await admin.get(`/records/campaigns/${rows[2]?.id ?? ""}`))).toMatchObject({ [kept]: "many", cf_raw: null });
    expect((await make("campaigns", { name: "After", close_date: "2026-12-31", cf_raw: "5" }))["cf_raw"]).toBe("5");
  });

  it("short text becomes long and a whole number one with decimals, without any loss", async () => {
    await field("vendors", "cf_words", { type: "text", max_length: 20 });
    await field("vendors", "cf_count", { type: "integer" });
    const given = [
      { cf_words: 'Ёж & "co" <b>', cf_count: 0 },
      { cf_words: " 007 ", cf_count: -1_000_000 },
      { cf_words: null, cf_count: 2_147_483_647 },
      { cf_words: "=1+1", cf_count: null },
    ];
    const before = await Promise.all(given.map((values, i) => make("vendors", { name: `Retyped ${i}`, ...values })));
    for (const [name, type] of [
      ["cf_words", "long_text"],
      ["cf_count", "decimal"],
    ] as const) {
      expect(dataOf(await patch("vendors", name, { type }, "?dry_run=true")), name).toMatchObject({ values: 3, failing: 0 });
      okay(await patch("vendors", name, type === "decimal" ? { type, scale: 2 } : { type }));
    }
    const wider = (value: unknown): unknown => (typeof value === "number" ? String(value) : value);
    for (const { id, cf_words, cf_count } of before)
      expect(dataOf(await admin.get(`/records/vendors/${id}`))).toMatchObject({ cf_words, cf_count: wider(cf_count) });
    expect(before.map((row) => row["cf_words"])).toEqual(['Ёж & "co" <b>', "007", null, "=1+1"]);
    // What only the new types take.
    const text = `first line\n${"x".repeat(1000)}`;
    expect(await make("vendors", { name: "Retyped", cf_words: text, cf_count: "0.25" })).toMatchObject({
      cf_words: text,
      cf_count: "0.25",
    });
    const filter = { field: "cf_count", op: "lt", value: "0.5" };
    expect((await list("vendors", { filter, sort: "cf_count", fields: "name" })).map((row) => row["name"])).toEqual([
      "Retyped 1",
      "Retyped 0",
      "Retyped",
    ]);
  });

  it("text becomes a choice by gathering its values, a choice becomes several", async () => {
    await field("campaigns", "cf_place", { type: "text" });
    for (const cf_place of ['"Крыша" 🏠', "O'Neil", "O'Neil"]) await make("campaigns", { name: "P", close_date: "2026-12-31", cf_place });
    // A view that only shows it goes on showing it.
    okay(await admin.post("/api/v1/views", { module: "campaigns", name: "Places", columns: ["name", "cf_place"] }));
    okay(await patch("campaigns", "cf_place", { type: "picklist" }));
    const options = dataOf<readonly { value: string; count: number }[]>(
      await admin.get("/admin/modules/campaigns/fields/cf_place/options"),
    );
    expect(options.map(({ value, count }) => `${value} ${count}`)).toEqual(['"Крыша" 🏠 1', "O'Neil 2"]);
    okay(await patch("campaigns", "cf_place", { type: "multi_select" }));
    expect(
      (await list("campaigns", { filter: { field: "cf_place", op: "contains", value: ['"Крыша" 🏠'] } })).map((row) => row["cf_place"]),
    ).toEqual([['"Крыша" 🏠']]);
  });
});

describe("conditions", () => {
  const filter = (field_: string, value: unknown) => ({ field: field_, op: "eq", value });
  it("of one field on others hold on every path", async () => {
    const options = ["open", "closed"].map((value) => ({ value, label: { en: value } }));
    const colours = ["red", "green", "blue"].map((value) => ({ value, label: { en: value } }));
    await field("tickets", "cf_state", { type: "picklist", options, default: "open" });
    await field("tickets", "cf_colour", {
      type: "picklist",
      options: colours,
      depends_on: { field: "cf_state", allowed: { closed: ["blue"] } },
    });
    await field("tickets", "cf_reason", {
      type: "text",
      conditions: { shown: filter("cf_state", "closed"), required: filter("cf_state", "closed") },
    });
    await field("tickets", "cf_note", { type: "text", create_only: true });
    await field("tickets", "cf_locked", { type: "text", conditions: { read_only: filter("cf_state", "closed") } });
    const base = { title: "T" };
    expect(errorsOf(await admin.post("/records/tickets", { ...base, cf_state: "closed" }))).toEqual(["cf_reason mandatory"]);
    expect(errorsOf(await admin.post("/records/tickets", { ...base, cf_reason: "why" }))).toEqual(["cf_reason not_shown_now"]);
    expect(errorsOf(await admin.post("/records/tickets", { ...base, cf_state: "closed", cf_reason: "y", cf_colour: "red" }))).toEqual([
      "cf_colour option_not_now",
    ]);
    const ticket = await make("tickets", { ...base, cf_note: "n", cf_colour: "red" });
    const write = (version: number, body: Record<string, unknown>) =>
      admin.send("PATCH", `/records/tickets/${ticket.id}`, { version, ...body });
    expect(errorsOf(await write(1, { cf_state: "closed", cf_reason: "y" }))).toEqual(["cf_colour option_not_now"]);
    expect(errorsOf(await write(1, { cf_note: "m" }))).toEqual(["cf_note create_only"]);
    okay(await write(1, { cf_state: "closed", cf_reason: "y", cf_colour: "blue", cf_locked: "last words" }));
    expect(errorsOf(await write(2, { cf_locked: "more" }))).toEqual(["cf_locked read_only_now"]);
    const bulk = await admin.post("/records/tickets/bulk", {
      operations: [{ op: "update", id: ticket.id, version: 2, values: { cf_reason: null } }],
      atomic: true,
    });
    expect(errorsOf(bulk)).toEqual(["cf_reason mandatory"]);
  });

  it("a stage asks for fields when it is entered", async () => {
    const described = dataOf<{ fields: readonly { name: string; options?: readonly Record<string, unknown>[] }[] }>(
      await admin.get("/modules/opportunities"),
    );
    const stages = described.fields.find(({ name }) => name === "stage")?.options ?? [];
    okay(
      await patch("opportunities", "stage", {
        options: stages.map((one) => (one["value"] === "lost" ? { ...one, requires: ["lost_reason"] } : one)),
      }),
    );
    const deal = await make("opportunities", { name: "D", close_date: "2026-12-31" });
    expect(errorsOf(await admin.send("PATCH", `/records/opportunities/${deal.id}`, { version: 1, stage: "lost" }))).toEqual([
      "lost_reason mandatory",
    ]);
    expect(errorsOf(await patch("opportunities", "stage", { options: stages.slice(1) }))).toContain("options standard_option");
  });

  it("options in use can't just go", async () => {
    await field("vendors", "cf_kind", {
      type: "picklist",
      options: [
        { value: "a", label: { en: "A" } },
        { value: "b", label: { en: "B" } },
      ],
    });
    await make("vendors", { name: "V", cf_kind: "a" });
    expect(errorsOf(await patch("vendors", "cf_kind", { options: [{ value: "b", label: { en: "B" } }] }))).toEqual([
      "options option_in_use",
    ]);
    okay(await patch("vendors", "cf_kind", { options: [{ value: "a", label: { en: "A" } }] }));
    // Nor can what new records begin with, though no record has it yet.
    const [one, two] = ["one", "two"].map((value) => ({ value, label: { en: value } }));
    await field("faq", "cf_kind", { type: "picklist", options: [one, two], default: "one" });
    expect(errorsOf(await patch("faq", "cf_kind", { options: [two] }))).toEqual(["default not_an_option"]);
    okay(await patch("faq", "cf_kind", { options: [two], default: "two" }));
    expect((await make("faq", { question: "Kind", answer: "Kind" }))["cf_kind"]).toBe("two");
  });
});

it("500 fields in one module are no trouble", async () => {
  await changeRegistry(app.database, (custom) => ({
    ...custom,
    fields: [
      ...custom.fields,
      ...Array.from({ length: 500 }, (_, i) => ({
        module: "calls",
        block: "basic",
        field: { name: `cf_n_${i}`, type: "text" as const, label: { en: `N ${i}`, ru: `Н ${i}` } },
      })),
    ],
  }));
  await app.server.manul.registry.reload();
  const made = await make("calls", { phone: "+74951234567", cf_n_0: "first", cf_n_499: "last" });
  expect(made).toMatchObject({ cf_n_0: "first", cf_n_499: "last" });
  const started = performance.now();
  expect((await list("calls", { filter: { field: "cf_n_499", op: "eq", value: "last" } })).length).toBe(1);
  expect(performance.now() - started).toBeLessThan(2000);
});
