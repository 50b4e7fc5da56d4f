/** What is measured: each case as requests to the program, and as the statements that the floor runs for the same. */
import { seeded, type Random } from "../src/features/demo/random.ts";
import type { Ctx } from "../src/server/context.ts";
import type { Database } from "../src/server/db/database.ts";
import { sql } from "../src/server/db/sql.ts";
import { encodeCursor } from "../src/server/records/compile/order.ts";
import { createRecord, getRecord, listRecords, updateRecord } from "../src/server/records/index.ts";
import { FIVE_FILTERS } from "./custom-fields.ts";
import type { FloorCase, Variation } from "./floor.ts";
import { base, type Plan } from "./generate.ts";
import type { LoadRequest } from "./load.ts";
import { latin, person, phone, pickCity } from "./people.ts";
import { statementsOf, type Statement } from "./record-statements.ts";

export interface CaseScope {
  readonly ctx: Ctx;
  readonly database: Database;
  readonly plan: Plan;
}
export interface Prepared {
  readonly floor: FloorCase;
  /** Requests of one round, to either of the two. */
  requests(side: "app" | "floor"): Promise<readonly LoadRequest[]>;
  /** Each request only once: an update needs the version of its record. */
  readonly once?: boolean;
}
export interface Case {
  readonly name: string;
  readonly title: string;
  /** The program's latency may be this many times the floor's. */
  readonly goal?: number;
  prepare(scope: CaseScope): Promise<Prepared>;
}

const API = "/api/v1/records/contacts";
/** As the client asks for a list: its page, the module's columns, no count. */
export const PAGE = 100;
const SORT = "-modified_at";
/** How many pages of 50 the deep page lies behind the first one. */
const DEEP_ROWS = 10_000 * 50;

/** What a list asks for; `filter` is in the language of the API. */
interface ListRequest {
  readonly sort: string;
  readonly filter?: unknown;
  readonly cursor?: string;
}

export const listPath = (ctx: Ctx, { sort, filter, cursor }: ListRequest): string => {
  const query = new URLSearchParams({ fields: columns(ctx).join(","), sort, limit: String(PAGE), count: "none" });
  if (filter !== undefined) query.set("filter", JSON.stringify(filter));
  if (cursor !== undefined) query.set("cursor", cursor);
  return `${API}?${query.toString()}`;
};
const columns = (ctx: Ctx): readonly string[] => ctx.registry.modules.get("contacts")?.list.columns ?? [];

async function prepareList({ ctx, database }: CaseScope, name: string, request: ListRequest): Promise<Prepared> {
  const { statements, result } = await statementsOf(ctx, database, (recorded) =>
    listRecords(recorded, { module: "contacts", fields: columns(ctx), limit: PAGE, count: "none", ...request }),
  );
  if (result.data.length !== PAGE) throw new Error(`${name}: a page of ${result.data.length} records measures nothing`);
  const floor = floorCase(name, "GET", statements, { kind: "same" });
  const path = { app: listPath(ctx, request), floor: `/${name}` };
  return { floor, requests: async (side) => [{ method: "GET", path: path[side] }] };
}

const floorCase = (name: string, method: FloorCase["method"], statements: readonly Statement[], variation: Variation): FloorCase => ({
  name,
  method,
  statements,
  variation,
});

async function deepCursor({ ctx, plan }: CaseScope): Promise<string> {
  const offset = Math.min(DEEP_ROWS, Math.floor(plan.contacts / 2));
  const { rows } = await ctx.db.query<{ id: string; modified_at: string }>(
    sql`SELECT id, modified_at FROM contacts WHERE deleted_at IS NULL ORDER BY modified_at DESC, id DESC OFFSET ${offset} LIMIT 1`,
  );
  const row = rows[0];
  if (!row) throw new Error("no row that deep");
  return encodeCursor({ s: SORT, p: "all", k: [row.modified_at], i: row.id });
}

const randomId = (plan: Plan, random: Random): string => String(base(plan, "contacts") + random.int(1, plan.contacts));

