/** Random organisations with records: plain data, from which the oracle decides and which `settle` puts into a database. */
import type { DefaultLevel, FieldLevel, GroupMember, ModuleAction, Principal, ShareLevel } from "../../src/model/access/vocabulary.ts";

/** Walked by paths of their own: documents of sale, goods, leads. */
export type PaperModule = "products" | "leads" | "quotes" | "sales_orders";
export const PAPER_MODULES: readonly PaperModule[] = ["products", "leads", "quotes", "sales_orders"];
export type WorldModule = "contacts" | "organizations" | "opportunities" | "tasks" | "documents" | "comments" | PaperModule;
/** Walked by every path. */
export const WORLD_MODULES: readonly WorldModule[] = ["organizations", "contacts", "opportunities", "tasks", "documents", "comments"];
export type Value = string | null;

export interface WorldRecord {
  readonly id: string;
  readonly module: WorldModule;
  readonly owner: string;
  /** Text fields, and references as ids of other records of the world. */
  readonly values: Record<string, Value>;
  /** What a document belongs to. */
  readonly links: readonly string[];
}
export interface WorldRule {
  readonly module: WorldModule;
  readonly from: Principal | { readonly filter: WorldFilter };
  readonly to: Principal;
  readonly level: ShareLevel;
  readonly related: readonly WorldModule[];
}
/** As much of the filter language as the oracle understands. */
export type WorldFilter =
  | { readonly field: string; readonly op: "starts_with"; readonly value: string }
  | { readonly not: { readonly field: string; readonly op: "starts_with"; readonly value: string } };
export interface WorldProfile {
  readonly id: string;
  readonly modules: Readonly<Record<string, Partial<Record<ModuleAction, boolean>>>>;
  readonly fields: Readonly<Record<string, Readonly<Record<string, FieldLevel>>>>;
}
export interface World {
  readonly seed: number;
  readonly users: readonly { readonly id: string; readonly role: string | null; readonly office: string | null }[];
  readonly offices: readonly string[];
  readonly roles: readonly {
    readonly id: string;
    readonly parent: string | null;
    readonly peers: "none" | ShareLevel;
    readonly profiles: readonly string[];
    readonly isDefault: boolean;
  }[];
  readonly profiles: readonly WorldProfile[];
  readonly groups: readonly { readonly id: string; readonly members: readonly GroupMember[] }[];
  readonly defaults: Readonly<Record<WorldModule, DefaultLevel>>;
  readonly rules: readonly WorldRule[];
  readonly shares: readonly { readonly record: string; readonly to: Principal; readonly level: ShareLevel; readonly expired: boolean }[];
  readonly records: readonly WorldRecord[];
  readonly papers: readonly WorldRecord[];
  /** Modules whose personal data is closed. */
  readonly personal: readonly WorldModule[];
  readonly grants: readonly {
    readonly module: WorldModule;
    /** Null: of the whole module. */
    readonly record: string | null;
    readonly to: Principal;
    readonly expired: boolean;
  }[];
  /** Of roles with a list of their own: which values of `CHOICE` they may give. */
  readonly lists: readonly { readonly role: string; readonly options: readonly string[] }[];
  /** Who stands in for whom; not `now`: they did, or they will. */
  readonly absences: readonly { readonly user: string; readonly substitute: string; readonly when: "now" | "before" | "later" }[];
}

/** The fields of the world that are personal data: `settle` declares them so. */
export const PERSONAL: Readonly<Partial<Record<WorldModule, readonly string[]>>> = {
  organizations: ["description"],
  contacts: ["title"],
  opportunities: ["next_step", "contact_id"],
  tasks: ["location"],
};

/** What a module's records are made of. The first text is the name. */
export const SHAPES: Readonly<
  Record<
    WorldModule,
    {
      readonly texts: readonly string[];
      readonly references: Readonly<Record<string, readonly WorldModule[]>>;
      readonly fixed?: Record<string, string>;
    }
  >
> = {
  organizations: { texts: ["name", "industry_note"], references: {} },
  contacts: { texts: ["last_name", "title"], references: { organization_id: ["organizations"] } },
  opportunities: {
    texts: ["name", "next_step"],
    references: { organization_id: ["organizations"], contact_id: ["contacts"] },
    fixed: { close_date: "2030-01-01" },
  },
  tasks: { texts: ["subject", "location"], references: { related_to_id: ["organizations", "opportunities"], contact_id: ["contacts"] } },
  documents: { texts: ["title"], references: {} },
  products: { texts: ["name"], references: {} },
  leads: { texts: ["last_name", "company"], references: {} },
  quotes: { texts: ["subject"], references: { opportunity_id: ["opportunities"], organization_id: ["organizations"] } },
  sales_orders: { texts: ["subject"], references: { quote_id: ["quotes"], organization_id: ["organizations"] } },
  comments: { texts: ["content"], references: { related_to_id: ["contacts", "organizations", "opportunities", "tasks", "documents"] } },
};
/** The reference fields that make a parent; documents have links. */
export const PARENT_FIELDS: Readonly<Partial<Record<WorldModule, readonly string[]>>> = {
  tasks: ["related_to_id", "contact_id"],
  comments: ["related_to_id"],
};
const PARENTAL: readonly WorldModule[] = ["tasks", "documents", "comments"];
export const AMOUNT = "amount";
/** Of goods. */
export const PRICE = "unit_price";
/** The choice whose values are given by role. No record of a world has one to begin with. */
export const CHOICE = { module: "organizations", field: "type", options: ["prospect", "customer", "partner"] } as const;

