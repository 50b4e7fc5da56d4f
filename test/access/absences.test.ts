/** Out of office: the substitute acts on the absent one's records while it lasts, hears the same, and not a moment longer. */
import { beforeAll, expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { notifyOfChanges } from "../../src/features/notifications/from-changes.ts";
import { systemContext } from "../context.ts";
import { addUser, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../src/server/http/test-client.ts";

interface Data {
  readonly data: Record<string, unknown> & { readonly id: string; readonly version: number };
}
const HOUR = 3_600_000;
const from = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

let app: TestApp;
let admin: Person;
let away: Person;
let other: Person;
const ids = { away: "", other: "" };
const idOf = async (person: Person): Promise<string> => (await person.get("/auth/me")).json<{ user: { id: string } }>().user.id;

beforeAll(async () => {
  app = await testApp({ features });
  admin = await setUpApp(app);
  away = await addUser(app, admin, "away@example.com");
  other = await addUser(app, admin, "other@example.com");
  ids.away = await idOf(away);
  ids.other = await idOf(other);
  await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" });
});

test("a substitute acts on the records of the absent colleague and hears what is told to them; then no more", async () => {
  const made = (await away.post("/records/contacts", { last_name: "Mine" })).json<Data>().data;
  const url = `/records/contacts/${made.id}`;
  expect((await other.get(url)).statusCode).toBe(404);
  const absence = { substitute_id: ids.other, starts_at: from(-1), ends_at: from(1) };
  expect((await away.send("PUT", "/me/absence", absence)).json<Data>().data).toMatchObject({ substitute_id: ids.other });
  expect((await other.get("/me/absence")).json()).toMatchObject({ data: { absence: null, stands_in_for: [{ user_id: ids.away }] } });
  expect((await other.get(url)).json<Data>().data).toMatchObject({ rights: { edit: true, delete: true } });
  expect((await other.send("PATCH", url, { version: 1, title: "By the substitute" })).statusCode).toBe(200);
  const why = await admin.get(`/admin/access/explain?user=${ids.other}&module=contacts&id=${made.id}`);
  expect(why.body).toContain('"substitute"');

  const given = (await admin.post("/records/contacts", { last_name: "New", owner_id: ids.away })).json<Data>().data;
  const system = await systemContext(app.database);
  while (await notifyOfChanges(system));
  for (const person of [away, other]) {
    const notes = (await person.raw({ method: "GET", url: "/api/v1/notifications" })).json<{ data: Record<string, unknown>[] }>().data;
    const news = notes.find(({ kind, record }) => kind === "assigned" && (record as { id: string }).id === given.id);
    expect(news?.["data"]).toEqual(person === other ? { instead_of: { id: ids.away, name: "Test Person" } } : {});
  }

  expect((await away.send("DELETE", "/me/absence")).statusCode).toBe(204);
  expect((await other.get(url)).statusCode).toBe(404);
});

test("an absence that is over, or to come, opens nothing", async () => {
  const made = (await away.post("/records/contacts", { last_name: "Later" })).json<Data>().data;
  const later = { substitute_id: ids.other, starts_at: from(1), ends_at: from(2) };
  expect((await admin.send("PUT", `/admin/users/${ids.away}/absence`, later)).statusCode).toBe(200);
  expect((await other.get(`/records/contacts/${made.id}`)).statusCode).toBe(404);
  expect((await admin.send("DELETE", `/admin/users/${ids.away}/absence`)).statusCode).toBe(204);
});

test("nonsense is refused, and so is whoever names a substitute for others", async () => {
  const code = async (values: object): Promise<string | undefined> =>
    (await away.send("PUT", "/me/absence", { substitute_id: ids.other, starts_at: from(-1), ends_at: from(1), ...values })).json<Problem>()
      .errors?.[0]?.code;
  expect(await code({ substitute_id: ids.away })).toBe("unknown_reference");
  expect(await code({ substitute_id: "999999" })).toBe("unknown_reference");
  expect(await code({ ends_at: from(-0.5) })).toBe("in_the_past");
  expect(await code({ starts_at: from(2) })).toBe("before_start");
  expect(await code({ starts_at: "yesterday" })).toBe("not_a_datetime");
  const absence = { substitute_id: ids.other, starts_at: from(-1), ends_at: from(1) };
  expect((await other.send("PUT", `/admin/users/${ids.away}/absence`, absence)).statusCode).toBe(403);
});
