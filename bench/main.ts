/**
 * `npm run bench`: what Manul costs beyond its database, and how it grows. `--small` works on a tenth of the data,
 * `--case NAME` (more than once if wished) measures these alone, `--fill` fills and measures nothing, `--profile`
 * leaves CPU profiles of the program in .cache/bench/profiles. Only a whole run writes RESULTS.md.
 */
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import pretty from "pino-pretty";
import { StartError } from "../src/server/start-error.ts";
import { measureAccess } from "./access.ts";
import { adminContext, signedIn } from "./caller.ts";
import { CASES, listPath, type Case, type CaseScope, type Prepared } from "./cases.ts";
import { FOLDER, startCluster, type Cluster } from "./cluster.ts";
import { ensureFilled, removeLeftovers } from "./fill.ts";
import { planOf } from "./generate.ts";
import { measureImport } from "./import-rate.ts";
import { compare, type Pace, type Side } from "./measure.ts";
import { startApp, startFloor, startLoader, type Loader, type Served } from "./processes.ts";
import { report, tables, type ImportLine, type Line } from "./results.ts";
import { measureSearch } from "./search.ts";

const CONTACTS = 1_000_000;
const GROWTH_GOAL = 1.3;
const RESULTS = path.join(import.meta.dirname, "RESULTS.md");
const NAMES = [...CASES.map(({ name }) => name), "growth", "access", "import", "search"];

const { values: given } = parseArgs({
  options: {
    small: { type: "boolean", default: false },
    fill: { type: "boolean", default: false },
    profile: { type: "boolean", default: false },
    case: { type: "string", multiple: true, default: [] },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
  },
});

interface Bench {
  readonly cluster: Cluster;
  readonly loader: Loader;
  readonly pace: Pace;
  readonly contacts: number;
  readonly wanted: (name: string) => boolean;
}

const log = pino({ level: "info", base: null }, pretty({ colorize: false, translateTime: "SYS:HH:MM:ss", sync: true }));
const nodeOptions = given.profile ? ["--cpu-prof", `--cpu-prof-dir=${path.join(FOLDER, "profiles")}`] : [];

async function main(): Promise<void> {
  const unknown = given.case.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) throw new StartError(`no case ${unknown.join(", ")}; there are: ${NAMES.join(", ")}`);
  const contacts = given.small ? CONTACTS / 10 : CONTACTS;
  const pace = { rounds: Number(given.rounds), seconds: Number(given.seconds), warmUp: 3 };
  const loadBefore = os.loadavg()[0] ?? 0;
  if (loadBefore > os.availableParallelism() / 2)
    log.warn(`the machine is busy (load ${loadBefore.toFixed(1)}): latencies will say more about that than about Manul`);
  const cluster = await startCluster(log);
  const loader = startLoader();
  try {
    const large = await ensureFilled(cluster, contacts, log);
    const smaller = await ensureFilled(cluster, contacts / 10, log);
    if (given.fill) return;
    const bench: Bench = { cluster, loader, pace, contacts, wanted: (name) => given.case.length === 0 || given.case.includes(name) };
    const lines = await measureCases(bench, large);
    const growth = bench.wanted("growth") ? await measureGrowth(bench, large, smaller) : [];
    const access = bench.wanted("access") ? await measureAccess({ ...bench, nodeOptions, log }, large) : undefined;
    const imported: ImportLine | undefined = bench.wanted("import")
      ? await measureImport({
          cluster,
          source: large,
          plan: planOf(contacts),
          rounds: Math.min(3, pace.rounds),
          small: given.small,
          nodeOptions,
        })
      : undefined;
    // Last: it starts PostgreSQL anew.
    const search = bench.wanted("search") ? await measureSearch({ cluster, source: large, plan: planOf(contacts) }) : undefined;
    const results = {
      contacts,
      smaller: contacts / 10,
      postgres: await postgresVersion(cluster),
      lines,
      growth,
      ...(access ? { access } : {}),
      ...(imported ? { import: imported } : {}),
      ...(search ? { search } : {}),
      rounds: pace.rounds,
      seconds: pace.seconds,
      loadBefore,
    };
    process.stdout.write(`\n${tables(results)}\n`);
    if (given.case.length === 0 && !given.small) await writeFile(RESULTS, report(results));
  } finally {
    await loader.stop();
    await cluster.stop();
  }
}

