/** The payment code of ГОСТ Р 56042-2014: what it says, and that a camera reads it from the paper. */
import { expect, test } from "vitest";
import { setUpApp, testApp } from "../../../server/http/test-client.ts";
import { drawPage, readQr } from "../../../../test/paper.ts";
import { inventoryFeature } from "../index.ts";
import { paymentPayload } from "./payment-qr.ts";

const SELLER = {
  name: "ООО «Ясный Офис»",
  account: "40702810838000000017",
  bank: "ПАО Сбербанк",
  bik: "044525225",
  correspondentAccount: "30101810400000000225",
  inn: "7707083893",
  kpp: "773601001",
};
/** In the standard's order; the sum in kopecks. */
const paying = (number: string) => [
  "ST00012",
  "Name=ООО «Ясный Офис»",
  "PersonalAcc=40702810838000000017",
  "BankName=ПАО Сбербанк",
  "BIC=044525225",
  "CorrespAcc=30101810400000000225",
  "Sum=19805000",
  `Purpose=Оплата по счёту № ${number} от 10.03.2026`,
  "PayeeINN=7707083893",
  "KPP=773601001",
];

test("has the fields of the standard, and is there for roubles only", () => {
  const data = { seller: SELLER, number: "INV7", date: "2026-03-10", total: "198050.00", currency: "RUB" } as unknown as Parameters<
    typeof paymentPayload
  >[0];
  expect(paymentPayload(data)).toBe(paying("INV7").join("|"));
  expect(paymentPayload({ ...data, currency: "USD" })).toBeUndefined();
});

test("is read from the printed счёт на оплату", async () => {
  const app = await testApp({ features: [inventoryFeature] });
  const admin = await setUpApp(app);
  const create = async (module: string, values: Record<string, unknown>): Promise<{ id: string; number: string }> => {
    const reply = await admin.post(`/records/${module}`, values);
    expect(reply.statusCode, reply.body).toBe(201);
    return reply.json<{ data: { id: string; number: string } }>().data;
  };
  await create("offices", {
    name: "Москва",
    legal_name: SELLER.name,
    inn: SELLER.inn,
    kpp: SELLER.kpp,
    bank_name: SELLER.bank,
    bik: SELLER.bik,
    bank_account: SELLER.account,
    correspondent_account: SELLER.correspondentAccount,
  });
  const organization = await create("organizations", { name: "Ромашка" });
  const invoice = await create("invoices", {
    subject: "Мебель",
    organization_id: organization.id,
    invoice_date: "2026-03-10",
    currency: "RUB",
    exchange_rate: "0.01",
    lines: [{ description: "Стол", quantity: "1", unit_price: "198050", tax_ids: [] }],
  });
  const paper = await admin.get(`/records/invoices/${invoice.id}/print/schet.pdf?language=ru`);
  // Some 200 dpi: as a screen or an office scanner shows it.
  const read = readQr(await drawPage(paper.rawPayload, 3));
  expect(read.split("|")).toEqual(paying(invoice.number));
}, 60_000);
