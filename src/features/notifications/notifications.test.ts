/** Who is told of what, by the outbox and the clock; and that many events are few lines. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "../../../test/context.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { addUser, setUpApp, testApp, type Person, type TestApp } from "../../server/http/test-client.ts";
import { writeRecords } from "../../server/records/index.ts";
import { mentionText } from "../../model/mentions.ts";
import { notifyOfChanges } from "./from-changes.ts";
import { notifyOfTime } from "./from-clock.ts";
import { notifyOfJobs } from "./from-jobs.ts";
import { notificationsFeature } from "./index.ts";
import type { Notification } from "./notification.ts";

const API = "/api/v1";
let app: TestApp;
let system: Ctx;
let ada: Person;
let bob: Person;
const ids = { ada: "", bob: "" };

beforeAll(async () => {
  app = await testApp({ features: [notificationsFeature] });
  ada = await setUpApp(app);
  bob = await addUser(app, ada, "bob@example.com");
  system = { ...(await systemContext(app.database)), actor: { kind: "system", name: "job" } };
  const me = async (person: Person): Promise<string> => (await person.get("/auth/me")).json<{ user: { id: string } }>().user.id;
  ids.ada = await me(ada);
  ids.bob = await me(bob);
});
beforeEach(async () => {
  await settle();
  await app.database.query(sql`DELETE FROM notifications`);
});

const inTx = (run: (ctx: Ctx) => Promise<boolean>, now = new Date()): Promise<boolean> =>
  app.database.tx((db) => run({ ...system, db, now }));
async function settle(): Promise<void> {
  while (await inTx(notifyOfChanges));
}
interface Inbox {
  readonly data: readonly Notification[];
  readonly next_cursor: string | null;
  readonly unread: number;
}
const inbox = async (person: Person, query = ""): Promise<Inbox> => {
  await settle();
  return (await person.get(`${API}/notifications?${query}`)).json<Inbox>();
};
const told = async (person: Person): Promise<unknown[]> =>
  (await inbox(person)).data.map(({ kind, count, record, module }) => [kind, count, record?.label ?? module]);
const create = async (person: Person, module: string, values: object): Promise<{ id: string; version: number }> => {
  const reply = await person.post(`/records/${module}`, { ...values });
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<{ data: { id: string; version: number } }>().data;
};
const edit = async (person: Person, module: string, id: string, values: object): Promise<void> => {
  const { version } = (await person.get(`/records/${module}/${id}`)).json<{ data: { version: number } }>().data;
  expect((await person.send("PATCH", `/records/${module}/${id}`, { version, ...values })).statusCode).toBe(200);
};
const follow = (person: Person, module: string, id: string) => person.send("PUT", `/records/${module}/${id}/star`);

describe("who is told", () => {
  it("of a record that becomes theirs, but not of what they did themselves", async () => {
    const task = await create(ada, "tasks", { subject: "Ring", owner_id: ids.bob });
    await create(bob, "tasks", { subject: "My own" });
    expect(await told(bob)).toEqual([["assigned", 1, "Ring"]]);
    expect(await told(ada)).toEqual([]);
    const [one] = (await inbox(bob)).data;
    expect(one).toMatchObject({ read: false, actor: { id: ids.ada }, record: { id: task.id, module: "tasks", deleted: false } });
    await edit(bob, "tasks", task.id, { owner_id: ids.ada });
    expect(await told(ada)).toEqual([["assigned", 1, "Ring"]]);
  });

  it("of changes of what they follow: one line for a record, with the fields", async () => {
    const { id } = await create(ada, "contacts", { last_name: "Followed" });
    await follow(bob, "contacts", id);
    await edit(ada, "contacts", id, { title: "CEO" });
    await edit(ada, "contacts", id, { title: "CTO", department: "IT" });
    await edit(bob, "contacts", id, { title: "Mine" });
    const { data, unread } = await inbox(bob);
    expect(data).toMatchObject([{ kind: "followed", count: 2, record: { label: "Followed" }, data: { change: "update" } }]);
    expect(data[0]?.data["fields"]).toEqual(["department", "title"]);
    expect(unread).toBe(1);
    await bob.send("DELETE", `/records/contacts/${id}/star`);
    await bob.post(`${API}/notifications/read`, { all: true });
    await edit(ada, "contacts", id, { title: "CFO" });
    expect((await inbox(bob, "unread=true")).data).toEqual([]);
  });

  it("of comments on what they own or follow, and of answers; of a mention first", async () => {
    const deal = await create(bob, "opportunities", { name: "Deal", close_date: "2026-12-31" });
    const first = await create(ada, "comments", { content: "How is it going?", related_to_id: deal.id });
    expect((await inbox(bob)).data).toMatchObject([{ kind: "comment", excerpt: "How is it going?", record: { label: "Deal" } }]);
    await create(bob, "comments", { content: "Well", related_to_id: deal.id, parent_id: first.id });
    expect((await inbox(ada)).data).toMatchObject([{ kind: "comment", excerpt: "Well" }]);
    await bob.post(`${API}/notifications/read`, { all: true });
    const called = mentionText({ name: "Bob", userId: ids.bob });
    const comment = await create(ada, "comments", { content: `Please, ${called}!`, related_to_id: deal.id });
    expect((await inbox(bob, "unread=true")).data).toMatchObject([
      { kind: "mention", excerpt: "Please, @Bob!", record: { label: "Deal" } },
    ]);
    await edit(ada, "comments", comment.id, { content: `Please, please, ${called}!` });
    expect((await inbox(bob, "unread=true")).data).toHaveLength(1);
  });

  it("of nothing that they switched off or muted", async () => {
    const wanted = await bob.send("PUT", `${API}/notifications/preferences`, { assigned: { in_app: false } });
    expect(wanted.json()).toMatchObject({ data: { assigned: { in_app: false }, mention: { in_app: true } } });
    await create(ada, "tasks", { subject: "Unwanted", owner_id: ids.bob });
    expect(await told(bob)).toEqual([]);
    await bob.send("PUT", `${API}/notifications/preferences`, { assigned: { in_app: true } });
    const { id } = await create(ada, "contacts", { last_name: "Loud" });
    await follow(bob, "contacts", id);
    expect((await bob.send("PUT", `/records/contacts/${id}/mute`)).statusCode).toBe(204);
    await edit(ada, "contacts", id, { title: "1" });
    await create(ada, "comments", { content: "x", related_to_id: id });
    expect(await told(bob)).toEqual([]);
    expect((await bob.get(`${API}/notifications/muted`)).json()).toMatchObject({ data: [{ id, module: "contacts", label: "Loud" }] });
    await bob.send("DELETE", `/records/contacts/${id}/mute`);
    await edit(ada, "contacts", id, { title: "2" });
    expect(await told(bob)).toEqual([["followed", 1, "Loud"]]);
    expect((await bob.send("PUT", "/records/contacts/999999/mute")).statusCode).toBe(404);
  });

  it("not of what they may not see any more, as if it had never been", async () => {
    const { id, version } = await create(ada, "contacts", { last_name: "Gone", owner_id: ids.bob });
    expect((await inbox(bob)).unread).toBe(1);
    await ada.send("DELETE", `/records/contacts/${id}`, undefined, { "if-match": `"${version}"` });
    await ada.post(`/records/contacts/${id}/purge`);
    expect(await inbox(bob)).toMatchObject({ data: [], unread: 0 });
  });
});

describe("many events are few lines", () => {
  it("an import or a mass change of thousands is one for each receiver", async () => {
    const ctx: Ctx = { ...system, source: "import", cause: "import 1", actor: userActor(ids.ada) };
    for (let batch = 0; batch < 5; batch += 1) {
      const operations = Array.from({ length: 1000 }, (_, i) => ({
        op: "create" as const,
        values: { last_name: `Row ${batch} ${i}`, owner_id: i % 2 ? ids.bob : ids.ada },
      }));
      await writeRecords({ ...ctx, now: new Date() }, { module: "contacts", operations, atomic: true, present: false });
      // Each batch is told of by itself, as it comes.
      await settle();
    }
    expect(await told(bob)).toEqual([["assigned", 2500, "contacts"]]);
    expect(await told(ada)).toEqual([]);
    await app.database.query(
      sql`INSERT INTO stars (user_id, record_id) SELECT ${ids.bob}::bigint, id FROM records WHERE module = 'contacts' AND label LIKE 'Row%'`,
    );
    await bob.post(`${API}/notifications/read`, { all: true });
    const { rows } = await app.database.query<{ id: string }>(sql`SELECT id FROM records WHERE label LIKE 'Row%' ORDER BY id LIMIT 2000`);
    for (let at = 0; at < rows.length; at += 1000) {
      const operations = rows.slice(at, at + 1000).map(({ id }) => ({ op: "update" as const, id, values: { title: "x" } }));
      await writeRecords({ ...ctx, cause: "mass 1", now: new Date() }, { module: "contacts", operations, atomic: true, present: false });
    }
    expect((await inbox(bob, "unread=true")).data).toMatchObject([{ kind: "followed", count: 2000, module: "contacts", record: null }]);
    await app.database.query(sql`DELETE FROM stars`);
  }, 60_000);

  it("nothing is lost or doubled when several processes look at once", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => create(ada, "tasks", { subject: `T${i}`, owner_id: ids.bob })));
    await Promise.all(Array.from({ length: 4 }, () => settle()));
    const { data } = await inbox(bob, "limit=50");
    expect(data.map(({ record }) => record?.label).toSorted()).toEqual(Array.from({ length: 20 }, (_, i) => `T${i}`).toSorted());
    expect(data.every(({ count }) => count === 1)).toBe(true);
  });
});

describe("the inbox", () => {
  it("goes by pages, newest first; read and unread are one's own to mark", async () => {
    for (let i = 0; i < 5; i += 1) {
      await create(ada, "tasks", { subject: `P${i}`, owner_id: ids.bob });
      await settle();
    }
    const first = await inbox(bob, "limit=3");
    const second = await inbox(bob, `limit=3&cursor=${first.next_cursor ?? ""}`);
    expect([...first.data, ...second.data].map(({ record }) => record?.label)).toEqual(["P4", "P3", "P2", "P1", "P0"]);
    expect(second.next_cursor).toBeNull();
    const chosen = first.data.slice(0, 2).map(({ id }) => id);
    expect((await ada.post(`${API}/notifications/read`, { ids: chosen })).json()).toEqual({ unread: 0 });
    expect((await bob.post(`${API}/notifications/read`, { ids: chosen })).json()).toEqual({ unread: 3 });
    expect((await bob.post(`${API}/notifications/read`, { ids: chosen.slice(0, 1), read: false })).json()).toEqual({ unread: 4 });
    expect((await bob.get(`${API}/notifications/count`)).json()).toEqual({ unread: 4 });
    expect((await bob.post(`${API}/notifications/read`, {})).statusCode).toBe(400);
    expect((await bob.get(`${API}/notifications?cursor=nonsense`)).statusCode).toBe(400);
  });

  it("keeps three months and a thousand", async () => {
    await app.database.query(
      sql`INSERT INTO notifications (user_id, kind, topic, count, at)
          SELECT ${ids.bob}::bigint, 'due', 'due ' || i, 1, now() - make_interval(days => CASE WHEN i > 1100 THEN 100 ELSE 1 END) FROM generate_series(1, 1200) AS i`,
    );
    await inTx(notifyOfTime);
    const { rows } = await app.database.query<{ n: number }>(sql`SELECT count(*)::int AS n FROM notifications WHERE topic LIKE 'due %'`);
    expect(rows[0]?.n).toBe(1000);
  });
});

describe("time and work", () => {
  it("reminds once of an event, and again when it is moved", async () => {
    const soon = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
    const values = { subject: "Meeting", start_at: soon(20), end_at: soon(80), reminder_minutes: 15, owner_id: ids.bob };
    const { id } = await create(bob, "events", values);
    const reminders = async (): Promise<number> => (await inbox(bob)).data.filter(({ kind }) => kind === "reminder").length;
    await inTx(notifyOfTime);
    expect(await reminders()).toBe(0);
    await inTx(notifyOfTime, new Date(Date.now() + 6 * 60_000));
    await inTx(notifyOfTime, new Date(Date.now() + 7 * 60_000));
    expect((await inbox(bob)).data.filter(({ kind }) => kind === "reminder")).toMatchObject([{ count: 1, record: { id } }]);
    await bob.post(`${API}/notifications/read`, { all: true });
    await edit(bob, "events", id, { start_at: soon(40), end_at: soon(90) });
    await inTx(notifyOfTime, new Date(Date.now() + 26 * 60_000));
    expect(await reminders()).toBe(2);
  });

  it("says in the morning how many tasks are due, once a day", async () => {
    await app.database.query(sql`DELETE FROM notification_moments`);
    const day = "2031-05-05";
    await create(bob, "tasks", { subject: "Due", due_date: day });
    await create(bob, "tasks", { subject: "Overdue", due_date: "2031-05-01" });
    await create(bob, "tasks", { subject: "Done", due_date: day, status: "completed" });
    // Moscow is three hours ahead.
    await inTx(notifyOfTime, new Date(`${day}T04:30:00Z`));
    expect((await inbox(bob)).data.filter(({ kind }) => kind === "due")).toEqual([]);
    await inTx(notifyOfTime, new Date(`${day}T05:30:00Z`));
    await inTx(notifyOfTime, new Date(`${day}T06:30:00Z`));
    expect((await inbox(bob)).data.filter(({ kind }) => kind === "due")).toMatchObject([{ module: "tasks", count: 2, data: { day } }]);
  });

  it("tells once of a finished job, not of a cancelled one", async () => {
    const job = (state: string) => sql`INSERT INTO jobs (task, data, state, actor_id, lang, done, finished_at)
      VALUES ('mass', '{}', ${state}, ${ids.bob}::bigint, 'en', 12, now())`;
    await app.database.query(job("done"));
    await app.database.query(job("cancelled"));
    await inTx(notifyOfJobs);
    await inTx(notifyOfJobs);
    expect((await inbox(bob)).data.filter(({ kind }) => kind === "job")).toMatchObject([
      { data: { task: "mass", state: "done", done: 12 } },
    ]);
  });
});

const userActor = (id: string): Ctx["actor"] => ({
  kind: "user",
  id,
  name: "Ada",
  email: "ada@example.com",
  isAdmin: true,
  groupIds: [],
  lang: "en",
  timezone: "Europe/Moscow",
  currency: "RUB",
});
