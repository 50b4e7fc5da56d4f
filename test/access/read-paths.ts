/**
 * Every way by which data of records leaves the program. `READ_PATHS` is the registry: routes.test.ts demands that each
 * route which returns record data names one of these, and the fuzz walks them all with every user of every world.
 */
import { accessOf } from "../../src/server/access/access.ts";
import type { Ctx } from "../../src/server/context.ts";
import { sql } from "../../src/server/db/sql.ts";
import { mayHear } from "../../src/server/http/may-hear.ts";
import {
  aggregate,
  createView,
  deleteView,
  describeModule,
  describeModules,
  getRecord,
  listRecords,
  listRelated,
  listStarred,
  listViews,
  matchRecords,
  mayHaveFile,
  recordHistory,
  recordTimeline,
  searchRecords,
  withView,
} from "../../src/server/records/index.ts";
import { openExport } from "../../src/features/export/index.ts";
import { csvFile } from "../../src/features/export/index.ts";
import type { Database } from "../../src/server/db/database.ts";
import { checkRecord, Disagreement, fieldsOf, hidden, ids, labelFor, maskFor, nameField, nameOf, refused, same } from "./expect.ts";
import { passes, type Oracle } from "./oracle.ts";
import { AMOUNT, CHOICE, SHAPES, WORLD_MODULES, type Dice, type WorldFilter, type WorldModule, type WorldRecord } from "./world.ts";

export interface Scene {
  readonly ctx: Ctx;
  readonly user: string;
  readonly oracle: Oracle;
  readonly dice: Dice;
  readonly system: Ctx;
}
export type Path = (scene: Scene) => Promise<number>;

const opened = ({ oracle, user }: Scene): readonly WorldModule[] => WORLD_MODULES.filter((module) => oracle.rights(user, module, "view"));
export const isVisible = ({ oracle, user }: Scene, module: WorldModule, field: string): boolean => !hidden(oracle, user, module, field);

export async function each<T>(items: readonly T[], check: (item: T) => Promise<number> | number): Promise<number> {
  let checks = 0;
  for (const item of items) checks += await check(item);
  return checks;
}
const of = (scene: Scene, module: WorldModule): WorldRecord[] => scene.oracle.world.records.filter((record) => record.module === module);

const list: Path = (scene) =>
  each(WORLD_MODULES, async (module) => {
    const { ctx, user, oracle } = scene;
    const all = listRecords(ctx, { module, limit: 1000 });
    if (!oracle.rights(user, module, "view")) return refused(all, ["unknown_module"], `list of ${module}`);
    const { data } = await all;
    const visible = oracle.visible(user, module);
    same(ids(data), ids(visible), `${user}: list of ${module}`);
    // The count, from a page too short to hold all.
    const counted = await listRecords(ctx, { module, fields: [], limit: 1, count: "exact" });
    same(counted.count, visible.length, `count of ${module}`);
    return of(scene, module).length + 1 + (await each(data, (record) => checkRecord(oracle, user, record, `list for ${user}`)));
  });

const filterOf = ({ dice }: Scene, field: string): WorldFilter => {
  const condition = { field, op: "starts_with" as const, value: dice.pick(["alfa", "bravo", "delta"]) };
  return dice.chance(0.4) ? { not: condition } : condition;
};

const filter: Path = (scene) =>
  each(opened(scene), (module) =>
    each(
      fieldsOf(module).filter((field) => !field.endsWith("_id") && field !== AMOUNT),
      async (field) => {
        const { ctx, user, oracle } = scene;
        const given = filterOf(scene, field);
        const asked = listRecords(ctx, { module, fields: [], filter: given, limit: 1000 });
        if (!isVisible(scene, module, field)) return refused(asked, ["invalid_filter"], `filter by hidden ${module}.${field}`);
        const expected = oracle.visible(user, module).filter((record) => passes(given, record));
        same(ids((await asked).data), ids(expected), `filter of ${module} by ${JSON.stringify(given)}`);
        return of(scene, module).length;
      },
    ),
  );