async function measureCases(bench: Bench, databaseName: string): Promise<readonly Line[]> {
  const cases = CASES.filter(({ name }) => bench.wanted(name));
  if (cases.length === 0) return [];
  const plan = planOf(bench.contacts);
  const database = await bench.cluster.open(databaseName);
  const scope: CaseScope = { database, plan, ctx: await adminContext(database, plan) };
  const prepared: { readonly each: Case; readonly made: Prepared }[] = [];
  for (const each of cases) prepared.push({ each, made: await each.prepare(scope) });
  const headers = await signedIn(database, plan);
  const app = await startApp(bench.cluster, databaseName, nodeOptions);
  const floor = await startFloor(
    bench.cluster,
    databaseName,
    prepared.map(({ made }) => made.floor),
  );
  const lines: Line[] = [];
  try {
    for (const { each, made } of prepared) {
      const sides: { base: Side; other: Side } = {
        base: { ...floor, headers: {}, requests: () => made.requests("floor") },
        other: { ...app, headers, requests: () => made.requests("app") },
      };
      const comparison = await compare(bench.loader, sides, { pace: bench.pace, once: made.once ?? false });
      const { name, title, goal } = each;
      lines.push({ name, title, comparison, ...(goal === undefined ? {} : { goal }) });
      log.info(`${name}: ${comparison.latencyRatio.median.toFixed(2)} × the floor's latency`);
    }
  } finally {
    await app.stop();
    await floor.stop();
    await removeLeftovers(database, plan);
    await database.close();
  }
  return lines;
}

/** The program on the larger database against itself on the smaller one. */
async function measureGrowth(bench: Bench, large: string, smaller: string): Promise<readonly Line[]> {
  const requests = {
    list: { title: "List, default view", request: { sort: "-modified_at" } },
    filtered: {
      title: "List, filtered, by last name",
      request: { sort: "last_name", filter: { field: "lead_source", op: "eq", value: "web_site" } },
    },
  } as const;
  const [base, other] = [await openSide(bench, smaller, bench.contacts / 10), await openSide(bench, large, bench.contacts)];
  const lines: Line[] = [];
  try {
    for (const [name, { title, request }] of Object.entries(requests)) {
      const side = ({ path, ...served }: OpenSide): Side => ({ ...served, requests: async () => [{ method: "GET", path: path(request) }] });
      const comparison = await compare(bench.loader, { base: side(base), other: side(other) }, { pace: bench.pace, once: false });
      lines.push({ name, title, goal: GROWTH_GOAL, comparison });
      log.info(`growth of ${name}: ${comparison.latencyRatio.median.toFixed(2)} × the latency`);
    }
  } finally {
    await base.stop();
    await other.stop();
  }
  return lines;
}

interface OpenSide extends Served {
  readonly headers: Readonly<Record<string, string>>;
  readonly path: (request: Parameters<typeof listPath>[1]) => string;
}

async function openSide({ cluster }: Bench, databaseName: string, contacts: number): Promise<OpenSide> {
  const plan = planOf(contacts);
  const database = await cluster.open(databaseName);
  const [ctx, headers] = [await adminContext(database, plan), await signedIn(database, plan)];
  await database.close();
  const app = await startApp(cluster, databaseName, nodeOptions);
  return { ...app, headers, path: (request) => listPath(ctx, request) };
}

async function postgresVersion(cluster: Cluster): Promise<string> {
  const database = await cluster.open("postgres");
  const { rows } = await database
    .execute<{ version: string }>("SELECT current_setting('server_version') AS version")
    .finally(() => database.close());
  return rows[0]?.version.split(" ")[0] ?? "unknown";
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
