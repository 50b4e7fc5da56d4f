/**
 * A document of 500 lines: reckoned (the browser does it with the same function on each keystroke), saved, printed.
 * `npm run bench -- --documents`. Medians and the slowest of the rounds, after one that warms up; a database of its own.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pino from "pino";
import { documentInput } from "../src/model/sales/document-input.ts";
import { standardTaxes } from "../src/model/sales/standard-taxes.ts";
import { computeTotals } from "../src/model/sales/totals.ts";
import { readConfig } from "../src/server/config.ts";
import { prepareDatabase } from "../src/server/db/prepare.ts";
import { buildApp } from "../src/server/http/app.ts";
import { openRegistry } from "../src/server/registry-store.ts";
import { asAdmin, startCluster } from "./cluster.ts";

const LINES = 500;
const ROUNDS = 15;
const DATABASE = "bench_documents";
const GOALS = { reckon: 16, save: 150, pdf: 1500 } as const;
const log = pino({ level: "silent" });

const lines = (seed: number) =>
  Array.from({ length: LINES }, (_, i) => ({
    description: `Позиция ${i + 1}`,
    quantity: String(1 + ((i * 7 + seed) % 9)),
    unit_price: `${(i * 37 + seed) % 5000}.${String((i * 13) % 100).padStart(2, "0")}`,
    discount: i % 3 === 0 ? { type: "percent" as const, value: "33.333" } : null,
    tax_ids: ["vat"],
  }));

async function measure(name: keyof typeof GOALS, run: (round: number) => unknown): Promise<void> {
  await run(0);
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const begin = performance.now();
    await run(round);
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(ROUNDS / 2)] ?? 0;
  const goal = GOALS[name];
  console.log(
    `${name.padEnd(8)} ${median.toFixed(1)} ms (slowest ${(times.at(-1) ?? 0).toFixed(1)}), goal ${goal}: ${median <= goal ? "met" : "missed"}`,
  );
}

function reckon(round: number): void {
  const settings = { rounding: "line" as const, country: "RU", taxes: new Map(standardTaxes.map((tax) => [tax.id, tax])) };
  const full = lines(round).map((line) => ({
    ...line,
    id: null,
    kind: "text" as const,
    product_id: null,
    service_id: null,
    unit: null,
    optional: false,
    source_line_id: null,
  }));
  computeTotals(documentInput(settings, { row: { tax_mode: "individual" }, currency: "RUB", date: "2026-03-01", lines: full }).input);
}

const cluster = await startCluster(log);
await asAdmin(cluster, `DROP DATABASE IF EXISTS ${DATABASE}`);
await asAdmin(cluster, `CREATE DATABASE ${DATABASE}`);
const database = await cluster.open(DATABASE);
const folder = await mkdtemp(path.join(tmpdir(), "manul-bench-"));
try {
  await prepareDatabase(database);
  const config = readConfig({ DATA_DIR: folder }, folder);
  const server = await buildApp({ config, database, registry: await openRegistry(database), log, clientFolder: path.join(folder, "web") });
  let headers: Record<string, string> = {};
  const call = async <T>(method: "GET" | "POST" | "PATCH", url: string, payload?: object): Promise<T> => {
    const reply = await server.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
    if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
    const cookie = reply.cookies.find(({ name }) => name.endsWith("manul_session"));
    const body = reply.headers["content-type"]?.toString().includes("json") ? reply.json<T & { csrf_token: string }>() : undefined;
    if (cookie && body) headers = { cookie: `${cookie.name}=${cookie.value}`, "x-csrf-token": body.csrf_token };
    return body as T;
  };
  type Saved = { readonly data: { readonly id: string; readonly version: number } };
  const company = { name: "Bench", currency: "RUB", language: "ru", timezone: "Europe/Moscow" };
  await call("POST", "/setup", {
    company,
    admin: { name: "Bench", email: "bench@example.com", password: "bench-bench-bench" },
    data: "empty",
  });
  const organization = (await call<Saved>("POST", "/records/organizations", { name: "Ромашка" })).data.id;
  let { data: invoice } = await call<Saved>("POST", "/records/invoices", {
    subject: "500",
    organization_id: organization,
    invoice_date: "2026-03-01",
    lines: lines(0),
  });
  console.log(`a document of ${LINES} lines, ${ROUNDS} rounds`);
  await measure("reckon", reckon);
  await measure("save", async (round) => {
    ({ data: invoice } = await call<Saved>("PATCH", `/records/invoices/${invoice.id}`, {
      version: invoice.version,
      lines: lines(round + 1),
    }));
  });
  await measure("pdf", () => call("GET", `/records/invoices/${invoice.id}/print/invoice.pdf?language=ru`));
  await server.close();
} finally {
  await database.close();
  await asAdmin(cluster, `DROP DATABASE IF EXISTS ${DATABASE}`);
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}