/** Through a reference: what the record behind it hides, neither a value, nor a filter, nor an order tells. */
const throughReferences: Path = (scene) =>
  each(opened(scene), (module) =>
    each(Object.entries(SHAPES[module].references), async ([field, targets]) => {
      const [target] = targets;
      if (targets.length !== 1 || !target) return 0;
      const { ctx, user, oracle } = scene;
      const inner = nameField(target);
      const path = `${field}.${inner}`;
      const usable = isVisible(scene, module, field) && oracle.rights(user, target, "view") && isVisible(scene, target, inner);
      const asked = listRecords(ctx, { module, fields: [path], limit: 1000, sort: path });
      if (!usable) return refused(asked, ["unknown_field"], `${module} through ${path}`);
      const behind = (record: WorldRecord): WorldRecord | undefined => {
        const id = record.values[field];
        const other = id ? oracle.record(id) : undefined;
        return other && oracle.sees(user, other) ? other : undefined;
      };
      for (const row of (await asked).data) {
        const other = behind(oracle.record(row.id));
        same(row[path], other ? nameOf(other) : null, `${module}/${row.id} ${path}`);
      }
      const given = filterOf(scene, inner);
      const asFilter = "not" in given ? { not: { ...given.not, field: path } } : { ...given, field: path };
      const found = await listRecords(ctx, { module, fields: [], limit: 1000, filter: asFilter });
      const expected = oracle.visible(user, module).filter((record) => {
        const other = behind(record);
        return other ? passes(given, other) : "not" in given;
      });
      same(ids(found.data), ids(expected), `${module} filtered through ${path}`);
      return 2 * of(scene, module).length;
    }),
  );

const collator = new Intl.Collator("und");

const sort: Path = (scene) =>
  each(opened(scene), (module) =>
    each(fieldsOf(module), async (field) => {
      const { ctx, user, oracle } = scene;
      const asked = listRecords(ctx, { module, fields: [], sort: field, limit: 1000 });
      if (!isVisible(scene, module, field)) return refused(asked, ["unknown_field"], `sort by hidden ${module}.${field}`);
      const { data } = await asked;
      const visible = oracle.visible(user, module);
      same(ids(data), ids(visible), `${module} sorted by ${field}`);
      if (field === AMOUNT) return visible.length;
      const keys = data.map(({ id }) => {
        const value = oracle.record(id).values[field] ?? null;
        return field.endsWith("_id") ? labelFor(oracle, user, value) : value;
      });
      keys.forEach((key, i) => {
        const before = keys[i - 1];
        if (i > 0 && (before === null ? key !== null : key !== null && before !== undefined && collator.compare(before, key) > 0))
          throw new Disagreement(`${module} sorted by ${field} is out of order: ${JSON.stringify(keys)}`);
      });
      return visible.length;
    }),
  );

const get: Path = (scene) =>
  each(scene.dice.some(scene.oracle.world.records, 0.4), async (record) => {
    const { ctx, user, oracle } = scene;
    const { module, id } = record;
    const asked = getRecord(ctx, { module, id });
    if (!oracle.sees(user, record)) return refused(asked, ["not_found", "unknown_module"], `${module}/${id}`);
    const json = await asked;
    same(
      json["rights"],
      { edit: oracle.mayEdit(user, record), delete: oracle.mayDelete(user, record) },
      `${user}: rights in ${module}/${id}`,
    );
    return 2 + checkRecord(oracle, user, json, `record for ${user}`);
  });

const asOf: Path = (scene) =>
  each(scene.dice.some(scene.oracle.world.records, 0.15), async ({ module, id }) => {
    const { ctx, user, oracle } = scene;
    const asked = getRecord(ctx, { module, id, asOf: new Date(Date.now() + 60_000).toISOString() });
    if (!oracle.sees(user, oracle.record(id))) return refused(asked, ["not_found", "unknown_module"], `${module}/${id} as of`);
    return 1 + checkRecord(oracle, user, await asked, `past record for ${user}`);
  });

