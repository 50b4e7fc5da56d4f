/** The records of the benchmark: for each module a function from a place in the sequence to the values of a record. */
import { seeded, type Random } from "../src/features/demo/random.ts";
import type { Json, Lang } from "../src/fieldtypes/field-type.ts";
import type { Module } from "../src/model/define.ts";
import { customValues } from "./custom-fields.ts";
import { address, latin, organizationName, person, phone, pickCity, PROBLEMS, SUBJECTS, TITLES } from "./people.ts";

/** How many records of each module; ids run through them in this order, from 1. */
export interface Plan {
  readonly users: number;
  readonly organizations: number;
  readonly contacts: number;
  readonly opportunities: number;
  readonly tickets: number;
}
export type PlannedModule = keyof Plan;
export const PLANNED: readonly PlannedModule[] = ["users", "organizations", "contacts", "opportunities", "tickets"];

export const planOf = (contacts: number): Plan => ({
  users: 50,
  organizations: contacts * 0.2,
  contacts,
  opportunities: contacts * 0.3,
  tickets: contacts * 0.2,
});

/** The id before a module's first one. */
export function base(plan: Plan, module: PlannedModule): number {
  let before = 0;
  for (const name of PLANNED) {
    if (name === module) return before;
    before += plan[name];
  }
  return before;
}
export const total = (plan: Plan): number => PLANNED.reduce((sum, name) => sum + plan[name], 0);

export interface Generated {
  readonly values: Readonly<Record<string, Json>>;
  readonly createdAt: string;
  readonly modifiedAt: string;
}
export type Generator = (i: number) => Generated;

/** The moment at which the data end: fixed, so that two runs make the same. */
const END = Date.UTC(2026, 0, 1);
const YEARS = 3 * 365 * 86_400_000;

/** What a module's records are like; `i` counts from 0, and has to be called in order. */
export function generator(plan: Plan, module: Module): Generator {
  const random = seeded(`bench ${module.name}`);
  const count = plan[module.name as PlannedModule];
  const make = makers[module.name as PlannedModule];
  return (i) => {
    const created = END - YEARS + Math.floor(((i + random.next()) / count) * YEARS);
    // Most records are touched again soon, some much later.
    const modified = created + Math.floor(random.next() ** 3 * (END - created));
    const values = make({ plan, module, random, i, lang: random.chance(0.6) ? "ru" : "en" });
    return { values, createdAt: new Date(created).toISOString(), modifiedAt: new Date(modified).toISOString() };
  };
}

interface Making {
  readonly plan: Plan;
  readonly module: Module;
  readonly random: Random;
  readonly i: number;
  readonly lang: Lang;
}
type Maker = (making: Making) => Readonly<Record<string, Json>>;

const id = ({ plan, random }: Making, module: PlannedModule): string => String(base(plan, module) + random.int(1, plan[module]));
/** Some people have more work than others. */
const owner = ({ plan, random }: Making): string => String(base(plan, "users") + 1 + Math.floor(random.next() ** 1.5 * plan.users));
const maybe = <T>(random: Random, probability: number, make: () => T): T | null => (random.chance(probability) ? make() : null);
const day = (random: Random, from: number, to: number): string =>
  new Date(from + Math.floor(random.next() * (to - from))).toISOString().slice(0, 10);
const choice = ({ module, random }: Making, field: string): string => {
  const options = module.fields.get(field)?.options ?? [];
  return random.pick(options).value;
};

const users: Maker = ({ random, i, lang }) => {
  const who = person(random, lang);
  return {
    last_name: who.last,
    first_name: who.first,
    middle_name: who.middle,
    email: `${latin(who.first)[0]}.${latin(who.last)}${i}@manul.example`,
    status: "active",
    is_admin: i === 0,
    title: random.pick(TITLES[lang]),
    language: lang,
    timezone: "Europe/Moscow",
  };
};

const organizations: Maker = (making) => {
  const { random, i, lang } = making;
  const city = pickCity(random, lang);
  const { name, industry } = organizationName(random, lang, i);
  const domain = `org${i}.example`;
  return {
    name,
    industry,
    type: choice(making, "type"),
    rating: maybe(random, 0.3, () => choice(making, "rating")),
    employees: maybe(random, 0.5, () => random.int(1, 5000)),
    annual_revenue: maybe(random, 0.4, () => `${random.int(1, 900)}00000.00`),
    phone: phone(random, city),
    email: `info@${domain}`,
    website: `https://${domain}`,
    billing_address: address(random, city),
    inn: maybe(random, 0.6, () => String(7_700_000_000 + i)),
    owner_id: owner(making),
  };
};

const contacts: Maker = (making) => {
  const { random, i, lang } = making;
  const who = person(random, lang);
  const city = pickCity(random, lang);
  return {
    salutation: lang === "en" ? (who.female ? "ms" : "mr") : null,
    last_name: who.last,
    first_name: who.first,
    middle_name: who.middle,
    organization_id: maybe(random, 0.9, () => id(making, "organizations")),
    title: maybe(random, 0.8, () => random.pick(TITLES[lang])),
    lead_source: maybe(random, 0.8, () => choice(making, "lead_source")),
    birthday: maybe(random, 0.3, () => day(random, Date.UTC(1950, 0, 1), Date.UTC(2005, 0, 1))),
    phone: maybe(random, 0.7, () => phone(random, city)),
    mobile: maybe(random, 0.8, () => phone(random, city)),
    email: `${latin(who.first)[0]}.${latin(who.last)}${i}@example.com`,
    mailing_address: maybe(random, 0.6, () => address(random, city)),
    email_opt_out: random.chance(0.05),
    description: maybe(random, 0.15, () => `${random.pick(SUBJECTS[lang])}. ${random.pick(PROBLEMS[lang])}.`),
    tags: maybe(random, 0.1, () => ["vip"]),
    owner_id: owner(making),
    ...customValues(random),
  };
};

const opportunities: Maker = (making) => {
  const { random, i, lang, module } = making;
  const stage = random.pick(module.fields.get("stage")?.options ?? []);
  const amount = random.int(1, 5000) * 1000;
  return {
    name: `${random.pick(SUBJECTS[lang])} ${i}`,
    organization_id: id(making, "organizations"),
    contact_id: maybe(random, 0.8, () => id(making, "contacts")),
    amount: `${amount}.00`,
    currency: "RUB",
    exchange_rate: "1",
    stage: stage.value,
    probability: String(stage.probability ?? 0),
    weighted_amount: ((amount * (stage.probability ?? 0)) / 100).toFixed(2),
    close_date: day(random, END - YEARS, END + 120 * 86_400_000),
    lead_source: maybe(random, 0.6, () => choice(making, "lead_source")),
    next_step: maybe(random, 0.3, () => random.pick(SUBJECTS[lang])),
    owner_id: owner(making),
  };
};

const tickets: Maker = (making) => {
  const { random, lang } = making;
  return {
    title: `${random.pick(PROBLEMS[lang])}: ${random.pick(SUBJECTS[lang]).toLowerCase()}`,
    status: random.weighted([
      ["closed", 80],
      ["open", 8],
      ["in_progress", 7],
      ["waiting", 5],
    ] as const),
    priority: choice(making, "priority"),
    organization_id: id(making, "organizations"),
    contact_id: id(making, "contacts"),
    description: maybe(random, 0.5, () => `${random.pick(PROBLEMS[lang])}. ${random.pick(PROBLEMS[lang])}.`),
    owner_id: owner(making),
  };
};

const makers: Readonly<Record<PlannedModule, Maker>> = { users, organizations, contacts, opportunities, tickets };
