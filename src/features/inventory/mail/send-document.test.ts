/** A document by mail over a real SMTP server: what arrives, what the record and its timeline say, what is refused. */
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API } from "../../../server/http/route.ts";
import { addUser, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../../server/http/test-client.ts";
import { startWork } from "../../../server/work.ts";
import { startSmtp, type Smtp } from "../../../../test/smtp.ts";
import { mailFeature } from "../../mail/index.ts";
import { inventoryFeature } from "../index.ts";

type Values = Readonly<Record<string, unknown>>;
interface Reply {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}
let app: TestApp;
let admin: Person;
let smtp: Smtp;
let contact: string;
let invoice: Reply;
const stop: (() => Promise<void>)[] = [];

const create = async (module: string, values: Values): Promise<Reply> => {
  const reply = await admin.post(`/records/${module}`, values);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ data: Reply }>().data;
};
const read = async (module: string, id: string): Promise<Reply> =>
  (await admin.get(`/records/${module}/${id}`)).json<{ data: Reply }>().data;
const send = (record: Reply, more: Values = {}, module = "invoices", who = admin) =>
  who.post(`/records/${module}/${record.id}/print/mail`, {
    version: record.version,
    to: ["anna@example.com"],
    subject: "Счёт на мебель",
    text: "Добрый день!\n\nСчёт во вложении <важно>.",
    form: "schet",
    language: "ru",
    ...more,
  });

beforeAll(async () => {
  smtp = await startSmtp();
  app = await testApp({
    features: [inventoryFeature, mailFeature],
    env: { SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, OUTSIDE_ALLOW: "127.0.0.1" },
  });
  admin = await setUpApp(app);
  const work = await startWork(app.server.manul);
  stop.push(
    () => work.stop(),
    () => smtp.close(),
  );
  const organization = await create("organizations", { name: "Ромашка", email: "office@example.com" });
  contact = (
    await create("contacts", { first_name: "Анна", last_name: "Котова", email: "anna@example.com", organization_id: organization.id })
  ).id;
  invoice = await create("invoices", {
    subject: "Мебель",
    organization_id: organization.id,
    contact_id: contact,
    invoice_date: "2026-03-10",
    lines: [{ description: "Стул", quantity: "2", unit_price: "100", tax_ids: ["vat"] }],
  });
});
afterAll(async () => {
  for (const end of stop) await end();
});