export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed | 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
  chance(of: number): boolean {
    return this.next() < of;
  }
  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
  some<T>(list: readonly T[], of: number): T[] {
    return list.filter(() => this.chance(of));
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Ids of the world are small numbers in one space; `settle` takes them as they are. */
export function makeWorld(seed: number): World {
  const dice = new Dice(seed);
  let last = 1000;
  const id = (): string => String((last += 1));
  const profiles = range(4).map(() => ({ id: id(), ...randomProfile(dice) }));
  const roles: World["roles"][number][] = [];
  for (const i of range(3 + dice.below(5)))
    roles.push({
      id: id(),
      parent: i === 0 || dice.chance(0.15) ? null : dice.pick(roles).id,
      peers: dice.pick(["none", "none", "read", "edit"] as const),
      profiles: dice.some(profiles, 0.45).map((profile) => profile.id),
      isDefault: i === 0,
    });
  const offices = [id(), id()];
  const users = range(7).map(() => ({
    id: id(),
    role: dice.chance(0.9) ? dice.pick(roles).id : null,
    office: dice.chance(0.7) ? dice.pick(offices) : null,
  }));
  const groups: World["groups"][number][] = [];
  for (const _ of range(3))
    groups.push({
      id: id(),
      members: [
        ...dice.some(users, 0.25).map((user) => ({ type: "user" as const, id: user.id })),
        ...dice.some(roles, 0.12).map((role) => ({ type: dice.pick(["role", "role_and_below"] as const), id: role.id })),
        ...dice.some(groups, 0.4).map((group) => ({ type: "group" as const, id: group.id })),
      ],
    });
  const principal = (): Principal =>
    dice.pick([
      () => ({ type: "user" as const, id: dice.pick(users).id }),
      () => ({ type: dice.pick(["role", "role_and_below"] as const), id: dice.pick(roles).id }),
      () => ({ type: "group" as const, id: dice.pick(groups).id }),
      () => ({ type: "office" as const, id: dice.pick(offices) }),
    ])();
  const records = randomRecords(
    dice,
    id,
    [...users, ...groups].map((owner) => owner.id),
  );
  const papers = randomPapers(
    dice,
    id,
    [...users, ...groups].map((owner) => owner.id),
    records,
  );
  const level = (): ShareLevel => dice.pick(["read", "edit"] as const);
  return {
    seed,
    users,
    offices,
    roles,
    profiles,
    groups,
    defaults: Object.fromEntries(
      [...WORLD_MODULES, ...PAPER_MODULES].map((module) => [module, randomDefault(dice, module)]),
    ) as World["defaults"],
    rules: range(2 + dice.below(5)).map(() => randomRule(dice, principal, level())),
    shares: oneEach(range(6).map(() => ({ record: dice.pick(records).id, to: principal(), level: level(), expired: dice.chance(0.2) }))),
    records,
    papers,
    ...randomPersonal(dice, records, principal),
    absences: absencesOf(dice, users),
    lists: dice.some(roles, 0.35).map(({ id: role }) => ({ role, options: [dice.pick(CHOICE.options), dice.pick(CHOICE.options)] })),
  };
}

function randomPersonal(dice: Dice, records: readonly WorldRecord[], to: () => Principal): Pick<World, "personal" | "grants"> {
  const modules = Object.keys(PERSONAL) as WorldModule[];
  const grant = (): World["grants"][number] => {
    const record = dice.pick(records.filter(({ module }) => modules.includes(module)));
    return { module: record.module, record: dice.chance(0.75) ? record.id : null, to: to(), expired: dice.chance(0.2) };
  };
  const grants = range(6).map(grant);
  const key = (one: World["grants"][number]): string => `${one.module} ${one.record} ${one.to.type} ${one.to.id}`;
  return { personal: dice.some(modules, 0.6), grants: [...new Map(grants.map((one) => [key(one), one])).values()] };
}

function absencesOf(dice: Dice, users: World["users"]): World["absences"] {
  return dice.some(users, 0.3).flatMap(({ id }) => {
    const substitute = dice.pick(users).id;
    return substitute === id ? [] : [{ user: id, substitute, when: dice.pick(["now", "now", "before", "later"] as const) }];
  });
}

/** One share for a record and receiver, as the program keeps them. */
const oneEach = (shares: World["shares"]): World["shares"] => [
  ...new Map(shares.map((share) => [`${share.record} ${share.to.type} ${share.to.id}`, share])).values(),
];

const randomDefault = (dice: Dice, module: WorldModule): DefaultLevel =>
  PARENTAL.includes(module)
    ? dice.pick(["parent", "parent", "parent", "private", "read"] as const)
    : dice.pick(["private", "private", "private", "read", "edit", "full"] as const);

function randomProfile(dice: Dice): Pick<WorldProfile, "modules" | "fields"> {
  const rights = (): WorldProfile["modules"][string] =>
    dice.chance(0.88)
      ? {
          view: true,
          create: dice.chance(0.8),
          edit: dice.chance(0.75),
          delete: dice.chance(0.6),
          export: dice.chance(0.7),
          import: dice.chance(0.5),
          personal: dice.chance(0.2),
          see_all: dice.chance(0.06),
          edit_all: dice.chance(0.04),
        }
      : { view: dice.chance(0.3), edit: true };
  const fields = (module: WorldModule): Record<string, FieldLevel> => {
    const money = module === "opportunities" ? [AMOUNT] : module === "products" ? [PRICE] : [];
    const names = [...SHAPES[module].texts, ...Object.keys(SHAPES[module].references), ...money];
    return Object.fromEntries(dice.some(names, 0.25).map((name) => [fieldName(name), dice.pick(["hidden", "hidden", "read"] as const)]));
  };
  return {
    modules: Object.fromEntries([...WORLD_MODULES, ...PAPER_MODULES].map((module) => [module, rights()])),
    fields: Object.fromEntries([...WORLD_MODULES, ...PAPER_MODULES].map((module) => [module, fields(module)])),
  };
}

/** Names of the world's own that stand for a field of the program. */
export const fieldName = (name: string): string => (name === "industry_note" ? "description" : name);

function randomRecords(dice: Dice, id: () => string, owners: readonly string[]): WorldRecord[] {
  const counts: Readonly<Partial<Record<WorldModule, number>>> = {
    organizations: 6,
    contacts: 10,
    opportunities: 8,
    tasks: 8,
    documents: 6,
    comments: 10,
  };
  const records: WorldRecord[] = [];
  const of = (modules: readonly WorldModule[]): WorldRecord[] => records.filter((record) => modules.includes(record.module));
  for (const module of WORLD_MODULES)
    for (const i of range(counts[module] ?? 0)) {
      const { texts, references } = SHAPES[module];
      const values: Record<string, Value> = {};
      // A word of its own in every text, so that a search for it finds this record and no other.
      for (const text of texts)
        values[fieldName(text)] = `${dice.pick(["alfa", "bravo", "delta"])}${module.slice(0, 3)}${fieldName(text).replaceAll("_", "")}${i}`;
      for (const [field, targets] of Object.entries(references)) {
        const mandatory = module === "comments";
        values[field] =
          mandatory || dice.chance(0.65) ? dice.pick(of([dice.pick(targets.filter((target) => of([target]).length > 0))])).id : null;
      }
      if (module === "opportunities") values[AMOUNT] = `${1 + dice.below(1000)}.00`;
      const links =
        module === "documents" ? dice.some(of(["contacts", "organizations", "opportunities"]), 0.07).map((record) => record.id) : [];
      records.push({ id: id(), module, owner: dice.pick(owners), values, links });
    }
  return records;
}

/** Offers to deals of the world and orders that were made of them, goods, and leads that are called like a company of the world. */
function randomPapers(dice: Dice, id: () => string, owners: readonly string[], records: readonly WorldRecord[]): WorldRecord[] {
  const papers: WorldRecord[] = [];
  const make = (module: PaperModule, count: number, valuesOf: (i: number) => Record<string, Value>): void => {
    for (const i of range(count)) papers.push({ id: id(), module, owner: dice.pick(owners), values: valuesOf(i), links: [] });
  };
  const one = (module: WorldModule): WorldRecord => dice.pick([...records, ...papers].filter((record) => record.module === module));
  make("products", 2, (i) => ({ name: `goods${i}`, [PRICE]: "10.00" }));
  make("leads", 3, (i) => ({ last_name: `lead${i}`, company: one("organizations").values["name"] ?? "" }));
  make("quotes", 5, (i) => ({
    subject: `quote${i}`,
    opportunity_id: dice.chance(0.8) ? one("opportunities").id : null,
    organization_id: one("organizations").id,
  }));
  make("sales_orders", 4, (i) => ({
    subject: `order${i}`,
    quote_id: dice.chance(0.8) ? one("quotes").id : null,
    organization_id: one("organizations").id,
  }));
  return papers;
}

function randomRule(dice: Dice, principal: () => Principal, level: ShareLevel): WorldRule {
  const module = dice.pick(["contacts", "organizations", "opportunities", "tasks", "documents"] as const);
  const condition = { field: fieldName(SHAPES[module].texts[0] ?? ""), op: "starts_with" as const, value: dice.pick(["alfa", "bravo"]) };
  const refers = WORLD_MODULES.filter((other) => Object.values(SHAPES[other].references).some((targets) => targets.includes(module)));
  return {
    module,
    from: dice.chance(0.3) ? { filter: dice.chance(0.3) ? { not: condition } : condition } : principal(),
    to: principal(),
    level,
    related: dice.some(refers, 0.3),
  };
}
