/**
 * The search through a whole module, as a job with the rights of whoever asked: first the records are read page by page
 * and their keys put down, then the keys are walked in their order, and what proves to be the same hangs together.
 */
import type { Module } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import { accessOf } from "../../server/access/access.ts";
import { defineTask, enqueue, type JobRun, type Task } from "../../server/jobs/index.ts";
import { listRecords, withoutArchived, type RecordJson } from "../../server/records/index.ts";
import { Groups, keysOf, near, passesOf, sameBy, type Compared, type ComparedModule, type Pass } from "./compare.ts";
import { isPerson } from "./find.ts";
import { toldApart } from "./not-duplicates.ts";
import { fieldNamed, moduleNamed, visibleRules } from "./rule-store.ts";
import { LABEL, type DuplicateRule } from "../../model/likeness/rules.ts";
import {
  addKeys,
  dropKeys,
  getScan,
  groupsAfter,
  insertScan,
  keepGroups,
  keysAfter,
  lastScan,
  moveScan,
  setJob,
  type Scan,
} from "./scan-store.ts";

interface ScanData {
  readonly scan: string;
  /** For whoever is told that it is done. */
  readonly module: string;
}
const READ = 1000;
const WALKED = 5000;
/** So many next keys in the order are compared with each. */
const NEIGHBOURS = 8;
const MOST_PAIRS = 50_000;
const MOST_GROUPS = 2000;
const MOST_IN_GROUP = 20;

export async function beginScan(ctx: Ctx, name: string): Promise<Scan> {
  const module = moduleNamed(ctx, name);
  if (!accessOf(ctx).module(module).merge) throw new AppError("forbidden", { params: { module: name } });
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const last = await lastScan(inner, name);
    if (last && (last.state === "queued" || last.state === "running")) return last;
    const id = await insertScan(inner, name);
    await setJob(db, id, await enqueue(inner, scanTask, { scan: id, module: name }));
    return getScan(inner, id);
  });
}

export const scanTask: Task<ScanData> = defineTask<ScanData>({
  name: "duplicates",
  lane: "heavy",
  run: async (job) => {
    const id = job.data.scan;
    await job.step(async (ctx) => {
      // Keys don't survive a crash of the database: a search that is taken up again begins anew.
      if (await moveScan(ctx.db, id, ["queued"], "running")) await dropKeys(ctx.db, id);
    });
    while (await job.step((ctx, report) => readPage(ctx, id, report)));
    const pairs = await walk(job, id);
    await job.step(async (ctx) => {
      await keep(ctx, id, pairs);
      await moveScan(ctx.db, id, ["running"], "done");
    });
  },
  ended: async (ctx, { data, state }) => {
    await dropKeys(ctx.db, data.scan);
    await moveScan(ctx.db, data.scan, ["queued", "running"], state);
  },
});

interface Searched {
  readonly module: Module;
  readonly compared: ComparedModule;
  readonly rules: readonly DuplicateRule[];
  readonly passes: readonly Pass[];
}
async function searched(ctx: Ctx, name: string): Promise<Searched> {
  const module = moduleNamed(ctx, name);
  const rules = await visibleRules(ctx, module);
  const compared = { person: isPerson(module), typeOf: (field: string) => fieldNamed(module, field)?.type ?? "" };
  return { module, compared, rules, passes: passesOf(rules) };
}
const fieldsOf = (rules: readonly DuplicateRule[]): string[] => [
  ...new Set(rules.flatMap(({ parts }) => parts.flatMap(({ fields }) => fields.filter((name) => name !== LABEL)))),
];
const comparedOf = (record: RecordJson): Compared => ({ id: record.id, label: record.label, values: record });

/** False when all is read. */
async function readPage(ctx: Ctx, id: string, report: (progress: { done: number }) => void): Promise<boolean> {
  const scan = await getScan(ctx, id);
  if (scan.state !== "running" || (scan.cursor === null && scan.looked_at !== "0")) return false;
  const { module, compared, rules, passes } = await searched(ctx, scan.module);
  const options = { module: module.name, fields: fieldsOf(rules), sort: "id", limit: READ, cursor: scan.cursor ?? undefined };
  const page = await listRecords(ctx, withoutArchived(ctx, options));
  const keys = page.data.flatMap((record) =>
    passes.flatMap((pass, at) => keysOf(pass, compared, comparedOf(record)).map((key) => ({ pass: at, key, record_id: record.id }))),
  );
  await addKeys(ctx.db, id, { keys, read: page.data.length, cursor: page.next_cursor });
  report({ done: Number(scan.looked_at) + page.data.length });
  return page.next_cursor !== null;
}

/** Pairs that are the same by some rule: `a b` → the fields. */
type Pairs = Map<string, Set<string>>;
interface Key {
  readonly key: string;
  readonly record_id: string;
}

