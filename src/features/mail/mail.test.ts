/** Mail over a real SMTP server: what arrives, what is refused and said, what goes again, and what no API tells. */
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "../../server/db/sql.ts";
import { setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { API } from "../../server/http/route.ts";
import { storeFile } from "../../server/files/stored-files.ts";
import { mailTask, sendMail } from "../../server/mail/index.ts";
import { startWork } from "../../server/work.ts";
import { createRecord } from "../../server/records/index.ts";
import { systemContext } from "../../../test/context.ts";
import { startSmtp, type Smtp } from "../../../test/smtp.ts";
import type { Ctx } from "../../server/context.ts";
import { mailFeature } from "./index.ts";

let app: TestApp;
let admin: Person;
let system: Ctx;
let port = 0;
let smtp: Smtp;
const stop: (() => Promise<void>)[] = [];
const settings = (more: Record<string, unknown> = {}) => ({
  host: "127.0.0.1",
  port,
  security: "none",
  user: "crm",
  password: "sésame",
  from_name: "Ясный Офис",
  from_email: "sales@example.com",
  ...more,
});
const save = (more?: Record<string, unknown>) => admin.send("PUT", "/admin/mail", settings(more));
const sendTest = (to = "boss@example.com") => admin.post("/admin/mail/test", { to }, { "accept-language": "ru" });

beforeAll(async () => {
  smtp = await startSmtp();
  ({ port } = smtp);
  app = await testApp({ features: [mailFeature], env: { SECRET_KEY: "k".repeat(40), OUTSIDE_ALLOW: "127.0.0.1" } });
  admin = await setUpApp(app);
  system = await systemContext(app.database);
  const work = await startWork(app.server.manul);
  stop.push(() => work.stop());
});
afterAll(async () => {
  for (const end of stop) await end();
  await smtp.close();
});

const email = async (values: Record<string, unknown> = {}): Promise<string> =>
  (await createRecord(system, "emails", { subject: "Счёт", status: "sending", to_emails: "client@example.com", ...values })).id;
const emailState = async (id: string) => (await admin.get(`/records/emails/${id}`)).json<{ data: Record<string, unknown> }>().data;
async function settled(id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const record = await emailState(id);
    if (record["status"] !== "sending") return record;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("settings", () => {
  test("without a server mail says so; with one a test message arrives", async () => {
    expect((await admin.get(`${API}/mail`)).json()).toEqual({ data: { ready: false, from: null } });
    expect((await sendTest()).json<Problem>().errors?.[0]).toMatchObject({ field: "host", code: "mail_not_set_up" });
    expect((await save()).statusCode).toBe(200);
    expect((await admin.get(`${API}/mail`)).json()).toEqual({
      data: { ready: true, from: { name: "Ясный Офис", email: "sales@example.com" } },
    });
    expect((await sendTest()).statusCode).toBe(200);
    expect(smtp.arrived.at(-1)).toMatchObject({ from: "sales@example.com", to: ["boss@example.com"] });
  });

  test("the password is kept sealed, is never told, and goes to no other server", async () => {
    const shown = await admin.get("/admin/mail");
    expect(shown.json()).toMatchObject({ data: { has_password: true, user: "crm", source: "settings" } });
    expect(shown.body).not.toContain("sésame");
    const stored = JSON.stringify((await app.database.query(sql`SELECT * FROM settings`)).rows);
    const logged = JSON.stringify((await app.database.query(sql`SELECT details FROM audit_log`)).rows);
    expect(stored).not.toContain("sésame");
    expect(logged).not.toContain("sésame");
    expect((await save({ password: undefined })).json()).toMatchObject({ data: { has_password: true } });
    expect((await sendTest()).statusCode).toBe(200);
    expect((await save({ password: undefined, host: "localhost" })).json()).toMatchObject({ data: { has_password: false } });
    await save();
  });

  test("what is wrong is said at its field, in the reader's language", async () => {
    await save({ password: "wrong" });
    const signIn = (await sendTest()).json<Problem>().errors?.[0];
    expect(signIn).toMatchObject({ field: "user", code: "mail_sign_in" });
    expect(signIn?.message).toMatch(/^Почтовый сервер не принимает имя пользователя или пароль.*Invalid user name/);
    await save();
    expect((await sendTest("nobody@example.com")).json<Problem>().errors?.[0]).toMatchObject({ field: "to", code: "mail_recipient" });
    await save({ security: "starttls" });
    expect((await sendTest()).json<Problem>().errors?.[0]).toMatchObject({ field: "security", code: "mail_security" });
    await save({ port: 1 });
    expect((await sendTest()).json<Problem>().errors?.[0]).toMatchObject({ field: "host", code: "mail_unreachable" });
    expect((await save({ from_email: "" })).json<Problem>().errors?.[0]).toMatchObject({ field: "from_email", code: "mandatory" });
    expect((await save({ host: "a b" })).json<Problem>().errors?.[0]).toMatchObject({ field: "host" });
    await save();
  });
});

describe("a mail server on the private network", () => {
  test.each(["127.0.0.2", "0x7f.2"])("at %s is not connected to, unless the operator allows it", async (host) => {
    let calls = 0;
    const inside = createServer((socket) => {
      calls += 1;
      socket.end("421 go away\r\n");
    });
    await new Promise<void>((done) => inside.listen(port, "127.0.0.2", done));
    try {
      // A name may lead elsewhere tomorrow: it is looked at on connecting, not on saving.
      expect((await save({ host })).statusCode).toBe(200);
      const refused = (await sendTest()).json<Problem>().errors?.[0];
      expect(refused).toMatchObject({ field: "host", code: "mail_unreachable" });
      expect(refused?.message).toContain("OUTSIDE_ALLOW");
      const id = await email();
      await sendMail(system, { to: ["client@example.com"], subject: "x", text: "x" }, { email_id: id });
      // For good: to try again leads nowhere else.
      const failed = await settled(id);
      expect(failed["status"]).toBe("failed");
      expect(failed["send_error"]).toContain("OUTSIDE_ALLOW");
      expect(calls).toBe(0);
    } finally {
      await new Promise((done) => inside.close(done));
      await save();
    }
  });
});

describe("the outbox", () => {
  test("sends after the commit, with attachments and where answers go, and the record of the mail says so", async () => {
    const file = await storeFile(system, app.server.manul.files, { name: "Счёт № 1.pdf", content: Buffer.from("%PDF-1.7 бумага") });
    const id = await email();
    await expect(
      app.database.tx(async (db) => {
        await sendMail({ ...system, db }, { to: ["client@example.com"], subject: "Не уйдёт", text: "-" });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    const message = {
      to: ["client@example.com"],
      cc: ["copy@example.com"],
      subject: "Счёт № 1\r\nBcc: evil@example.com",
      text: "Добрый день!",
      html: "<p>Добрый день!</p>",
      reply_to: { name: "Ада", email: "ada@example.com" },
      attachments: [file.id],
    };
    await sendMail(system, message, { email_id: id });
    expect(await settled(id)).toMatchObject({ status: "sent", send_error: null });
    const mail = smtp.arrived.at(-1);
    expect(mail?.to.toSorted()).toEqual(["client@example.com", "copy@example.com"]);
    expect(mail?.raw).toMatch(/^Reply-To: .*ada@example\.com/m);
    expect(mail?.raw).toMatch(/^Content-Type: application\/pdf/m);
    expect(mail?.raw).toContain(Buffer.from("%PDF-1.7 бумага").toString("base64"));
    expect(mail?.raw).not.toMatch(/^Bcc:/m);
    expect(smtp.arrived.some(({ raw }) => raw.includes("=?UTF-8?B?0J3QtSDRg9C50LTRkdGC?="))).toBe(false);
  });

  test("a refusal is told and can be tried again when what hindered it is gone", async () => {
    const id = await email();
    await sendMail(system, { to: ["nobody@example.com"], subject: "x", text: "x" }, { email_id: id });
    const failed = await settled(id);
    expect(failed["status"]).toBe("failed");
    expect(failed["send_error"]).toMatch(/recipient: .*No such mailbox/);
    await app.database.query(
      sql`UPDATE mail_outbox SET message = jsonb_set(message, '{to}', '["client@example.com"]') WHERE email_id = ${id}`,
    );
    const again = await admin.post(`/records/emails/${id}/actions/retry`);
    expect(again.statusCode, again.body).toBe(200);
    expect(await settled(id)).toMatchObject({ status: "sent", send_error: null });
    expect((await admin.post(`/records/emails/${id}/actions/retry`)).json<Problem>().code).toBe("wrong_state");
  });

  test("what passes is tried again under the same Message-ID, and what went doesn't go twice", async () => {
    const id = await email();
    const task = mailTask(app.server.manul);
    const { rows } = await app.database.query<{ id: string }>(
      sql`INSERT INTO mail_outbox (message_id, message, email_id) VALUES ('<one@manul>', ${JSON.stringify({ to: ["client@example.com"], subject: "раз", text: "x" })}::jsonb, ${id}) RETURNING id`,
    );
    const mail = rows[0]?.id ?? "";
    const run = () =>
      task.run({
        id: "1",
        data: { mail },
        signal: new AbortController().signal,
        attempt: 1,
        step: (fn) => app.database.tx((db) => fn({ ...system, db }, () => undefined)),
      });
    smtp.refuseOnce = true;
    const before = smtp.arrived.length;
    await expect(run()).rejects.toMatchObject({ code: "mail_failed" });
    expect(await emailState(id)).toMatchObject({ status: "sending", send_error: expect.stringContaining("Try again later") });
    expect(smtp.arrived.length).toBe(before);
    await run();
    await run();
    expect(await emailState(id)).toMatchObject({ status: "sent", send_error: null });
    expect(smtp.arrived.length).toBe(before + 1);
    expect(smtp.arrived.at(-1)?.raw).toMatch(/^Message-ID: <one@manul>/im);
  });
});
