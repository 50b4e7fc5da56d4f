/** Personal data over HTTP: closed to all, opened by grants, asked for, logged, exported and erased. */
import { extractText, getDocumentProxy } from "unpdf";
import { beforeAll, describe, expect, test } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { features } from "../index.ts";

interface Data {
  readonly data: Record<string, unknown> & { readonly id: string; readonly version: number };
}
interface List {
  readonly data: readonly Data["data"][];
}

const MOBILE = "+79161234567";
const EMAIL = "anna.secret@example.org";
const BIRTHDAY = "1984-05-06";
const SECRETS = ["9161234567", "anna.secret", BIRTHDAY, "Tverskaya 7"];

let app: TestApp;
let admin: Person;
let clerk: Person;
let clerkId: string;
let contact: Data["data"];
let url: string;

const idOf = async (person: Person): Promise<string> => (await person.get("/auth/me")).json<{ user: { id: string } }>().user.id;
const audited = async (action: string): Promise<List["data"]> => (await admin.get(`/admin/audit?action=${action}`)).json<List>().data;
const close = (wanted: Record<string, boolean>) => admin.send("PUT", "/admin/personal/modules", wanted);

beforeAll(async () => {
  app = await testApp({ features });
  admin = await setUpApp(app);
  clerk = await addUser(app, admin, "clerk@example.com");
  clerkId = await idOf(clerk);
  const made = await admin.post("/records/contacts", {
    last_name: "Annina",
    mobile: MOBILE,
    email: EMAIL,
    birthday: BIRTHDAY,
    mailing_address: { street: "Tverskaya 7", city: "Moscow" },
  });
  contact = made.json<Data>().data;
  url = `/records/contacts/${contact.id}`;
  await admin.send("PATCH", url, { version: 1, mobile: MOBILE, title: "Head" });
});

describe("before the company closes it", () => {
  test("personal data is there for everybody: a new company works at once", async () => {
    expect((await clerk.get(url)).json<Data>().data).toMatchObject({ email: EMAIL, birthday: BIRTHDAY });
    const modules = (await admin.get("/admin/personal/modules")).json<List>().data;
    expect(modules.find(({ module }) => module === "contacts")).toMatchObject({ closed: false });
    expect(modules.some(({ module }) => module === "users")).toBe(false);
  });
});

