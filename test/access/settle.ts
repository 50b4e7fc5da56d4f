/** Puts a world into a database, records through the engine, and takes it out again. */
import type { Ctx } from "../../src/server/context.ts";
import { loadUserAccess, type OrganisationCache } from "../../src/server/access/load.ts";
import { raiseEpoch } from "../../src/server/access/epoch.ts";
import { writeRecords } from "../../src/server/records/index.ts";
import { ident, join, sql } from "../../src/server/db/sql.ts";
import { buildRegistry, NO_CUSTOM } from "../../src/model/registry.ts";
import { standardModules } from "../../src/modules/index.ts";
import type { Database } from "../../src/server/db/database.ts";
import { systemContext } from "../context.ts";
import { CHOICE, PERSONAL, PAPER_MODULES, SHAPES, WORLD_MODULES, type World } from "./world.ts";

const LINKED = ["contacts", "organizations", "opportunities"] as const;
const TABLES = [
  ...WORLD_MODULES,
  ...PAPER_MODULES,
  "stock_movements",
  "notifications",
  "presence",
  "mass_actions",
  "users",
  "groups",
  "offices",
  ...LINKED.map((module) => `link_document_${module}`),
  "records",
  "changes",
  "operations",
  "stars",
  "views",
  "files",
  "record_shares",
  "personal_modules",
  "personal_grants",
  "absences",
  "sharing_rules",
  "group_members",
  "user_access",
  "role_options",
  "role_profiles",
  "roles",
  "profiles",
];

export async function clear(system: Ctx): Promise<void> {
  await system.db.query(sql`TRUNCATE ${join(TABLES.map((table) => ident(table)))} CASCADE`, { prepare: false });
}

/** Creates records with the world's own ids: they follow one another in the world as they do in the sequence. */
async function create(system: Ctx, module: string, items: readonly { id: string; values: Record<string, unknown> }[]): Promise<void> {
  const first = items[0];
  if (!first) return;
  await system.db.query(sql`SELECT setval('record_id_seq', ${first.id}::bigint, false)`);
  const { results } = await writeRecords(system, {
    module,
    operations: items.map(({ values }) => ({ op: "create", values })),
    atomic: true,
    present: false,
  });
  results.forEach((result, i) => {
    if (!result.ok) throw result.error;
    if (result.id !== items[i]?.id) throw new Error(`${module}: id ${result.id} instead of ${items[i]?.id}`);
  });
}

export async function settle(system: Ctx, world: World): Promise<void> {
  const { db } = system;
  await clear(system);
  const rows = (list: readonly unknown[]): string => JSON.stringify(list);
  await db.query(
    sql`INSERT INTO profiles (id, name, rights) OVERRIDING SYSTEM VALUE SELECT id, id::text, rights FROM json_to_recordset(${rows(
      world.profiles.map(({ id, modules, fields }) => ({ id, rights: { modules, fields, tools: [] } })),
    )}::json) AS x(id bigint, rights jsonb)`,
  );
  for (const { id, parent, peers, isDefault } of world.roles)
    await db.query(
      sql`INSERT INTO roles (id, name, parent_id, peers, is_default) OVERRIDING SYSTEM VALUE VALUES (${id}::bigint, ${id}, ${parent}::bigint, ${peers}, ${isDefault})`,
    );
  await db.query(
    sql`INSERT INTO role_profiles (role_id, profile_id) SELECT role, profile FROM json_to_recordset(${rows(
      world.roles.flatMap(({ id, profiles }) => profiles.map((profile) => ({ role: id, profile }))),
    )}::json) AS x(role bigint, profile bigint)`,
  );
  await create(
    system,
    "offices",
    world.offices.map((id) => ({ id, values: { name: `office ${id}` } })),
  );
  await create(
    system,
    "users",
    world.users.map(({ id, office }) => ({
      id,
      values: { last_name: `user ${id}`, email: `${id}@example.com`, status: "active", office_id: office },
    })),
  );
  await db.query(
    sql`INSERT INTO user_access (user_id, role_id) SELECT id, role FROM json_to_recordset(${rows(
      world.users.filter(({ role }) => role !== null),
    )}::json) AS x(id bigint, role bigint)`,
  );
  await create(
    system,
    "groups",
    world.groups.map(({ id }) => ({ id, values: { name: `group ${id}` } })),
  );
  await db.query(
    sql`INSERT INTO group_members (group_id, type, member_id) SELECT DISTINCT g, type, id FROM json_to_recordset(${rows(
      world.groups.flatMap(({ id, members }) => members.map((member) => ({ g: id, ...member }))),
    )}::json) AS x(g bigint, type text, id bigint)`,
  );
  await settleRecords(system, world);
  await settleSharing(system, world);
  await settlePersonal(system, world);
  await db.query(
    sql`INSERT INTO role_options (role_id, module, field, options) SELECT role, ${CHOICE.module}, ${CHOICE.field}, ARRAY(SELECT json_array_elements_text(options))
        FROM json_to_recordset(${rows(world.lists)}::json) AS x(role bigint, options json)`,
  );
  await raiseEpoch(db);
}