const aggregates: Path = (scene) =>
  each(opened(scene), async (module) => {
    const { ctx, user, oracle } = scene;
    const visible = oracle.visible(user, module);
    const total = await aggregate(ctx, { module, measures: [{ fn: "count" }] });
    same(total.data[0]?.["count"], visible.length, `${user}: sum of ${module}`);
    let checks = 1;
    for (const field of Object.keys(SHAPES[module].references)) {
      const asked = aggregate(ctx, { module, group_by: [field], measures: [{ fn: "count" }] });
      if (!isVisible(scene, module, field)) {
        checks += await refused(asked, ["unknown_field"], `groups by hidden ${module}.${field}`);
        continue;
      }
      const groups = (await asked).data;
      for (const group of groups) {
        const key = group[field] as string | null;
        same(group["count"], visible.filter((record) => (record.values[field] ?? null) === key).length, `${module} grouped by ${field}`);
        checks += same(group[`${field}__label`], labelFor(oracle, user, key), `label of a group of ${module} by ${field}`);
      }
      // Group sums make the total.
      checks += same(
        groups.reduce((sum, group) => sum + Number(group["count"]), 0),
        visible.length,
        "sum of the groups",
      );
    }
    if (module !== "opportunities") return checks;
    const asked = aggregate(ctx, { module, measures: [{ fn: "sum", field: AMOUNT }] });
    if (!isVisible(scene, module, AMOUNT)) return checks + (await refused(asked, ["unknown_field"], "sum of hidden amounts"));
    const sum = visible.reduce((all, record) => all + Number(record.values[AMOUNT]), 0);
    return checks + same(Number((await asked).data[0]?.["sum_amount"] ?? 0), sum, "sum of amounts");
  });

const RELATED: readonly (readonly [WorldModule, string, WorldModule, string])[] = [
  ["organizations", "contacts", "contacts", "organization_id"],
  ["organizations", "opportunities", "opportunities", "organization_id"],
  ["contacts", "opportunities", "opportunities", "contact_id"],
  ["contacts", "comments", "comments", "related_to_id"],
  ["contacts", "documents", "documents", ""],
];

const related: Path = (scene) =>
  each(RELATED, ([module, relation, other, field]) =>
    each(scene.dice.some(of(scene, module), 0.3), async (record) => {
      const { ctx, user, oracle } = scene;
      const asked = listRelated(ctx, { module, id: record.id, relation, limit: 1000 });
      const codes = ["not_found", "unknown_module", "unknown_relation"];
      const listed = oracle.rights(user, other, "view") && (field === "" || isVisible(scene, other, field));
      if (!oracle.sees(user, record) || !listed) return refused(asked, codes, `${relation} of ${module}/${record.id}`);
      const expected = oracle
        .visible(user, other)
        .filter((each_) => (field === "" ? each_.links.includes(record.id) : each_.values[field] === record.id));
      const { data } = await asked;
      same(ids(data), ids(expected), `${user}: ${relation} of ${module}/${record.id}`);
      return 1 + (await each(data, (row) => checkRecord(oracle, user, row, `related for ${user}`)));
    }),
  );

const history: Path = (scene) =>
  each(scene.dice.some(scene.oracle.world.records, 0.3), async (record) => {
    const { ctx, user, oracle } = scene;
    const { module, id } = record;
    const asked = recordHistory(ctx, { module, id });
    if (!oracle.sees(user, record)) return refused(asked, ["not_found", "unknown_module"], `history of ${module}/${id}`);
    const told = (await asked).data.flatMap((entry) => entry.changes);
    return each(fieldsOf(module), (field) => {
      const change = told.find((each_) => each_.field === field);
      const value = record.values[field] ?? null;
      const masked = oracle.masked(user, module, field);
      if (masked && value !== null && !oracle.unmasked(user, id))
        return same([change?.after, change?.after__mask], [null, maskFor(value)], `history of masked ${module}/${id}.${field}`);
      if ((hidden(oracle, user, module, field) && !masked) || value === null)
        return same(change, undefined, `history of ${module}/${id}.${field}`);
      same(change?.after, value, `history of ${module}/${id}.${field}`);
      return field.endsWith("_id")
        ? same(change?.after__label, labelFor(oracle, user, value), `label in the history of ${module}/${id}.${field}`)
        : 1;
    });
  });

const timeline: Path = (scene) =>
  each(scene.dice.some(of(scene, "contacts"), 0.4), async (record) => {
    const { ctx, user, oracle } = scene;
    const asked = recordTimeline(ctx, { module: "contacts", id: record.id, limit: 100 });
    if (!oracle.sees(user, record)) return refused(asked, ["not_found", "unknown_module"], `timeline of contacts/${record.id}`);
    const told = (await asked).data.flatMap((entry) => (entry.type === "record" ? [entry.record] : []));
    const about = (module: WorldModule, belongs: (other: WorldRecord) => boolean): WorldRecord[] =>
      oracle.visible(user, module).filter(belongs);
    const expected = [
      ...(isVisible(scene, "comments", "related_to_id") ? about("comments", (each_) => each_.values["related_to_id"] === record.id) : []),
      ...(isVisible(scene, "tasks", "contact_id") ? about("tasks", (each_) => each_.values["contact_id"] === record.id) : []),
      ...about("documents", (each_) => each_.links.includes(record.id)),
    ];
    same(ids(told), ids(expected), `${user}: timeline of contacts/${record.id}`);
    return expected.length + 1;
  });