async function settled(id: string): Promise<Reply> {
  for (;;) {
    const record = await read("emails", id);
    if (record["status"] !== "sending") return record;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The PDF out of the message as it arrived. */
async function paperOf(raw: string): Promise<string> {
  const part = /Content-Type: application\/pdf[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(raw)?.[1] ?? "";
  const document = await getDocumentProxy(new Uint8Array(Buffer.from(part, "base64")));
  return (await extractText(document, { mergePages: true })).text;
}

describe("a document by mail", () => {
  test("begins with whom it may go to and what it may say, in either language", async () => {
    const draft = async (language: string) =>
      (await admin.get(`${API}/records/invoices/${invoice.id}/print/mail?form=invoice&language=${language}`)).json<{ data: Reply }>().data;
    expect(await draft("ru")).toMatchObject({
      ready: true,
      recipients: [
        { email: "anna@example.com", contact_id: contact },
        { email: "office@example.com", name: "Ромашка", contact_id: null },
      ],
      subject: `Счёт № ${String(invoice["number"])}, Acme`,
      text: expect.stringMatching(
        /^Здравствуйте, Анна!\n\nВо вложении: Счёт № INV\S* от 10 марта 2026 г\. на сумму 240,00.\$\.\n\nС уважением,\n.*Лавлейс.*\nAcme$/,
      ),
      marks_sent: true,
    });
    expect((await draft("en"))["text"]).toMatch(/^Hello Анна,\n\nPlease find attached: Invoice INV\S* of 10 March 2026, \$240\.00\./);
  });

  test("refuses what can't go, and nothing has happened then", async () => {
    const faults = async (more: Values) => (await send(invoice, more)).json<Problem>().errors?.map(({ field, code }) => `${field} ${code}`);
    expect(await faults({ to: [] })).toEqual(["to mandatory"]);
    expect(await faults({ to: ["anna@example.com", "not an address"], subject: " " })).toEqual(["to.1 not_an_email", "subject mandatory"]);
    expect(await faults({ attachments: ["12345"] })).toEqual(["attachments unknown_reference"]);
    expect((await send(invoice, { form: "torg99" })).statusCode).toBe(404);
    expect((await send({ ...invoice, version: 99 })).json<Problem>().code).toBe("version_conflict");
    const outsider = await addUser(app, admin, "outsider@example.com");
    await admin.send("PUT", "/admin/sharing/defaults", { invoices: "read" });
    expect((await send(invoice, {}, "invoices", outsider)).statusCode).toBe(403);
    expect(await read("invoices", invoice.id)).toMatchObject({ status: "created", version: invoice.version });
    expect(smtp.arrived).toEqual([]);
  });

  test("arrives as a PDF; the invoice is sent and locked, and the mail stands in its timeline and the contact's", async () => {
    const upload = await admin.upload(`${API}/files`, { name: "offer.txt", content: "more" });
    const reply = await send(invoice, { cc: ["boss@example.com"], attachments: [upload.json<{ data: { id: string } }>().data.id] });
    expect(reply.statusCode, reply.body).toBe(201);
    const email = await settled(reply.json<{ data: Reply }>().data.id);
    expect(email).toMatchObject({ status: "sent", send_error: null, to_emails: "anna@example.com", related_to_id: invoice.id });
    expect(email["attachment__file"]).toMatchObject({ name: `Счёт на оплату ${String(invoice["number"])}.pdf` });
    const [mail] = smtp.arrived;
    expect(mail?.to.toSorted()).toEqual(["anna@example.com", "boss@example.com"]);
    expect(mail?.raw).toMatch(/^Reply-To: .*ada@example\.com/m);
    expect(mail?.raw).toContain("offer.txt");
    // What went along stays: with the mail, and with the invoice.
    for (const [module, id] of [
      ["emails", email.id],
      ["invoices", invoice.id],
    ] as const)
      expect((await admin.get(`/records/${module}/${id}/related/documents`)).json<{ data: unknown[] }>().data, module).toMatchObject([
        { label: "offer.txt" },
      ]);
    expect(mail?.raw).not.toContain("<важно>");
    expect(await paperOf(mail?.raw ?? "")).toContain(`Счёт на оплату № ${String(invoice["number"])}`);
    const sent = await read("invoices", invoice.id);
    expect(sent["status"]).toBe("sent");
    expect((await admin.send("PATCH", `/records/invoices/${invoice.id}`, { version: sent.version, subject: "y" })).statusCode).toBe(400);
    for (const [module, id] of [
      ["invoices", invoice.id],
      ["contacts", contact],
    ] as const)
      expect((await admin.get(`/records/${module}/${id}/timeline`)).body, module).toContain("Счёт на мебель");
    const again = await send(sent, { subject: "Ещё раз" });
    expect(again.statusCode).toBe(201);
    await settled(again.json<{ data: Reply }>().data.id);
    expect(smtp.arrived).toHaveLength(2);
  });

  test("a failure is shown on the mail's record, and it goes again from there", async () => {
    const now = await read("invoices", invoice.id);
    const reply = await send(now, { to: ["nobody@example.com"] });
    const email = await settled(reply.json<{ data: Reply }>().data.id);
    expect(email).toMatchObject({ status: "failed", send_error: expect.stringContaining("No such mailbox") });
    expect((await admin.post(`/records/emails/${email.id}/actions/retry`)).statusCode).toBe(200);
    expect((await settled(email.id))["status"]).toBe("failed");
  });

  test("what is done goes from one state to one other: a quote", async () => {
    const quote = await create("quotes", {
      subject: "Оферта",
      organization_id: String(invoice["organization_id"]),
      lines: [{ description: "x", unit_price: "1" }],
    });
    expect((await send(quote, { form: "quote", language: "en" }, "quotes")).statusCode).toBe(201);
    expect((await read("quotes", quote.id))["stage"]).toBe("delivered");
  });
});
