/** After the sale: assets, service contracts, tickets, the knowledge base. */
import type { Goods, Product } from "./catalogue.ts";
import type { Client } from "./companies.ts";
import { ref, type Demo } from "./demo-data.ts";
import type { Order } from "./documents-of-sale.ts";
import { articles } from "./faq-data.ts";
import type { Staff } from "./people.ts";
import { ticketData } from "./tickets-data.ts";

export interface Asset {
  readonly key: string;
  readonly client: Client;
  readonly product: Product;
  /** When it was sold, in days from today. */
  readonly since: number;
}
export interface Ticket {
  readonly key: string;
  readonly title: string;
  readonly client: Client;
  readonly contact: string;
  readonly owner: string;
  readonly status: string;
  /** Days from today. */
  readonly day: number;
}

/** Devices of delivered orders. */
export function addAssets(demo: Demo, staff: Staff, orders: readonly Order[], most = 64): Asset[] {
  const random = demo.random("assets");
  const assets: Asset[] = [];
  for (const { deal, day, delivered, invoices } of orders) {
    if (!delivered) continue;
    for (const { product, quantity } of deal.lines) {
      if (!product.data.asset) continue;
      for (let i = 0; i < Math.min(quantity, 2) && assets.length < most; i++) {
        const serial = `${product.data.code.replace(/\W/g, "")}${demo.date(day).slice(2, 4)}${random.int(100_000, 999_999)}`;
        const invoice = invoices[0];
        const key = demo.add(
          "assets",
          {
            name: `${product.name}, ${serial.slice(-6)}`,
            product_id: ref(product.key),
            serial_number: serial,
            organization_id: ref(deal.client.key),
            contact_id: ref(deal.contact.key),
            status: random.chance(0.95) ? "in_service" : "out_of_service",
            sold_date: demo.date(day),
            in_service_date: demo.date(demo.workday(Math.min(-1, day + random.int(5, 16)))),
            ...(random.chance(0.5) ? { tag_number: `${demo.lang === "ru" ? "ИНВ" : "INV"}-${random.int(1000, 9999)}` } : {}),
            ...(invoice === undefined ? {} : { invoice_id: ref(invoice) }),
            owner_id: ref(random.pick(staff.support)),
          },
          day,
        );
        assets.push({ key, client: deal.client, product, since: day });
      }
    }
  }
  return assets;
}

const CONTRACTS = [
  {
    name: { en: "Subscription support of workplaces", ru: "Абонентское обслуживание рабочих мест" },
    unit: "hours",
    units: 120,
    type: "support",
  },
  { name: { en: "Maintenance of printers", ru: "Обслуживание печатной техники" }, unit: "incidents", units: 24, type: "services" },
  { name: { en: "Extended support of servers", ru: "Расширенная поддержка серверов" }, unit: "hours", units: 60, type: "support" },
  { name: { en: "Maintenance of video surveillance", ru: "Обслуживание видеонаблюдения" }, unit: "incidents", units: 12, type: "services" },
  { name: { en: "Administration of the network", ru: "Администрирование сети" }, unit: "hours", units: 96, type: "administrative" },
] as const;

export function addContracts(demo: Demo, staff: Staff, clients: readonly Client[], count = 24): { key: string; client: Client }[] {
  const random = demo.random("contracts");
  const customers = clients.filter((client) => client.type === "customer");
  return random.some(customers, count).map((client) => {
    const contract = random.pick(CONTRACTS);
    const start = Math.max(client.knownBy + 7, -random.int(10, 520));
    const end = start + 365;
    const over = end < 0;
    const share = over ? 1 : Math.min(1, (-start / 365) * (0.5 + random.next() * 0.6));
    const key = demo.add(
      "service_contracts",
      {
        subject: `${demo.text(contract.name)} — ${client.name}`,
        customer_id: ref(client.key),
        type: contract.type,
        status: over ? random.pick(["complete", "archived"]) : random.chance(0.08) ? "on_hold" : "in_progress",
        priority: random.weighted([
          ["normal", 6],
          ["high", 3],
          ["low", 1],
        ]),
        start_date: demo.date(start),
        due_date: demo.date(end),
        tracking_unit: contract.unit,
        total_units: String(contract.units),
        used_units: String(Math.round(contract.units * share)),
        owner_id: ref(staff.support[0] ?? staff.director),
      },
      start - 7,
    );
    return { key, client };
  });
}