describe("closed", () => {
  beforeAll(async () => {
    expect((await close({ contacts: true, leads: true })).statusCode).toBe(200);
  });

  test("a mask stands for each value, for administrators too, and no path tells the value", async () => {
    for (const person of [clerk, admin]) {
      const record = (await person.get(url)).json<Data>().data;
      expect(record).toMatchObject({
        mobile: null,
        mobile__mask: "•••• 67",
        email: null,
        email__mask: "••••@••••",
        birthday__mask: "••••",
      });
      expect(record).toMatchObject({ label: "Annina", title: "Head", home_phone: null, home_phone__mask: null });
      const paths = [
        url,
        "/records/contacts",
        `${url}/history`,
        `${url}/timeline`,
        "/records/contacts?fields=mobile,email,mailing_address.street",
      ];
      paths.push(
        "/search?q=Annina",
        "/api/v1/exports/contacts?header=names",
        `${url}?as_of=${new Date(Date.now() + 60_000).toISOString()}`,
      );
      for (const path of paths) {
        const reply = await person.get(path);
        expect(reply.statusCode, path).toBe(200);
        for (const secret of SECRETS) expect(reply.body.includes(secret), `${path} tells ${secret}`).toBe(false);
      }
    }
  });

  test("it can't be found, filtered, sorted, grouped, matched or overwritten by", async () => {
    expect((await clerk.get("/records/contacts?q=9161234567")).json<List>().data).toEqual([]);
    expect((await clerk.get("/search?q=anna.secret")).json<List>().data).toEqual([]);
    const filter = encodeURIComponent(JSON.stringify({ field: "mobile", op: "is_not_empty" }));
    expect((await clerk.get(`/records/contacts?filter=${filter}`)).statusCode).toBe(400);
    expect((await clerk.get("/records/contacts?sort=email")).body).toContain("unknown_field");
    const sums = { group_by: ["birthday"], measures: [{ fn: "count" }] };
    expect((await clerk.post("/records/contacts/aggregate", sums)).body).toContain("unknown_field");
    const twins = await clerk.post("/records/contacts/duplicates", { values: { email: EMAIL } });
    expect(twins.json<List>().data).toEqual([]);
    const refused = await clerk.send("PATCH", url, { version: contact.version + 1, mobile: "+79160000000" });
    expect(refused.json<Problem>().errors).toMatchObject([{ field: "mobile", code: "personal_data" }]);
    const described = (await clerk.get("/modules/contacts")).json<{ data: { fields: Record<string, unknown>[] } }>().data.fields;
    expect(described.find(({ name }) => name === "mobile")).toMatchObject({
      access: "masked",
      givenOnCreate: true,
      operators: [],
      sortable: false,
    });
  });

  test("who makes a record may fill it in; a converted lead loses nothing", async () => {
    const lead = (await clerk.post("/records/leads", { last_name: "Leadova", company: "Acme", email: "leadova@example.org" })).json<Data>()
      .data;
    expect(lead).toMatchObject({ email: null, email__mask: "••••@••••" });
    const converted = await clerk.post(`/records/leads/${lead.id}/actions/convert`, {});
    expect(converted.body).not.toContain("leadova@example.org");
    const { contact_id: id } = converted.json<{ data: { contact_id: string } }>().data;
    const { rows } = await app.database.execute<{ email: string }>(`SELECT email FROM contacts WHERE id = ${id}`);
    expect(rows).toEqual([{ email: "leadova@example.org" }]);
  });

  test("a request is told to who administers access, approved until a day, and opens that record alone", async () => {
    const asked = await clerk.post(`${url}/access-request`, { reason: "The parcel came back" });
    expect(asked.statusCode).toBe(201);
    expect((await clerk.get(`${url}/access-request`)).json<Data>().data).toMatchObject({ status: "open", reason: "The parcel came back" });
    const told = (await admin.raw({ method: "GET", url: "/api/v1/notifications" })).json<List>().data;
    expect(told[0]).toMatchObject({ kind: "access", data: { what: "asked" }, actor: { id: clerkId } });
    expect((await clerk.get("/admin/personal/requests")).statusCode).toBe(403);
    const open = (await admin.get("/admin/personal/requests?status=open")).json<List>().data;
    expect(open).toMatchObject([{ record_id: contact.id, record__label: "Annina", reason: "The parcel came back" }]);
    const decision = `/admin/personal/requests/${open[0]?.id}/decision`;
    const past = await admin.post(decision, { approve: true, expires_at: "2001-01-01T00:00:00Z" });
    expect(past.json<Problem>().errors?.[0]?.code).toBe("in_the_past");
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect((await admin.post(decision, { approve: true, expires_at: until })).json<Data>().data).toMatchObject({ status: "approved" });
    expect((await admin.post(decision, { approve: true })).statusCode).toBe(409);

    expect((await clerk.get(url)).json<Data>().data).toMatchObject({ mobile: MOBILE, email: EMAIL, birthday: BIRTHDAY });
    expect((await clerk.get(`${url}/history`)).body).toContain("9161234567");
    const other = (await admin.post("/records/contacts", { last_name: "Other", mobile: "+79169998877" })).json<Data>().data;
    expect((await clerk.get(`/records/contacts/${other.id}`)).json<Data>().data).toMatchObject({ mobile: null, mobile__mask: "•••• 77" });
    // One record's grant makes no search of the field.
    expect((await clerk.get("/records/contacts?q=9161234567")).json<List>().data).toEqual([]);
    expect((await clerk.send("PATCH", url, { version: contact.version + 1, mobile: "+79160000000" })).statusCode).toBe(400);

    const notes = (await clerk.raw({ method: "GET", url: "/api/v1/notifications" })).json<List>().data;
    expect(notes[0]).toMatchObject({ kind: "access", data: { what: "approved" }, record: { id: contact.id } });
  });

  test("each showing is in the audit log: who, which record, which fields; no masked one is", async () => {
    const entries = await audited("personal_seen");
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) expect(entry).toMatchObject({ actor_id: clerkId, target_type: "contacts", target_id: contact.id });
    expect(JSON.stringify(entries)).not.toContain("9161234567");
    expect(entries.some((entry) => (entry["details"] as { fields: string[] }).fields.includes("mobile"))).toBe(true);
    const before = entries.length;
    await clerk.get(url);
    expect(await audited("personal_seen")).toHaveLength(before);
  });

  test("a grant to a group opens the module, its filters and exports; its end closes them on the next request", async () => {
    const group = (await admin.post("/admin/groups", { name: "Couriers", members: [{ type: "user", id: clerkId }] })).json<Data>().data;
    const given = { module: "contacts", to: { type: "group", id: group.id }, reason: "Deliveries" };
    const grant = (await admin.post("/admin/personal/grants", given)).json<Data>().data;
    expect((await clerk.get("/records/contacts?q=9161234567")).json<List>().data).toMatchObject([{ id: contact.id, mobile: MOBILE }]);
    expect((await clerk.get("/api/v1/exports/contacts?header=names")).body).toContain("9161234567");
    expect((await audited("personal_exported"))[0]).toMatchObject({ actor_id: clerkId, target_type: "contacts" });
    const changed = await clerk.send("PATCH", url, { version: contact.version + 1, mobile: MOBILE, birthday: BIRTHDAY });
    expect(changed.statusCode).toBe(200);
    expect((await admin.send("DELETE", `/admin/personal/grants/${grant.id}`)).statusCode).toBe(204);
    expect((await clerk.get("/records/contacts?q=9161234567")).json<List>().data).toEqual([]);
  });

  test("a profile may show it, by module", async () => {
    const profile = (
      await admin.post("/admin/profiles", { name: "Couriers", modules: { "*": { view: true }, contacts: { view: true, personal: true } } })
    ).json<Data>();
    const role = (await admin.post("/admin/roles", { name: "Courier", profile_ids: [profile.data.id] })).json<Data>().data;
    const courier = await addUser(app, admin, "courier@example.com");
    await admin.send("PATCH", `/admin/users/${await idOf(courier)}`, { role_id: role.id });
    expect((await courier.get(url)).json<Data>().data).toMatchObject({ mobile: MOBILE });
    const why = `/admin/access/explain?user=${await idOf(courier)}&module=contacts&field=mobile&id=${contact.id}`;
    expect((await admin.get(why)).json<Data>().data).toMatchObject({
      field: "edit",
      reasons: expect.arrayContaining([expect.objectContaining({ code: "personal_open" })]) as unknown,
    });
  });

  test("a print leaves an entry where it shows personal data, and shows none to whom it is closed", async () => {
    const block = { type: "text", text: { en: "Ring {{contact_id.mobile}}.", ru: "Ring {{contact_id.mobile}}." } };
    const form = { module: "quotes", template: { name: { en: "Slip", ru: "Записка" }, blocks: [block] } };
    const { name } = (await admin.post("/api/v1/admin/print-forms", form)).json<{ data: { name: string } }>().data;
    const printed = (await admin.post("/records/contacts", { last_name: "Printed", mobile: "+79165550011" })).json<Data>().data;
    const firm = (await admin.post("/records/organizations", { name: "Printers" })).json<Data>().data;
    const quote = (await admin.post("/records/quotes", { subject: "Slip", organization_id: firm.id, contact_id: printed.id })).json<Data>()
      .data;
    const print = async (who: Person): Promise<string> => {
      const reply = await who.get(`/records/quotes/${quote.id}/print/${name}.pdf?language=en`);
      expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
      const { text } = await extractText(await getDocumentProxy(new Uint8Array(reply.rawPayload)), { mergePages: true });
      return text.replaceAll(/[^\w]/g, "");
    };
    const entries = async () => (await audited("personal_seen")).filter(({ target_id: id }) => id === printed.id);
    expect(await print(clerk)).not.toContain("5550011");
    expect(await entries()).toEqual([]);
    const given = { module: "contacts", to: { type: "user", id: clerkId }, reason: "Rings them" };
    const grant = (await admin.post("/admin/personal/grants", given)).json<Data>().data;
    expect((await print(clerk)).replaceAll(/\D/g, "")).toContain("5550011");
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    const details = { fields: expect.arrayContaining(["mobile"]) as unknown };
    expect(entry).toMatchObject({ actor_id: clerkId, target_type: "contacts", details });
    expect((await admin.send("DELETE", `/admin/personal/grants/${grant.id}`)).statusCode).toBe(204);
    expect(await print(clerk)).not.toContain("5550011");
  });

  test("only who decides over access says what is personal", async () => {
    const changed = await admin.send("PATCH", "/admin/modules/contacts/fields/title", { personal: true });
    expect(changed.statusCode, changed.body).toBe(200);
    expect((await admin.get(url)).json<Data>().data).toMatchObject({ title: null, title__mask: "••••" });
    expect((await admin.send("PATCH", "/admin/modules/contacts/fields/title", { personal: false })).statusCode).toBe(200);
    expect((await admin.get(url)).json<Data>().data).toMatchObject({ title: "Head" });
    const profile = (
      await admin.post("/admin/profiles", { name: "Designers", modules: { "*": { view: true } }, tools: ["customisation"] })
    ).json<Data>().data;
    const role = (await admin.post("/admin/roles", { name: "Designer", profile_ids: [profile.id] })).json<Data>().data;
    const designer = await addUser(app, admin, "designer@example.com");
    await admin.send("PATCH", `/admin/users/${await idOf(designer)}`, { role_id: role.id });
    expect((await designer.send("PATCH", "/admin/modules/contacts/fields/mobile", { personal: false })).statusCode).toBe(403);
  });
});

