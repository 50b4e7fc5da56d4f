/**
 * Ways by which names and values of records leave the program beside lists and records: the start page, notifications,
 * what an undo or a mass action says of records, documents of sale and their paper, the proposal for a lead.
 */
import { text as textOf } from "node:stream/consumers";
import { salesRoutes } from "../../src/features/inventory/routes.ts";
import { chainRoutes } from "../../src/features/inventory/chain.ts";
import { readPrintData } from "../../src/features/inventory/print/print-data.ts";
import { proposeConversion } from "../../src/features/leads/proposal.ts";
import { failuresCsv } from "../../src/features/mass-actions/failures.ts";
import { addFailures, getMass, insertMass } from "../../src/features/mass-actions/store.ts";
import { listNotifications } from "../../src/features/notifications/inbox.ts";
import type { Ctx } from "../../src/server/context.ts";
import { sql } from "../../src/server/db/sql.ts";
import { AppError } from "../../src/server/errors.ts";
import type { Route } from "../../src/server/http/route.ts";
import { followedChanges, notePresence, undoOperations, updateRecord, visibleNames } from "../../src/server/records/index.ts";
import { hidden, ids, labelFor, nameField, nameOf, refused, same } from "./expect.ts";
import { each, isVisible, type Path, type Scene } from "./read-paths.ts";
import { PRICE, WORLD_MODULES, type WorldModule, type WorldRecord } from "./world.ts";

const NOT_THERE = ["not_found", "unknown_module"];

