import { describe, expect, test } from "vitest";
import type { Json, Lang, ValueContext } from "../../fieldtypes/field-type.ts";
import { fieldType } from "../../fieldtypes/index.ts";
import { buildRegistry, isReference, NO_CUSTOM, targetsOf } from "../../model/registry.ts";
import { standardModules } from "../../modules/index.ts";
import { generateDemo, type DemoRecord } from "./generate.ts";
import { linesOf } from "../../fieldtypes/lines.ts";
import { isBankAccount, isCorrespondentAccount, isInn, isOgrn } from "../../model/requisites/russian.ts";

const registry = buildRegistry(standardModules, NO_CUSTOM, 1);
const today = "2026-08-03";
const LANGS: readonly { lang: Lang; currency: string }[] = [
  { lang: "ru", currency: "RUB" },
  { lang: "en", currency: "USD" },
];
const isRef = (value: Json | undefined): value is { readonly ref: string } => typeof value === "object" && value !== null && "ref" in value;
const cents = (value: Json | undefined): number => Math.round(Number(value) * 100);

/** At least so many records of each module. */
const LEAST: Readonly<Record<string, number>> = {
  groups: 2,
  offices: 3,
  users: 8,
  organizations: 120,
  contacts: 240,
  leads: 180,
  vendors: 15,
  products: 30,
  services: 12,
  price_books: 3,
  campaigns: 10,
  opportunities: 260,
  quotes: 80,
  sales_orders: 45,
  invoices: 45,
  payments: 40,
  credit_notes: 2,
  purchase_orders: 20,
  assets: 40,
  service_contracts: 20,
  tickets: 160,
  faq: 25,
  projects: 8,
  project_tasks: 60,
  project_milestones: 24,
  tasks: 100,
  events: 80,
  calls: 100,
  comments: 100,
  emails: 50,
  messages: 25,
  documents: 25,
  document_folders: 5,
};

