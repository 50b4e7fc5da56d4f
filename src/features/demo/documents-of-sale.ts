/** Quotes, orders and invoices of the deals, and our orders to vendors. Their totals follow from their lines. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Goods } from "./catalogue.ts";
import { money, percentOf, ref, type Demo } from "./demo-data.ts";
import type { Staff } from "./people.ts";
import type { Random } from "./random.ts";
import type { Deal } from "./sales.ts";
import { terms } from "./sales-data.ts";

export interface Order {
  readonly key: string;
  readonly deal: Deal;
  /** Days from today. */
  readonly day: number;
  readonly delivered: boolean;
  /** Keys of its invoices. */
  readonly invoices: readonly string[];
}

/** VAT in percent: in Russia 22 since 2026 and 20 before. */
const vat = (lang: Demo["lang"], date: string): number => (lang === "ru" && date >= "2026-01-01" ? 22 : 20);

/** What a document of the whole deal holds: its goods, the deal's discount, one VAT. */
const content = (demo: Demo, deal: Deal, day: number): Record<string, Json> => ({
  tax_mode: "group",
  tax_ids: ["vat"],
  discount_amount: money(deal.discount),
  lines: deal.lines.map(({ product, quantity }) => ({
    product_id: ref(product.key),
    quantity: String(quantity),
    unit_price: money(product.price),
  })),
  [DATE]: demo.date(day),
});
const DATE = "document_date";

/** A part of the deal's price in advance, or the rest of it. */
const share = (demo: Demo, deal: Deal, day: number, name: string): Record<string, Json> => ({
  tax_mode: "group",
  tax_ids: ["vat"],
  lines: [{ description: name, quantity: "1", unit_price: money(Math.round(deal.amount / 2)) }],
  invoice_date: demo.date(day),
});

const head = (deal: Deal): Record<string, Json> => ({
  organization_id: ref(deal.client.key),
  contact_id: ref(deal.contact.key),
  opportunity_id: ref(deal.key),
  billing_address: deal.client.address,
  shipping_address: deal.client.address,
  owner_id: ref(deal.owner),
});
const CARRIERS = {
  ru: ["cdek", "dellin", "pek", "own_delivery", "pickup"],
  en: ["ups", "dhl", "fedex", "own_delivery", "pickup"],
} as const;

function addQuote(demo: Demo, staff: Staff, random: Random, deal: Deal): string {
  const day = Math.max(deal.opened, demo.workday(Math.min(-1, deal.opened + Math.max(2, Math.round((deal.closes - deal.opened) * 0.5)))));
  const stage =
    deal.stage === "won"
      ? "accepted"
      : deal.stage === "lost"
        ? "rejected"
        : random.weighted([
            ["delivered", 5],
            ["reviewed", 3],
            ["created", 1],
          ]);
  return demo.add(
    "quotes",
    {
      subject: deal.name,
      ...head(deal),
      stage,
      valid_until: demo.date(demo.workday(day + 30)),
      carrier: random.pick(CARRIERS[demo.lang]),
      inventory_manager_id: ref(staff.purchasing),
      ...content(demo, deal, day),
      terms: demo.text(terms),
    },
    day,
  );
}

interface Billing {
  readonly order: string;
  readonly day: number;
  /** Of a part: what it is called. */
  readonly part?: string | undefined;
}

function addInvoice(demo: Demo, random: Random, deal: Deal, { order, day, part }: Billing): string {
  const age = -day;
  const state =
    age > 20
      ? random.weighted([
          ["paid", 88],
          ["sent", 10],
          ["cancelled", 2],
        ])
      : age > 5
        ? random.weighted([
            ["paid", 4],
            ["sent", 5],
            ["approved", 1],
          ])
        : random.weighted([
            ["created", 3],
            ["approved", 2],
            ["sent", 4],
          ]);
  const { [DATE]: _date, ...whole } = content(demo, deal, day);
  const key = demo.add(
    "invoices",
    {
      subject: part === undefined ? deal.name : `${deal.name}${part}`,
      ...head(deal),
      sales_order_id: ref(order),
      status: state === "paid" ? "sent" : state,
      due_date: demo.date(demo.workday(day + random.pick([7, 10, 14]))),
      ...(part === undefined ? { ...whole, invoice_date: demo.date(day) } : share(demo, deal, day, `${deal.name}${part}`)),
      terms: demo.text(terms),
    },
    day,
  );
  const net = part === undefined ? deal.amount : Math.round(deal.amount / 2);
  const total = net + percentOf(net, vat(demo.lang, demo.date(day)));
  const received = state === "paid" ? total : state === "sent" && random.chance(0.2) ? percentOf(total, 30) : 0;
  if (received > 0)
    addPayment(demo, random, {
      invoice: key,
      amount: received,
      day: Math.min(-1, demo.workday(day + random.int(1, 9))),
      owner: deal.owner,
    });
  if (state === "paid" && random.chance(0.05)) addCreditNote(demo, deal, key, Math.min(-1, day + 12));
  return key;
}

function addPayment(
  demo: Demo,
  random: Random,
  { invoice, amount, day, owner }: { invoice: string; amount: number; day: number; owner: string },
): void {
  demo.add(
    "payments",
    {
      invoice_id: ref(invoice),
      amount: money(amount),
      paid_on: demo.date(day),
      method: "bank_transfer",
      reference: `${random.int(100, 9999)}`,
      owner_id: ref(owner),
    },
    day,
  );
}

