/** For tests: an app on a database of its own, set up, and people who talk to it like browsers and programs do. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import pino from "pino";
import { afterAll } from "vitest";
import { testDatabase } from "../../../test/database.ts";
import { readConfig } from "../config.ts";
import type { Database } from "../db/database.ts";
import { openRegistry } from "../registry-store.ts";
import { buildApp, type AppOptions } from "./app.ts";
import { API } from "./route.ts";

export const ADMIN = { name: "Ада Лавлейс", email: "ada@example.com", password: "analytical-engine" } as const;
export const SETUP = {
  company: { name: "Acme", currency: "USD", language: "en", timezone: "Europe/London" },
  admin: ADMIN,
  data: "empty",
} as const;

export interface TestApp {
  readonly server: FastifyInstance;
  readonly database: Database;
  readonly folder: string;
}

export async function testApp(
  options: Partial<Pick<AppOptions, "features" | "log">> & { readonly env?: Record<string, string> } = {},
): Promise<TestApp> {
  const folder = await mkdtemp(path.join(tmpdir(), "manul-http-"));
  const database = await testDatabase();
  const log = options.log ?? pino({ level: process.env["LOG_LEVEL"] ?? "silent" });
  const registry = await openRegistry(database);
  const config = readConfig({ DATA_DIR: folder, ...options.env }, folder);
  const server = await buildApp({
    config,
    database,
    registry,
    log,
    features: options.features ?? [],
    clientFolder: path.join(folder, "web"),
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { server, database, folder };
}

export type Reply = LightMyRequestResponse;
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message: string }[];
  readonly current?: Readonly<Record<string, unknown>>;
}

type Headers = Record<string, string>;
type Body = Readonly<Record<string, unknown>> | readonly unknown[];

/** Somebody who calls: keeps the cookie and sends the CSRF token, or a bearer token. */
export class Person {
  readonly #server: FastifyInstance;
  #headers: Headers;
  constructor(server: FastifyInstance, headers: Headers = {}) {
    this.#server = server;
    this.#headers = headers;
  }
  get headers(): Headers {
    return this.#headers;
  }
  with(headers: Headers): Person {
    return new Person(this.#server, { ...this.#headers, ...headers });
  }
  raw(options: InjectOptions): Promise<Reply> {
    return this.#server.inject({ ...options, headers: { ...this.#headers, ...options.headers } });
  }
  get(url: string, headers: Headers = {}): Promise<Reply> {
    return this.raw({ method: "GET", url: at(url), headers });
  }
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", url: string, body?: Body, headers: Headers = {}): Promise<Reply> {
    return this.raw({ method, url: at(url), headers, ...(body === undefined ? {} : { payload: body }) });
  }
  post(url: string, body?: Body, headers?: Headers): Promise<Reply> {
    return this.send("POST", url, body, headers);
  }
  /** One file, as the part `file` of a form. */
  upload(url: string, { name, content }: { readonly name: string; readonly content: string | Buffer }): Promise<Reply> {
    const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
    return this.raw({
      method: "POST",
      url: at(url),
      headers: { "content-type": "multipart/form-data; boundary=x" },
      payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from("\r\n--x--\r\n")]),
    });
  }
}
const at = (url: string): string =>
  url.startsWith("/records") ||
  url.startsWith("/auth") ||
  url.startsWith("/me/") ||
  url.startsWith("/admin") ||
  url.startsWith("/files") ||
  url.startsWith("/modules") ||
  url.startsWith("/search") ||
  url.startsWith("/setup") ||
  url.startsWith("/session-info")
    ? API + url
    : url;

const signedIn = (server: FastifyInstance, reply: Reply): Person => {
  const cookie = reply.cookies.find(({ name }) => name.endsWith("manul_session"));
  const { csrf_token: token } = reply.json<{ csrf_token: string }>();
  if (!cookie) throw new Error(`not signed in: ${reply.statusCode} ${reply.body}`);
  return new Person(server, { cookie: `${cookie.name}=${cookie.value}`, "x-csrf-token": token });
};

/** Does the first run and returns the administrator. */
export async function setUpApp({ server }: TestApp): Promise<Person> {
  return signedIn(server, await new Person(server).post("/setup", SETUP));
}

export async function signIn({ server }: TestApp, email: string, password: string): Promise<Person> {
  return signedIn(server, await new Person(server).post("/auth/login", { email, password }));
}

/** A user without administrator's rights, signed in. */
export async function addUser(app: TestApp, admin: Person, email: string): Promise<Person> {
  const password = "correct horse battery";
  const reply = await admin.post("/admin/users", { email, name: "Test Person", password });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return signIn(app, email, password);
}
