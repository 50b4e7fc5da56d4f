/** Campaigns, opportunities and the documents that grow from them. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Goods, Product } from "./catalogue.ts";
import type { Client, Contact } from "./companies.ts";
import { money, percentOf, ref, type Demo } from "./demo-data.ts";
import type { Staff } from "./people.ts";
import type { Random } from "./random.ts";
import { campaigns, dealNotes, nextSteps, themes, type Theme } from "./sales-data.ts";

export interface Line {
  readonly product: Product;
  readonly quantity: number;
}
export interface Deal {
  readonly key: string;
  readonly name: string;
  readonly client: Client;
  readonly contact: Contact;
  readonly owner: string;
  readonly theme: Theme;
  readonly lines: readonly Line[];
  /** Sum of the lines, the discount, and what is left: hundredths. */
  readonly subtotal: number;
  readonly discount: number;
  readonly amount: number;
  readonly stage: string;
  /** Days from today. */
  readonly opened: number;
  readonly closes: number;
}
export interface Campaign {
  readonly key: string;
  /** What its deals have as their source. */
  readonly source: string;
  readonly from: number;
  readonly to: number;
}

const SOURCE_OF: Readonly<Record<string, string>> = {
  trade_show: "trade_show",
  conference: "conference",
  webinar: "conference",
  email: "direct_mail",
  direct_mail: "direct_mail",
  telemarketing: "cold_call",
  referral_program: "word_of_mouth",
  advertisement: "web_site",
  partners: "partner",
};
const RESPONSES = ["excellent", "good", "average", "poor"] as const;

export function addCampaigns(demo: Demo, staff: Staff, goods: Goods, clients: readonly Client[], leads: readonly string[]): Campaign[] {
  const random = demo.random("campaigns");
  return campaigns.map((data) => {
    const over = data.status === "completed";
    const budget = demo.price(data.budget);
    const responses = Math.round(data.size * (0.02 + random.next() * 0.06));
    const sales = Math.max(3, Math.round(responses * 0.25));
    const revenue = sales * demo.price(random.int(2500, 6000));
    const spent = percentOf(budget, random.int(80, 115));
    const key = demo.add(
      "campaigns",
      {
        name: demo.text(data.name),
        status: data.status,
        type: data.type,
        close_date: demo.date(data.end),
        product_id: ref(goods.products.find((one) => one.data.code === data.product)?.key ?? ""),
        target_audience: demo.text(data.audience),
        target_size: data.size,
        ...(data.status === "planning" ? {} : { sent_count: Math.round(data.size * 0.94) }),
        budget_cost: money(budget),
        expected_revenue: money(percentOf(revenue, 115)),
        expected_response: random.pick(RESPONSES),
        expected_response_count: Math.round(responses * 1.2),
        expected_sales_count: Math.max(1, Math.round(sales * 1.2)),
        expected_roi: money(percentOf(revenue, 115) - budget),
        ...(over
          ? { actual_cost: money(spent), actual_response_count: responses, actual_sales_count: sales, actual_roi: money(revenue - spent) }
          : {}),
        owner_id: ref(staff.marketing),
      },
      data.end - 60,
    );
    const answered = (): Record<string, Json> =>
      over || random.chance(0.4)
        ? {
            status: random.weighted([
              ["contacted_successful", 5],
              ["contacted_unsuccessful", 8],
              ["contacted_never_again", 1],
            ]),
          }
        : {};
    for (const client of random.some(clients, 6)) demo.link("campaign_organizations", key, client.key, answered());
    for (const client of random.some(clients, 14)) demo.link("campaign_contacts", key, random.pick(client.contacts).key, answered());
    for (const lead of random.some(leads, 12)) demo.link("campaign_leads", key, lead, answered());
    return { key, source: SOURCE_OF[data.type] ?? "other", from: data.end - 60, to: Math.min(data.end + 30, 0) };
  });
}

/** Business by the month: quiet in January and summer, busy before the year ends. */
const SEASON = [5, 8, 10, 9, 7, 7, 5, 5, 9, 11, 12, 12];

function openedOn(demo: Demo, random: Random): number {
  for (;;) {
    // The firm grows: more deals of late than a year ago.
    const day = -1 - Math.floor(364 * random.next() ** 1.4);
    const month = Number(demo.date(day).slice(5, 7)) - 1;
    if (random.chance((SEASON[month] ?? 8) / 12)) return demo.workday(day);
  }
}