function addCreditNote(demo: Demo, deal: Deal, invoice: string, day: number): void {
  const [first] = deal.lines;
  if (!first) return;
  demo.add(
    "credit_notes",
    {
      subject: demo.lang === "ru" ? `Возврат: ${first.product.name}` : `Return: ${first.product.name}`,
      invoice_id: ref(invoice),
      organization_id: ref(deal.client.key),
      status: "posted",
      reason: demo.lang === "ru" ? "Замена на другую модель" : "Exchanged for another model",
      tax_mode: "group",
      tax_ids: ["vat"],
      lines: [{ product_id: ref(first.product.key), quantity: "1", unit_price: money(first.product.price) }],
      document_date: demo.date(day),
      owner_id: ref(deal.owner),
    },
    day,
  );
}

export function addSalesDocuments(demo: Demo, staff: Staff, deals: readonly Deal[]): { quotes: Map<string, string>; orders: Order[] } {
  const random = demo.random("documents");
  /** By the key of the deal. */
  const quotes = new Map<string, string>();
  const orders: Order[] = [];
  const advance = demo.lang === "ru" ? ["; аванс", "; окончательный расчёт"] : [", advance", ", final payment"];
  for (const deal of deals) {
    const far = deal.stage === "won" || deal.stage === "proposal" || deal.stage === "negotiation";
    const quote = far || (deal.stage === "lost" && random.chance(0.35)) ? addQuote(demo, staff, random, deal) : undefined;
    if (quote !== undefined) quotes.set(deal.key, quote);
    if (deal.stage !== "won" || !random.chance(0.85)) continue;
    const day = deal.closes;
    const delivered = day < -18;
    const status = delivered
      ? random.weighted([
          ["delivered", 30],
          ["cancelled", 1],
        ])
      : random.weighted([
          ["approved", 3],
          ["created", 1],
        ]);
    const key = demo.add(
      "sales_orders",
      {
        subject: deal.name,
        ...head(deal),
        ...(quote === undefined ? {} : { quote_id: ref(quote) }),
        status,
        due_date: demo.date(demo.workday(day + random.int(7, 21))),
        ...(random.chance(0.4) ? { customer_order_number: `${random.int(100, 999)}/${demo.date(day).slice(2, 4)}` } : {}),
        carrier: random.pick(CARRIERS[demo.lang]),
        ...content(demo, deal, day),
        terms: demo.text(terms),
      },
      day,
    );
    const invoices: string[] = [];
    if (status !== "cancelled") {
      if (random.chance(0.2)) {
        invoices.push(addInvoice(demo, random, deal, { order: key, day, part: advance[0] }));
        if (delivered) invoices.push(addInvoice(demo, random, deal, { order: key, day: demo.workday(day + 14), part: advance[1] }));
      } else invoices.push(addInvoice(demo, random, deal, { order: key, day }));
    }
    orders.push({ key, deal, day, delivered: status === "delivered", invoices });
  }
  return { quotes, orders };
}

/** Our own purchases: stock is filled up every fortnight. */
export function addPurchases(demo: Demo, staff: Staff, goods: Goods, vendors: readonly string[], count = 26): void {
  const random = demo.random("purchases");
  for (let i = 0; i < count; i++) {
    const day = demo.workday(-Math.round(((count - i) * 360) / count) + 7);
    const vendor = random.int(0, 9);
    const mine = goods.products.filter((product) => product.data.vendor === vendor);
    if (mine.length === 0) continue;
    const lines = random
      .some(mine, random.int(1, 3))
      .map((product) => ({ product, quantity: product.price > demo.price(1000) ? random.int(1, 4) : random.int(5, 40) }));
    const subtotal = lines.reduce((sum, line) => sum + line.quantity * percentOf(line.product.price, 70), 0);
    const tax = percentOf(subtotal, vat(demo.lang, demo.date(day)));
    const status =
      day < -14
        ? random.weighted([
            ["received_shipment", 20],
            ["cancelled", 1],
          ])
        : day < -6
          ? "approved"
          : "created";
    const things = lines.map((line) => `${line.product.name} × ${line.quantity}`).join("; ");
    demo.add(
      "purchase_orders",
      {
        subject: demo.lang === "ru" ? `Пополнение склада: ${lines[0]?.product.name ?? ""}` : `Stock: ${lines[0]?.product.name ?? ""}`,
        vendor_id: ref(vendors[vendor] ?? ""),
        status,
        due_date: demo.date(demo.workday(day + 10)),
        requisition_number: `${demo.lang === "ru" ? "З" : "R"}-${100 + i}`,
        ...(status === "received_shipment" ? { tracking_number: `${random.int(10_000_000, 99_999_999)}` } : {}),
        carrier: random.pick(CARRIERS[demo.lang]),
        tax_mode: "group",
        tax_ids: ["vat"],
        document_date: demo.date(day),
        lines: lines.map(({ product, quantity }) => ({
          product_id: ref(product.key),
          quantity: String(quantity),
          unit_price: money(percentOf(product.price, 70)),
        })),
        paid: money(status === "received_shipment" ? subtotal + tax : 0),
        description: things,
        owner_id: ref(staff.purchasing),
      },
      day,
    );
  }
}