describe.each(LANGS)("the demonstration company in $lang", ({ lang, currency }) => {
  const company = generateDemo({ lang, today, currency });
  const { records, links, seller } = company;
  const byKey = new Map(records.map((record) => [record.key, record]));
  const of = (module: string): DemoRecord[] => records.filter((record) => record.module === module);

  test("is the same every time", () => {
    expect(generateDemo({ lang, today, currency })).toEqual(company);
  });

  test("has somebody whose work is enough for the one who looks at it", () => {
    const own = (module: string): DemoRecord[] =>
      of(module).filter(({ values }) => JSON.stringify(values["owner_id"]) === JSON.stringify({ ref: seller }));
    for (const module of ["opportunities", "tasks", "events"]) expect([module, own(module).length >= 10]).toEqual([module, true]);
  });

  test("fills every module, about two thousand records in all", () => {
    const few = Object.entries(LEAST).filter(([module, least]) => of(module).length < least);
    expect(few.map(([module]) => `${module}: ${of(module).length}`)).toEqual([]);
    expect(Object.keys(LEAST).sort()).toEqual([...registry.modules.keys()].sort());
    expect(records.length).toBeGreaterThan(1900);
    expect(records.length).toBeLessThan(2700);
  });

  test("references name earlier records of modules that the field may point to", () => {
    const seen = new Map<string, string>();
    const wrong: string[] = [];
    for (const { module, key, values } of records) {
      for (const [name, value] of Object.entries(values)) {
        const field = registry.modules.get(module)?.fields.get(name);
        if (!field) wrong.push(`${key}: no field ${name}`);
        else if (isReference(field) !== isRef(value) && value !== null) wrong.push(`${key}.${name}: not a reference, or not its value`);
        else if (isRef(value) && !targetsOf(field).includes(seen.get(value.ref) ?? "")) wrong.push(`${key}.${name} → ${value.ref}`);
      }
      seen.set(key, module);
    }
    expect(wrong).toEqual([]);
    expect(byKey.size).toBe(records.length);
  });

  test("every value is one that its field takes as it is, and nothing mandatory is missing", () => {
    const ctx: ValueContext = { lang, timezone: "UTC", currency, country: lang === "ru" ? "RU" : "GB" };
    const wrong: string[] = [];
    for (const { module, key, values } of records) {
      const fields = registry.modules.get(module)!.fields;
      for (const [name, value] of Object.entries(values)) {
        const field = fields.get(name)!;
        if (field.readOnly) wrong.push(`${key}.${name} is read-only`);
        if (isRef(value) || value === null || field.type === "rich_text" || field.type === "lines") continue;
        const parsed = fieldType(field.type).parse(value, field, ctx);
        if (!parsed.ok) wrong.push(`${key}.${name}: ${parsed.error.code}: ${JSON.stringify(value)}`);
        else if (field.type !== "decimal" && JSON.stringify(parsed.value) !== JSON.stringify(value))
          wrong.push(`${key}.${name}: ${JSON.stringify(value)} became ${JSON.stringify(parsed.value)}`);
      }
      for (const field of fields.values())
        if (field.mandatory && !field.system && field.default === undefined && values[field.name] === undefined)
          wrong.push(`${key} lacks ${field.name}`);
      if (!["users", "groups", "offices"].includes(module) && !values["owner_id"]) wrong.push(`${key} has no owner`);
    }
    expect(wrong).toEqual([]);
  });

  test("links are declared, lead to records of their modules, and none is repeated", () => {
    const wrong: string[] = [];
    for (const { link: name, a, b, values } of links) {
      const link = registry.links.get(name);
      const ends = [byKey.get(a)?.module, byKey.get(b)?.module];
      if (!link || ends[0] !== link.module || ends[1] !== link.there.module) wrong.push(`${name}: ${a}, ${b}`);
      for (const [field, value] of Object.entries(values ?? {})) {
        const definition = link?.fields?.find((one) => one.name === field);
        const parsed =
          definition &&
          fieldType(definition.type).parse(
            value,
            { ...definition, module: "", block: "", system: false, custom: false },
            { lang, timezone: "UTC", currency, country: "GB" },
          );
        if (!parsed?.ok) wrong.push(`${name}.${field}: ${JSON.stringify(value)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(new Set(links.map((link) => `${link.link} ${link.a} ${link.b}`)).size).toBe(links.length);
    expect(links.length).toBeGreaterThan(500);
  });

  test("deals go on through the year, and about 45 % of the decided ones are won", () => {
    const deals = of("opportunities").map((deal) => deal.values);
    const won = deals.filter((deal) => deal["stage"] === "won").length;
    const lost = deals.filter((deal) => deal["stage"] === "lost").length;
    expect(won / (won + lost)).toBeGreaterThan(0.36);
    expect(won / (won + lost)).toBeLessThan(0.54);
    expect(new Set(deals.map((deal) => deal["stage"])).size).toBe(10);
    expect(new Set(deals.map((deal) => String(deal["engaged_on"]).slice(0, 7))).size).toBeGreaterThanOrEqual(12);
    const early = deals.filter((deal) => (deal["stage"] === "won" || deal["stage"] === "lost") && String(deal["close_date"]) >= today);
    expect(early).toEqual([]);
    expect(deals.filter((deal) => String(deal["close_date"]) < String(deal["engaged_on"]))).toEqual([]);
  });

  test("documents have lines of goods that exist, and quotes and orders agree with their deals", () => {
    const wrong: string[] = [];
    for (const { module, key, values } of records) {
      if (!["quotes", "sales_orders", "invoices", "purchase_orders", "credit_notes"].includes(module)) continue;
      const lines = linesOf(values["lines"]);
      if (lines.length === 0) wrong.push(`${key} has no lines`);
      for (const line of lines)
        if (line.product_id && byKey.get((line.product_id as unknown as { ref: string }).ref)?.module !== "products")
          wrong.push(`${key}: product`);
      const net =
        lines.reduce((sum, line) => sum + cents(line.unit_price) * Number(line.quantity), 0) - cents(values["discount_amount"] ?? "0");
      const deal = isRef(values["opportunity_id"]) ? byKey.get(values["opportunity_id"].ref) : undefined;
      if ((module === "quotes" || module === "sales_orders") && deal && cents(deal.values["amount"]) !== net) wrong.push(`${key}: deal`);
    }
    expect(wrong).toEqual([]);
  });

  test("nothing was created in the future, nor before what it stands on", () => {
    const now = `${today}T23:59:59Z`;
    expect(records.filter((record) => record.at > now).map((record) => record.key)).toEqual([]);
    const early = records.flatMap(({ key, at, values }) =>
      Object.values(values)
        .filter(isRef)
        .filter((value) => (byKey.get(value.ref)?.at.slice(0, 10) ?? "") > at.slice(0, 10))
        .map((value) => `${key} before ${value.ref}`),
    );
    expect(early).toEqual([]);
    const events = of("events").map((event) => event.values);
    expect(events.filter((event) => String(event["end_at"]) <= String(event["start_at"]))).toEqual([]);
    expect(events.filter((event) => event["status"] !== "planned" && String(event["start_at"]) > now)).toEqual([]);
  });

  test("speaks its own language", () => {
    const cyrillic = /[а-яё]/i;
    const words = of("contacts").map((contact) => String(contact.values["last_name"]));
    expect(words.every((word) => cyrillic.test(word) === (lang === "ru"))).toBe(true);
    if (lang === "en")
      expect(records.filter((record) => cyrillic.test(JSON.stringify(record.values))).map((record) => record.key)).toEqual([]);
    expect(
      records
        .filter((record) =>
          /[{}]/.test(
            Object.values(record.values)
              .filter((value) => typeof value === "string")
              .join(" "),
          ),
        )
        .map((r) => r.key),
    ).toEqual([]);
  });

  test("writes to nobody real: mail addresses and sites end in .example", () => {
    const strangers = records.flatMap(({ key, values }) =>
      Object.entries(values)
        .filter(([name, value]) => /email|website|url/.test(name) && typeof value === "string" && !/\.example(\/|$)/.test(value))
        .map(([name]) => `${key}.${name}`),
    );
    expect(strangers).toEqual([]);
  });
});

test("Russian firms have numbers whose check digits are right", () => {
  const firms = generateDemo({ lang: "ru", today, currency: "RUB" }).records.filter((record) => record.module === "organizations");
  const text = (record: DemoRecord, name: string): string => String(record.values[name]);
  expect(firms.filter((firm) => !isInn(text(firm, "inn")))).toEqual([]);
  expect(firms.filter((firm) => !isOgrn(text(firm, "ogrn")))).toEqual([]);
  expect(
    firms.filter((firm) => !/^\d{4}01001$/.test(text(firm, "kpp")) || !text(firm, "inn").startsWith(text(firm, "kpp").slice(0, 4))),
  ).toEqual([]);
  expect(
    firms.filter(
      (firm) =>
        !isBankAccount(text(firm, "bank_account"), text(firm, "bik")) ||
        !isCorrespondentAccount(text(firm, "correspondent_account"), text(firm, "bik")),
    ),
  ).toEqual([]);
});

test("the check of numbers knows real ones", () => {
  expect(isInn("7707083893")).toBe(true);
  expect(isInn("7707083894")).toBe(false);
  expect(isOgrn("1027700132195")).toBe(true);
  expect(isCorrespondentAccount("30101810400000000225", "044525225")).toBe(true);
});

test("Russian people's names agree in gender", () => {
  const people = generateDemo({ lang: "ru", today, currency: "RUB" }).records.filter(
    (record) => record.module === "contacts" || record.module === "leads",
  );
  const wrong = people.filter(({ values }) => {
    const female = String(values["middle_name"]).endsWith("на");
    const last = String(values["last_name"]);
    return (/(ова|ева|ёва|ина|ая)$/.test(last) && !female) || (/(ов|ев|ёв|ин|ий)$/.test(last) && female);
  });
  expect(wrong.map((record) => record.values["last_name"])).toEqual([]);
});

test("is dated relative to the given day, and priced in the given currency", () => {
  const later = generateDemo({ lang: "en", today: "2027-01-15", currency: "EUR" });
  expect(later.records.filter((record) => record.at > "2027-01-15T23:59:59Z")).toEqual([]);
  expect(later.records.find((record) => record.module === "price_books")?.values["currency"]).toBe("EUR");
});
