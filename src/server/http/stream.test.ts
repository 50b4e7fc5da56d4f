/** The live stream over a real connection: changes arrive, strangers don't, and who is shut out is cut off. */
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "../db/sql.ts";
import { sendEvent } from "../events.ts";
import { addOptions } from "../registry-store.ts";
import { addUser, ADMIN, Person, setUpApp, testApp, type TestApp } from "./test-client.ts";

let app: TestApp;
let admin: Person;
let address: string;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  await app.server.listen({ host: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;
});

async function openStream(
  person: Person,
): Promise<{ text: () => string; ended: Promise<void>; close: () => void; status: number; headers: Headers }> {
  const controller = new AbortController();
  const answer = await fetch(`${address}/api/v1/stream`, { headers: person.headers, signal: controller.signal });
  let text = "";
  const ended = (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true });
    } catch {
      // Closed by the test itself.
    }
  })();
  return { text: () => text, ended, close: () => controller.abort(), status: answer.status, headers: answer.headers };
}

describe("the live stream", () => {
  it("tells of changes, with the headers of every answer and without compression", async () => {
    const stream = await openStream(admin.with({ "accept-encoding": "gzip, br" }));
    expect(stream.status).toBe(200);
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(stream.headers.get("content-encoding")).toBeNull();
    expect(stream.headers.get("content-security-policy")).toContain("default-src 'none'");
    const { id } = (await admin.post("/records/contacts", { last_name: "Live" })).json<{ data: { id: string } }>().data;
    await expect.poll(stream.text, { timeout: 1000 }).toMatch(/^event: change\ndata: .+\n\n/m);
    const told = JSON.parse(/^event: change\ndata: (.+)$/m.exec(stream.text())?.[1] ?? "null") as unknown;
    expect(told).toMatchObject({ module: "contacts", ids: [id] });
    stream.close();
    await expect.poll(() => app.server.manul.feed.size(), { timeout: 1000 }).toBe(0);
  });

  it("passes on what is meant for one person, to that person alone", async () => {
    const other = await addUser(app, admin, "other@example.com");
    const { user: me } = (await other.get("/auth/me")).json<{ user: { id: string } }>();
    const [theirs, mine] = [await openStream(other), await openStream(admin)];
    await sendEvent(app.server.manul.database, { to: [me.id], event: "hello", data: { text: "line\nbreak" } });
    await sendEvent(app.server.manul.database, { to: null, event: "all", data: {} });
    await expect.poll(theirs.text, { timeout: 1000 }).toContain('event: hello\ndata: {"text":"line\\nbreak"}\n\n');
    await expect.poll(mine.text, { timeout: 1000 }).toContain("event: all\n");
    expect(mine.text()).not.toContain("hello");
    theirs.close();
    mine.close();
  });

  it("tells of changed declarations once this process knows them", async () => {
    const stream = await openStream(admin);
    const { version } = app.server.manul.registry.current();
    await addOptions(app.server.manul.database, {
      module: "contacts",
      field: "lead_source",
      options: [{ value: "live", label: { en: "Live", ru: "Вживую" } }],
    });
    await expect.poll(stream.text, { timeout: 1000 }).toContain(`event: registry\ndata: {"version":${version + 1}}`);
    expect(app.server.manul.registry.current().version).toBe(version + 1);
    stream.close();
  });

  it("tells everybody when rights have changed, once for several changes of a moment", async () => {
    const other = await addUser(app, admin, "rights@example.com");
    // That somebody came is such a change itself.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const stream = await openStream(other);
    for (const level of ["read", "full"]) await admin.send("PUT", "/admin/sharing/defaults", { campaigns: level });
    await expect.poll(stream.text, { timeout: 1000 }).toContain("event: access\n");
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(stream.text().split("event: access\n").length).toBe(2);
    stream.close();
  });

  it("tells who is at a record, to those who are there too", async () => {
    const guest = await addUser(app, admin, "guest@example.com");
    const { user: me } = (await guest.get("/auth/me")).json<{ user: { id: string } }>();
    const { id } = (await admin.post("/records/contacts", { last_name: "Watched" })).json<{ data: { id: string } }>().data;
    const note = async (who: Person, state: string, place: string) =>
      (await who.post(`/records/contacts/${id}/presence`, { state, place })).json<{ data: { id: string; name: string; state: string }[] }>()
        .data;
    expect(await note(admin, "viewing", "a")).toEqual([]);
    const stream = await openStream(admin);
    expect(await note(guest, "viewing", "b")).toMatchObject([{ name: ADMIN.name, state: "viewing" }]);
    await expect.poll(stream.text, { timeout: 1000 }).toContain(`event: presence\ndata: {"module":"contacts","id":"${id}"}`);
    // Two windows of one person are one person, who edits if one of them does; a heartbeat is no news.
    await note(guest, "editing", "c");
    const told = (): number => stream.text().split("event: presence").length - 1;
    await expect.poll(told, { timeout: 1000 }).toBe(2);
    await note(guest, "editing", "c");
    expect(await note(admin, "viewing", "a")).toEqual([{ id: me.id, name: expect.stringContaining("Test"), state: "editing" }]);
    expect(told()).toBe(2);
    await note(guest, "gone", "c");
    expect(await note(admin, "viewing", "a")).toMatchObject([{ state: "viewing" }]);
    await app.database.query(sql`UPDATE presence SET seen_at = now() - interval '26 seconds' WHERE place = 'b'`);
    expect(await note(admin, "viewing", "a")).toEqual([]);
    expect((await guest.post(`/records/contacts/999999/presence`, { state: "viewing", place: "b" })).statusCode).toBe(404);
    stream.close();
  });

  it("is closed to strangers", async () => {
    expect((await openStream(new Person(app.server))).status).toBe(401);
  });

  it("ends within a second for whoever is shut out", async () => {
    const user = await addUser(app, admin, "live@example.com");
    const { user: me } = (await user.get("/auth/me")).json<{ user: { id: string } }>();
    const stream = await openStream(user);
    await admin.send("PATCH", `/admin/users/${me.id}`, { status: "inactive" });
    const late = new Promise((_resolve, reject) => setTimeout(() => reject(new Error("still open")), 1000));
    await Promise.race([stream.ended, late]);
  });

  it("doesn't keep the server from closing", async () => {
    const stream = await openStream(admin);
    await app.server.close();
    await stream.ended;
  });
});

describe("a stranger's connection that goes away", () => {
  it("aborts the work that was done for it", async () => {
    let aborted = false;
    const { route } = await import("./route.ts");
    const slow = route({
      method: "GET",
      url: "/api/v1/slow",
      right: "signed-in",
      summary: "Waits until the caller goes away",
      handler: async (ctx) => {
        await new Promise<void>((resolve) => ctx.signal?.addEventListener("abort", () => resolve()));
        aborted = true;
        return {};
      },
    });
    const other = await testApp({ features: [{ name: "slow", routes: () => [slow] }] });
    const person = await setUpApp(other);
    await other.server.listen({ host: "127.0.0.1", port: 0 });
    const controller = new AbortController();
    const request = fetch(`http://127.0.0.1:${(other.server.server.address() as AddressInfo).port}/api/v1/slow`, {
      headers: person.headers,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 100);
    await expect(request).rejects.toThrow();
    await expect.poll(() => aborted, { timeout: 1000 }).toBe(true);
  });
});
