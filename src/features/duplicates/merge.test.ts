/** Merging: what the survivor gets, that everything follows it, that an undo leaves the database as it was before. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { customisationFeature } from "../customisation/index.ts";
import { personalDataFeature } from "../personal-data/index.ts";
import { duplicatesFeature } from "./index.ts";

interface Data extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly version: number;
}
let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp({ features: [duplicatesFeature, customisationFeature, personalDataFeature] });
  admin = await setUpApp(app);
});

const create = async (module: string, values: Readonly<Record<string, unknown>>, by = admin): Promise<Data> => {
  const reply = await by.post(`/records/${module}`, values);
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<{ data: Data }>().data;
};
const read = async (module: string, id: string): Promise<Data> =>
  (await admin.get(`/records/${module}/${id}?deleted=true`)).json<{ data: Data }>().data;
const related = async (module: string, id: string, relation: string): Promise<string[]> =>
  (await admin.get(`/records/${module}/${id}/related/${relation}`))
    .json<{ data: Data[] }>()
    .data.map((record) => record.id)
    .toSorted();
const merge = (module: string, survivor: string, records: readonly Data[], choices = {}, by = admin) =>
  by.post(`/records/${module}/merge`, { survivor, records: records.map(({ id, version }) => ({ id, version })), choices });
const undo = (operation: string, by = admin, conflicts?: string) =>
  by.post("/api/v1/operations/undo", { operations: [operation], ...(conflicts ? { conflicts } : {}) });
const refresh = (module: string, records: readonly Data[]): Promise<Data[]> => Promise.all(records.map(({ id }) => read(module, id)));

describe("merging", () => {
  test("fills in what the survivor lacks, obeys choices, puts lists together, and leads from the old address to the survivor", async () => {
    const first = await create("contacts", {
      last_name: "Petrov",
      email: "p@example.com",
      title: "Buyer",
      tags: ["a"],
      description: "one",
    });
    const second = await create("contacts", {
      last_name: "Petroff",
      phone: "+79123456789",
      title: "Head",
      tags: ["b"],
      email_opt_out: true,
      description: "two",
    });
    const reply = await merge("contacts", first.id, [first, second], { title: second.id, description: "all" });
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.json()).toMatchObject({
      data: {
        id: first.id,
        last_name: "Petrov",
        email: "p@example.com",
        phone: "+79123456789",
        title: "Head",
        tags: ["a", "b"],
        email_opt_out: true,
        description: "one\n\ntwo",
      },
    });
    expect(await read("contacts", second.id)).toMatchObject({ merged_into: first.id, merged_into__label: "Petrov" });
    const { data: history } = (await admin.get(`/records/contacts/${first.id}/history`)).json<{
      data: { kind: string; changes: unknown[] }[];
    }>();
    expect(history.find(({ kind }) => kind === "merge")?.changes).toMatchObject([
      { field: "merged", after: [second.id], after__label: "Petroff" },
    ]);
    // Restored by hand it is a record of its own again.
    await admin.post(`/records/contacts/${second.id}/restore`);
    expect(await read("contacts", second.id)).not.toHaveProperty("merged_into");
  });

  test("moves related records, links, lines, followers and shares, each once", async () => {
    const [a, b] = [
      await create("products", { name: "Lamp", unit_price: "10.00" }),
      await create("products", { name: "Lamp!", unit_price: "12.00" }),
    ];
    const vendor = await create("vendors", { name: "Light" });
    const organization = await create("organizations", { name: "Buyer" });
    const line = { kind: "product", product_id: b.id, quantity: "2", unit_price: "12.00" };
    const quote = await create("quotes", { subject: "Lamps", organization_id: organization.id, lines: [line] });
    const total = (await read("quotes", quote.id))["total"];
    expect((await merge("products", a.id, [a, b])).statusCode).toBe(200);
    const moved = await read("quotes", quote.id);
    expect(moved).toMatchObject({ total, lines: [{ product_id: a.id, unit_price: "12.00" }] });
    const twin = await create("vendors", { name: "Light Ltd" });
    const contact = await create("contacts", { last_name: "Both" });
    const only = await create("contacts", { last_name: "Only" });
    for (const id of [vendor.id, twin.id]) await admin.post(`/records/vendors/${id}/related/contacts`, { ids: [contact.id] });
    await admin.post(`/records/vendors/${twin.id}/related/contacts`, { ids: [only.id] });
    await admin.send("PUT", `/records/vendors/${twin.id}/star`);
    const somebody = await addUser(app, admin, "shared@example.com");
    const me = (await somebody.get("/auth/me")).json<{ user: { id: string } }>().user.id;
    await admin.post(`/records/vendors/${twin.id}/shares`, { to: { type: "user", id: me }, level: "read" });
    const done = await merge("vendors", vendor.id, [vendor, twin]);
    const operation = done.json<{ operation_id: string }>().operation_id;
    const state = async () => ({
      contacts: await related("vendors", vendor.id, "contacts"),
      starred: (await read("vendors", vendor.id))["starred"],
      shares: (await admin.get(`/records/vendors/${vendor.id}/shares`)).json<{ data: unknown[] }>().data.length,
    });
    const merged = { contacts: [contact.id, only.id].toSorted(), starred: true, shares: 1 };
    expect(await state()).toEqual(merged);
    const taken = await undo(operation);
    expect(taken.statusCode, taken.body).toBe(200);
    expect(await state()).toEqual({ contacts: [contact.id], starred: false, shares: 0 });
    expect(await related("vendors", twin.id, "contacts")).toEqual(merged.contacts);
    expect((await undo(String(taken.headers["x-operation-ids"]).split(",").toReversed()[0] ?? "")).statusCode).toBe(200);
  });

  test("is refused where a record was changed meanwhile, is gone, is not one's own to remove, or the choice makes no sense", async () => {
    const [a, b] = [await create("contacts", { last_name: "One" }), await create("contacts", { last_name: "Two" })];
    expect((await merge("contacts", a.id, [a, { ...b, version: 7 }])).json<Problem>().code).toBe("version_conflict");
    expect((await merge("contacts", a.id, [a])).json<Problem>().errors?.[0]?.code).toBe("merge_count");
    expect((await merge("contacts", a.id, [a, b, b])).json<Problem>().errors?.[0]?.code).toBe("merge_count");
    expect((await merge("contacts", a.id, [a, b], { nonsense: a.id })).json<Problem>().errors?.[0]?.field).toBe("choices.nonsense");
    expect((await merge("contacts", a.id, [a, b], { title: "999" })).json<Problem>().errors?.[0]?.field).toBe("choices.title");
    expect((await merge("contacts", a.id, [a, b], { created_at: b.id })).json<Problem>().errors?.[0]?.code).toBe("read_only_field");
    const people = (await admin.get("/records/users?limit=2")).json<{ data: Data[] }>().data;
    expect((await merge("users", people[0]?.id ?? "", people)).statusCode).toBe(403);
    // Nothing of it was done.
    expect(await refresh("contacts", [a, b])).toMatchObject([{ version: 1 }, { version: 1 }]);
    const profile = await admin.post("/admin/profiles", {
      name: "No merging",
      modules: { contacts: { view: true, edit: true, delete: true, see_all: true, edit_all: true } },
    });
    const role = await admin.post("/admin/roles", { name: "No merging", profile_ids: [profile.json<{ data: { id: string } }>().data.id] });
    const clerk = await addUser(app, admin, "clerk@example.com");
    const id = (await clerk.get("/auth/me")).json<{ user: { id: string } }>().user.id;
    await admin.send("PATCH", `/admin/users/${id}`, { role_id: role.json<{ data: { id: string } }>().data.id });
    expect((await merge("contacts", a.id, [a, b], {}, clerk)).statusCode).toBe(403);
  });

  test("loses nothing of a hidden field, and moves what the actor may not see, there and back", async () => {
    const modules = { contacts: { view: true, edit: true, delete: true, merge: true, see_all: true, edit_all: true } };
    const profile = await admin.post("/admin/profiles", { name: "Half blind", modules, fields: { contacts: { phone: "hidden" } } });
    const role = await admin.post("/admin/roles", { name: "Half blind", profile_ids: [profile.json<{ data: { id: string } }>().data.id] });
    const clerk = await addUser(app, admin, "blind@example.com");
    const me = (await clerk.get("/auth/me")).json<{ user: { id: string } }>().user.id;
    await admin.send("PATCH", `/admin/users/${me}`, { role_id: role.json<{ data: { id: string } }>().data.id });
    const [a, b] = [
      await create("contacts", { last_name: "Left" }),
      await create("contacts", { last_name: "Right", phone: "+79123456789", mobile: "+79123456780" }),
    ];
    const deal = await create("opportunities", { name: "Deal", contact_id: b.id, close_date: "2026-12-01" });
    const preview = await clerk.post("/records/contacts/merge/preview", { ids: [a.id, b.id] });
    expect(preview.body).not.toContain("+79123456789");
    expect(preview.body).not.toContain("opportunities");
    expect((await merge("contacts", a.id, [a, b], { phone: b.id }, clerk)).json<Problem>().errors?.[0]?.code).toBe("unknown_field");
    const reply = await merge("contacts", a.id, [a, b], {}, clerk);
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.body).not.toContain("+79123456789");
    expect(await read("contacts", a.id)).toMatchObject({ phone: "+79123456789", mobile: "+79123456780" });
    expect(await read("opportunities", deal.id)).toMatchObject({ contact_id: a.id });
    // Alone, the moved deal is put back by whoever may change it, and the clerk may not even see it.
    const { operation_id: operation } = reply.json<{ operation_id: string }>();
    expect((await clerk.post(`/records/opportunities/${deal.id}/history/${operation}/revert`)).statusCode).toBe(404);
    const taken = await undo(operation, clerk);
    expect(taken.statusCode, taken.body).toBe(200);
    expect(await read("opportunities", deal.id)).toMatchObject({ contact_id: b.id });
    expect(await read("contacts", a.id)).toMatchObject({ phone: null, mobile: null });
  });

  test("loses nothing of personal data that stands masked before the actor, and shows none of it", async () => {
    const clerk = await addUser(app, admin, "masked@example.com");
    const [a, b] = [
      await create("contacts", { last_name: "Left", mobile: "+79120000001" }),
      await create("contacts", { last_name: "Right", mobile: "+79120000002", email: "right@example.com" }),
    ];
    await admin.send("PUT", "/admin/personal/modules", { contacts: true });
    const reply = await merge("contacts", a.id, [a, b], {}, clerk);
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.body).not.toMatch(/79120000|right@/);
    expect((await clerk.get(`/records/contacts/${a.id}/history`)).body).not.toMatch(/79120000|right@/);
    await admin.send("PUT", "/admin/personal/modules", { contacts: false });
    expect(await read("contacts", a.id)).toMatchObject({ mobile: "+79120000001", email: "right@example.com" });
    await undo(reply.json<{ operation_id: string }>().operation_id);
    expect(await read("contacts", a.id)).toMatchObject({ mobile: "+79120000001", email: null });
    expect(await read("contacts", b.id)).toMatchObject({ mobile: "+79120000002", email: "right@example.com" });
  });

  test("taken back from the survivor's history comes apart whole, or not at all", async () => {
    const [a, b] = [await create("organizations", { name: "A" }), await create("organizations", { name: "B", parent_id: null })];
    const child = await create("contacts", { last_name: "Child", organization_id: b.id });
    const { operation_id: operation } = (await merge("organizations", a.id, [a, b])).json<{ operation_id: string }>();
    await admin.post(`/records/organizations/${b.id}/purge`);
    expect((await admin.post(`/records/organizations/${a.id}/history/${operation}/revert`)).json<Problem>().code).toBe("merge_kept");
    expect(await read("contacts", child.id)).toMatchObject({ organization_id: a.id });
    const c = await create("organizations", { name: "C" });
    const again = (await merge("organizations", a.id, [await read("organizations", a.id), c])).json<{ operation_id: string }>()
      .operation_id;
    expect((await admin.post(`/records/organizations/${a.id}/history/${again}/revert`)).statusCode).toBe(200);
    expect((await read("organizations", c.id))["deleted_at"]).toBeUndefined();
  });

  test("takes no amount of one currency for another", async () => {
    await admin.send("PUT", "/admin/currencies/EUR/rates/2020-01-01", { rate: "1.1" });
    const dollars = await create("organizations", { name: "Dollars" });
    const euros = await create("organizations", { name: "Euros", annual_revenue: "5.00", currency: "EUR" });
    const more = await create("organizations", { name: "More", annual_revenue: "7.00" });
    const both = [dollars, euros, more];
    const refused = await merge("organizations", dollars.id, both, { annual_revenue: euros.id });
    expect(refused.json<Problem>().errors).toMatchObject([{ field: "annual_revenue", code: "other_currency" }]);
    const wrong = await merge("organizations", more.id, both, { currency: euros.id, annual_revenue: more.id });
    expect(wrong.json<Problem>().errors).toMatchObject([{ field: "annual_revenue", code: "other_currency" }]);
    const reply = await merge("organizations", dollars.id, both);
    expect(reply.json()).toMatchObject({ data: { annual_revenue: "7.00", currency: "USD" } });
  });

  test("gives the survivor a value that no two records may share", async () => {
    await admin.post("/admin/modules/vendors/fields", { name: "cf_code", label: { en: "Code" }, type: "text", unique: true });
    const [a, b] = [await create("vendors", { name: "A" }), await create("vendors", { name: "B", cf_code: "X1" })];
    const reply = await merge("vendors", a.id, [a, b]);
    expect(reply.json()).toMatchObject({ data: { cf_code: "X1" } });
    const taken = await undo(reply.json<{ operation_id: string }>().operation_id);
    expect(taken.statusCode, taken.body).toBe(200);
    expect(await refresh("vendors", [a, b])).toMatchObject([{ cf_code: null }, { cf_code: "X1" }]);
  });
});

/** All of the CRM's rows, without what a write leaves by its nature: versions, moments, the log. */
async function contents(): Promise<unknown> {
  const { rows } = await app.database.execute<{ all: unknown }>(`SELECT json_build_array(
    (SELECT json_agg(to_jsonb(x) - 'version' - 'modified_at' - 'modified_by' ORDER BY x.id) FROM contacts x),
    (SELECT json_agg(to_jsonb(x) - 'version' - 'modified_at' - 'modified_by' ORDER BY x.id) FROM tasks x),
    (SELECT json_agg(to_jsonb(x) - 'version' - 'modified_at' - 'modified_by' ORDER BY x.id) FROM comments x),
    (SELECT json_agg(to_jsonb(x) - 'version' - 'modified_at' - 'modified_by' ORDER BY x.id) FROM opportunities x),
    (SELECT json_agg(x ORDER BY x.a_id, x.b_id) FROM link_vendor_contacts x),
    (SELECT json_agg(x ORDER BY x.user_id, x.record_id) FROM stars x),
    (SELECT json_agg(x ORDER BY x.id) FROM records x)) AS all`);
  return rows[0]?.all;
}
/** Whether anything living still refers to one of these. */
async function left(ids: readonly string[]): Promise<number> {
  const { rows } = await app.database.execute<{ n: number }>(`SELECT (
    (SELECT count(*) FROM contacts WHERE manager_id IN (${ids.join()}) AND deleted_at IS NULL) + (SELECT count(*) FROM tasks WHERE contact_id IN (${ids.join()})) +
    (SELECT count(*) FROM comments WHERE related_to_id IN (${ids.join()})) + (SELECT count(*) FROM opportunities WHERE contact_id IN (${ids.join()})))::int AS n`);
  return rows[0]?.n ?? -1;
}

