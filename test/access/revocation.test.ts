/** Access taken away is gone: on the next request, in every process, and in connections that are open already. */
import type { AddressInfo } from "node:net";
import path from "node:path";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../src/server/config.ts";
import { buildApp } from "../../src/server/http/app.ts";
import { addUser, Person, setUpApp, testApp, type TestApp } from "../../src/server/http/test-client.ts";
import { openRegistry } from "../../src/server/registry-store.ts";

let app: TestApp;
let admin: Person;
let user: Person;
let userId: string;
/** The same user, at another process on the same database. */
let elsewhere: Person;
let address: string;

const idOf = async (person: Person, url: string, body: Record<string, unknown>): Promise<string> => {
  const reply = await person.post(url, body);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ data: { id: string } }>().data.id;
};

beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  user = await addUser(app, admin, "user@example.com");
  userId = (await user.get("/auth/me")).json<{ user: { id: string } }>().user.id;
  const other = await buildApp({
    config: readConfig({ DATA_DIR: app.folder }, app.folder),
    database: app.database,
    registry: await openRegistry(app.database),
    log: pino({ level: "silent" }),
    features: [],
    clientFolder: path.join(app.folder, "web"),
  });
  afterAll(() => other.close());
  elsewhere = new Person(other, user.headers);
  await app.server.listen({ host: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;
  await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" });
});

const status = async (person: Person, id: string): Promise<number> => (await person.get(`/records/contacts/${id}`)).statusCode;
const within = { timeout: 1000, interval: 20 };

test("a rule, a share and a role work at once here, and within a second in another process", async () => {
  const id = await idOf(admin, "/records/contacts", { last_name: "Watched" });
  expect([await status(user, id), await status(elsewhere, id)]).toEqual([404, 404]);
  const ada = (await admin.get("/auth/me")).json<{ user: { id: string } }>().user.id;
  const to = { type: "user", id: userId };
  for (const { url, body } of [
    { url: "/admin/sharing/rules", body: { module: "contacts", from: { type: "user", id: ada }, to, level: "read" } },
    { url: `/records/contacts/${id}/shares`, body: { to, level: "read" } },
  ]) {
    const made = await idOf(admin, url, body);
    expect(await status(user, id)).toBe(200);
    await expect.poll(() => status(elsewhere, id), within).toBe(200);
    expect((await admin.send("DELETE", `${url}/${made}`)).statusCode).toBe(204);
    expect(await status(user, id)).toBe(404);
    await expect.poll(() => status(elsewhere, id), within).toBe(404);
  }
  const profile = await idOf(admin, "/admin/profiles", { name: "Nothing", modules: {} });
  const role = await idOf(admin, "/admin/roles", { name: "Nothing", profile_ids: [profile] });
  await admin.send("PATCH", `/admin/users/${userId}`, { role_id: role });
  expect((await user.get("/records/contacts")).statusCode).toBe(404);
  await expect.poll(async () => (await elsewhere.get("/records/contacts")).statusCode, within).toBe(404);
  await admin.send("PATCH", `/admin/users/${userId}`, { role_id: null });
  expect((await user.get("/records/contacts")).statusCode).toBe(200);
});

test("a share ends by itself", async () => {
  const id = await idOf(admin, "/records/contacts", { last_name: "For a moment" });
  const expires_at = new Date(Date.now() + 1500).toISOString();
  await idOf(admin, `/records/contacts/${id}/shares`, { to: { type: "user", id: userId }, level: "read", expires_at });
  expect(await status(user, id)).toBe(200);
  await expect.poll(() => status(user, id), { timeout: 5000 }).toBe(404);
});

test("an open live connection tells only of what one may see, from the moment on when one may", async () => {
  const controller = new AbortController();
  const answer = await fetch(`${address}/api/v1/stream`, { headers: user.headers, signal: controller.signal });
  let text = "";
  const ended = (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true });
    } catch {
      // Closed by the test itself.
    }
  })();
  const hidden = await idOf(admin, "/records/contacts", { last_name: "Hidden" });
  const own = await idOf(user, "/records/contacts", { last_name: "Own" });
  await expect.poll(() => text.includes(`"${own}"`), within).toBe(true);
  expect(text).not.toContain(`"${hidden}"`);
  await admin.send("PUT", "/admin/sharing/defaults", { contacts: "read" });
  const open = await idOf(admin, "/records/contacts", { last_name: "Open" });
  await expect.poll(() => text.includes(`"${open}"`), within).toBe(true);
  await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" });
  const again = await idOf(admin, "/records/contacts", { last_name: "Hidden again" });
  const last = await idOf(user, "/records/contacts", { last_name: "Own again" });
  await expect.poll(() => text.includes(`"${last}"`), within).toBe(true);
  expect(text).not.toContain(`"${again}"`);
  controller.abort();
  await ended;
});
