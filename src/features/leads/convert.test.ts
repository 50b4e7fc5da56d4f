/** Converting leads as programs and two hasty people do it. */
import { beforeAll, describe, expect, it } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { sql } from "../../server/db/sql.ts";
import { leadsFeature } from "./index.ts";

let app: TestApp;
let admin: Person;
let staff: Person;
beforeAll(async () => {
  app = await testApp({ features: [leadsFeature] });
  admin = await setUpApp(app);
  staff = await addUser(app, admin, "staff@example.com");
});

/** What the tests read of answers: ids and texts; the rest is compared as a whole. */
type Data = Readonly<
  Record<
    "id" | "organization_id" | "contact_id" | "opportunity_id" | "operation_id" | "owner_id" | "version" | "converted_contact_id",
    string
  >
> &
  Readonly<Record<string, string | null | undefined>>;
type Values = Readonly<Record<string, unknown>>;
interface Proposed {
  readonly values: Values;
  readonly candidates: readonly { readonly id: string; readonly reasons: readonly string[] }[];
}
const create = async (module: string, values: Values): Promise<Data> => {
  const reply = await admin.post(`/records/${module}`, values);
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<{ data: Data }>().data;
};
const read = async (module: string, id: string): Promise<Data> =>
  (await admin.get(`/records/${module}/${id}?deleted=true`)).json<{ data: Data }>().data;
const related = async (module: string, id: string, relation: string): Promise<Data[]> =>
  (await admin.get(`/records/${module}/${id}/related/${relation}`)).json<{ data: Data[] }>().data;
const convert = (who: Person, id: string, body?: Values) => who.post(`/records/leads/${id}/actions/convert`, body);
const count = async (module: string): Promise<number> =>
  (await admin.get(`/records/${module}?count=exact&limit=1`)).json<{ count: number }>().count;

const LEAD = {
  last_name: "Smirnova",
  first_name: "Anna",
  company: "Rosa Ltd",
  title: "Buyer",
  email: "anna@rosa.example",
  phone: "+44 20 7946 0958",
  industry: "retail",
  annual_revenue: "1200000.00",
  website: "https://rosa.example",
  address: { city: "Leeds", country: "GB" },
  tags: ["fair"],
};