class Undone extends Error {}
/** In a transaction that is rolled back: the world stays as it is for the next path. */
async function undone(scene: Scene, work: (inner: Scene) => Promise<number>): Promise<number> {
  let checks = 0;
  try {
    await scene.system.db.tx(async (db) => {
      checks = await work({ ...scene, ctx: { ...scene.ctx, db }, system: { ...scene.system, db } });
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return checks;
}

const sample = (scene: Scene, of: number): WorldRecord[] =>
  scene.dice.some([...scene.oracle.world.records, ...scene.oracle.world.papers], of);
/** By what a record is called before the user; where its name is hidden, by its number. */
const isNamed = ({ oracle, user }: Scene, { module }: WorldRecord): boolean => !hidden(oracle, user, module, nameField(module));
const seen = (scene: Scene, records: readonly WorldRecord[]): WorldRecord[] =>
  records.filter((record) => scene.oracle.sees(scene.user, record));

function checkLabels(scene: Scene, told: readonly { readonly id: string; readonly label: string }[], what: string): number {
  for (const { id, label } of told) {
    const record = scene.oracle.record(id);
    same(label === nameOf(record), isNamed(scene, record), `${scene.user}: ${what} names ${record.module}/${id} ${label}`);
  }
  return told.length;
}

const names: Path = async (scene) => {
  const records = sample(scene, 0.4);
  const told = [...(await visibleNames(scene.ctx, ids(records)))].map(([id, name]) => ({ id, ...name }));
  same(ids(told), ids(seen(scene, records)), `${scene.user}: names`);
  return records.length + checkLabels(scene, told, "a name");
};

/** The latest changes of what one follows, by others. */
const followed: Path = (scene) =>
  undone(scene, async (inner) => {
    const { ctx, user, system, oracle } = inner;
    const records = inner.dice.some(oracle.world.records, 0.15);
    for (const { id, module } of records)
      await updateRecord(system, module, { id, version: 1, values: { [changeable(module)]: "followed" } });
    await system.db.query(
      sql`INSERT INTO stars (user_id, record_id) SELECT ${user}::bigint, x FROM unnest(${ids(records)}::bigint[]) AS x`,
    );
    const told = await followedChanges(ctx, 50);
    same(ids(told), ids(seen(inner, records)), `${user}: followed`);
    for (const { id, fields } of told) {
      const { module } = oracle.record(id);
      const field = changeable(module);
      same(fields.includes(field), !hidden(oracle, user, module, field), `${user}: ${module}.${field} in what is followed`);
    }
    return records.length + told.length;
  });

const CHANGEABLE: Readonly<Partial<Record<WorldModule, string>>> = { contacts: "title", opportunities: "next_step", tasks: "location" };
const changeable = (module: WorldModule): string => CHANGEABLE[module] ?? nameField(module);

const notifications: Path = (scene) =>
  undone(scene, async (inner) => {
    const { ctx, user, oracle, system } = inner;
    const records = sample(inner, 0.15);
    const comments = inner.dice.some(
      oracle.world.records.filter(({ module }) => module === "comments"),
      0.3,
    );
    const rows = [
      ...records.map(({ id, module }) => ({ kind: "followed", module, record: id, data: { fields: [nameField(module)] } })),
      ...comments.map(({ id, values }) => ({
        kind: "comment",
        module: oracle.record(values["related_to_id"] ?? "").module,
        record: values["related_to_id"],
        data: { comment: id },
      })),
    ];
    await system.db.query(
      sql`INSERT INTO notifications (user_id, kind, topic, module, record_id, count, data, at)
          SELECT ${user}::bigint, x.kind, 't' || row_number() OVER (), x.module, x.record, 1, x.data, now()
          FROM json_to_recordset(${JSON.stringify(rows)}::json) AS x(kind text, module text, record bigint, data jsonb)`,
    );
    const { data } = await listNotifications(ctx, { limit: 100 });
    const told = data.filter(({ excerpt }) => excerpt === undefined).flatMap(({ record }) => record ?? []);
    const content = !hidden(oracle, user, "comments", "content");
    const read = seen(inner, comments).filter(({ values }) => content && oracle.sees(user, oracle.record(values["related_to_id"] ?? "")));
    same(ids(told), ids(seen(inner, records)), `${user}: notifications`);
    same(data.flatMap(({ excerpt }) => excerpt ?? []).sort(), read.map(nameOf).sort(), `${user}: comments in notifications`);
    for (const { record, module, data: more } of data)
      if (record && module && Array.isArray(more["fields"]))
        same(
          more["fields"].length > 0,
          !hidden(oracle, user, module as WorldModule, nameField(module as WorldModule)),
          `${user}: fields of a notification`,
        );
    return rows.length + checkLabels(inner, told, "a notification");
  });

/** Taking back one's own act tells what became of the records since: of those alone that one may see. */
const undo: Path = (scene) =>
  undone(scene, async (inner) => {
    const { ctx, user, oracle, system } = inner;
    const records = inner.dice.some(oracle.world.records, 0.2);
    const { rows } = await system.db.query<{ id: string }>(
      sql`INSERT INTO operations (at, actor_id, source) VALUES (now(), ${user}::bigint, 'ui') RETURNING id::text`,
    );
    const operation = rows[0]?.id ?? "";
    const changes = records.map(({ id, module }) => {
      const field = changeable(module);
      return { id, module, before: { [field]: "before" }, after: { [field]: "after" } };
    });
    await system.db.query(
      sql`INSERT INTO changes (operation_id, record_id, module, kind, version, before, after)
          SELECT ${operation}::bigint, x.id, x.module, 'update', 1, x.before, x.after
          FROM json_to_recordset(${JSON.stringify(changes)}::json) AS x(id bigint, module text, before jsonb, after jsonb)`,
    );
    const told = await conflictsOf(ctx, operation);
    if (told === undefined) return 0;
    const open = seen(inner, records).filter(({ module }) => !hidden(oracle, user, module, changeable(module)));
    same(ids(told), ids(open), `${user}: conflicts of an undo`);
    for (const { id, now } of told) {
      const record = oracle.record(id);
      same(now, record.values[changeable(record.module)] ?? null, `${user}: a conflict of ${record.module}/${id}`);
    }
    return records.length + checkLabels(inner, told, "a conflict");
  });

interface Conflict {
  readonly id: string;
  readonly label: string;
  readonly now: unknown;
}
/** Undefined: refused before anything was looked at (a module that isn't open at all). */
async function conflictsOf(ctx: Ctx, operation: string): Promise<readonly Conflict[] | undefined> {
  try {
    const { conflicts } = await undoOperations(ctx, { operations: [operation] });
    return conflicts;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unknown_module") return undefined;
    if (error.code !== "undo_conflict") throw error;
    return error.extra["conflicts"] as readonly Conflict[];
  }
}

/** The file of what a mass action left as it was. */
const failures: Path = (scene) =>
  undone(scene, async (inner) => {
    const { ctx, user, oracle } = inner;
    const module = inner.dice.pick(WORLD_MODULES);
    const records = oracle.world.records.filter((record) => record.module === module);
    const id = await insertMass(ctx, module, { action: "delete" });
    await addFailures(
      ctx.db,
      id,
      false,
      records.map((record) => ({ record_id: record.id, errors: [{ field: "", code: "forbidden" }] })),
    );
    const csv = textOf(failuresCsv(ctx, await getMass(ctx, id), false));
    if (!oracle.rights(user, module, "view")) return refused(csv, NOT_THERE, `${user}: failures in ${module}`);
    const told = await csv;
    for (const record of records)
      same(
        told.includes(nameOf(record)),
        oracle.sees(user, record) && isNamed(inner, record),
        `${user}: ${module}/${record.id} among failures`,
      );
    return records.length;
  });

const presence: Path = (scene) =>
  undone(scene, (inner) =>
    each(inner.dice.some(inner.oracle.world.records, 0.05), async ({ id, module }) => {
      const { ctx, user, oracle, system } = inner;
      const other = oracle.world.users.find((one) => one.id !== user)?.id ?? "";
      await system.db.query(
        sql`INSERT INTO presence (record_id, user_id, place, editing, seen_at) VALUES (${id}::bigint, ${other}::bigint, 'x', true, now())`,
      );
      const asked = notePresence(ctx, { module, id, state: "viewing", place: "here" });
      if (!oracle.sees(user, oracle.record(id))) return refused(asked, NOT_THERE, `${user}: who is at ${module}/${id}`);
      return same(
        (await asked).map((one) => one.id),
        [other],
        `${user}: who is at ${module}/${id}`,
      );
    }),
  );

/** The answer of a route's handler, as the router would ask it. */
async function ask<T>(
  routes: readonly Route[],
  url: string,
  ctx: Ctx,
  { params = {}, query = {} }: { readonly params?: Readonly<Record<string, string>>; readonly query?: Readonly<Record<string, string>> },
): Promise<T> {
  const found = routes.find((one) => one.url.endsWith(url));
  if (!found) throw new Error(`no route ${url}`);
  const { body } = await found.handler(ctx, { params, query, body: undefined } as unknown as Parameters<typeof found.handler>[1]);
  return body as T;
}

const LINKS: Readonly<Partial<Record<WorldModule, string>>> = { quotes: "opportunity_id", sales_orders: "quote_id" };
const IN_CHAIN: readonly WorldModule[] = ["opportunities", "quotes", "sales_orders"];

/** What one reaches from a document by links that one may see, over documents that one may see. */
function reachable(scene: Scene, start: WorldRecord): WorldRecord[] {
  const { oracle, user } = scene;
  const parent = (record: WorldRecord): string | null => {
    const link = LINKS[record.module];
    return link !== undefined && isVisible(scene, record.module, link) ? (record.values[link] ?? null) : null;
  };
  const all = seen(scene, [...oracle.world.records, ...oracle.world.papers]).filter(({ module }) => IN_CHAIN.includes(module));
  const found = new Set([start]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const one of all) for (const known of found) if (parent(one) === known.id || parent(known) === one.id) found.add(one);
  }
  return [...found].filter((record) => oracle.sees(user, record));
}

const chain: Path = (scene) =>
  each(
    scene.dice.some(
      [...scene.oracle.world.records, ...scene.oracle.world.papers].filter(({ module }) => IN_CHAIN.includes(module)),
      0.25,
    ),
    async (record) => {
      const { ctx, user, oracle } = scene;
      const { module, id } = record;
      const asked = ask<{ data: readonly { id: string; label: string; amount: string | null }[] }>(chainRoutes(), "/chain", ctx, {
        params: { module, id },
      });
      if (!oracle.sees(user, record)) return refused(asked, NOT_THERE, `${user}: chain of ${module}/${id}`);
      const { data } = await asked;
      same(ids(data), ids(reachable(scene, record)), `${user}: chain of ${module}/${id}`);
      for (const link of data)
        if (oracle.record(link.id).module === "opportunities")
          same(link.amount !== null, isVisible(scene, "opportunities", "amount"), `${user}: amount of ${link.id} in a chain`);
      return data.length + checkLabels(scene, data, "a chain");
    },
  );

/** A document on paper: who may not see its customer reads no more of them than the document itself says. */
const paper: Path = (scene) =>
  each(
    scene.dice.some(
      scene.oracle.world.papers.filter(({ module }) => module === "quotes"),
      0.4,
    ),
    async (record) => {
      const { ctx, user, oracle } = scene;
      const asked = readPrintData(ctx, NO_FILES, { module: "quotes", id: record.id, lang: "en" });
      if (!oracle.sees(user, record)) return refused(asked, NOT_THERE, `${user}: quotes/${record.id} on paper`);
      const { buyer } = await asked;
      const customer = isVisible(scene, "quotes", "organization_id") ? (record.values["organization_id"] ?? null) : null;
      return same(buyer.name, labelFor(oracle, user, customer) ?? "", `${user}: the customer of quotes/${record.id} on paper`);
    },
  );
const NO_FILES = {} as Parameters<typeof readPrintData>[1];

/** A product's movements name the documents that moved it. */
const stock: Path = (scene) =>
  undone(scene, async (inner) => {
    const { ctx, user, oracle, system } = inner;
    const product = oracle.world.papers.find(({ module }) => module === "products");
    const documents = oracle.world.papers.filter(({ module }) => module === "sales_orders" || module === "quotes");
    if (!product) return 0;
    await system.db.query(
      sql`INSERT INTO stock_movements (product_id, quantity, kind, document_id, at)
          SELECT ${product.id}::bigint, 1, 'delivery', x, now() FROM unnest(${ids(documents)}::bigint[]) AS x`,
    );
    const asked = ask<{ data: readonly { document_id: string | null; document_label: string | null }[] }>(salesRoutes(), "/stock", ctx, {
      params: { id: product.id },
    });
    if (!oracle.sees(user, product)) return refused(asked, NOT_THERE, `${user}: movements of products/${product.id}`);
    const told = (await asked).data.flatMap(({ document_label: label }) => label ?? []);
    const expected = documents.flatMap(({ id }) => labelFor(oracle, user, id) ?? []);
    return same(told.toSorted(), expected.toSorted(), `${user}: movements of products/${product.id}`);
  });

/** What goods cost, as forms ask for it. */
const price: Path = (scene) =>
  each(
    scene.oracle.world.papers.filter(({ module }) => module === "products"),
    async (record) => {
      const { ctx, user, oracle } = scene;
      const asked = ask<{ data: { price: string | null; name: string | null } }>(salesRoutes(), "/sales/price", ctx, {
        query: { product_id: record.id },
      });
      const at = `${user}: price of products/${record.id}`;
      if (!oracle.rights(user, "products", "view")) return refused(asked, NOT_THERE, at);
      if (!oracle.sees(user, record)) return refused(asked, ["validation_failed"], at);
      const { data } = await asked;
      same(data.price === null, !isVisible(scene, "products", PRICE), at);
      return 1 + same(data.name, isNamed(scene, record) ? nameOf(record) : null, at);
    },
  );

/** What a lead may become names companies that may be the same. */
const conversion: Path = (scene) =>
  each(
    scene.oracle.world.papers.filter(({ module }) => module === "leads"),
    async (lead) => {
      const { ctx, user, oracle } = scene;
      const asked = proposeConversion(ctx, lead.id);
      if (!oracle.sees(user, lead)) return refused(asked, NOT_THERE, `${user}: proposal for leads/${lead.id}`);
      const { organization } = await asked;
      const company = isVisible(scene, "leads", "company") ? lead.values["company"] : null;
      const known = isVisible(scene, "organizations", "name") && oracle.field(user, "organizations", "name") === "edit";
      const like = oracle.visible(user, "organizations").filter((record) => known && nameOf(record) === company);
      const told = organization.candidates.filter(({ id }) => nameOf(oracle.record(id)) === company);
      same(ids(told), ids(like), `${user}: companies for leads/${lead.id}`);
      same(
        ids(organization.candidates).filter((id) => !oracle.sees(user, oracle.record(id))),
        [],
        `${user}: closed companies for leads/${lead.id}`,
      );
      return 2;
    },
  );

export const SIDE_PATHS = {
  names,
  followed,
  notifications,
  undo,
  failures,
  presence,
  chain,
  paper,
  stock,
  price,
  conversion,
} as const satisfies Readonly<Record<string, Path>>;
export type SidePath = keyof typeof SIDE_PATHS;
