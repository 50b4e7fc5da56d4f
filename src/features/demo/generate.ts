/**
 * The demonstration company: about 2,000 records over all modules and a year, as data. A pure function of its options:
 * the same options give the same company. It writes nothing; whoever loads it goes through the records engine.
 */
import { addCalls, addEvents, addTasks } from "./activities.ts";
import { addCatalogue, addPriceBooks } from "./catalogue.ts";
import { addClients, addLeads, addVendors, type Client } from "./companies.ts";
import { addComments, addDocuments, addEmails, addMessages } from "./correspondence.ts";
import { startDemo, type Demo, type DemoLink, type DemoOptions, type DemoRecord } from "./demo-data.ts";
import { addPurchases, addSalesDocuments } from "./documents-of-sale.ts";
import { addStaff } from "./people.ts";
import { addProjects } from "./projects.ts";
import { addCampaigns, addDeals, type Deal } from "./sales.ts";
import type { Goods } from "./catalogue.ts";
import { addAssets, addContracts, addFaq, addTickets } from "./service.ts";

export type { DemoLink, DemoOptions, DemoRecord } from "./demo-data.ts";

export interface DemoCompany {
  /** In an order in which every `{ref}` names an earlier record. */
  readonly records: readonly DemoRecord[];
  readonly links: readonly DemoLink[];
  /** Key of a user whose deals may go to the one who looks at the demonstration. */
  readonly seller: string;
}

export function generateDemo(options: DemoOptions): DemoCompany {
  const demo = startDemo(options);
  const staff = addStaff(demo);
  const vendors = addVendors(demo, staff);
  const goods = addCatalogue(demo, staff, vendors);
  addPriceBooks(demo, staff, goods, options.currency);
  const clients = addClients(demo, staff);
  const leads = addLeads(demo, staff);
  const campaigns = addCampaigns(demo, staff, goods, clients, leads);
  const deals = addDeals(demo, goods, clients, campaigns);
  const { quotes, orders } = addSalesDocuments(demo, staff, deals);
  addPurchases(demo, staff, goods, vendors);
  const assets = addAssets(demo, staff, orders);
  const contracts = addContracts(demo, staff, clients);
  const tickets = addTickets(demo, staff, goods, clients, assets, contracts);
  addFaq(demo, staff, goods);
  const projects = addProjects(demo, staff, deals, quotes);
  addTasks(demo, deals, tickets);
  addEvents(demo, staff, deals);
  addCalls(demo, staff, clients);
  addComments(demo, staff, deals, tickets, projects);
  addEmails(demo, deals);
  addMessages(demo, deals, tickets);
  addDocuments(demo, staff, clients, deals, projects);
  linkInterests(demo, goods, clients, leads, deals);
  return { records: demo.records, links: dropRepeated(demo.links), seller: staff.sales[0] ?? staff.director };
}

/** What customers have and leads are interested in. */
function linkInterests(demo: Demo, goods: Goods, clients: readonly Client[], leads: readonly string[], deals: readonly Deal[]): void {
  const random = demo.random("interests");
  for (const deal of deals)
    if (deal.stage === "won")
      for (const line of deal.lines) {
        demo.link("product_organizations", line.product.key, deal.client.key);
        if (random.chance(0.3)) demo.link("product_contacts", line.product.key, deal.contact.key);
      }
  for (const lead of leads) {
    if (random.chance(0.5)) demo.link("product_leads", random.pick(goods.products).key, lead);
    if (random.chance(0.15)) demo.link("service_leads", random.pick(goods.services).key, lead);
  }
  for (const client of random.some(clients, 30)) {
    const service = random.pick(goods.services).key;
    demo.link("service_organizations", service, client.key);
    const contact = client.contacts[0];
    if (contact) demo.link("service_contacts", service, contact.key);
  }
}

/** Two records are linked once, however often they met. */
function dropRepeated(links: readonly DemoLink[]): DemoLink[] {
  const seen = new Map<string, DemoLink>();
  for (const link of links) {
    const id = `${link.link} ${link.a} ${link.b}`;
    if (!seen.has(id)) seen.set(id, link);
  }
  return [...seen.values()];
}