describe("converting", () => {
  it("makes an organization and a contact by the mapping, and closes the lead", async () => {
    const lead = await create("leads", LEAD);
    const reply = await convert(staff, lead["id"]);
    expect(reply.statusCode, reply.body).toBe(200);
    const { data } = reply.json<{ data: Data }>();
    expect(data).toMatchObject({ lead_id: lead["id"], opportunity_id: null });
    const organization = await read("organizations", data["organization_id"]);
    expect(organization).toMatchObject({
      name: "Rosa Ltd",
      industry: LEAD.industry,
      annual_revenue: "1200000.00",
      billing_address: LEAD.address,
      converted_from_lead: true,
      owner_id: lead["owner_id"],
      tags: ["fair"],
    });
    const contact = await read("contacts", data["contact_id"]);
    expect(contact).toMatchObject({
      label: "Anna Smirnova",
      title: "Buyer",
      organization_id: organization["id"],
      converted_from_lead: true,
    });
    const closed = await read("leads", lead["id"]);
    expect(closed).toMatchObject({
      converted_organization_id: organization["id"],
      converted_contact_id: contact["id"],
      converted_opportunity_id: null,
      status: "qualified",
      rights: { edit: false },
    });
    expect(closed["converted_at"]).toBeTruthy();
  });

  it("makes an opportunity only if asked; what is given goes over the mapping", async () => {
    const lead = await create("leads", { ...LEAD, last_name: "Deal" });
    const owner = (await admin.get("/session-info")).json<{ user: { id: string } }>().user.id;
    const body = { contact: { values: { title: "Head" } }, opportunity: { values: { amount: "500.00" } }, owner_id: owner };
    const { data } = (await convert(admin, lead["id"], body)).json<{ data: Data }>();
    expect(await read("contacts", data["contact_id"])).toMatchObject({ title: "Head", owner_id: owner });
    const opportunity = await read("opportunities", data["opportunity_id"]);
    expect(opportunity).toMatchObject({
      name: "Rosa Ltd",
      amount: "500.00",
      stage: "prospecting",
      probability: 10,
      organization_id: data["organization_id"],
      contact_id: data["contact_id"],
      converted_from_lead: true,
    });
    expect(opportunity["close_date"]).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it("takes existing records, and fills in only their empty links", async () => {
    const organization = await create("organizations", { name: "Old Firm" });
    const contact = await create("contacts", { last_name: "Known" });
    const lead = await create("leads", LEAD);
    const body = { organization: { id: organization["id"] }, contact: { id: contact["id"] } };
    const { data } = (await convert(admin, lead["id"], body)).json<{ data: Data }>();
    expect(data).toMatchObject({ organization_id: organization["id"], contact_id: contact["id"] });
    expect(await read("organizations", organization["id"])).toMatchObject({ name: "Old Firm", version: 1, converted_from_lead: false });
    expect(await read("contacts", contact["id"])).toMatchObject({ last_name: "Known", title: null, organization_id: organization["id"] });
  });

  it("of a person without a company gives a contact alone", async () => {
    const lead = await create("leads", { last_name: "Loner" });
    const { data } = (await convert(admin, lead["id"])).json<{ data: Data }>();
    expect(data).toMatchObject({ organization_id: null, opportunity_id: null });
    expect(await read("contacts", data["contact_id"])).toMatchObject({ label: "Loner", organization_id: null });
  });

  it("says by the caller's names what is wrong, and writes nothing then", async () => {
    const lead = await create("leads", LEAD);
    const before = [await count("organizations"), await count("contacts")];
    const wrong: [Values, string, string][] = [
      [{ organization: null, contact: null }, "contact", "nothing_to_convert"],
      [{ contact: { values: { email: "nonsense" } } }, "contact.email", "not_an_email"],
      [{ contact: { values: { converted_from_lead: true } } }, "contact.converted_from_lead", "read_only_field"],
      [{ organization: { id: "999999999" } }, "organization.id", "unknown_reference"],
      [{ opportunity: { values: { stage: "nowhere" } } }, "opportunity.stage", "not_an_option"],
    ];
    for (const [body, field, code] of wrong) {
      const reply = await convert(admin, lead["id"], body);
      expect(reply.statusCode, reply.body).toBe(400);
      expect(reply.json<Problem>().errors?.[0]).toMatchObject({ field, code });
    }
    expect([await count("organizations"), await count("contacts")]).toEqual(before);
    expect((await read("leads", lead["id"]))["converted_at"]).toBeNull();
  });

  it("happens once, also when ten press at once", async () => {
    const lead = await create("leads", LEAD);
    const before = await count("contacts");
    const replies = await Promise.all(Array.from({ length: 10 }, (_, i) => convert(i % 2 ? admin : staff, lead["id"])));
    const statuses = replies.map((reply) => reply.statusCode).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    const refused = replies.find((reply) => reply.statusCode === 409)?.json<Problem & Data>();
    const made = replies.find((reply) => reply.statusCode === 200)?.json<{ data: Data }>().data;
    expect(refused).toMatchObject({ code: "already_converted", contact_id: made?.["contact_id"] });
    expect(await count("contacts")).toBe(before + 1);
  });
});

describe("a converted lead", () => {
  it("is read-only and out of the lists, unless one asks for it", async () => {
    const lead = await create("leads", { ...LEAD, last_name: "Closed" });
    await convert(admin, lead["id"]);
    const now = await read("leads", lead["id"]);
    const edit = await admin.send("PATCH", `/records/leads/${lead["id"]}`, { version: now["version"], title: "x" });
    expect(edit.json<Problem>()).toMatchObject({ status: 409, code: "record_archived" });
    const ids = async (filter?: Values, extra = ""): Promise<string[]> => {
      const query = filter ? `filter=${encodeURIComponent(JSON.stringify(filter))}` : "";
      return (await admin.get(`/records/leads?${query}${extra}`)).json<{ data: Data[] }>().data.map((one) => one["id"]);
    };
    expect(await ids()).not.toContain(lead["id"]);
    expect(await ids({ field: "last_name", op: "eq", value: "Closed" })).toEqual([]);
    // Sums say what the list above them shows.
    const counted = async (asked: Values): Promise<unknown> => {
      const reply = await admin.post("/records/leads/aggregate", { measures: [{ fn: "count" }], q: "Closed", ...asked });
      return reply.json<{ data: { count: number }[] }>().data.map((row) => row.count);
    };
    expect(await counted({})).toEqual([0]);
    expect(await counted({ filter: { field: "converted_at", op: "is_not_empty" } })).toEqual([1]);
    expect(await counted({ group_by: ["converted_at:year"] })).toEqual([1]);
    expect(await ids({ field: "converted_at", op: "is_not_empty" })).toContain(lead["id"]);
    expect(await ids({ field: "id", op: "eq", value: lead["id"] })).toEqual([lead["id"]]);
    const source = await related("contacts", now["converted_contact_id"], "source_leads");
    expect(source.map((one) => one["id"])).toEqual([lead["id"]]);
  });
});

describe("what belongs to a lead", () => {
  it("follows it: activities, comments, calls and letters move, documents and campaigns are linked", async () => {
    const lead = await create("leads", LEAD);
    const to = { related_to_id: lead["id"] };
    const other = await create("contacts", { last_name: "Somebody else" });
    const task = await create("tasks", { subject: "Ring", ...to });
    const taken = await create("tasks", { subject: "With somebody", contact_id: other["id"], ...to });
    const comment = await create("comments", { content: "Nice", ...to });
    const call = await create("calls", { phone: "+442079460958", customer_id: lead["id"], direction: "inbound" });
    const document = await create("documents", { title: "Offer" });
    const campaign = await create("campaigns", { name: "Spring", close_date: "2026-12-31" });
    await admin.post(`/records/leads/${lead["id"]}/related/documents`, { ids: [document["id"]] });
    await admin.post(`/records/leads/${lead["id"]}/related/campaigns`, { ids: [campaign["id"]] });
    const { data } = (await convert(staff, lead["id"], { opportunity: true })).json<{ data: Data }>();
    expect(await read("tasks", task["id"])).toMatchObject({ related_to_id: data["opportunity_id"], contact_id: data["contact_id"] });
    expect(await read("tasks", taken["id"])).toMatchObject({ related_to_id: data["opportunity_id"], contact_id: other["id"] });
    expect(await read("comments", comment["id"])).toMatchObject({ related_to_id: data["contact_id"] });
    expect(await read("calls", call["id"])).toMatchObject({ customer_id: data["contact_id"] });
    for (const [relation, id] of [
      ["documents", document["id"]],
      ["campaigns", campaign["id"]],
    ] as const)
      for (const [module, record] of [
        ["leads", lead["id"]],
        ["contacts", data["contact_id"]],
      ] as const)
        expect((await related(module, record, relation)).map((one) => one["id"])).toEqual([id]);
    expect(await read("opportunities", data["opportunity_id"])).toMatchObject({ campaign_id: campaign["id"] });
  });
});

describe("the proposal", () => {
  it("shows the values and who it may be already, best first", async () => {
    const firm = await create("organizations", { name: "ООО «Ромашка»", website: "https://www.romashka.example" });
    const person = await create("contacts", { last_name: "Цветкова", first_name: "Роза", email: "ROSE@romashka.example" });
    const phone = await create("contacts", { last_name: "Другая", mobile: "+7 912 345-67-89" });
    await create("contacts", { last_name: "Чужая", email: "other@example.com" });
    const lead = await create("leads", {
      last_name: "Цветкова",
      first_name: "Роза",
      company: "Ромашка",
      email: "rose@romashka.example",
      phone: "+79123456789",
    });
    const { data } = (await staff.get(`/api/v1/records/leads/${lead["id"]}/conversion`)).json<{
      data: Record<"contact" | "organization" | "opportunity", Proposed>;
    }>();
    expect(data.contact.values).toMatchObject({ last_name: "Цветкова", email: "rose@romashka.example" });
    expect(data.contact.candidates.map((one) => [one.id, one.reasons.toSorted()])).toEqual([
      [person["id"], ["email", "name"]],
      [phone["id"], ["phone"]],
    ]);
    expect(data.organization.candidates).toMatchObject([{ id: firm["id"], reasons: ["website", "name"] }]);
    expect(data.opportunity.values).toMatchObject({ name: "Ромашка" });
  });
});

describe("one operation", () => {
  it("holds the whole conversion in the change log", async () => {
    const lead = await create("leads", LEAD);
    await create("tasks", { subject: "Ring", related_to_id: lead["id"] });
    const { data } = (await convert(staff, lead["id"], { opportunity: true })).json<{ data: Data }>();
    const { rows } = await app.database.query<{ module: string; kind: string }>(
      sql`SELECT module, kind FROM changes WHERE operation_id = ${data["operation_id"]}::bigint ORDER BY id`,
    );
    expect(rows.map(({ module, kind }) => `${module} ${kind}`)).toEqual([
      "organizations create",
      "contacts create",
      "opportunities create",
      "tasks update",
      "leads update",
    ]);
  });

  it("is taken back whole, by its maker's undo or from the lead's history, and can be done again", async () => {
    for (const way of ["undo", "history"]) {
      const lead = await create("leads", LEAD);
      const task = await create("tasks", { subject: "Ring", related_to_id: lead["id"] });
      const campaign = await create("campaigns", { name: "Autumn", close_date: "2026-12-31" });
      await admin.post(`/records/leads/${lead["id"]}/related/campaigns`, { ids: [campaign["id"]] });
      const reply = await convert(staff, lead["id"], { opportunity: true });
      const { data } = reply.json<{ data: Data }>();
      expect(reply.headers["x-operation-ids"]).toBe(data["operation_id"]);
      const undone =
        way === "undo"
          ? await staff.post("/api/v1/operations/undo", { operations: [data["operation_id"]] })
          : await staff.post(`/records/leads/${lead["id"]}/history/${data["operation_id"]}/revert`);
      expect(undone.statusCode, undone.body).toBe(200);
      expect(await read("leads", lead["id"])).toMatchObject({
        converted_at: null,
        converted_contact_id: null,
        status: "not_contacted",
        rights: { edit: true },
      });
      expect(await read("tasks", task["id"])).toMatchObject({ related_to_id: lead["id"], contact_id: null });
      for (const part of ["organization", "contact", "opportunity"])
        expect(
          (await read(`${part === "opportunity" ? "opportunitie" : part}s`, data[`${part as "contact"}_id`]))["deleted_at"],
        ).toBeTypeOf("string");
      expect((await related("campaigns", campaign["id"], "contacts")).length).toBe(0);
      expect((await convert(staff, lead["id"])).statusCode).toBe(200);
    }
  });
});

describe("the mapping", () => {
  it("is the administrators' to change, takes custom fields, and is checked for types", async () => {
    const line = (field: string, contact: string | null) => ({ field, organization: null, contact, opportunity: null });
    expect((await staff.send("PUT", "/admin/leads/mapping", { mapping: [] })).statusCode).toBe(403);
    const refused: [Values[], string, string][] = [
      [[line("nothing", null)], "mapping.0.field", "unknown_field"],
      [[line("title", "nothing")], "mapping.0.contact", "unknown_field"],
      [[line("title", "birthday")], "mapping.0.contact", "does_not_fit"],
      [[line("title", "converted_from_lead")], "mapping.0.contact", "does_not_fit"],
      [[line("title", "title"), line("company", "title")], "mapping.1.contact", "mapped_twice"],
    ];
    for (const [mapping, field, code] of refused) {
      const reply = await admin.send("PUT", "/admin/leads/mapping", { mapping });
      expect(reply.json<Problem>().errors?.[0], reply.body).toMatchObject({ field, code });
    }
    const mapping = [line("last_name", "last_name"), line("industry", "department"), line("employees", "assistant")];
    const saved = await admin.send("PUT", "/admin/leads/mapping", { mapping });
    expect(saved.json<{ data: Data }>().data["mapping"]).toEqual(mapping);
    const lead = await create("leads", { last_name: "Mapped", industry: "retail", employees: 12, email: "m@example.com" });
    const { data } = (await convert(admin, lead["id"])).json<{ data: Data }>();
    expect(await read("contacts", data["contact_id"])).toMatchObject({ department: "Retail", assistant: "12", email: null });
  });
});