/** Every text is one word, and no other text is that word: who finds it learns what the field holds. */
const search: Path = (scene) =>
  each(scene.dice.some(scene.oracle.world.records, 0.15), (record) =>
    each(SHAPES[record.module].texts, async (text) => {
      const { ctx, user, oracle } = scene;
      const field = text === "industry_note" ? "description" : text;
      const word = record.values[field] ?? "";
      const searched = ctx.registry.modules.get(record.module)?.fields.get(field)?.searchable ?? field === nameField(record.module);
      const may = oracle.sees(user, record) && isVisible(scene, record.module, field);
      const found = (await searchRecords(ctx, { q: word, limit: 100 })).data.filter((hit) => hit.id === record.id);
      if (!may) same(found, [], `${user}: search for ${word}`);
      else if (searched) same(found[0]?.label, labelFor(oracle, user, record.id) ?? found[0]?.number, `${user}: search for ${word}`);
      const listed = oracle.rights(user, record.module, "view")
        ? (await listRecords(ctx, { module: record.module, fields: [], q: word })).data.filter((row) => row.id === record.id)
        : [];
      if (!may) same(listed.length, 0, `${user}: list with ${word}`);
      const matched =
        isVisible(scene, record.module, field) && oracle.rights(user, record.module, "view")
          ? await matchRecords(ctx, { module: record.module, field, values: [word] })
          : undefined;
      if (matched) same(matched.get(word) ?? [], may ? [record.id] : [], `${user}: match of ${word}`);
      return 3;
    }),
  );

const describe: Path = (scene) => {
  const { ctx, user, oracle } = scene;
  const told = describeModules(ctx).map((module) => module.name);
  same(
    WORLD_MODULES.filter((module) => told.includes(module)),
    WORLD_MODULES.filter((module) => oracle.rights(user, module, "view")),
    `${user}: modules`,
  );
  return each(opened(scene), (module) => {
    const described = describeModule(ctx, module);
    if (module === CHOICE.module)
      for (const value of CHOICE.options) {
        const option = described.fields.find(({ name }) => name === CHOICE.field)?.options?.find((each_) => each_.value === value);
        same(option && option.choosable !== false, oracle.gives(user, value), `${user}: ${value} offered`);
      }
    return each(fieldsOf(module), (field) => {
      const level = oracle.masked(user, module, field) ? "masked" : oracle.field(user, module, field);
      return same(
        described.fields.find((each_) => each_.name === field)?.access,
        level === "hidden" ? undefined : level,
        `${user}: ${module}.${field}`,
      );
    });
  });
};

const exported: Path = (scene) =>
  each(scene.dice.some(opened(scene), 0.25), async (module) => {
    const { ctx, user, oracle } = scene;
    const asked = openExport(ctx, { module, header: "names", lang: "en", file: csvFile(",") });
    if (!oracle.rights(user, module, "export")) {
      // One that was let through would keep its transaction open, and with it the tables that the next world empties.
      const ended = asked.then((file) => void file.destroy());
      return refused(ended, ["forbidden"], `${user}: export of ${module}`);
    }
    let text = "";
    for await (const part of await asked) text += String(part);
    const [header = "", ...lines] = text.replace("\uFEFF", "").trim().split("\n");
    same(
      ids(lines.map((line) => ({ id: line.split(",")[0]?.replaceAll('"', "") ?? "" }))),
      ids(oracle.visible(user, module)),
      `${user}: export of ${module}`,
    );
    for (const record of of(scene, module))
      for (const field of SHAPES[module].texts.map((each_) => (each_ === "industry_note" ? "description" : each_)))
        if (hidden(oracle, user, module, field)) {
          same(header.trim().split(",").includes(field), false, `${user}: ${field} in the export of ${module}`);
          same(text.includes(record.values[field] ?? "?"), false, `${user}: hidden ${module}.${field} in the export`);
        }
    return of(scene, module).length;
  });