async function prepareRecord({ ctx, database, plan }: CaseScope): Promise<Prepared> {
  const random = seeded("record page");
  const sample = randomId(plan, random);
  const { statements } = await statementsOf(ctx, database, (recorded) => getRecord(recorded, { module: "contacts", id: sample }));
  const ids = Array.from({ length: 5000 }, () => randomId(plan, random));
  return {
    floor: floorCase("record", "GET", statements, { kind: "id", id: sample }),
    requests: async (side) => ids.map((id) => ({ method: "GET", path: side === "app" ? `${API}/${id}` : `/record?id=${id}` })),
  };
}

function newContact(plan: Plan, random: Random): Record<string, unknown> {
  const lang = random.chance(0.6) ? "ru" : "en";
  const who = person(random, lang);
  const city = pickCity(random, lang);
  return {
    last_name: who.last,
    first_name: who.first,
    organization_id: String(base(plan, "organizations") + random.int(1, plan.organizations)),
    title: "Buyer",
    lead_source: "web_site",
    phone: phone(random, city),
    email: `${latin(who.first)[0]}.${latin(who.last)}.${random.int(1, 1e9)}@example.com`,
    mailing_address: { city: city.city, country: city.country },
  };
}

async function prepareCreate({ ctx, database, plan }: CaseScope): Promise<Prepared> {
  const random = seeded("create");
  const { statements, result } = await statementsOf(ctx, database, (recorded) =>
    createRecord(recorded, "contacts", newContact(plan, random)),
  );
  const variation: Variation = { kind: "create", id: result.id, number: String(result["number"]) };
  const bodies = Array.from({ length: 5000 }, () => JSON.stringify(newContact(plan, random)));
  return {
    floor: floorCase("create", "POST", statements, variation),
    requests: async (side) => bodies.map((body) => ({ method: "POST", path: side === "app" ? API : "/create", body })),
  };
}

async function prepareUpdate({ ctx, database, plan }: CaseScope): Promise<Prepared> {
  const random = seeded(`update ${Date.now()}`);
  const before = await getRecord(ctx, { module: "contacts", id: randomId(plan, random) });
  const { id, version, label } = before;
  const { statements } = await statementsOf(ctx, database, (recorded) =>
    updateRecord(recorded, "contacts", { id, version, values: { title: `Title ${random.int(1, 1e9)}` } }),
  );
  return {
    floor: floorCase("update", "PATCH", statements, { kind: "update", id, label, version }),
    once: true,
    requests: async (side) => {
      const ids = Array.from({ length: 15_000 }, () => randomId(plan, random));
      const { rows } = await database.query<{ id: string; version: number }>(
        sql`SELECT id, version FROM contacts WHERE id = ANY(${ids}::bigint[])`,
      );
      return rows.map((row) => ({
        method: "PATCH",
        path: side === "app" ? `${API}/${row.id}` : `/update?id=${row.id}`,
        body: JSON.stringify({ version: row.version, title: `Title ${random.int(1, 1e9)}` }),
      }));
    },
  };
}

const READ_GOAL = 1.5;

export const CASES: readonly Case[] = [
  { name: "list", title: "List, default view", goal: READ_GOAL, prepare: (scope) => prepareList(scope, "list", { sort: SORT }) },
  {
    name: "filtered",
    title: "List, filtered, by last name",
    goal: READ_GOAL,
    prepare: (scope) =>
      prepareList(scope, "filtered", { sort: "last_name", filter: { field: "lead_source", op: "eq", value: "web_site" } }),
  },
  {
    name: "custom",
    title: "List, 5 custom-field filters, one indexed",
    goal: READ_GOAL,
    prepare: (scope) => prepareList(scope, "custom", { sort: SORT, filter: FIVE_FILTERS }),
  },
  {
    name: "deep",
    title: "List, deep page",
    goal: READ_GOAL,
    prepare: async (scope) => prepareList(scope, "deep", { sort: SORT, cursor: await deepCursor(scope) }),
  },
  { name: "record", title: "Record page", goal: READ_GOAL, prepare: prepareRecord },
  { name: "create", title: "Create", prepare: prepareCreate },
  { name: "update", title: "Update", prepare: prepareUpdate },
];
