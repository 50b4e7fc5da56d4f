/** Mail over TLS to a real SMTP server: who isn't vouched for, or is somebody else, gets neither password nor letter. */
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "../../server/db/sql.ts";
import { setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { createRecord } from "../../server/records/index.ts";
import { sendMail } from "../../server/mail/index.ts";
import { startWork } from "../../server/work.ts";
import { selfSigned, type Certificate } from "../../../test/certificate.ts";
import { systemContext } from "../../../test/context.ts";
import { SMTP_USER, startSmtp, type Smtp } from "../../../test/smtp.ts";
import type { Ctx } from "../../server/context.ts";
import { mailFeature } from "./index.ts";

const HOST = "127.0.0.1";
let app: TestApp;
let admin: Person;
let system: Ctx;
let certificate: Certificate;
let smtps: Smtp;
let starttls: Smtp;
const stop: (() => Promise<void>)[] = [];
const state = new Map<string, string>();

beforeAll(async () => {
  certificate = await selfSigned(HOST);
  smtps = await startSmtp({ ...certificate, security: "tls" });
  starttls = await startSmtp({ ...certificate, security: "starttls" });
  const { user, password } = SMTP_USER;
  const url = `smtps://${user}:${encodeURIComponent(password)}@${HOST}:${smtps.port}`;
  app = await testApp({ features: [mailFeature], env: { SECRET_KEY: "k".repeat(40), OUTSIDE_ALLOW: HOST, SMTP_URL: url } });
  admin = await setUpApp(app);
  system = await systemContext(app.database);
  const work = await startWork(app.server.manul);
  stop.push(() => work.stop());
});
afterAll(async () => {
  for (const end of stop) await end();
  await Promise.all([smtps.close(), starttls.close()]);
});

/** Over STARTTLS from now on; before, SMTP_URL is what counts. */
const useStartTls = (more: Record<string, unknown> = {}) =>
  admin.send("PUT", "/admin/mail", {
    host: HOST,
    port: starttls.port,
    security: "starttls",
    ...SMTP_USER,
    from_name: "",
    from_email: "sales@example.com",
    ...more,
  });
async function send(subject: string): Promise<string> {
  const { id } = await createRecord(system, "emails", { subject, status: "sending", to_emails: "client@example.com" });
  await sendMail(system, { to: ["client@example.com"], subject, text: "Добрый день!" }, { email_id: id });
  return id;
}
async function settled(id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { data } = (await admin.get(`/records/emails/${id}`)).json<{ data: Record<string, unknown> }>();
    if (data["status"] !== "sending") return data;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function refused(subject: string): Promise<string> {
  const id = await send(subject);
  const { status, send_error: error } = await settled(id);
  expect(status).toBe("failed");
  expect(error).toMatch(/self-signed certificate/);
  const { rows } = await app.database.query(sql`SELECT state, failure, message FROM mail_outbox WHERE email_id = ${id}`);
  expect(rows).toEqual([
    {
      state: "failed",
      failure: { code: "mail_security", detail: expect.stringContaining("self-signed certificate"), passing: false },
      message: expect.objectContaining({ subject }),
    },
  ]);
  return id;
}

test("a certificate that nobody vouches for is refused, and the outbox keeps the letter and why", async () => {
  state.set("smtps", await refused("By TLS"));
  expect((await useStartTls()).statusCode).toBe(200);
  state.set("starttls", await refused("By STARTTLS"));
  const told = (await admin.post("/admin/mail/test", { to: "boss@example.com" }, { "accept-language": "ru" })).json<Problem>();
  expect(told.errors?.[0]).toMatchObject({ field: "security", code: "mail_security" });
  expect(told.errors?.[0]?.message).toMatch(/[а-я].*self-signed certificate/i);
  expect([...smtps.arrived, ...starttls.arrived]).toEqual([]);
});

test("once the certificate is trusted, what was kept goes, signed in and encrypted, both ways", async () => {
  // In this process alone: each test file has its own.
  setDefaultCACertificates([...getCACertificates("default"), certificate.cert]);
  const again = async (id: string) => {
    expect((await admin.post(`/records/emails/${id}/actions/retry`)).statusCode).toBe(200);
    expect(await settled(id)).toMatchObject({ status: "sent", send_error: null });
  };
  await again(state.get("starttls") ?? "");
  expect(starttls.arrived).toMatchObject([{ from: "sales@example.com", to: ["client@example.com"], secure: true }]);
  expect(starttls.arrived[0]?.raw).toMatch(/^Subject: By STARTTLS/m);
  await useStartTls({ host: "" });
  await again(state.get("smtps") ?? "");
  expect(smtps.arrived).toMatchObject([{ to: ["client@example.com"], secure: true }]);
  expect(smtps.arrived[0]?.raw).toMatch(/^Subject: By TLS/m);
});

test("a trusted certificate of another server is refused", async () => {
  await useStartTls({ host: "localhost" });
  const { errors } = (await admin.post("/admin/mail/test", { to: "boss@example.com" })).json<Problem>();
  expect(errors?.[0]).toMatchObject({ field: "security", code: "mail_security" });
  expect(errors?.[0]?.message).toMatch(/altnames: Host: localhost/);
  expect(starttls.arrived).toHaveLength(1);
});