export function addTickets(
  demo: Demo,
  staff: Staff,
  goods: Goods,
  clients: readonly Client[],
  assets: readonly Asset[],
  contracts: readonly { key: string; client: Client }[],
  count = 160,
): Ticket[] {
  const random = demo.random("tickets");
  const customers = clients.filter((client) => client.type === "customer");
  const days = Array.from({ length: count }, () => demo.workday(-Math.floor(random.next() ** 1.3 * 350)));
  return days
    .sort((a, b) => a - b)
    .map((day) => {
      // Those who have our devices or a contract write more often.
      const sold = assets.filter((one) => one.since <= day);
      const asset = sold.length > 0 && random.chance(0.55) ? random.pick(sold) : undefined;
      const known = (one: Client): boolean => one.knownBy <= day;
      const served = contracts.map((contract) => contract.client).filter(known);
      const client =
        asset?.client ?? (random.chance(0.5) && served.length > 0 ? random.pick(served) : random.pick(customers.filter(known)));
      const fitting = asset ? ticketData.filter((one) => one.codes.includes(asset.product.data.code)) : [];
      const data = random.pick(fitting.length > 0 ? fitting : ticketData);
      const about = asset && fitting.length > 0 ? asset.product : goods.products.find((one) => one.data.code === random.pick(data.codes));
      const product = about ?? goods.products[0];
      const contact = random.pick(client.contacts).key;
      const owner = random.pick(staff.support);
      const age = -day;
      const closed = random.chance(age > 14 ? 0.96 : age > 3 ? 0.55 : 0.12);
      const status = closed
        ? "closed"
        : random.weighted([
            ["open", age < 4 ? 6 : 2],
            ["in_progress", 4],
            ["waiting", 3],
          ]);
      const big = data.category === "big_problem";
      const title = demo.text(data.title).replace("{product}", product?.name ?? "");
      const key = demo.add(
        "tickets",
        {
          title,
          status,
          priority: big
            ? random.weighted([
                ["urgent", 5],
                ["high", 5],
              ])
            : random.weighted([
                ["normal", 7],
                ["low", 3],
                ["high", 1],
              ]),
          severity: big ? random.pick(["major", "critical"]) : data.category === "other_problem" ? "feature" : "minor",
          category: data.category,
          organization_id: ref(client.key),
          contact_id: ref(contact),
          product_id: ref(product?.key ?? ""),
          ...(closed ? { hours: String(data.hours + random.pick([0, 0, 0.5, 1])) } : {}),
          description: demo.text(data.text),
          ...(closed ? { solution: demo.text(data.solution) } : {}),
          owner_id: ref(owner),
        },
        day,
      );
      if (asset && fitting.length > 0) demo.link("asset_tickets", asset.key, key);
      const contract = contracts.find((one) => one.client === client);
      if (contract) demo.link("contract_tickets", contract.key, key);
      const visit = goods.services.find((one) => one.data.unit === "incidents" && one.data.category === "support");
      if (big && visit && random.chance(0.4)) demo.link("service_tickets", visit.key, key);
      return { key, title, client, contact, owner, status, day };
    });
}

export function addFaq(demo: Demo, staff: Staff, goods: Goods): void {
  const random = demo.random("faq");
  for (const article of articles) {
    const product = goods.products.find((one) => one.data.code === article.product);
    demo.add(
      "faq",
      {
        question: demo.text(article.question),
        answer: demo
          .text(article.answer)
          .split("|")
          .map((paragraph) => `<p>${paragraph}</p>`)
          .join(""),
        status: article.status,
        category: article.category,
        ...(product ? { product_id: ref(product.key) } : {}),
        owner_id: ref(random.pick(staff.support)),
      },
      -random.int(20, 330),
    );
  }
}
