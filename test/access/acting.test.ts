/** Administrators as somebody else: they see what the other sees, and what they do says who did it. */
import { beforeAll, expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { startWork } from "../../src/server/work.ts";
import {
  ADMIN,
  addUser,
  setUpApp,
  signIn,
  testApp,
  type Person,
  type Problem,
  type Reply,
  type TestApp,
} from "../../src/server/http/test-client.ts";

interface Data {
  readonly data: Record<string, unknown> & { readonly id: string; readonly version: number };
}
interface List {
  readonly data: readonly Data["data"][];
}

let app: TestApp;
let admin: Person;
let sonya: Person;
const ids = { admin: "", sonya: "" };
let hidden: Data["data"];
const idOf = async (person: Person): Promise<string> => (await person.get("/auth/me")).json<{ user: { id: string } }>().user.id;
const code = (reply: Reply): string => reply.json<Problem>().code;

beforeAll(async () => {
  app = await testApp({ features });
  admin = await setUpApp(app);
  sonya = await addUser(app, admin, "sonya@example.com");
  ids.admin = await idOf(admin);
  ids.sonya = await idOf(sonya);
  await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" });
  hidden = (await admin.post("/records/contacts", { last_name: "Hidden", mobile: "+79161234567" })).json<Data>().data;
});

test("looking as somebody: their records and rights, nothing written, and back", async () => {
  expect((await admin.post("/auth/act-as", { user_id: ids.sonya, mode: "view" })).statusCode).toBe(200);
  expect(await idOf(admin)).toBe(ids.sonya);
  expect((await admin.get(`/records/contacts/${hidden.id}`)).statusCode).toBe(404);
  expect((await admin.get("/admin/roles")).statusCode).toBe(403);
  expect((await admin.get("/auth/act-as")).json<Data>().data).toMatchObject({
    mode: "view",
    by: { id: ids.admin },
    user: { id: ids.sonya },
  });
  const own = (await sonya.post("/records/contacts", { last_name: "Own" })).json<Data>().data;
  expect((await admin.get(`/records/contacts/${own.id}`)).statusCode).toBe(200);
  for (const [method, url, body] of [
    ["POST", "/records/contacts", { last_name: "Written" }],
    ["PATCH", `/records/contacts/${own.id}`, { version: 1, title: "Written" }],
    ["DELETE", `/records/contacts/${own.id}`, undefined],
    ["POST", "/auth/tokens", { name: "mine" }],
    ["PATCH", "/me/preferences", { theme: "dark" }],
  ] as const)
    expect(code(await admin.send(method, url, body)), url).toBe("acting_as");
  // What only reads goes on.
  expect((await admin.post("/records/contacts/aggregate", { measures: [{ fn: "count" }] })).statusCode).toBe(200);
  expect((await admin.send("DELETE", "/auth/act-as")).statusCode).toBe(204);
  expect(await idOf(admin)).toBe(ids.admin);
  expect((await admin.get(`/records/contacts/${hidden.id}`)).statusCode).toBe(200);
});

test("working as somebody: the history and the audit log say who in truth did it; how the other signs in stays theirs", async () => {
  expect((await admin.post("/auth/act-as", { user_id: ids.sonya, mode: "full" })).statusCode).toBe(200);
  const made = (await admin.post("/records/contacts", { last_name: "In her name" })).json<Data>().data;
  expect(made["owner_id"]).toBe(ids.sonya);
  const change = { current_password: "correct horse battery", new_password: "another horse battery" };
  expect(code(await admin.post("/auth/password", change))).toBe("acting_as");
  expect(code(await admin.post("/auth/tokens", { name: "mine" }))).toBe("acting_as");
  expect((await admin.send("DELETE", "/auth/act-as")).statusCode).toBe(204);

  const [entry] = (await sonya.get(`/records/contacts/${made.id}/history`)).json<List>().data;
  expect(entry).toMatchObject({ actor: { id: ids.sonya }, by: { id: ids.admin, name: ADMIN.name } });
  const own = (await sonya.post("/records/contacts", { last_name: "By herself" })).json<Data>().data;
  expect((await sonya.get(`/records/contacts/${own.id}/history`)).json<List>().data[0]).not.toHaveProperty("by");
  const log = (await admin.get("/admin/audit?action=signed_in_as")).json<List>().data;
  expect(log.map((one) => [one["actor_id"], one["target_id"], (one["details"] as { mode: string }).mode])).toEqual([
    [ids.admin, ids.sonya, "ended"],
    [ids.admin, ids.sonya, "full"],
    [ids.admin, ids.sonya, "ended"],
    [ids.admin, ids.sonya, "view"],
  ]);
});

test("long work that is started in another's name says so too: what it changed, and whose it is", async () => {
  const work = await startWork(app.server.manul);
  try {
    const own = (await sonya.post("/records/contacts", { last_name: "In bulk" })).json<Data>().data;
    await admin.post("/auth/act-as", { user_id: ids.sonya, mode: "full" });
    const begun = await admin.post("/records/contacts/mass", { action: "update", ids: [own.id], values: { title: "Changed" } });
    await admin.send("DELETE", "/auth/act-as");
    expect(begun.statusCode, begun.body).toBe(202);
    await expect
      .poll(async () => (await sonya.get(`/records/contacts/${own.id}`)).json<Data>().data["title"], { timeout: 20_000 })
      .toBe("Changed");
    const [entry] = (await sonya.get(`/records/contacts/${own.id}/history`)).json<List>().data;
    expect(entry).toMatchObject({ actor: { id: ids.sonya }, by: { id: ids.admin, name: ADMIN.name } });
  } finally {
    await work.stop();
  }
});

test("nobody acts as an administrator, nobody but an administrator acts as others, and it ends with the rights", async () => {
  const boss = (
    await admin.post("/admin/users", { name: "Boss", email: "boss@example.com", password: "correct horse battery", is_admin: true })
  ).json<Data>().data;
  expect(code(await admin.post("/auth/act-as", { user_id: boss.id, mode: "view" }))).toBe("forbidden");
  expect((await admin.post("/auth/act-as", { user_id: "999999", mode: "view" })).statusCode).toBe(404);
  expect(code(await sonya.post("/auth/act-as", { user_id: boss.id, mode: "view" }))).toBe("forbidden");
  const profile = (
    await admin.post("/admin/profiles", { name: "Access", modules: { "*": { view: true } }, tools: ["access", "users"] })
  ).json<Data>().data;
  const role = (await admin.post("/admin/roles", { name: "Access", profile_ids: [profile.id] })).json<Data>().data;
  const clerk = await addUser(app, admin, "clerk@example.com");
  await admin.send("PATCH", `/admin/users/${await idOf(clerk)}`, { role_id: role.id });
  expect(code(await clerk.post("/auth/act-as", { user_id: ids.sonya, mode: "view" }))).toBe("forbidden");

  const second = await signIn(app, "boss@example.com", "correct horse battery");
  await second.post("/auth/act-as", { user_id: ids.sonya, mode: "full" });
  expect(await idOf(second)).toBe(ids.sonya);
  await admin.send("PATCH", `/admin/users/${boss.id}`, { is_admin: false });
  expect(await idOf(second)).toBe(boss.id);
});

test("personal data is no nearer in another's name", async () => {
  await admin.send("PUT", "/admin/personal/modules", { contacts: true });
  const given = { module: "contacts", to: { type: "user", id: ids.sonya }, reason: "Deliveries" };
  expect((await admin.post("/admin/personal/grants", given)).statusCode).toBe(201);
  const own = (await sonya.post("/records/contacts", { last_name: "Seen", mobile: "+79161234567" })).json<Data>().data;
  expect(own["mobile"]).toBe("+79161234567");
  await admin.post("/auth/act-as", { user_id: ids.sonya, mode: "view" });
  expect((await admin.get(`/records/contacts/${own.id}`)).json<Data>().data).toMatchObject({ mobile: null, mobile__mask: "•••• 67" });
  await admin.send("DELETE", "/auth/act-as");
});