/** Open stages with how far on the way they lie. */
const WAY = [
  "prospecting",
  "qualification",
  "needs_analysis",
  "value_proposition",
  "decision_makers",
  "perception_analysis",
  "proposal",
  "negotiation",
];
const LOSSES = [
  ["price", 30],
  ["competitor", 22],
  ["no_budget", 16],
  ["no_need", 10],
  ["terms", 8],
  ["features", 5],
  ["no_response", 9],
] as const;

function linesOf(theme: Theme, goods: Goods, random: Random): Line[] {
  return theme.goods.flatMap(([code, from, to]) => {
    const quantity = random.int(from, to);
    const product = goods.products.find((one) => one.data.code === code);
    return product && quantity > 0 ? [{ product, quantity }] : [];
  });
}

export function addDeals(demo: Demo, goods: Goods, clients: readonly Client[], running: readonly Campaign[], count = 260): Deal[] {
  const random = demo.random("deals");
  // A firm buys again: three quarters of the deals are with the customers.
  const customers = clients.filter((client) => client.type === "customer");
  const others = clients.filter((client) => client.type === "prospect" || client.type === "partner" || client.type === "reseller");
  const days = Array.from({ length: count }, () => openedOn(demo, random)).sort((a, b) => a - b);
  return days.map((opened) => {
    const known = (list: readonly Client[]): readonly Client[] => list.filter((one) => one.knownBy <= opened);
    const client = random.pick(known(random.chance(0.75) ? customers : others));
    const contact = random.pick(client.contacts);
    const theme = random.weighted(themes.map((one) => [one, one.weight] as const));
    const lines = linesOf(theme, goods, random);
    const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.product.price, 0);
    const discount = percentOf(
      subtotal,
      random.weighted([
        [0, 5],
        [3, 2],
        [5, 3],
        [7, 2],
        [10, 1],
      ]),
    );
    const length = random.int(25, 130) + (subtotal > demo.price(15_000) ? random.int(10, 60) : 0);
    const ended = opened + length < 0;
    // A customer who bought before buys more easily.
    const stage = ended
      ? random.chance(client.type === "customer" ? 0.5 : 0.3)
        ? "won"
        : "lost"
      : (WAY[Math.min(WAY.length - 1, Math.floor((-opened / length) * WAY.length + random.int(-1, 1)))] ?? "prospecting");
    // Some open deals are late.
    const closes = demo.workday(
      ended ? opened + length : random.chance(0.12) && opened < -15 ? -random.int(1, 12) : opened + length + random.int(0, 20),
    );
    const open = stage !== "won" && stage !== "lost";
    const name = `${demo.text(theme.name)} — ${client.name}`;
    const campaign = random.chance(0.3) ? running.find((one) => one.from <= opened && opened <= one.to) : undefined;
    const key = demo.add(
      "opportunities",
      {
        name,
        organization_id: ref(client.key),
        contact_id: ref(contact.key),
        amount: money(subtotal - discount),
        stage,
        close_date: demo.date(closes),
        type: client.type === "customer" ? "existing_business" : "new_business",
        lead_source: campaign
          ? campaign.source
          : random.weighted([
              ["existing_customer", 30],
              ["web_site", 22],
              ["word_of_mouth", 18],
              ["cold_call", 12],
              ["partner", 10],
              ["trade_show", 8],
            ]),
        ...(campaign ? { campaign_id: ref(campaign.key) } : {}),
        product_id: ref(lines[0]?.product.key ?? goods.products[0]?.key ?? ""),
        engaged_on: demo.date(opened),
        ...(open && random.chance(0.7) ? { next_step: demo.text(random.pick(nextSteps)) } : {}),
        ...(stage === "lost" ? { lost_reason: random.weighted(LOSSES) } : {}),
        ...(random.chance(0.4) ? { description: demo.text(random.pick(dealNotes)) } : {}),
        owner_id: ref(client.owner),
      },
      opened,
    );
    for (const line of lines.slice(1)) demo.link("opportunity_products", key, line.product.key);
    for (const other of client.contacts) if (other !== contact && random.chance(0.3)) demo.link("opportunity_contacts", key, other.key);
    if (theme.project && goods.services[0]) demo.link("opportunity_services", key, goods.services[0].key);
    return {
      key,
      name,
      client,
      contact,
      owner: client.owner,
      theme,
      lines,
      subtotal,
      discount,
      amount: subtotal - discount,
      stage,
      opened,
      closes,
    };
  });
}
