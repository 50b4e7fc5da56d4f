/** Quotes, orders and invoices of the deals, and our orders to vendors. Their totals agree with the deals. */
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
export const vat = (lang: Demo["lang"], date: string): number => (lang === "ru" && date >= "2026-01-01" ? 22 : 20);

/** The totals of a document over a share of the deal (1 is the whole). */
export function totals(demo: Demo, deal: Deal, day: number, share = 1): { values: Record<string, Json>; total: number } {
  const subtotal = Math.round(deal.subtotal * share);
  const discount = Math.round(deal.discount * share);
  const net = subtotal - discount;
  const tax = percentOf(net, vat(demo.lang, demo.date(day)));
  return {
    values: {
      tax_mode: "group",
      subtotal: money(subtotal),
      discount_amount: money(discount),
      shipping_amount: "0.00",
      pre_tax_total: money(net),
      tax_amount: money(tax),
      adjustment: "0.00",
      total: money(net + tax),
    },
    total: net + tax,
  };
}

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
      ...totals(demo, deal, day).values,
      terms: demo.text(terms),
    },
    day,
  );
}

function addInvoice(demo: Demo, random: Random, deal: Deal, order: string, day: number, share: number, part: string): string {
  const { values, total } = totals(demo, deal, day, share);
  const age = -day;
  const status =
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
  const received = status === "paid" ? total : status === "sent" && random.chance(0.2) ? percentOf(total, 30) : 0;
  return demo.add(
    "invoices",
    {
      subject: `${deal.name}${part}`,
      ...head(deal),
      sales_order_id: ref(order),
      status,
      invoice_date: demo.date(day),
      due_date: demo.date(demo.workday(day + random.pick([7, 10, 14]))),
      ...values,
      received: money(received),
      balance: money(status === "cancelled" ? 0 : total - received),
      terms: demo.text(terms),
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
        ...totals(demo, deal, day).values,
        terms: demo.text(terms),
      },
      day,
    );
    const invoices: string[] = [];
    if (status !== "cancelled") {
      if (random.chance(0.2)) {
        invoices.push(addInvoice(demo, random, deal, key, day, 0.5, advance[0] ?? ""));
        if (delivered) invoices.push(addInvoice(demo, random, deal, key, demo.workday(day + 14), 0.5, advance[1] ?? ""));
      } else invoices.push(addInvoice(demo, random, deal, key, day, 1, ""));
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
    const paid = status === "received_shipment" ? subtotal + tax : 0;
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
        subtotal: money(subtotal),
        discount_amount: "0.00",
        shipping_amount: "0.00",
        pre_tax_total: money(subtotal),
        tax_amount: money(tax),
        adjustment: "0.00",
        total: money(subtotal + tax),
        paid: money(paid),
        balance: money(status === "cancelled" ? 0 : subtotal + tax - paid),
        description: things,
        owner_id: ref(staff.purchasing),
      },
      day,
    );
  }
}
