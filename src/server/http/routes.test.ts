/** Walks the list of all routes: nothing is reachable without a stated right, and every right is kept. */
import { beforeAll, describe, expect, inject, it } from "vitest";
import { TOOLS } from "../../model/access/vocabulary.ts";
import { openDatabase } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { addUser, Person, setUpApp, testApp, type Problem, type TestApp } from "./test-client.ts";
import type { Route } from "./route.ts";

let app: TestApp;
let admin: Person;
let user: Person;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  user = await addUser(app, admin, "user@example.com");
});

/** The route's address with something in the place of each parameter. */
const addressOf = ({ url }: Route): string =>
  url.replace(":module", "contacts").replace(":relation", "opportunities").replaceAll(/:\w+/g, "1").replace("*", "");
const call = (person: Person, route: Route) =>
  person.raw({ method: route.method, url: addressOf(route), ...(route.method === "GET" ? {} : { payload: {} }) });

describe("every route", () => {
  it("that Fastify knows stands in the list, with a right", () => {
    const { manulRoutes } = app.server;
    const listed = new Set(manulRoutes.map(({ method, url }) => `${method} ${url}`));
    // Fastify prints its routes as a tree; asking it for each pair is surer than reading the tree.
    for (const { method, url, right } of manulRoutes) {
      expect(app.server.hasRoute({ method, url }), `${method} ${url}`).toBe(true);
      expect(["public", "signed-in", "admin", "operator", ...TOOLS.map((tool) => `tool:${tool}`)]).toContain(right);
    }
    expect(listed.size).toBe(manulRoutes.length);
    const printed = app.server.printRoutes({ commonPrefix: false });
    const methods = [...printed.matchAll(/\(([A-Z, ]+)\)/g)]
      .flatMap(([, names]) => (names ?? "").split(", "))
      .filter((name) => name !== "HEAD");
    expect(methods).toHaveLength(manulRoutes.length);
  });

  it("is closed to strangers unless it says that it is public", async () => {
    for (const route of app.server.manulRoutes) {
      if (route.right === "public" || route.right === "operator") continue;
      const reply = await call(new Person(app.server), route);
      expect(reply.statusCode, `${route.method} ${route.url}`).toBe(401);
      expect(reply.json<Problem>().code).toBe("unauthenticated");
    }
  });

  it("asks for the CSRF token on writes by cookie", async () => {
    const { cookie = "" } = admin.headers;
    for (const route of app.server.manulRoutes) {
      if (route.right === "public" || route.right === "operator" || route.method === "GET") continue;
      const reply = await call(new Person(app.server, { cookie }), route);
      expect(reply.json<Problem>().code, `${route.method} ${route.url}`).toBe("csrf");
    }
  });

  it("for administrators, or for whom a tool was given, is closed to others", async () => {
    const ofAdmins = app.server.manulRoutes.filter(({ right }) => right === "admin" || right.startsWith("tool:"));
    expect(ofAdmins.length).toBeGreaterThan(0);
    for (const route of ofAdmins) expect((await call(user, route)).statusCode, `${route.method} ${route.url}`).toBe(403);
  });

  it("refuses parameters that it doesn't know", async () => {
    for (const route of app.server.manulRoutes) {
      if (route.method !== "GET" || route.anyQuery || route.url.endsWith("/stream")) continue;
      const reply = await admin.raw({ method: "GET", url: `${addressOf(route)}?no_such_parameter=1` });
      expect(reply.statusCode, route.url).toBe(400);
      expect(reply.json<Problem>().errors?.find(({ field }) => field === "no_such_parameter")?.code, route.url).toBe("unknown_field");
    }
  });

  it("answers methods that it doesn't have with 405 and those that it has", async () => {
    const reply = await admin.raw({ method: "PUT", url: "/api/v1/records/contacts/1" });
    expect(reply.statusCode).toBe(405);
    expect(reply.headers.allow?.split(", ").sort()).toEqual(["DELETE", "GET", "HEAD", "PATCH"]);
    expect((await admin.raw({ method: "POST", url: "/api/v1/nothing", payload: {} })).json<Problem>()).toMatchObject({
      status: 404,
      code: "not_found",
    });
    expect((await admin.get("/api/v1/nothing")).json<Problem>()).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("operations", () => {
  it("are alive, ready and measured", async () => {
    const nobody = new Person(app.server);
    expect((await nobody.get("/healthz")).json()).toEqual({ status: "ok" });
    expect((await nobody.get("/readyz")).json()).toEqual({ status: "ready" });
    const metrics = await nobody.get("/metrics");
    expect(metrics.body).toMatch(/manul_http_request_duration_seconds_bucket\{[^}]*route="\/healthz"/);
    expect(metrics.body).toContain('manul_db_connections{state="idle"}');
  });

  it("are not ready while the database is gone, and are again when it is back", async () => {
    const nobody = new Person(app.server);
    const ready = async (): Promise<number> => (await nobody.get("/readyz")).statusCode;
    const { rows } = await app.database.query<{ name: string }>(sql`SELECT current_database() AS name`);
    const name = rows[0]?.name ?? "";
    const postgres = await openDatabase({ connection: { ...inject("postgres"), database: "postgres" }, max: 1 });
    const admit = (yes: boolean): Promise<unknown> => postgres.execute(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS ${String(yes)}`);
    expect(await ready()).toBe(200);
    try {
      await admit(false);
      await postgres.query(sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${name}`);
      for (let i = 0; i < 3; i++) {
        const reply = await nobody.get("/readyz");
        expect([reply.statusCode, reply.json<Problem>().code]).toEqual([503, "unavailable"]);
        expect(reply.body).not.toContain(name);
      }
      expect((await nobody.get("/healthz")).statusCode).toBe(200);
    } finally {
      await admit(true);
      await postgres.close();
    }
    expect(await ready()).toBe(200);
    expect((await admin.get("/records/contacts")).statusCode).toBe(200);
  });

  it("are not ready while the database doesn't answer, and say so soon", async () => {
    const nobody = new Person(app.server);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held = Array.from({ length: app.database.statistics().max }, () => app.database.tx(() => released));
    const began = performance.now();
    try {
      expect((await nobody.get("/readyz")).statusCode).toBe(503);
      // A check waits some seconds at most; the pool would wait ten.
      expect(performance.now() - began).toBeLessThan(8_000);
    } finally {
      release();
      await Promise.all(held);
    }
    expect((await nobody.get("/readyz")).statusCode).toBe(200);
  });

  it("keep the metrics from strangers behind a proxy", async () => {
    expect((await new Person(app.server).get("/metrics", { "x-forwarded-for": "203.0.113.9" })).statusCode).toBe(401);
    expect((await user.get("/metrics", { "x-forwarded-for": "203.0.113.9" })).statusCode).toBe(403);
    expect((await admin.get("/metrics", { "x-forwarded-for": "203.0.113.9" })).statusCode).toBe(200);
  });

  it("set the headers that browsers guard us by", async () => {
    for (const url of ["/api/v1/session-info", "/api/v1/records/contacts", "/api/docs", "/nowhere.js"]) {
      const { headers } = await new Person(app.server).get(url);
      expect(headers["content-security-policy"]).toContain("script-src 'self';");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["x-powered-by"]).toBeUndefined();
    }
  });
});