const live: Path = (scene) =>
  each(WORLD_MODULES, async (module) => {
    const { ctx, user, oracle, system } = scene;
    if (ctx.actor.kind !== "user") return 0;
    const all = ids(of(scene, module));
    const registry = { current: () => ctx.registry, reload: async () => {}, onChange: () => () => {} };
    const told = await mayHear(
      { database: system.db as Database, registry },
      JSON.stringify({ op: "1", module, ids: all }),
    )({
      kind: "session",
      id: "1",
      actor: ctx.actor,
      scopes: ["read"],
    });
    const heard = told === undefined ? [] : (JSON.parse(told) as { ids: string[] }).ids;
    same(ids(heard.map((id) => ({ id }))), ids(oracle.visible(user, module)), `${user}: live changes of ${module}`);
    return all.length;
  });

/** Each document has the file with its own id; a foreign id opens nothing. */
const files: Path = (scene) =>
  each(scene.dice.some(of(scene, "documents"), 0.4), async (record) => {
    await scene.system.db.query(sql`UPDATE documents SET file = id WHERE file IS NULL`);
    return same(
      await mayHaveFile(scene.ctx, record.id),
      scene.oracle.sees(scene.user, record),
      `${scene.user}: file of documents/${record.id}`,
    );
  });

const views: Path = (scene) =>
  each(scene.dice.some(opened(scene), 0.3), async (module) => {
    const { ctx, user, oracle, dice, system } = scene;
    const maker = oracle.world.users[0];
    if (!maker || ctx.actor.kind !== "user") return 0;
    const field = dice.pick(fieldsOf(module).filter((each_) => !each_.endsWith("_id") && each_ !== AMOUNT));
    const given = filterOf(scene, field);
    const { access: _, ...actor } = ctx.actor;
    const owner: Ctx = { ...system, actor: { ...actor, id: maker.id, isAdmin: true } };
    const view = await createView(owner, { module, name: "view", filter: given, shared: true });
    const seen = (await listViews(ctx, module)).some((each_) => each_.id === view.id);
    const visible = isVisible(scene, module, field);
    // Its owner is told that the view doesn't fit any more; nobody else sees it.
    same(seen, visible || user === maker.id, `${user}: view by ${module}.${field}`);
    if (visible) {
      const { data } = await listRecords(ctx, await withView(ctx, { module, fields: [], limit: 1000 }, view.id));
      same(ids(data), ids(oracle.visible(user, module).filter((record) => passes(given, record))), `${user}: list by a view of ${module}`);
    }
    await deleteView(owner, view.id);
    return 2;
  });

/** A star stays when the record closes; it tells of it no more. */
const stars: Path = async (scene) => {
  const { ctx, user, oracle, system } = scene;
  const starred = scene.dice.some(oracle.world.records, 0.4);
  await system.db.query(
    sql`INSERT INTO stars (user_id, record_id) SELECT ${user}::bigint, x FROM unnest(${ids(starred)}::bigint[]) AS x ON CONFLICT DO NOTHING`,
  );
  const told = (await listStarred(ctx)).filter(({ module }) => (WORLD_MODULES as readonly string[]).includes(module));
  await system.db.query(sql`DELETE FROM stars WHERE user_id = ${user}::bigint`);
  same(ids(told), ids(starred.filter((record) => labelFor(oracle, user, record.id) !== null)), `${user}: starred`);
  return starred.length;
};

/** The access's own answers, as the screens ask for them. */
const rights: Path = ({ ctx, user, oracle }) =>
  each(WORLD_MODULES, (module) => {
    const definition = ctx.registry.modules.get(module);
    if (!definition) throw new Error(`no ${module}`);
    const told = accessOf(ctx).module(definition);
    return each(["view", "create", "edit", "delete", "import", "export"] as const, (action) =>
      same(told[action], oracle.rights(user, module, action), `${user}: ${action} in ${module}`),
    );
  });

export const READ_PATHS = {
  list,
  filter,
  throughReferences,
  sort,
  get,
  asOf,
  aggregates,
  related,
  history,
  timeline,
  search,
  describe,
  exported,
  live,
  files,
  views,
  stars,
  rights,
} as const satisfies Readonly<Record<string, Path>>;
export type ReadPath = keyof typeof READ_PATHS;