/** The system's context, with the fields of the worlds that are personal declared so. */
export async function worldContext(database: Database): Promise<Ctx> {
  const changes = Object.fromEntries(
    Object.entries(PERSONAL).map(([module, names]) => [
      module,
      { fields: Object.fromEntries(names.map((name) => [name, { personal: true }])) },
    ]),
  );
  return { ...(await systemContext(database)), registry: buildRegistry(standardModules, { ...NO_CUSTOM, changes }, 1) };
}

async function settlePersonal({ db }: Ctx, world: World): Promise<void> {
  await db.query(sql`INSERT INTO personal_modules (module) SELECT unnest(${world.personal}::text[])`);
  const grants = world.grants.map(({ to, ...grant }) => ({ ...grant, ...to }));
  await db.query(
    sql`INSERT INTO personal_grants (module, record_id, to_type, to_id, expires_at)
        SELECT x.module, x.record, x.type, x.id, CASE WHEN x.expired THEN now() - interval '1 minute' ELSE now() + interval '1 day' END
        FROM json_to_recordset(${JSON.stringify(grants)}::json) AS x(module text, record bigint, type text, id bigint, expired boolean)`,
  );
  await db.query(
    sql`INSERT INTO absences (user_id, substitute_id, starts_at, ends_at)
        SELECT x."user", x.substitute, now() + s.shift - interval '1 hour', now() + s.shift + interval '1 hour'
        FROM json_to_recordset(${JSON.stringify(world.absences)}::json) AS x("user" bigint, substitute bigint, "when" text)
          JOIN (VALUES ('now', interval '0'), ('before', interval '-1 day'), ('later', interval '1 day')) AS s ("when", shift) USING ("when")`,
  );
}

async function settleRecords(system: Ctx, world: World): Promise<void> {
  for (const module of [...WORLD_MODULES, ...PAPER_MODULES])
    await create(
      system,
      module,
      [...world.records, ...world.papers]
        .filter((record) => record.module === module)
        .map(({ id, owner, values: { [module === "quotes" ? "opportunity_id" : ""]: _later, ...values } }) => ({
          id,
          values: { ...SHAPES[module].fixed, ...values, owner_id: owner },
        })),
    );
  // Made of a deal, an offer would set what the deal is worth.
  await system.db.query(
    sql`UPDATE quotes q SET opportunity_id = x.deal FROM json_to_recordset(${JSON.stringify(
      world.papers.flatMap(({ id, values }) => (values["opportunity_id"] ? [{ id, deal: values["opportunity_id"] }] : [])),
    )}::json) AS x(id bigint, deal bigint) WHERE q.id = x.id`,
  );
  for (const module of LINKED)
    await system.db.query(
      sql`INSERT INTO ${ident(`link_document_${module}`)} (a_id, b_id) SELECT a, b FROM json_to_recordset(${JSON.stringify(
        world.records.flatMap(({ id, links }) =>
          links.filter((link) => world.records.find((each) => each.id === link)?.module === module).map((link) => ({ a: id, b: link })),
        ),
      )}::json) AS x(a bigint, b bigint)`,
    );
}

export async function settleSharing({ db }: Ctx, world: World): Promise<void> {
  await db.query(sql`DELETE FROM sharing_rules`);
  await db.query(sql`DELETE FROM record_shares`);
  await db.query(
    sql`INSERT INTO sharing_defaults (module, level) SELECT key, value FROM json_each_text(${JSON.stringify(world.defaults)}::json)
        ON CONFLICT (module) DO UPDATE SET level = excluded.level`,
  );
  await db.query(
    sql`INSERT INTO sharing_rules (module, source, target, level, related) SELECT module, source, target, level, ARRAY(SELECT json_array_elements_text(related))
        FROM json_to_recordset(${JSON.stringify(world.rules.map(({ from, to, ...rule }) => ({ ...rule, source: from, target: to })))}::json)
          AS x(module text, source jsonb, target jsonb, level text, related json)`,
  );
  await db.query(
    sql`INSERT INTO record_shares (module, record_id, to_type, to_id, level, expires_at)
        SELECT r.module, r.id, x.type, x.id, x.level, CASE WHEN x.expired THEN now() - interval '1 minute' END
        FROM json_to_recordset(${JSON.stringify(
          world.shares.map(({ to, ...share }) => ({ ...share, ...to })),
        )}::json) AS x(record bigint, type text, id bigint, level text, expired boolean) JOIN records r ON r.id = x.record`,
  );
}

/** The context of a user, their rights as the database has them. */
export async function actAs(system: Ctx, userId: string, kept: OrganisationCache = {}): Promise<Ctx> {
  const { access } = await loadUserAccess(system.db, userId, kept);
  return {
    ...system,
    source: "ui",
    actor: {
      kind: "user",
      id: userId,
      name: `user ${userId}`,
      email: `${userId}@example.com`,
      isAdmin: false,
      groupIds: access.groupIds,
      access,
      lang: "en",
      timezone: "Europe/Moscow",
      currency: "RUB",
    },
  };
}
