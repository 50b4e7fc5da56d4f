/**
 * The import: 100,000 contacts of 12 columns with duplicate check by e-mail, into a copy of the filled database, by
 * HTTP as the screen does it; and as its floor the statements of one such import, run again by the bare driver.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "csv-stringify/sync";
import pg from "pg";
import { seeded } from "../src/features/demo/random.ts";
import { getImport, guess, importTask, startImport, storeImportFile, type Mapping } from "../src/features/import/index.ts";
import { openFileStore } from "../src/server/files/file-store.ts";
import { startJobs } from "../src/server/jobs/index.ts";
import { adminContext, signedIn } from "./caller.ts";
import { asAdmin, type Cluster } from "./cluster.ts";
import { base, type Plan } from "./generate.ts";
import { spread } from "./measure.ts";
import { latin, person, phone, pickCity, TITLES } from "./people.ts";
import { peakMemory, startApp } from "./processes.ts";
import { recording, type Statement } from "./record-statements.ts";
import type { ImportLine } from "./results.ts";

const ROWS = 100_000;
/** Of each hundred rows so many are there already, by their e-mail. */
const KNOWN_OF_HUNDRED = 5;
const HEADER = [
  "Last name",
  "First name",
  "Middle name",
  "Job title",
  "Organization",
  "Email",
  "Office phone",
  "Mobile phone",
  "Lead source",
  "Date of birth",
  "Mailing address: City",
  "Description",
];
const COPY = "bench_import";

const OPTIONS = { duplicates: "skip", match_fields: ["email"], date_order: "ymd" } as const;

/** The file; organizations are named as they stand in the database. */
function csv(rows: number, known: readonly { readonly email: string }[], organizations: readonly string[]): string {
  const random = seeded("import");
  const lines: string[][] = [HEADER];
  for (let i = 0; i < rows; i++) {
    const lang = random.chance(0.6) ? "ru" : "en";
    const who = person(random, lang);
    const city = pickCity(random, lang);
    const existing = i % 100 < KNOWN_OF_HUNDRED ? known[i % known.length] : undefined;
    const email = existing?.email ?? `${latin(who.first)[0]}.${latin(who.last)}${i}@import.example`;
    const birthday = `19${random.int(50, 99)}-0${random.int(1, 9)}-1${random.int(0, 9)}`;
    lines.push([
      who.last,
      who.first,
      who.middle ?? "",
      random.pick(TITLES[lang]),
      random.pick(organizations),
      email,
      phone(random, city),
      phone(random, city),
      "Web site",
      birthday,
      city.city,
      `№ ${i}`,
    ]);
  }
  return stringify(lines);
}

