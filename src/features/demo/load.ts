/** Puts the demonstration company into the database, through the records engine, as the system actor of `ctx`. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import { linkRecords, listRecords, MOST_OPERATIONS, writeRecords } from "../../server/records/index.ts";
import { generateDemo, type DemoLink, type DemoOptions, type DemoRecord } from "./generate.ts";

/** Modules in which every demonstration company has records: one of them there means that it was loaded before. */
const GUARDS = ["organizations", "contacts"];

/** What one does oneself; one's lists of it would be empty in a company of others. */
const OWN_WORK: ReadonlySet<string> = new Set(["opportunities", "tasks", "events"]);
const MINE = "me";

interface LoadOptions extends DemoOptions {
  /** Id of the user who looks at it: the deals, tasks and events of the head of sales are theirs. */
  readonly me?: string;
}
/** All or nothing; where the demonstration is loaded already, nothing. Returns how many records were made. */
export async function loadDemo(ctx: Ctx, { me, ...options }: LoadOptions): Promise<{ readonly created: number }> {
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db, source: "demo" };
    for (const module of GUARDS) {
      const { data } = await listRecords(inner, { module, fields: [], filter: { field: "source", op: "eq", value: "demo" }, limit: 1 });
      if (data.length > 0) return { created: 0 };
    }
    const { records: generated, links, seller } = generateDemo(options);
    const records = me === undefined ? generated : generated.map((record) => handOver(record, seller));
    const ids = await writeAll(inner, records, new Map(me === undefined ? [] : [[MINE, me]]));
    await linkAll(inner, { links, ids, modules: new Map(records.map((record) => [record.key, record.module])) });
    return { created: records.length };
  });
}

function handOver(record: DemoRecord, seller: string): DemoRecord {
  const owner = record.values["owner_id"] ?? null;
  return OWN_WORK.has(record.module) && isRef(owner) && owner.ref === seller
    ? { ...record, values: { ...record.values, owner_id: { ref: MINE } } }
    : record;
}

/** Records after what they refer to; those of one module and depth together, so that the calls are few. */
async function writeAll(
  ctx: Ctx,
  records: readonly DemoRecord[],
  known: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(known);
  const depths = new Map([...known.keys()].map((key) => [key, 0]));
  for (const record of records)
    depths.set(record.key, 1 + Math.max(-1, ...refsOf(record.values).map((key) => depths.get(key) ?? unknown(record, key))));
  const groups = [...Map.groupBy(records, (record) => `${String(depths.get(record.key)).padStart(4, "0")} ${record.module}`)];
  groups.sort(([a], [b]) => (a.slice(0, 4) < b.slice(0, 4) ? -1 : a.slice(0, 4) > b.slice(0, 4) ? 1 : 0));
  for (const [, group] of groups) {
    // Numbers follow the time of creation.
    const ordered = group.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    for (let at = 0; at < ordered.length; at += MOST_OPERATIONS) await writeSome(ctx, ordered.slice(at, at + MOST_OPERATIONS), ids);
  }
  return ids;
}

async function writeSome(ctx: Ctx, records: readonly DemoRecord[], ids: Map<string, string>): Promise<void> {
  // The demonstration's day may have just begun: nothing was made in the future.
  const now = ctx.now.toISOString();
  const operations = records.map(({ values, at }) => ({
    op: "create" as const,
    values: resolve(values, ids),
    createdAt: at < now ? at : now,
  }));
  const { results } = await writeRecords(ctx, { module: records[0]?.module ?? "", operations, atomic: false, present: false });
  records.forEach((record, i) => {
    const result = results[i];
    // A defect of the generator: said with the record's name, since nobody else can tell which one it was.
    if (!result?.ok)
      throw new Error(`demonstration record ${record.key}: ${JSON.stringify(result?.error.errors ?? null)}`, { cause: result?.error });
    ids.set(record.key, result.id);
  });
}

function unknown(record: DemoRecord, key: string): never {
  throw new Error(`demonstration record ${record.key} refers to ${key}, which doesn't come before it`);
}

const isRef = (value: Json): value is { readonly ref: string } =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  typeof (value as { ref?: unknown }).ref === "string" &&
  Object.keys(value).length === 1;

/** Also those inside of lists: a document's lines refer to goods. */
const refsIn = (value: Json): string[] =>
  isRef(value)
    ? [value.ref]
    : Array.isArray(value)
      ? value.flatMap((each: Json) => refsIn(each))
      : typeof value === "object" && value !== null
        ? refsOf(value as Readonly<Record<string, Json>>)
        : [];
const refsOf = (values: Readonly<Record<string, Json>>): string[] => Object.values(values).flatMap(refsIn);

const resolveIn = (value: Json, ids: ReadonlyMap<string, string>): Json =>
  isRef(value)
    ? (ids.get(value.ref) ?? null)
    : Array.isArray(value)
      ? value.map((each: Json) => resolveIn(each, ids))
      : typeof value === "object" && value !== null
        ? resolve(value as Readonly<Record<string, Json>>, ids)
        : value;
const resolve = (values: Readonly<Record<string, Json>>, ids: ReadonlyMap<string, string>): Record<string, Json> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, resolveIn(value, ids)]));

interface Linking {
  readonly links: readonly DemoLink[];
  readonly ids: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, string>;
}

/** From the side of which fewer records take part, so that the calls are few. */
async function linkAll(ctx: Ctx, { links, ids, modules }: Linking): Promise<void> {
  for (const [name, ofName] of Map.groupBy(links, ({ link }) => link)) {
    const declared = ctx.registry.links.get(name);
    if (!declared) throw new Error(`demonstration link ${name} is not declared`);
    const fromB = new Set(ofName.map(({ b }) => b)).size < new Set(ofName.map(({ a }) => a)).size;
    const [own, other, module, relation] = fromB
      ? (["b", "a", declared.there.module, declared.there.name] as const)
      : (["a", "b", declared.module, declared.here.name] as const);
    for (const [key, group] of Map.groupBy(ofName, (link) => link[own])) {
      const id = ids.get(key);
      if (id === undefined || modules.get(key) !== module) throw new Error(`demonstration link ${name}: ${key} is not of ${module}`);
      // Links with the same values go together.
      for (const alike of Map.groupBy(group, (link) => JSON.stringify(link.values ?? {})).values())
        await linkRecords(ctx, {
          module,
          id,
          relation,
          ids: alike.flatMap((link) => ids.get(link[other]) ?? []),
          values: alike[0]?.values,
        });
    }
  }
}
