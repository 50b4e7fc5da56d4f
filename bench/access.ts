/**
 * Access at the size of a large company: 1,000 users in a tree of roles six levels deep, 50 groups, 100 sharing rules,
 * contacts private. What a list costs somebody in the middle of the tree, beside its own floor and beside what it costs
 * an administrator; and how soon a change of the rules is felt. Works on a copy of the filled database.
 */
import type { Logger } from "pino";
import { seeded, type Random } from "../src/features/demo/random.ts";
import { loadUserAccess } from "../src/server/access/load.ts";
import { raiseEpoch } from "../src/server/access/epoch.ts";
import { createToken } from "../src/server/auth/tokens.ts";
import type { Ctx } from "../src/server/context.ts";
import type { Database } from "../src/server/db/database.ts";
import { sql } from "../src/server/db/sql.ts";
import { listRecords, writeRecords } from "../src/server/records/index.ts";
import { adminContext, signedIn } from "./caller.ts";
import { listPath, PAGE } from "./cases.ts";
import { asAdmin, type Cluster } from "./cluster.ts";
import type { FloorCase } from "./floor.ts";
import { planOf, type Plan } from "./generate.ts";
import { compare, type Pace, type Side } from "./measure.ts";
import { startApp, startFloor, type Loader } from "./processes.ts";
import { statementsOf } from "./record-statements.ts";
import type { AccessResults } from "./results.ts";

const USERS = 1000;
const LEVELS = 6;
const GROUPS = 50;
const RULES = 100;
const MARKER = "bench_access";
const SORT = "-modified_at";

export interface AccessBench {
  readonly cluster: Cluster;
  readonly loader: Loader;
  readonly pace: Pace;
  readonly contacts: number;
  readonly nodeOptions: readonly string[];
  readonly log: Logger;
}

export async function measureAccess(bench: AccessBench, filled: string): Promise<AccessResults> {
  const { cluster, loader, pace, log } = bench;
  const name = `${filled}_access`;
  const plan = planOf(bench.contacts);
  const database = await openCopy(cluster, filled, name);
  try {
    const middle = await organise(database, plan, log);
    const { floor, owners } = await floorOf(database, plan, middle);
    const app = await startApp(cluster, name, bench.nodeOptions);
    const floorServer = await startFloor(cluster, name, [floor]);
    try {
      const path = listPath(await adminContext(database, plan), { sort: SORT });
      const side = (server: Pick<Side, "url" | "pid">, headers: Side["headers"], at: string): Side => ({
        ...server,
        headers,
        requests: async () => [{ method: "GET", path: at }],
      });
      const mine = side(app, await tokenOf(database, middle), path);
      const administrators = side(app, await signedIn(database, plan), path);
      const options = { pace, once: false };
      const toFloor = await compare(loader, { base: side(floorServer, {}, `/${floor.name}`), other: mine }, options);
      const toAdministrator = await compare(loader, { base: administrators, other: mine }, options);
      const change = await changeRule({ url: app.url, database, middle, path, admin: administrators.headers, mine: mine.headers });
      return { owners, toFloor, toAdministrator, ...change };
    } finally {
      await app.stop();
      await floorServer.stop();
    }
  } finally {
    await database.close();
  }
}

