/**
 * Every way by which a record is changed. What the oracle allows must pass (in a transaction that is rolled back), what
 * it denies must be refused for that reason, and a refused write must leave the database as it was.
 */
import type { Ctx } from "../../src/server/context.ts";
import { ident, raw, sql } from "../../src/server/db/sql.ts";
import {
  createRecord,
  deleteRecord,
  linkRecords,
  purgeRecord,
  revertAfter,
  revertOperation,
  setStar,
  unlinkRecords,
  updateRecord,
  writeRecords,
} from "../../src/server/records/index.ts";
import { fieldsOf, nameField, refused, same } from "./expect.ts";
import type { Scene } from "./read-paths.ts";
import { AMOUNT, CHOICE, SHAPES, WORLD_MODULES, type WorldModule, type WorldRecord } from "./world.ts";

interface Attempt {
  readonly what: string;
  readonly run: (ctx: Ctx) => Promise<unknown>;
  /** Codes of the refusal; undefined: it must pass. */
  readonly denied: readonly string[] | undefined;
}

class Undone extends Error {}

async function passesAndIsUndone(ctx: Ctx, { run, what }: Attempt): Promise<number> {
  try {
    await ctx.db.tx(async (db) => {
      await run({ ...ctx, db });
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw new Error(`${what}: refused, though the oracle allows it`, { cause: error });
  }
  return 1;
}

/** A sum over all rows that a write could touch. */
export async function fingerprint({ db }: Ctx): Promise<string> {
  const tables = [...WORLD_MODULES, "records", "changes", "operations", "stars", "link_document_contacts", "record_shares"];
  const parts = tables.map(
    (table) => sql`SELECT coalesce(sum(('x' || substr(md5(x::text), 1, 15))::bit(60)::bigint), 0)::text AS sum FROM ${ident(table)} x`,
  );
  const { rows } = await db.query<{ sum: string }>(parts.reduce((all, part) => sql`${all}${raw(" UNION ALL ")}${part}`));
  return rows.map((row) => row.sum).join(" ");
}

export async function writes(scene: Scene): Promise<number> {
  const attempts = [...onRecords(scene), ...creations(scene), ...choices(scene), ...links(scene)];
  const denied = attempts.filter((attempt) => attempt.denied);
  const before = await fingerprint(scene.system);
  let checks = 0;
  for (const attempt of denied) checks += await refused(attempt.run(scene.ctx), attempt.denied ?? [], `${scene.user}: ${attempt.what}`);
  checks += same(await fingerprint(scene.system), before, `${scene.user}: the database after ${denied.length} denied writes`);
  for (const attempt of attempts) if (!attempt.denied) checks += await passesAndIsUndone(scene.ctx, attempt);
  return checks + (await bulk(scene)) + (await bulkOfChoices(scene));
}

const NOT_THERE = ["not_found", "unknown_module"];

/** Why a write of this kind to this record is refused, if it is. */
function refusal({ oracle, user }: Scene, record: WorldRecord, action: "edit" | "delete"): readonly string[] | undefined {
  if (!oracle.rights(user, record.module, "view")) return ["unknown_module"];
  if (!oracle.rights(user, record.module, action)) return ["forbidden"];
  const level = oracle.level(user, record);
  if (level === 0) return ["not_found"];
  return level >= (action === "edit" ? 2 : 3) ? undefined : ["forbidden"];
}

function onRecords(scene: Scene): readonly Attempt[] {
  const { oracle, user, dice } = scene;
  return dice.some(oracle.world.records, 0.25).flatMap((record): Attempt[] => {
    const { module, id } = record;
    const at = `${module}/${id}`;
    const field = dice.pick(fieldsOf(module).filter((name) => !name.endsWith("_id") && name !== AMOUNT));
    const isOpen = oracle.field(user, module, field) === "edit";
    const unreadable = oracle.sees(user, record) ? undefined : NOT_THERE;
    const wontEdit = refusal(scene, record, "edit");
    const values = { [field]: `changed${id}` };
    return [
      {
        what: `update of ${at}.${field}`,
        run: (ctx) => updateRecord(ctx, module, { id, version: 1, values }),
        denied: wontEdit ?? (isOpen ? undefined : ["validation_failed"]),
      },
      { what: `deletion of ${at}`, run: (ctx) => deleteRecord(ctx, module, { id }), denied: refusal(scene, record, "delete") },
      { what: `purge of ${at}`, run: (ctx) => purgeRecord(ctx, module, { id }), denied: refusal(scene, record, "delete") },
      { what: `star on ${at}`, run: (ctx) => setStar(ctx, { module, id, starred: true }), denied: unreadable },
      ...(unreadable || wontEdit
        ? [
            {
              what: `time travel of ${at}`,
              run: (ctx: Ctx) => revertAfter(ctx, { module, id, after: new Date(Date.now() + 60_000).toISOString() }),
              denied: unreadable ?? ["forbidden"],
            },
          ]
        : []),
      ...(unreadable
        ? [{ what: `undo on ${at}`, run: (ctx: Ctx) => revertOperation(ctx, { module, id, operationId: "1" }), denied: NOT_THERE }]
        : []),
      ...references(scene, record, wontEdit),
    ];
  });
}

/** A reference may be set to what one may see; to anything else as little as to what isn't there. */
function references({ oracle, user, dice }: Scene, record: WorldRecord, wontEdit: readonly string[] | undefined): readonly Attempt[] {
  return Object.entries(SHAPES[record.module].references).map(([field, targets]) => {
    const target = dice.pick(oracle.world.records.filter((other) => targets.includes(other.module) && other.id !== record.id));
    const changes = record.values[field] !== target.id;
    const mayPoint = oracle.sees(user, target) || !changes;
    const denied = wontEdit ?? (oracle.field(user, record.module, field) !== "edit" || !mayPoint ? ["validation_failed"] : undefined);
    return {
      what: `${record.module}/${record.id}.${field} to ${target.module}/${target.id}`,
      run: (ctx) => updateRecord(ctx, record.module, { id: record.id, version: 1, values: { [field]: target.id } }),
      denied,
    };
  });
}

function creations({ oracle, user }: Scene): readonly Attempt[] {
  return (["organizations", "contacts"] as const).map((module: WorldModule) => {
    const name = nameField(module);
    const denied = !oracle.rights(user, module, "view")
      ? ["unknown_module"]
      : !oracle.rights(user, module, "create")
        ? ["forbidden"]
        : oracle.field(user, module, name) === "edit"
          ? undefined
          : ["validation_failed"];
    return { what: `a new one of ${module}`, run: (ctx) => createRecord(ctx, module, { [name]: "New" }), denied };
  });
}

/** A value is given by whose role may give it; by nobody else, on an old record as little as on a new one. */
function choices(scene: Scene): readonly Attempt[] {
  const { oracle, user, dice } = scene;
  const { module, field, options } = CHOICE;
  return dice
    .some(
      oracle.world.records.filter((record) => record.module === module),
      0.4,
    )
    .flatMap(({ id, ...record }): Attempt[] => {
      const value = dice.pick(options);
      const notTheirs = oracle.gives(user, value) ? undefined : ["validation_failed"];
      const mayName = oracle.field(user, module, nameField(module)) === "edit";
      const mayCreate = oracle.rights(user, module, "create");
      return [
        {
          what: `${module}/${id}.${field} to ${value}`,
          run: (ctx) => updateRecord(ctx, module, { id, version: 1, values: { [field]: value } }),
          denied: refusal(scene, { id, ...record }, "edit") ?? notTheirs,
        },
        {
          what: `a new one of ${module} with ${value}`,
          run: (ctx) => createRecord(ctx, module, { [nameField(module)]: "New", [field]: value }),
          denied: !oracle.rights(user, module, "view")
            ? ["unknown_module"]
            : mayCreate
              ? (notTheirs ?? (mayName ? undefined : ["validation_failed"]))
              : ["forbidden"],
        },
      ];
    });
}

/** A link is a write to both of its ends. */
function links(scene: Scene): readonly Attempt[] {
  const { oracle, user, dice } = scene;
  const document = dice.pick(oracle.world.records.filter((record) => record.module === "documents"));
  const contact = dice.pick(oracle.world.records.filter((record) => record.module === "contacts"));
  const modules = (["contacts", "documents"] as const).every((module) => oracle.rights(user, module, "edit"));
  const denied =
    !oracle.sees(user, contact) || !oracle.rights(user, "documents", "view")
      ? NOT_THERE
      : !modules
        ? ["forbidden"]
        : !oracle.sees(user, document)
          ? ["validation_failed"]
          : oracle.mayEdit(user, contact) && oracle.mayEdit(user, document)
            ? undefined
            : ["forbidden"];
  const target = { module: "contacts", id: contact.id, relation: "documents", ids: [document.id] };
  return [
    { what: `link of contacts/${contact.id} and documents/${document.id}`, run: (ctx) => linkRecords(ctx, target), denied },
    { what: `unlink of contacts/${contact.id} and documents/${document.id}`, run: (ctx) => unlinkRecords(ctx, target), denied },
  ];
}

/** In a bulk as one by one. */
async function bulkOfChoices(scene: Scene): Promise<number> {
  const { oracle, user, ctx, dice } = scene;
  const { module, field, options } = CHOICE;
  if (!oracle.rights(user, module, "view") || !oracle.rights(user, module, "edit")) return 0;
  const records = oracle.world.records.filter((record) => record.module === module);
  const given = records.map(() => dice.pick(options));
  let outcome: readonly boolean[] = [];
  await passesAndIsUndone(ctx, {
    what: "a bulk of choices",
    denied: undefined,
    run: async (inner) => {
      const operations = records.map(({ id }, i) => ({ op: "update" as const, id, values: { [field]: given[i] } }));
      outcome = (await writeRecords(inner, { module, operations, atomic: false })).results.map((result) => result.ok);
    },
  });
  const expected = records.map((record, i) => oracle.mayEdit(user, record) && oracle.gives(user, given[i] ?? ""));
  return same(outcome, expected, `${user}: a bulk of ${module}.${field}`);
}

/** Of a bulk that is not atomic, exactly the allowed items are written. */
async function bulk(scene: Scene): Promise<number> {
  const { oracle, user, ctx } = scene;
  const records = oracle.world.records.filter((record) => record.module === "contacts");
  if (
    !oracle.rights(user, "contacts", "view") ||
    !oracle.rights(user, "contacts", "edit") ||
    oracle.field(user, "contacts", "title") !== "edit"
  )
    return 0;
  let outcome: readonly boolean[] = [];
  await passesAndIsUndone(ctx, {
    what: "a bulk",
    denied: undefined,
    run: async (inner) => {
      const operations = records.map(({ id }) => ({ op: "update" as const, id, values: { title: "bulk" } }));
      const { results } = await writeRecords(inner, { module: "contacts", operations, atomic: false });
      outcome = results.map((result) => result.ok);
    },
  });
  return same(
    outcome,
    records.map((record) => oracle.mayEdit(user, record)),
    `${user}: a bulk of contacts`,
  );
}