async function walk(job: JobRun<ScanData>, id: string): Promise<Pairs> {
  const pairs: Pairs = new Map();
  const passes = await job.step(async (ctx) => (await searched(ctx, (await getScan(ctx, id)).module)).passes.length);
  for (let pass = 0; pass < passes; pass += 1) {
    let behind: readonly Key[] = [];
    let after: Key | undefined;
    do {
      const page: readonly Key[] = await job.step(async (ctx) => {
        const keys = await keysAfter(ctx.db, id, { pass, after, limit: WALKED });
        await compare(ctx, id, { pass, keys: [...behind, ...keys], pairs });
        return keys;
      });
      behind = page.slice(-NEIGHBOURS);
      after = page.length < WALKED ? undefined : page.at(-1);
    } while (after !== undefined && pairs.size < MOST_PAIRS);
  }
  return pairs;
}

/** Each key with the few after it; what looks the same is read and compared by all parts of the rule. */
async function compare(
  ctx: Ctx,
  id: string,
  { pass: at, keys, pairs }: { pass: number; keys: readonly Key[]; pairs: Pairs },
): Promise<void> {
  const { module, compared, rules, passes } = await searched(ctx, (await getScan(ctx, id)).module);
  const pass = passes[at];
  if (!pass) return;
  const candidates: (readonly [string, string])[] = [];
  keys.forEach((one, i) => {
    for (const other of keys.slice(i + 1, i + 1 + NEIGHBOURS))
      if (one.record_id !== other.record_id && near(pass, compared, one.key, other.key)) candidates.push([one.record_id, other.record_id]);
  });
  const records = await readAll(ctx, module, rules, [...new Set(candidates.flat())]);
  for (const [first, second] of candidates) {
    const [a, b] = [records.get(first), records.get(second)];
    const same = a && b && sameBy(pass.rule, compared, a, b);
    if (!same) continue;
    const pair = BigInt(first) < BigInt(second) ? `${first} ${second}` : `${second} ${first}`;
    pairs.set(pair, new Set([...(pairs.get(pair) ?? []), ...same]));
  }
}

async function readAll(
  ctx: Ctx,
  module: Module,
  rules: readonly DuplicateRule[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Compared>> {
  const records = new Map<string, Compared>();
  for (let from = 0; from < ids.length; from += READ) {
    const filter = { field: "id", op: "in", value: ids.slice(from, from + READ) };
    const { data } = await listRecords(ctx, { module: module.name, fields: fieldsOf(rules), filter, sort: "id", limit: READ });
    for (const record of data) records.set(record.id, comparedOf(record));
  }
  return records;
}

async function keep(ctx: Ctx, id: string, pairs: Pairs): Promise<void> {
  const apart = await toldApart(
    ctx,
    [...pairs.keys()].map((pair) => pair.split(" ") as [string, string]),
  );
  const groups = new Groups();
  for (const [pair, same] of pairs) {
    const [a = "", b = ""] = pair.split(" ");
    if (!apart.has(pair)) groups.join(a, b, same);
  }
  const all = groups.list();
  await keepGroups(ctx.db, id, {
    groups: all.slice(0, MOST_GROUPS).map(({ ids, same }) => ({ record_ids: ids.slice(0, MOST_IN_GROUP), same })),
    more: all.length > MOST_GROUPS || pairs.size >= MOST_PAIRS,
  });
}

export interface FoundGroup {
  readonly id: string;
  readonly same: readonly string[];
  readonly records: readonly RecordJson[];
}
/** Groups as they are now: without what is gone, merged, told apart or closed to the actor since. */
export async function readGroups(
  ctx: Ctx,
  id: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ readonly data: readonly FoundGroup[]; readonly next_cursor: string | null }> {
  const scan = await getScan(ctx, id);
  const module = moduleNamed(ctx, scan.module);
  const data: FoundGroup[] = [];
  let at = after;
  for (;;) {
    const groups = await groupsAfter(ctx.db, id, at, limit);
    for (const group of groups) {
      at = group.seq;
      const records = await living(ctx, module, group.record_ids);
      if (records.length > 1) data.push({ id: String(group.seq), same: group.same, records });
      if (data.length === limit) return { data, next_cursor: String(at) };
    }
    if (groups.length < limit) return { data, next_cursor: null };
  }
}

async function living(ctx: Ctx, module: Module, ids: readonly string[]): Promise<readonly RecordJson[]> {
  const filter = { field: "id", op: "in", value: ids };
  const { data } = await listRecords(ctx, { module: module.name, filter, sort: "id", limit: MOST_IN_GROUP });
  const pairs = data.flatMap((a, i) => data.slice(i + 1).map((b): [string, string] => [a.id, b.id]));
  const apart = await toldApart(ctx, pairs);
  // Told apart from all the others it isn't one of them.
  return data.filter((one) => data.some((other) => other !== one && !apart.has([one.id, other.id].toSorted(byId).join(" "))));
}
const byId = (a: string, b: string): number => Number(BigInt(a) - BigInt(b));
