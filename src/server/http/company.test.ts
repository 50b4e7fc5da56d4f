/** The company's facts in the settings: who changes them, what is refused, who learns of it, what stays. */
import { beforeAll, expect, test } from "vitest";
import { standardTaxesOf } from "../../model/sales/standard-taxes.ts";
import { openCallers } from "../auth/callers.ts";
import { addUser, Person, setUpApp, testApp, type Problem, type TestApp } from "./test-client.ts";

const URL = "/admin/company";
const SET_UP = { name: "Acme", currency: "USD", language: "en", timezone: "Europe/London", country: "US" };
let app: TestApp;
let admin: Person;

beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
});

test.each([
  [{ name: "  " }, "name", "mandatory"],
  [{ timezone: "Mars/Olympus" }, "timezone", "unknown_timezone"],
  [{ country: "XX" }, "country", "unknown_country"],
  [{ country: "ru" }, "country", "unknown_country"],
  [{ currency: "EUR" }, "currency", "unknown_field"],
])("refuses %j and keeps what was", async (change, field, code) => {
  const reply = await admin.send("PATCH", URL, { name: "Other", ...change });
  expect(reply.statusCode).toBe(400);
  expect(reply.json<Problem>().errors).toMatchObject([{ field, code }]);
  expect((await admin.get(URL)).json()).toMatchObject({ data: SET_UP });
});

test("is changed for every process at once, in part, and stands in the audit log", async () => {
  const other = await openCallers(app.database);
  expect(await other.company()).toEqual(SET_UP);
  const reply = await admin.send("PATCH", URL, { name: " Ромашка ", timezone: "Asia/Yekaterinburg" });
  expect(reply.json()).toEqual({ data: { ...SET_UP, name: "Ромашка", timezone: "Asia/Yekaterinburg" } });
  await expect.poll(() => other.company()).toMatchObject({ name: "Ромашка", timezone: "Asia/Yekaterinburg" });
  await other.close();

  await admin.send("PATCH", URL, { country: "RU", language: "ru" });
  const now = { ...SET_UP, name: "Ромашка", timezone: "Asia/Yekaterinburg", country: "RU", language: "ru" };
  expect((await new Person(app.server).get("/session-info")).json()).toMatchObject({ company: now });
  // A number without its country is one of the company's country.
  const contact = await admin.post("/records/contacts", { last_name: "Орлов", phone: "8 (343) 222-33-44" });
  expect(contact.json()).toMatchObject({ data: { phone: "+73432223344" } });
  const { data } = (await admin.get("/admin/audit?action=settings_changed")).json<{ data: { target_name: string; details: object }[] }>();
  expect(data).toMatchObject([
    { target_name: "PATCH /api/v1/admin/company", details: { country: "RU", language: "ru" } },
    { target_name: "PATCH /api/v1/admin/company", details: { name: " Ромашка ", timezone: "Asia/Yekaterinburg" } },
  ]);
});

test("offers countries that exist; only those who may change settings see and change it", async () => {
  const { countries } = (await admin.get(URL)).json<{ countries: string[] }>();
  expect(countries).toEqual(expect.arrayContaining(["RU", "US", "KZ", "DE"]));
  const user = await addUser(app, admin, "user@example.com");
  for (const reply of [await user.get(URL), await user.send("PATCH", URL, { name: "Mine" })]) expect(reply.statusCode).toBe(403);
});

test("a Russian company begins without taxes that Russia has not; nothing else is switched off", () => {
  const off = (country: string) =>
    standardTaxesOf(country)
      .filter(({ active }) => !active)
      .map(({ id }) => id);
  expect([off("RU"), off("US")]).toEqual([["sales", "service"], []]);
});
