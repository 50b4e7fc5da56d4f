/** A running app for a test file: the real server in this process, on a database of its own, serving the built client. */
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { afterAll } from "vitest";
import type { Lang } from "../src/fieldtypes/field-type.ts";
import { loadDemo } from "../src/features/demo/load.ts";
import type { DescribedModule, ModuleSummary } from "../src/model/describe.ts";
import { readConfig } from "../src/server/config.ts";
import { buildApp } from "../src/server/http/app.ts";
import { openRegistry } from "../src/server/registry-store.ts";
import { startWork } from "../src/server/work.ts";
import { systemContext } from "../test/context.ts";
import { testDatabase } from "../test/database.ts";

export const ADMIN = { name: "Ада Лавлейс", email: "ada@example.com", password: "analytical-engine" } as const;
/** The day on which the demonstration company lives, so that pictures of it stay the same. */
export const DEMO_DAY = "2026-06-15";

export interface Company {
  readonly lang?: Lang;
  readonly data?: "empty" | "demo";
  readonly name?: string;
}
export type RecordJson = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly number: string;
};

/** Somebody who speaks to the API as a program of the browser would. */
export class Api {
  readonly url: string;
  readonly token: string;
  readonly #csrf: string;
  constructor(url: string, token: string, csrf: string) {
    this.url = url;
    this.token = token;
    this.#csrf = csrf;
  }
  async request<T>(method: string, address: string, body?: unknown): Promise<T> {
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = {
      cookie: `manul_session=${this.token}`,
      "x-csrf-token": this.#csrf,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const response = await fetch(`${this.url}/api/v1${address}`, { method, headers, ...payload });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
  modules = async (): Promise<readonly ModuleSummary[]> => (await this.request<{ data: ModuleSummary[] }>("GET", "/modules")).data;
  module = async (name: string): Promise<DescribedModule> =>
    (await this.request<{ data: DescribedModule }>("GET", `/modules/${name}`)).data;
  get = async (module: string, id: string): Promise<RecordJson> =>
    (await this.request<{ data: RecordJson }>("GET", `/records/${module}/${id}?deleted=true`)).data;
  create = async (module: string, values: Readonly<Record<string, unknown>>): Promise<RecordJson> =>
    (await this.request<{ data: RecordJson }>("POST", `/records/${module}`, values)).data;
  update = async (
    module: string,
    { id, version }: Pick<RecordJson, "id" | "version">,
    values: Readonly<Record<string, unknown>>,
  ): Promise<RecordJson> => (await this.request<{ data: RecordJson }>("PATCH", `/records/${module}/${id}`, { version, ...values })).data;
  list = async (module: string, query = ""): Promise<{ readonly data: readonly RecordJson[]; readonly count?: number }> =>
    this.request("GET", `/records/${module}?count=exact&${query}`);
  createMany = async (module: string, records: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
    const { results } = await this.request<{ results: { ok: boolean }[] }>("POST", `/records/${module}/bulk`, {
      operations: records.map((values) => ({ op: "create", values })),
    });
    const bad = results.find(({ ok }) => !ok);
    if (bad) throw new Error(JSON.stringify(bad));
  };
}

export interface Site {
  readonly url: string;
  /** Creates the company; its administrator comes back signed in. */
  setUp(company?: Company): Promise<Api>;
  signIn(email?: string, password?: string): Promise<Api>;
  /** The server goes away (the database stays), and comes back at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Call in a hook of the test file; ends with the file. */
export async function startSite(): Promise<Site> {
  const folder = await mkdtemp(path.join(tmpdir(), "manul-e2e-"));
  const database = await testDatabase({ max: 10 });
  const log = pino({ level: process.env["LOG_LEVEL"] ?? "silent" });
  // Mail servers and sign-in providers of tests are on this machine.
  const config = readConfig({ DATA_DIR: folder, OUTSIDE_ALLOW: "127.0.0.1" }, folder);
  // The client may be built elsewhere, for who is at work on it.
  const client = process.env["E2E_CLIENT"];
  let server: FastifyInstance | undefined;
  let stopJobs = async (): Promise<void> => {};
  let port = 0;
  const start = async (): Promise<void> => {
    const registry = await openRegistry(database);
    server = await buildApp({ config, database, registry, log, ...(client === undefined ? {} : { clientFolder: client }) });
    const jobs = await startWork({ database, registry, files: server.manul.files, config, log });
    stopJobs = () => jobs.stop();
    await server.listen({ host: "127.0.0.1", port });
    port = (server.server.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    const closing = server?.close();
    server?.server.closeAllConnections();
    await closing;
    server = undefined;
    await stopJobs();
    stopJobs = async () => {};
  };
  await start();
  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  const enter = async (address: string, body: unknown): Promise<Api> => {
    const response = await fetch(`${url}/api/v1${address}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const token = /manul_session=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
    if (!response.ok || token === undefined) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return new Api(url, token, ((await response.json()) as { csrf_token: string }).csrf_token);
  };
  return {
    url,
    start,
    stop,
    signIn: (email = ADMIN.email, password = ADMIN.password) => enter("/auth/login", { email, password }),
    async setUp({ lang = "en", data = "empty", name = lang === "ru" ? "Ромашка" : "Acme" } = {}) {
      const conventions =
        lang === "ru"
          ? { currency: "RUB", timezone: "Europe/Moscow", country: "RU" }
          : { currency: "USD", timezone: "Europe/London", country: "GB" };
      const admin = lang === "ru" ? ADMIN : { ...ADMIN, name: "Ada Lovelace" };
      const api = await enter("/setup", { company: { name, language: lang, ...conventions }, admin, data: "empty" });
      if (data === "demo") {
        const system = await systemContext(database);
        const ctx = { ...system, company: { name, lang, ...conventions }, lang, actor: { kind: "system", name: "demo" } } as const;
        await loadDemo(ctx, { lang, today: DEMO_DAY, currency: conventions.currency });
      }
      return api;
    },
  };
}