/** A fresh copy of the filled database: the same ids and numbers come next in each. */
async function freshCopy(cluster: Cluster, source: string): Promise<void> {
  await asAdmin(cluster, `DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
  await asAdmin(cluster, `CREATE DATABASE ${COPY} TEMPLATE ${source} STRATEGY file_copy`);
}

export interface ImportScope {
  readonly cluster: Cluster;
  readonly source: string;
  readonly plan: Plan;
  readonly rounds: number;
  readonly small: boolean;
  /** Of the program's own process. */
  readonly nodeOptions: readonly string[];
}

export async function measureImport(scope: ImportScope): Promise<ImportLine> {
  const { cluster, source, plan } = scope;
  const rows = scope.small ? ROWS / 10 : ROWS;
  const text = await makeFile(scope, rows);
  const seconds: number[] = [];
  let peak = 0;
  for (let i = 0; i < scope.rounds; i++) {
    await freshCopy(cluster, source);
    const measured = await importOnce(scope, { text, rows });
    seconds.push(measured.seconds);
    peak = Math.max(peak, measured.peakMemory ?? 0);
  }
  await freshCopy(cluster, source);
  const statements = await recordImport(cluster, plan, text);
  await freshCopy(cluster, source);
  const floorSeconds = await replay(cluster, statements);
  await asAdmin(cluster, `DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
  return { rows, seconds: spread(seconds), floorSeconds, ...(peak > 0 ? { peakMemory: peak } : {}) };
}

async function makeFile({ cluster, source, plan }: ImportScope, rows: number): Promise<string> {
  const database = await cluster.open(source);
  try {
    const emails = await database.execute<{ email: string }>(
      "SELECT email FROM contacts WHERE id > $1 AND email IS NOT NULL ORDER BY id LIMIT 20000",
      [base(plan, "contacts")],
    );
    const names = await database.execute<{ name: string }>("SELECT name FROM organizations WHERE id <= $1 ORDER BY id LIMIT 2000", [
      base(plan, "contacts"),
    ]);
    return csv(
      rows,
      emails.rows,
      names.rows.map(({ name }) => name),
    );
  } finally {
    await database.close();
  }
}

interface ImportJson {
  readonly id: string;
  readonly state: string;
  readonly created: number;
  readonly skipped: number;
  readonly failed: number;
}

async function importOnce(
  { cluster, plan, nodeOptions }: ImportScope,
  file: { readonly text: string; readonly rows: number },
): Promise<{ seconds: number; peakMemory: number | undefined }> {
  const database = await cluster.open(COPY);
  const headers = await signedIn(database, plan);
  await database.close();
  const app = await startApp(cluster, COPY, nodeOptions);
  try {
    const call = async <T>(url: string, body?: unknown): Promise<T> => {
      const form = body instanceof FormData;
      const response = await fetch(`${app.url}/api/v1${url}`, {
        method: body === undefined ? "GET" : "POST",
        headers: { ...headers, ...(form || body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
      return ((await response.json()) as { data: T }).data;
    };
    const form = new FormData();
    form.set("file", new Blob([file.text], { type: "text/csv" }), "contacts.csv");
    const { file_id } = await call<{ file_id: string }>("/imports/files", form);
    const { mapping } = await call<{ mapping: Mapping }>("/imports/guess", { module: "contacts", file_id });
    demandWholeMapping(mapping);
    const began = performance.now();
    let state = await call<ImportJson>("/imports", { module: "contacts", file_id, mapping, options: OPTIONS });
    while (state.state === "queued" || state.state === "running") {
      await sleep(100);
      state = await call<ImportJson>(`/imports/${state.id}`);
    }
    const seconds = (performance.now() - began) / 1000;
    if (state.state !== "done" || state.failed > 0 || state.created + state.skipped !== file.rows)
      throw new Error(`the import went wrong: ${JSON.stringify(state)}`);
    return { seconds, peakMemory: await peakMemory(app.pid) };
  } finally {
    await app.stop();
  }
}

function demandWholeMapping({ columns }: Mapping): void {
  const mapped = columns.filter(({ field }) => field !== null).length;
  if (mapped !== HEADER.length) throw new Error(`of ${HEADER.length} columns ${mapped} were guessed: ${JSON.stringify(columns)}`);
}

/** One import in this process, and what it said to the database. */
async function recordImport(cluster: Cluster, plan: Plan, text: string): Promise<readonly Statement[]> {
  const database = await cluster.open(COPY);
  const folder = await mkdtemp(path.join(tmpdir(), "manul-bench-"));
  const ctx = await adminContext(database, plan);
  const jobs = await startJobs({ database, log: ctx.log, tasks: [], work: false, context: async () => ctx });
  try {
    const files = openFileStore(folder);
    const task = importTask(files);
    const { id: file_id } = await storeImportFile(ctx, files, { name: "contacts.csv", content: Readable.from([Buffer.from(text)]) });
    const mapping = await guess(ctx, files, { module: "contacts", file_id });
    const started = await startImport(ctx, { files, task }, { module: "contacts", file_id, mapping, options: OPTIONS });
    const statements: Statement[] = [];
    const db = recording(database, statements);
    await task.run({
      id: "0",
      data: { import: started.id },
      signal: new AbortController().signal,
      attempt: 1,
      step: (fn) => db.tx((tx) => fn({ ...ctx, db: tx, now: new Date() }, () => undefined)),
    });
    const { state } = await getImport(ctx, started.id);
    if (state !== "done") throw new Error(`the recorded import is ${state}`);
    return statements;
  } finally {
    await jobs.stop();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds that the statements take by themselves. */
async function replay(cluster: Cluster, statements: readonly Statement[]): Promise<number> {
  const client = new pg.Client(cluster.connection(COPY));
  await client.connect();
  const names = new Map<string, string>();
  try {
    const began = performance.now();
    for (const { text, values } of statements) {
      if (values.length === 0) {
        await client.query(text);
        continue;
      }
      let name = names.get(text);
      if (name === undefined) names.set(text, (name = `r${names.size}`));
      await client.query({ name, text, values: [...values] });
    }
    return (performance.now() - began) / 1000;
  } finally {
    await client.end();
  }
}
