/** News by e-mail, over a real SMTP server: what goes out, when, to whom, and what doesn't. */
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../../test/context.ts";
import { addUser, setUpApp, testApp, type Person, type TestApp } from "../../server/http/test-client.ts";
import { API } from "../../server/http/route.ts";
import { startWork } from "../../server/work.ts";
import { mailFeature } from "../mail/index.ts";
import { notificationsFeature } from "./index.ts";
import { letterOf } from "./letter.ts";
import { lettersWatcher } from "./letters.ts";

const arrived: { readonly to: readonly string[]; readonly raw: string }[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  onData: (stream, { envelope }, done) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      arrived.push({ to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() });
      done();
    });
  },
});
let app: TestApp;
let admin: Person;
let bob: Person;
let bobId = "";
const stop: (() => Promise<void>)[] = [];
beforeAll(async () => {
  await new Promise<void>((resolve) => void smtp.listen(0, "127.0.0.1", resolve));
  stop.push(() => new Promise((resolve) => smtp.close(resolve)));
  app = await testApp({ features: [notificationsFeature, mailFeature], env: { OUTSIDE_ALLOW: "127.0.0.1" } });
  admin = await setUpApp(app);
  bob = await addUser(app, admin, "bob@example.com");
  bobId = (await bob.get("/auth/me")).json<{ user: { id: string } }>().user.id;
  const work = await startWork(app.server.manul);
  stop.push(() => work.stop());
});
afterAll(async () => {
  for (const end of stop.toReversed()) await end();
});

const setUpMail = async (): Promise<void> => {
  const address = smtp.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const reply = await admin.send("PUT", "/admin/mail", {
    host: "127.0.0.1",
    port,
    security: "none",
    user: "",
    password: "",
    from_name: "CRM",
    from_email: "crm@example.com",
  });
  expect(reply.statusCode, reply.body).toBe(200);
};
const unread = async (): Promise<number> => (await bob.get(`${API}/notifications/count`)).json<{ unread: number }>().unread;
/** A contact with a comment that names Bob; waits until he was told. */
const mention = async (name: string): Promise<string> => {
  const before = await unread();
  const { id } = (await admin.post("/records/contacts", { last_name: name })).json<{ data: { id: string } }>().data;
  const said = await admin.post("/records/comments", { related_to_id: id, content: `@[Bob](user:${bobId}) call ${name}` });
  expect(said.statusCode, said.body).toBe(201);
  await expect.poll(unread, { timeout: 10_000 }).toBe(before + 1);
  return id;
};
const HOUR = 3_600_000;
/** What the clock would do after so many minutes. */
const tick = async (minutes: number): Promise<void> => {
  const system = await systemContext(app.database);
  const ctx = { ...system, now: new Date(Date.now() + minutes * 60_000), company: { ...system.company, timezone: "UTC" } };
  await app.database.tx((db) => lettersWatcher(app.server.manul).run({ ...ctx, db }));
};
const letters = async (count: number): Promise<void> => {
  await expect.poll(() => arrived.length, { timeout: 10_000 }).toBe(count);
};
/** Until nothing is in the queue any more. */
const quiet = async (): Promise<void> => {
  const left = async (): Promise<number> =>
    Number((await app.database.execute<{ n: string }>("SELECT count(*) AS n FROM jobs WHERE state IN ('queued', 'running')")).rows[0]?.n);
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
};
const bodyOf = (raw: string): string => Buffer.from(raw.replaceAll(/=\r?\n/g, ""), "utf8").toString();

describe("letters", () => {
  test("go nowhere without a mail server, then soon after the news, once, while it is unread", async () => {
    await mention("Mailless");
    await tick(6);
    await quiet();
    await bob.post(`${API}/notifications/read`, { all: true });
    await setUpMail();
    await mention("Lighthouse");
    await tick(2);
    await quiet();
    expect(arrived).toEqual([]);
    await tick(6);
    await letters(1);
    expect(arrived[0]?.to).toEqual(["bob@example.com"]);
    expect(bodyOf(arrived[0]?.raw ?? "")).toContain("Lighthouse");
    await tick(7);
    await mention("Read in time");
    await bob.post(`${API}/notifications/read`, { all: true });
    await tick(8);
    await quiet();
    expect(arrived).toHaveLength(1);
    // Whoever works with it isn't told that it was done.
    expect((await app.database.execute<{ n: string }>("SELECT count(*) AS n FROM notifications WHERE kind = 'job'")).rows[0]?.n).toBe("0");
  });

  test("of a kind may wait for the summary of the morning, or not be wanted", async () => {
    const choose = (email: string) => bob.send("PUT", `${API}/notifications/preferences`, { mention: { email } });
    expect((await choose("daily")).json()).toMatchObject({ data: { mention: { in_app: true, email: "daily" }, job: { email: "none" } } });
    expect((await choose("sometimes")).statusCode).toBe(400);
    await mention("First of the day");
    await mention("Second of the day");
    await tick(6);
    await quiet();
    expect(arrived).toHaveLength(1);
    const day = 24 * HOUR;
    const nine = (Math.ceil(Date.now() / day) * day + 9 * HOUR - Date.now()) / 60_000;
    await tick(nine);
    await letters(2);
    expect(bodyOf(arrived[1]?.raw ?? "")).toContain("First of the day");
    expect(bodyOf(arrived[1]?.raw ?? "")).toContain("Second of the day");
    await tick(nine + 1);
    await choose("none");
    await mention("Unwanted");
    await tick(nine + 24 * 60);
    await quiet();
    expect(arrived).toHaveLength(2);
  });

  test("say nothing of what their receiver may not see any more", async () => {
    await bob.send("PUT", `${API}/notifications/preferences`, { mention: { email: "now" } });
    await bob.post(`${API}/notifications/read`, { all: true });
    await mention("Secret");
    await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" });
    await tick(6);
    await quiet();
    expect(arrived).toHaveLength(2);
  });
});

test("a letter leads to what it is about, and takes no words for markup", () => {
  const { subject, text, html } = letterOf(
    [
      {
        id: "1",
        kind: "mention",
        at: "",
        read: false,
        count: 1,
        actor: { id: "2", name: "Ада" },
        module: "contacts",
        record: { id: "7", module: "contacts", label: "<b>Роза</b>", deleted: false },
        excerpt: "a & b",
        data: {},
      },
    ],
    { t: (key) => key, lang: "ru", timezone: "UTC", company: "Рога", address: "https://crm.example.com", modules: new Map() },
  );
  expect(subject).toBe("<b>Роза</b> — Ада · notification.mention");
  expect(text).toContain("https://crm.example.com/contacts/7");
  expect(html).toContain('<a href="https://crm.example.com/contacts/7"><b>&lt;b&gt;Роза&lt;/b&gt;</b></a>');
  expect(html).toContain("a &amp; b");
});