describe("whatever is merged", () => {
  test("nothing refers to the others after it, and after its undo all is as it was", async () => {
    const contacts: Data[] = [];
    for (let i = 0; i < 8; i += 1) contacts.push(await create("contacts", { last_name: `P${i}` }));
    const vendors = [await create("vendors", { name: "V1" }), await create("vendors", { name: "V2" })];
    const person = fc.nat(7);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(person, { minLength: 2, maxLength: 5 }),
        fc.array(
          fc.record({ of: person, manager: person, task: person, deal: person, linked: person, vendor: fc.nat(1), starred: person }),
          { minLength: 1, maxLength: 4 },
        ),
        async (chosen, edges) => {
          for (const edge of edges) {
            const [of, manager] = await refresh(
              "contacts",
              [contacts[edge.of], contacts[edge.manager]].filter((one) => one !== undefined),
            );
            if (of && manager && of.id !== manager.id)
              await admin.send("PATCH", `/records/contacts/${of.id}`, { version: of.version, manager_id: manager.id });
            await create("tasks", { subject: "T", contact_id: contacts[edge.deal]?.id });
            await create("comments", { content: "C", related_to_id: contacts[edge.task]?.id });
            await create("opportunities", { name: "D", contact_id: contacts[edge.deal]?.id, close_date: "2026-12-01" });
            await admin.post(`/records/vendors/${vendors[edge.vendor]?.id}/related/contacts`, { ids: [contacts[edge.linked]?.id] });
            await admin.send("PUT", `/records/contacts/${contacts[edge.starred]?.id}/star`);
          }
          const before = await contents();
          const records = await refresh(
            "contacts",
            chosen.flatMap((i) => contacts[i] ?? []),
          );
          const [survivor, ...others] = records;
          const reply = await merge("contacts", survivor?.id ?? "", records);
          expect(reply.statusCode, reply.body).toBe(200);
          expect(await left(others.map(({ id }) => id))).toBe(0);
          const merged = await contents();
          const taken = await undo(reply.json<{ operation_id: string }>().operation_id);
          expect(taken.statusCode, taken.body).toBe(200);
          expect(taken.json()).toMatchObject({ conflicts: [], refused: [] });
          expect(await contents()).toEqual(before);
          // And done again by undoing the undo, which is several operations: the newest first.
          const redone = await admin.post("/api/v1/operations/undo", { operations: String(taken.headers["x-operation-ids"]).split(",") });
          expect(redone.statusCode, redone.body).toBe(200);
          expect(stripped(await contents())).toEqual(stripped(merged));
          await admin.post("/api/v1/operations/undo", { operations: String(redone.headers["x-operation-ids"]).split(",") });
          expect(await contents()).toEqual(before);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});
/** The moment of removal is another one when it is done again. */
const stripped = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "deleted_at" && inner !== null ? "then" : inner)));