describe("a person", () => {
  test("gets all that is held of them: records, history, what belongs to them, files", async () => {
    await admin.post(`/records/comments`, { content: "Rang twice", related_to_id: contact.id });
    const reply = await admin.get(`${url}/person-archive`);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers["content-type"]).toBe("application/zip");
    const names = await namesIn(reply.rawPayload);
    expect(names).toContain(`contacts-${contact.id}/record.json`);
    expect(names).toContain(`contacts-${contact.id}/history.json`);
    expect(names).toContain(`contacts-${contact.id}/comments.json`);
    expect((await clerk.get(`${url}/person-archive`)).statusCode).toBe(403);
    expect((await audited("person_archived"))[0]).toMatchObject({ target_id: contact.id });
  });

  test("is erased: from the record, the change log, search and letters, while references stay", async () => {
    await admin.post("/records/calls", { phone: MOBILE, customer_id: contact.id });
    const deal = (
      await admin.post("/records/opportunities", { name: "Deal", contact_id: contact.id, close_date: "2030-01-01", stage: "prospecting" })
    ).json<Data>().data;
    expect((await clerk.post(`${url}/erase-person`, { reason: "no" })).statusCode).toBe(403);
    const erased = await admin.post(`${url}/erase-person`, { reason: "Asked by letter" });
    expect(erased.statusCode, erased.body).toBe(200);
    expect(erased.json<Data>().data).toEqual({ records: 1, correspondence: 1 });
    expect((await admin.get(`/records/opportunities/${deal.id}`)).json<Data>().data).toMatchObject({
      contact_id: contact.id,
      contact_id__label: "Erased on request",
    });
    expect((await close({ contacts: false, leads: false })).statusCode).toBe(200);
    expect((await admin.get(url)).json<Data>().data).toMatchObject({
      label: "Erased on request",
      mobile: null,
      email: null,
      title: "Head",
    });
    expect((await admin.get("/search?q=Annina")).json<List>().data).toEqual([]);
    const tables = ["contacts", "records", "changes", "calls", "idempotency_keys", "personal_requests"];
    for (const table of tables)
      for (const secret of [...SECRETS, "Annina", "79161234567"]) {
        const { rows } = await app.database.execute(`SELECT 1 FROM ${table} x WHERE x::text ILIKE '%${secret}%'`);
        expect(rows, `${secret} in ${table}`).toEqual([]);
      }
    expect((await audited("person_erased"))[0]).toMatchObject({ target_id: contact.id, details: { reason: "Asked by letter" } });
  });
});

async function namesIn(zip: Buffer): Promise<readonly string[]> {
  const { fromBufferPromise } = await import("yauzl");
  const file = await fromBufferPromise(zip, {});
  const names: string[] = [];
  for await (const entry of file.eachEntry()) names.push(entry.fileName);
  return names;
}
