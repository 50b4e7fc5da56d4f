/** Sales over HTTP: lines as the contract says, prices, taxes in the settings, actions, the chain, and paper read back. */
import { mkdir, writeFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { extractText, getDocumentProxy } from "unpdf";
import { Person, SETUP, testApp, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { inventoryFeature } from "./index.ts";
import { standardForms } from "./print/forms.ts";

interface Line {
  readonly id: string;
  readonly description: string;
  readonly unit_price: string;
  readonly total: string;
  readonly tax_ids: readonly string[];
}
interface RecordReply {
  readonly id: string;
  readonly version: number;
  readonly total: string;
  readonly lines: readonly Line[];
  readonly [field: string]: unknown;
}

let app: TestApp;
let admin: Person;
let organization: string;
let product: string;
let service: string;
let invoice: RecordReply;

const API = "/api/v1";
const create = async (module: string, values: Readonly<Record<string, unknown>>): Promise<RecordReply> => {
  const reply = await admin.post(`/records/${module}`, values);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ data: RecordReply }>().data;
};
const pdfText = async (url: string): Promise<{ text: string; pages: number; bytes: Buffer }> => {
  const reply = await admin.get(url);
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  expect(reply.headers["content-type"]).toBe("application/pdf");
  // `PRINT_DIR=…` keeps the papers, to be looked at.
  const folder = process.env["PRINT_DIR"];
  if (folder) {
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/${url.replaceAll(/[^a-z0-9_]+/g, "-")}.pdf`, reply.rawPayload);
  }
  const document = await getDocumentProxy(new Uint8Array(reply.rawPayload));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  // Numbers are set with no-break spaces.
  return { text: text.replaceAll(/[\u00a0\u202f]/g, " ").replaceAll(/\s+/g, " "), pages: totalPages, bytes: reply.rawPayload };
};

beforeAll(async () => {
  app = await testApp({ features: [inventoryFeature] });
  const reply = await new Person(app.server).post("/setup", {
    ...SETUP,
    company: { name: "Ясный Офис", currency: "RUB", language: "ru", timezone: "Europe/Moscow" },
  });
  const cookie = reply.cookies.find(({ name }) => name.endsWith("manul_session"));
  admin = new Person(app.server, {
    cookie: `${cookie?.name}=${cookie?.value}`,
    "x-csrf-token": reply.json<{ csrf_token: string }>().csrf_token,
  });
  await create("offices", {
    name: "Москва",
    legal_name: "ООО «Ясный Офис»",
    inn: "7707083893",
    kpp: "773601001",
    bank_name: "ПАО Сбербанк",
    bik: "044525225",
    bank_account: "40702810838000000017",
    correspondent_account: "30101810400000000225",
    director: "Орлов А. В.",
    director_post: "Генеральный директор",
    chief_accountant: "Белова Н. С.",
    address: { city: "Москва", street: "ул. Лесная, д. 5", postal_code: "125047" },
  });
  organization = (
    await create("organizations", {
      name: "Ромашка",
      legal_name: "ООО «Ромашка»",
      inn: "7736050003",
      billing_address: { city: "Тверь", street: "ул. Советская, д. 1" },
    })
  ).id;
  product = (await create("products", { name: "Кресло офисное", unit_price: "10000", taxes: ["vat"], unit: "each", stock_quantity: "50" }))
    .id;
  service = (await create("services", { name: "Сборка мебели", unit_price: "1500", taxes: ["vat_none"], unit: "hours" })).id;
  invoice = await create("invoices", {
    subject: "Мебель для офиса",
    organization_id: organization,
    invoice_date: "2026-03-10",
    due_date: "2026-03-20",
    shipping_amount: "500",
    shipping_tax_ids: ["vat"],
    lines: [
      { kind: "heading", description: "Кабинет директора" },
      { product_id: product, quantity: "16", discount: { type: "percent", value: "5" } },
      { service_id: service, quantity: "8" },
    ],
  });
});

describe("documents", () => {
  test("carry their lines and the server's totals", async () => {
    // 16 × 10000 − 5 % = 152000, VAT 33440; 8 × 1500 = 12000; shipping 500, VAT 110.
    expect(invoice).toMatchObject({ subtotal: "164000.00", pre_tax_total: "164500.00", tax_amount: "33550.00", total: "198050.00" });
    const again = await admin.send("PATCH", `/records/invoices/${invoice.id}`, {
      version: invoice.version,
      lines: invoice.lines,
      total: "1.00",
    });
    expect(again.json<{ data: RecordReply }>().data).toMatchObject({ total: "198050.00", version: invoice.version });
    const listed = await admin.get(`/records/invoices?fields=number,lines`);
    expect(listed.json<{ data: RecordReply[] }>().data[0]?.lines).toHaveLength(3);
  });

  test("refuse bad lines by their place, in the reader's language", async () => {
    const reply = await admin.post(
      "/records/quotes",
      { subject: "x", organization_id: organization, lines: [{ product_id: product, quantity: "-3" }] },
      { "accept-language": "ru" },
    );
    expect(reply.statusCode).toBe(400);
    expect(reply.json<Problem>().errors).toEqual([
      { field: "lines.0.quantity", code: "not_positive", message: "Значение должно быть больше нуля." },
    ]);
    const inn = await admin.post("/records/organizations", { name: "x", inn: "7707083894" }, { "accept-language": "en" });
    expect(inn.json<Problem>().errors?.[0]).toMatchObject({ field: "inn", code: "wrong_inn" });
  });

  test("go on by actions, and show their chain", async () => {
    const order = await create("sales_orders", {
      subject: "Заказ",
      organization_id: organization,
      lines: [{ product_id: product, quantity: 2 }],
    });
    const made = await admin.post(`/records/sales_orders/${order.id}/actions/create_invoice`, {
      lines: [{ line_id: order.lines[0]?.id, quantity: "1" }],
    });
    expect(made.statusCode, made.body).toBe(200);
    const bill = made.json<{ data: RecordReply }>().data;
    expect((await admin.post(`/records/invoices/${bill.id}/actions/send`)).statusCode).toBe(200);
    expect((await admin.post(`/records/invoices/${bill.id}/actions/pay`, { amount: "200.50" })).statusCode).toBe(200);
    const locked = await admin.send("PATCH", `/records/invoices/${bill.id}`, { version: 99, subject: "y" });
    expect(locked.statusCode).toBe(409);
    const chain = (await admin.get(`/records/invoices/${bill.id}/chain`)).json<{
      data: { module: string; state: string; amount: string }[];
    }>().data;
    expect(chain.map((link) => [link.module, link.state, link.amount])).toEqual([
      ["sales_orders", "created", "24400.00"],
      ["invoices", "partly_paid", "12200.00"],
      ["payments", "received", "200.50"],
    ]);
    expect((await admin.post(`/records/sales_orders/${order.id}/actions/deliver`)).json()).toMatchObject({ data: { moved: 1 } });
    const moves = (await admin.get(`${API}/records/products/${product}/stock`)).json<{
      data: { kind: string; quantity: string; document_id: string | null }[];
    }>().data;
    expect(moves.map(({ kind, quantity, document_id }) => [kind, quantity, document_id])).toEqual([
      ["delivery", "-2", order.id],
      ["count", "50", null],
    ]);
  });
});

describe("settings", () => {
  test("a tax of one's own is offered at once, with its rates by region and day", async () => {
    const put = await admin.send("PUT", "/admin/taxes/eco", {
      label: { en: "Eco tax", ru: "Экосбор" },
      rates: [
        { valid_from: "2026-01-01", rate: "1.5" },
        { region: "KZ", valid_from: "2026-01-01", rate: 3 },
      ],
    });
    expect(put.statusCode, put.body).toBe(200);
    const quote = (values: Readonly<Record<string, unknown>>) =>
      create("quotes", {
        subject: "Эко",
        organization_id: organization,
        document_date: "2026-02-01",
        lines: [{ product_id: product, tax_ids: ["vat_0", "eco"] }],
        ...values,
      });
    expect((await quote({})).tax_amount).toBe("150.00");
    expect((await quote({ tax_region: "KZ" })).tax_amount).toBe("300.00");
    expect((await admin.send("PATCH", `/records/products/${product}`, { version: 2, taxes: ["vat", "eco"] })).statusCode).not.toBe(400);
    expect(
      (await admin.send("PUT", "/admin/taxes/bad", { label: { en: "x", ru: "x" }, rates: [{ valid_from: "2026-02-30", rate: -1 }] }))
        .json<Problem>()
        .errors?.map((e) => e.code),
    ).toEqual(["too_small", "not_a_date"]);
  });

  test("the price of something for somebody", async () => {
    const price = (await admin.get(`${API}/sales/price?service_id=${service}&organization_id=${organization}&quantity=3`)).json<{
      data: unknown;
    }>();
    expect(price.data).toEqual({
      price: "1500.00",
      currency: "RUB",
      price_book_id: null,
      prices: { offers: [], usual: "1500.00" },
      name: "Сборка мебели",
      unit: "hours",
      tax_ids: ["vat_none"],
    });
    expect((await admin.get(`${API}/sales/price?product_id=${product}&currency=USD`)).json<Problem>().errors?.[0]?.code).toBe(
      "no_exchange_rate",
    );
  });

  test("a new document begins with the company's terms, unless it has its own", async () => {
    const termsOf = async (values: Readonly<Record<string, unknown>>, module = "quotes"): Promise<unknown> =>
      (await create(module, { subject: "Условия", organization_id: organization, lines: [], ...values }))["terms"];
    expect((await admin.send("PATCH", "/admin/sales", { terms: { quotes: "Оплата вперёд" } })).statusCode).toBe(200);
    expect((await admin.send("PATCH", "/admin/sales", { terms: { invoices: "5 дней" } })).statusCode).toBe(200);
    expect((await admin.send("PATCH", "/admin/sales", { terms: { contacts: "x" } })).statusCode).toBe(400);
    expect(await termsOf({})).toBe("Оплата вперёд");
    expect(await termsOf({}, "invoices")).toBe("5 дней");
    expect(await termsOf({}, "sales_orders")).toBeNull();
    expect(await termsOf({ terms: "Свои" })).toBe("Свои");
    expect(await termsOf({ terms: null })).toBeNull();
    await admin.send("PATCH", "/admin/sales", { terms: { quotes: "", invoices: "" } });
  });

  test("rounding by line or by document", async () => {
    const lines = Array.from({ length: 3 }, () => ({ description: "Мелочь", unit_price: "0.07", tax_ids: ["vat"] }));
    const tax = async (): Promise<unknown> => (await create("quotes", { subject: "0", organization_id: organization, lines })).tax_amount;
    expect(await tax()).toBe("0.06");
    expect((await admin.send("PATCH", "/admin/sales", { rounding: "document" })).statusCode).toBe(200);
    expect(await tax()).toBe("0.05");
    await admin.send("PATCH", "/admin/sales", { rounding: "line" });
  });
});

describe("paper", () => {
  const print = (form: string, language: string, module = "invoices", id = invoice.id) =>
    pdfText(`/records/${module}/${id}/print/${form}.pdf?language=${language}`);

  test("счёт на оплату: bank block, parties, lines, tax, words", async () => {
    const { text } = await print("schet", "ru");
    for (const part of [
      "Счёт на оплату № ",
      "Банк получателя",
      "от 10 марта 2026 г.",
      "044525225",
      "40702810838000000017",
      "ООО «Ясный Офис»",
      "ИНН 7707083893",
      "ООО «Ромашка»",
      "Кресло офисное",
      "152 000,00",
      "НДС 22%",
      "33 550,00",
      "198 050,00",
      "Сто девяносто восемь тысяч пятьдесят рублей 00 копеек",
      "Доставка",
      "Страница 1 из 1",
    ])
      expect(text).toContain(part);
  });

  test("invoice in English, with another form of everything", async () => {
    const { text } = await print("invoice", "en");
    for (const part of [
      "Invoice INV",
      "10 March 2026",
      "Due",
      "152,000.00",
      "Total, RUB",
      "198,050.00",
      "One hundred ninety-eight thousand fifty roubles 00 kopecks",
      "Page 1 of 1",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("Страница");
  });

  test("УПД, счёт-фактура, ТОРГ-12 and акт have the columns and sums of their forms", async () => {
    const upd = (await print("upd", "ru")).text;
    for (const part of [
      "Универсальный передаточный документ",
      "Статус: 1",
      "(2б)",
      "7707083893/773601001",
      "Российский рубль, 643",
      "10а",
      "796",
      "22%",
      "33 550,00",
      "198 050,00",
      "[8]",
      "[19]",
    ])
      expect(upd).toContain(part);
    const tax = (await print("schet_faktura", "en")).text;
    for (const part of ["Счёт-фактура № ", "№ 1137", "без акциза", "без НДС", "Всего к оплате"]) expect(tax).toContain(part);
    const torg = (await print("torg12", "ru")).text;
    for (const part of [
      "0330212",
      "Вид операции",
      "Транспортная накладная",
      "содержит один порядковых",
      "Масса груза (брутто)",
      "Вид упаковки",
      "Всего по накладной",
      "185 440,00",
      "Отпуск груза произвёл",
    ])
      expect(torg).toContain(part);
    expect((await print("akt", "ru")).text).toContain("Вышеперечисленные услуги выполнены полностью и в срок");
  });

  test("every form prints in both languages what its module has", async () => {
    const quote = await create("quotes", {
      subject: "Оферта",
      organization_id: organization,
      terms: "Оплата 100 %",
      lines: [
        { product_id: product, tax_ids: ["vat"] },
        { service_id: service, optional: true },
      ],
    });
    const order = await create("sales_orders", { subject: "Заказ", organization_id: organization, lines: [{ product_id: product }] });
    const vendor = await create("vendors", { name: "Фабрика" });
    const purchase = await create("purchase_orders", {
      subject: "Закупка",
      vendor_id: vendor.id,
      lines: [{ product_id: product, unit_price: "5000" }],
    });
    await admin.post(`/records/invoices/${invoice.id}/actions/send`);
    const credit = (await admin.post(`/records/invoices/${invoice.id}/actions/create_credit_note`)).json<{ data: RecordReply }>().data;
    const records: Readonly<Record<string, string>> = {
      quotes: quote.id,
      sales_orders: order.id,
      purchase_orders: purchase.id,
      invoices: invoice.id,
      credit_notes: credit.id,
    };
    for (const form of standardForms)
      for (const module of form.modules)
        for (const language of form.onlyIn ? ["ru"] : ["ru", "en"]) {
          const reply = await admin.get(`/records/${module}/${records[module] ?? ""}/print/${form.name}.pdf?language=${language}`);
          expect(reply.rawPayload.subarray(0, 5).toString(), form.name).toBe("%PDF-");
        }
    const offer = (await print("quote", "ru", "quotes", quote.id)).text;
    for (const part of ["Коммерческое предложение QUO", "Дополнительно, в итог не входит", "Оплата 100 %", "12 200,00"])
      expect(offer).toContain(part);
    expect((await admin.get(`/records/quotes/${quote.id}/print/upd.pdf`)).statusCode).toBe(404);
    expect((await admin.get(`/records/quotes/999999/print/quote.pdf`)).statusCode).toBe(404);
  }, 60_000);

  test("500 lines go over many pages, each with the head of the table and its number, in good time", async () => {
    const lines = Array.from({ length: 500 }, (_, i) => ({
      description: `Позиция номер ${i + 1}`,
      quantity: "2",
      unit_price: "10.10",
      tax_ids: ["vat"],
    }));
    const long = await create("invoices", { subject: "Длинный", organization_id: organization, lines });
    const start = performance.now();
    await admin.get(`/records/invoices/${long.id}/print/schet.pdf`);
    // 1.5 s is the goal on a quiet machine; this only catches what grows with the square of the lines.
    expect(performance.now() - start).toBeLessThan(20_000);
    const { text, pages } = await print("schet", "ru", "invoices", long.id);
    expect(pages).toBeGreaterThan(8);
    expect(text.match(/Товары \(работы, услуги\)/g)).toHaveLength(pages);
    expect(text).toContain(`Страница ${pages} из ${pages}`);
    expect(text).toContain("Позиция номер 500");
  }, 60_000);
});