async function openCopy(cluster: Cluster, filled: string, name: string): Promise<Database> {
  await asAdmin(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await asAdmin(cluster, `CREATE DATABASE ${name} TEMPLATE ${filled} STRATEGY file_copy`);
  return cluster.open(name);
}

/** The people, their tree, groups and rules; gives each contact one of them as its owner. Returns somebody in the middle. */
async function organise(database: Database, plan: Plan, log: Logger): Promise<string> {
  const ctx: Ctx = { ...(await adminContext(database, plan)), actor: { kind: "system", name: MARKER } };
  const random = seeded(MARKER);
  const roles = await makeRoles(ctx, random);
  const users = await create(ctx, "users", USERS, (i) => ({ last_name: `User ${i}`, email: `access${i}@manul.example`, status: "active" }));
  // More people the further down; every role has some.
  const places = users.map((_, i) => roles[i < roles.length ? i : random.int(Math.floor(roles.length / 3), roles.length - 1)]?.id ?? "");
  await database.query(sql`INSERT INTO user_access (user_id, role_id) SELECT * FROM unnest(${users}::bigint[], ${places}::bigint[])`);
  await makeGroups(ctx, random, users, roles);
  await makeRules(ctx, random, roles);
  log.info("giving the contacts to the users");
  await database.query(sql`UPDATE contacts SET owner_id = (${users}::bigint[])[1 + (id * 7919) % ${USERS}::int]`);
  await database.query(sql`UPDATE records r SET owner_id = c.owner_id FROM contacts c WHERE c.id = r.id`);
  await database.query(
    sql`INSERT INTO sharing_defaults (module, level) VALUES ('contacts', 'private') ON CONFLICT (module) DO UPDATE SET level = excluded.level`,
  );
  await raiseEpoch(database);
  await database.execute("VACUUM ANALYZE contacts");
  await database.execute("VACUUM ANALYZE records");
  const third = roles.findIndex((role) => role.level === LEVELS / 2);
  return users[third] ?? "";
}

interface BenchRole {
  readonly id: string;
  readonly level: number;
}

async function makeRoles(ctx: Ctx, _random: Random): Promise<readonly BenchRole[]> {
  const { rows: profiles } = await ctx.db.query<{ id: string }>(sql`SELECT id FROM profiles WHERE preset = 'standard'`);
  const roles: BenchRole[] = [];
  let above: readonly (string | null)[] = [null];
  for (let level = 1; level <= LEVELS; level++) {
    const here: string[] = [];
    for (const parent of above)
      for (let i = 0; i < (level === 1 ? 1 : 3); i++) {
        const { rows } = await ctx.db.query<{ id: string }>(
          sql`INSERT INTO roles (name, parent_id) VALUES (${`Bench ${level}.${here.length}`}, ${parent}::bigint) RETURNING id`,
        );
        here.push(rows[0]?.id ?? "");
      }
    roles.push(...here.map((id) => ({ id, level })));
    above = here;
  }
  await ctx.db.query(
    sql`INSERT INTO role_profiles (role_id, profile_id) SELECT x, ${profiles[0]?.id}::bigint FROM unnest(${roles.map(({ id }) => id)}::bigint[]) AS x`,
  );
  return roles;
}

async function create(ctx: Ctx, module: string, count: number, values: (i: number) => object): Promise<readonly string[]> {
  const operations = Array.from({ length: count }, (_, i) => ({ op: "create" as const, values: values(i) }));
  const { results } = await writeRecords(ctx, { module, operations, atomic: true, present: false });
  return results.map((result) => {
    if (!result.ok) throw result.error;
    return result.id;
  });
}

async function makeGroups(ctx: Ctx, random: Random, users: readonly string[], roles: readonly BenchRole[]): Promise<void> {
  const groups = await create(ctx, "groups", GROUPS, (i) => ({ name: `Group ${i}` }));
  for (const [i, group] of groups.entries()) {
    const people = Array.from({ length: 10 }, () => random.pick(users));
    await ctx.db.query(
      sql`INSERT INTO group_members (group_id, type, member_id) SELECT ${group}::bigint, 'user', x FROM unnest(${people}::bigint[]) AS x ON CONFLICT DO NOTHING`,
    );
    await ctx.db.query(
      sql`INSERT INTO group_members (group_id, type, member_id) VALUES (${group}::bigint, 'role_and_below', ${random.pick(roles.slice(-200)).id}::bigint)`,
    );
    if (i > 0)
      await ctx.db.query(
        sql`INSERT INTO group_members (group_id, type, member_id) VALUES (${group}::bigint, 'group', ${groups[i - 1]}::bigint) ON CONFLICT DO NOTHING`,
      );
  }
}

async function makeRules(ctx: Ctx, random: Random, roles: readonly BenchRole[]): Promise<void> {
  const some = (): BenchRole => random.pick(roles.slice(4));
  for (let i = 0; i < RULES; i++)
    await ctx.db.query(
      sql`INSERT INTO sharing_rules (module, source, target, level) VALUES (${i % 2 === 0 ? "contacts" : "opportunities"},
          ${JSON.stringify({ type: "role", id: some().id })}::jsonb, ${JSON.stringify({ type: "role_and_below", id: some().id })}::jsonb, ${i % 3 === 0 ? "edit" : "read"})`,
    );
}

async function floorOf(database: Database, plan: Plan, middle: string): Promise<{ floor: FloorCase; owners: number }> {
  const admin = await adminContext(database, plan);
  const { access } = await loadUserAccess(database, middle);
  if (admin.actor.kind !== "user") throw new Error("the administrator is a person");
  const ctx: Ctx = { ...admin, actor: { ...admin.actor, id: middle, isAdmin: false, groupIds: access.groupIds, access } };
  const fields = ctx.registry.modules.get("contacts")?.list.columns ?? [];
  const { statements, result } = await statementsOf(ctx, database, (recorded) =>
    listRecords(recorded, { module: "contacts", fields, sort: SORT, limit: PAGE, count: "none" }),
  );
  if (result.data.length !== PAGE) throw new Error(`a page of ${result.data.length} records measures nothing`);
  const floor: FloorCase = { name: "access", method: "GET", statements, variation: { kind: "same" } };
  return { floor, owners: access.grants("contacts", "view").owners.length };
}

async function tokenOf(database: Database, userId: string): Promise<Record<string, string>> {
  const { token } = await createToken(database, userId, { name: MARKER, scopes: ["read", "write"], expiresAt: null });
  return { authorization: `Bearer ${token}` };
}

interface ChangeScene {
  readonly url: string;
  readonly database: Database;
  readonly middle: string;
  readonly path: string;
  readonly admin: Side["headers"];
  readonly mine: Side["headers"];
}

/** The user gets the role of the whole company's head: how long until their list says so, and which rows were touched. */
async function changeRule(scene: ChangeScene): Promise<Pick<AccessResults, "changeSeconds" | "rowsRewritten">> {
  const { url, database, middle, path, admin, mine } = scene;
  const written = async (): Promise<number> => {
    await database.execute("SELECT pg_stat_force_next_flush()").catch(() => undefined);
    const { rows } = await database.query<{ n: string }>(
      sql`SELECT sum(n_tup_upd + n_tup_ins) AS n FROM pg_stat_user_tables WHERE relname IN ('contacts', 'records')`,
    );
    return Number(rows[0]?.n ?? 0);
  };
  const page = async (): Promise<string> => (await fetch(url + path, { headers: mine })).text();
  const { rows } = await database.query<{ id: string }>(sql`SELECT id FROM roles WHERE name = 'Bench 1.0'`);
  const before = await page();
  const rowsBefore = await written();
  const began = performance.now();
  const reply = await fetch(`${url}/api/v1/admin/sharing/rules`, {
    method: "POST",
    headers: { ...admin, "content-type": "application/json" },
    body: JSON.stringify({
      module: "contacts",
      from: { type: "role_and_below", id: rows[0]?.id },
      to: { type: "user", id: middle },
      level: "read",
    }),
  });
  if (reply.status !== 201) throw new Error(`the rule was refused: ${await reply.text()}`);
  while ((await page()) === before) if (performance.now() - began > 30_000) throw new Error("the change was never felt");
  return { changeSeconds: (performance.now() - began) / 1000, rowsRewritten: (await written()) - rowsBefore };
}
