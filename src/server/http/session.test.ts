/** Set-up, sign-in, sessions, CSRF, tokens: who comes in, and who doesn't any more. */
import { beforeAll, describe, expect, it } from "vitest";
import { addUser, ADMIN, Person, SETUP, setUpApp, signIn, testApp, type Problem, type TestApp } from "./test-client.ts";

describe("first run", () => {
  it("is done once, also by two at the same moment, and signs the administrator in", async () => {
    const app = await testApp();
    const nobody = new Person(app.server);
    expect((await nobody.get("/session-info")).json()).toMatchObject({ set_up: false, user: null });
    const replies = await Promise.all([nobody.post("/setup", SETUP), nobody.post("/setup", SETUP)]);
    expect(new Set(replies.map((reply) => reply.statusCode))).toEqual(new Set([201, 409]));
    const won = replies.find((reply) => reply.statusCode === 201);
    expect(won?.json()).toMatchObject({ user: { name: ADMIN.name, email: ADMIN.email, is_admin: true, language: "en" } });
    expect(won?.headers["set-cookie"]).toMatch(/^manul_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    // Whatever is sent: what is wrong with it is nobody's business any more.
    for (const body of [SETUP, undefined, [], { extra: 1 }]) {
      const late = await nobody.post("/setup", body);
      expect([late.statusCode, late.json<Problem>().code]).toEqual([409, "already_set_up"]);
    }
    const broken = await nobody.raw({
      method: "POST",
      url: "/api/v1/setup",
      headers: { "content-type": "application/json" },
      payload: "{",
    });
    expect(broken.statusCode).toBe(409);
    const info = (await nobody.get("/session-info")).json<Record<string, unknown>>();
    expect(info).toMatchObject({ set_up: true, user: null, company: { name: "Acme", currency: "USD", country: "US" } });
    expect(info).not.toHaveProperty("csrf_token");
  });

  it.each([
    ["no body", undefined, "invalid_json", undefined],
    ["a weak password", { ...SETUP, admin: { ...ADMIN, password: "aaaaaaaaa" } }, "validation_failed", "admin.password"],
    ["a short password", { ...SETUP, admin: { ...ADMIN, password: "short" } }, "validation_failed", "admin.password"],
    ["no such zone", { ...SETUP, company: { ...SETUP.company, timezone: "Mars/Olympus" } }, "validation_failed", "company.timezone"],
    ["no such currency", { ...SETUP, company: { ...SETUP.company, currency: "QQQ" } }, "validation_failed", "company.currency"],
    ["no e-mail", { ...SETUP, admin: { ...ADMIN, email: "nobody" } }, "validation_failed", "admin.email"],
    ["an unknown key", { ...SETUP, extra: 1 }, "unknown_field", "extra"],
    ["a missing key", { ...SETUP, company: { name: "Acme" } }, "validation_failed", "company.currency"],
    ["a NUL byte", { ...SETUP, company: { ...SETUP.company, name: "A\0" } }, "validation_failed", "company.name"],
  ])("refuses %s and changes nothing", async (_what, body, code, field) => {
    const app = await shared;
    const reply = await new Person(app.server).post("/setup", body);
    expect(reply.statusCode).toBe(400);
    expect(reply.headers["content-type"]).toContain("application/problem+json");
    expect(reply.json<Problem>().code).toBe(code);
    if (field) expect(reply.json<Problem>().errors?.map((error) => error.field)).toContain(field);
    expect((await new Person(app.server).get("/session-info")).json()).toMatchObject({ set_up: false });
  });
  const shared = testApp();
});

describe("sessions", () => {
  let app: TestApp;
  let admin: Person;
  beforeAll(async () => {
    app = await testApp();
    admin = await setUpApp(app);
  });

  it("knows who is signed in", async () => {
    expect((await admin.get("/auth/me")).json()).toMatchObject({ user: { email: ADMIN.email, is_admin: true } });
    expect((await admin.get("/session-info")).json()).toMatchObject({
      user: { email: ADMIN.email },
      csrf_token: admin.headers["x-csrf-token"],
    });
  });

  it("answers a wrong password and an unknown e-mail alike", async () => {
    const nobody = new Person(app.server);
    const [wrong, unknown] = [
      await nobody.post("/auth/login", { email: ADMIN.email, password: "not this" }),
      await nobody.post("/auth/login", { email: "no@example.com", password: "not this" }),
    ];
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toEqual(unknown.json());
  });

  it("gives a new token at each sign-in and ends the session that the browser came with", async () => {
    const first = await signIn(app, ADMIN.email.toUpperCase(), ADMIN.password);
    const again = await first.post("/auth/login", { email: ADMIN.email, password: ADMIN.password });
    expect(again.statusCode).toBe(200);
    expect((await first.get("/auth/me")).statusCode).toBe(401);
  });

  it("refuses a write without the CSRF token, or with another's", async () => {
    const { cookie = "" } = admin.headers;
    const bare = new Person(app.server, { cookie });
    for (const person of [bare, bare.with({ "x-csrf-token": "wrong" })]) {
      const reply = await person.post("/records/contacts", { last_name: "Nobody" });
      expect(reply.statusCode).toBe(403);
      expect(reply.json<Problem>().code).toBe("csrf");
    }
    expect((await bare.get("/auth/me")).statusCode).toBe(200);
  });

  it("ends at sign-out, at once", async () => {
    const person = await signIn(app, ADMIN.email, ADMIN.password);
    expect((await person.post("/auth/logout")).statusCode).toBe(204);
    expect((await person.get("/auth/me")).statusCode).toBe(401);
  });

  it("lists one's sessions and ends a single one", async () => {
    const other = await signIn(app, ADMIN.email, ADMIN.password);
    const { data } = (await admin.get("/auth/sessions")).json<{ data: { id: string; current: boolean }[] }>();
    expect(data.filter((session) => session.current)).toHaveLength(1);
    const mine = (await other.get("/auth/sessions"))
      .json<{ data: { id: string; current: boolean }[] }>()
      .data.find((session) => session.current);
    expect((await admin.send("DELETE", `/auth/sessions/${mine?.id}`)).statusCode).toBe(204);
    expect((await other.get("/auth/me")).statusCode).toBe(401);
  });

  it("is cut off when the user is disabled, deleted or loses rights, also by a write past the adapter", async () => {
    const user = await addUser(app, admin, "leaver@example.com");
    expect((await user.get("/admin/users")).statusCode).toBe(403);
    const { id, version } = (
      await admin.get("/records/users?filter=" + encodeURIComponent('{"field":"email","op":"eq","value":"leaver@example.com"}'))
    ).json<{ data: { id: string; version: number }[] }>().data[0] ?? { id: "", version: 0 };
    expect((await admin.send("PATCH", `/records/users/${id}`, { version, status: "inactive" })).statusCode).toBe(200);
    await expect.poll(async () => (await user.get("/auth/me")).statusCode, { timeout: 1000 }).toBe(401);
  });

  it("slows down who guesses, without telling whether the account exists", async () => {
    const nobody = new Person(app.server);
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await nobody.post("/auth/login", { email: "guess@example.com", password: `try ${i}` })).statusCode);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    const refused = await nobody.post("/auth/login", { email: "guess@example.com", password: "x" });
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("slows down who guesses at one account from everywhere, but not its owner at their own place", async () => {
    await addUser(app, admin, "target@example.com");
    const from = (remoteAddress: string, email: string, password: string) =>
      app.server.inject({ method: "POST", url: "/api/v1/auth/login", remoteAddress, payload: { email, password } });
    expect((await from("203.0.113.1", "target@example.com", "correct horse battery")).statusCode).toBe(200);
    await app.database.execute("DELETE FROM login_failures");
    const statuses = new Set<number>();
    for (let i = 0; i < 50; i++) statuses.add((await from(`198.51.100.${i}`, "target@example.com", "guess")).statusCode);
    expect(statuses).toEqual(new Set([401]));
    expect((await from("198.51.100.99", "target@example.com", "correct horse battery")).statusCode).toBe(429);
    expect((await from("203.0.113.1", "target@example.com", "correct horse battery")).statusCode).toBe(200);
  });

  it("slows down an address that tries one password on everybody, though it may enter its own account in between", async () => {
    const from = (remoteAddress: string, email: string, password: string) =>
      app.server.inject({ method: "POST", url: "/api/v1/auth/login", remoteAddress, payload: { email, password } });
    await addUser(app, admin, "insider@example.com");
    // The route's own limit is of a minute; this is the one that lasts.
    const fail = (n: number) =>
      app.database.execute(
        `UPDATE login_failures SET failures = failures + ${n} WHERE failures = (SELECT max(failures) FROM login_failures)`,
      );
    await app.database.execute("DELETE FROM login_failures");
    for (let i = 0; i < 3; i++) expect((await from("192.0.2.7", `staff${i}@example.com`, "Spring2026!")).statusCode).toBe(401);
    await fail(96);
    expect((await from("192.0.2.7", "insider@example.com", "correct horse battery")).statusCode).toBe(200);
    expect((await from("192.0.2.7", "staff9@example.com", "Spring2026!")).statusCode).toBe(401);
    expect((await from("192.0.2.7", "staff10@example.com", "Spring2026!")).statusCode).toBe(429);
    expect((await from("192.0.2.7", "insider@example.com", "correct horse battery")).statusCode).toBe(429);
    expect((await from("192.0.2.8", "insider@example.com", "correct horse battery")).statusCode).toBe(200);
  });

  it("gives a session a new token each day; the old one's return ends the session", async () => {
    const person = await signIn(app, ADMIN.email, ADMIN.password);
    const rotate =
      "UPDATE sessions SET rotated_at = rotated_at - interval '25 hours' WHERE id = (SELECT id FROM sessions ORDER BY created_at DESC LIMIT 1)";
    expect((await person.get("/session-info")).headers["set-cookie"]).toBeUndefined();
    await app.database.execute(rotate);
    const rotated = await person.get("/session-info");
    const cookie = /^(manul_session=[\w-]{43});/.exec(String(rotated.headers["set-cookie"]))?.[1] ?? "";
    expect(cookie).not.toBe("");
    expect(cookie).not.toBe(person.headers["cookie"]);
    const fresh = person.with({ cookie });
    // Other tabs come with the old token for a moment still.
    expect((await person.get("/auth/me")).statusCode).toBe(200);
    expect((await person.get("/session-info")).headers["set-cookie"]).toBeUndefined();
    expect((await fresh.get("/auth/me")).statusCode).toBe(200);
    await app.database.execute("UPDATE sessions SET rotated_at = now() - interval '3 minutes' WHERE former_hash IS NOT NULL");
    app.server.manul.callers.forget("all");
    expect((await fresh.get("/auth/me")).statusCode).toBe(200);
    app.server.manul.callers.forget("all");
    expect((await person.get("/auth/me")).statusCode).toBe(401);
    await expect.poll(async () => (await fresh.get("/auth/me")).statusCode, { timeout: 1000 }).toBe(401);
    const { data } = (await admin.get("/admin/audit?action=session_stolen")).json<{ data: unknown[] }>();
    expect(data).toHaveLength(1);
  });

  it("ends all others at once", async () => {
    const [here, there] = [await signIn(app, ADMIN.email, ADMIN.password), await signIn(app, ADMIN.email, ADMIN.password)];
    expect((await here.send("DELETE", "/auth/sessions")).statusCode).toBe(204);
    expect((await here.get("/auth/me")).statusCode).toBe(200);
    expect((await there.get("/auth/me")).statusCode).toBe(401);
    admin = here;
  });

  it("limits how often a route may be called in a minute", async () => {
    const call = (url: string) => app.server.inject({ method: "POST", url: `/api/v1${url}`, remoteAddress: "192.0.2.99", payload: {} });
    const limited = app.server.manulRoutes.filter(
      ({ url, right }) => right === "public" && url.includes("/auth/") && !url.includes("/sign-in/options"),
    );
    // Whatever lets somebody in, or sends letters, has a limit.
    expect(limited.filter(({ perMinute }) => perMinute === undefined)).toEqual([]);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await call("/auth/password-links")).statusCode);
    expect(statuses.filter((status) => status === 429).length).toBe(2);
    const last = await call("/auth/password-links");
    expect(last.json<Problem>().code).toBe("rate_limited");
    expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("changes the password only with the present one, and ends the other sessions", async () => {
    const user = await addUser(app, admin, "changer@example.com");
    const other = await signIn(app, "changer@example.com", "correct horse battery");
    const wrong = await user.post("/auth/password", { current_password: "nope", new_password: "another good one" });
    expect(wrong.json<Problem>().errors?.[0]).toMatchObject({ field: "current_password", code: "wrong_password" });
    expect(
      (await user.post("/auth/password", { current_password: "correct horse battery", new_password: "another good one" })).statusCode,
    ).toBe(204);
    expect((await user.get("/auth/me")).statusCode).toBe(200);
    expect((await other.get("/auth/me")).statusCode).toBe(401);
    await signIn(app, "changer@example.com", "another good one");
  });

  it("keeps no token and no password in the database", async () => {
    const token = /manul_session=([\w-]+)/.exec(admin.headers["cookie"] ?? "")?.[1] ?? "";
    const { rows } = await app.database.execute<{ text: string }>(
      "SELECT (SELECT string_agg(s::text, ' ') FROM sessions s) || (SELECT string_agg(c::text, ' ') FROM user_credentials c) AS text",
    );
    expect(token).toHaveLength(43);
    expect(rows[0]?.text).not.toContain(token);
    expect(rows[0]?.text).toContain("$argon2id$");
    expect(rows[0]?.text).not.toContain(ADMIN.password);
  });
});

describe("HTTPS", () => {
  it("binds the cookie to the host", async () => {
    const app = await testApp({ env: { PUBLIC_URL: "https://crm.example.com" } });
    const reply = await new Person(app.server).post("/setup", SETUP);
    expect(reply.headers["set-cookie"]).toMatch(/^__Host-manul_session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(reply.headers["strict-transport-security"]).toMatch(/max-age=\d+/);
  });
});

describe("tokens", () => {
  let app: TestApp;
  let admin: Person;
  beforeAll(async () => {
    app = await testApp();
    admin = await setUpApp(app);
  });
  const make = async (body: Record<string, unknown>): Promise<{ person: Person; id: string; token: string }> => {
    const { token, data } = (await admin.post("/auth/tokens", { name: "test", ...body })).json<{ token: string; data: { id: string } }>();
    return { person: new Person(app.server, { authorization: `Bearer ${token}` }), id: data.id, token };
  };

  it("lets a program in without a CSRF token, and not after its end", async () => {
    const { person, id, token } = await make({});
    expect((await person.get("/auth/me")).json()).toMatchObject({ user: { email: ADMIN.email } });
    expect((await person.post("/records/contacts", { last_name: "By token" })).json()).toMatchObject({ data: { source: "api" } });
    const list = (await admin.get("/auth/tokens")).body;
    expect(list).toContain('"name":"test"');
    expect(list).not.toContain(token);
    expect((await admin.send("DELETE", `/auth/tokens/${id}`)).statusCode).toBe(204);
    expect((await person.get("/auth/me")).statusCode).toBe(401);
  });

  it("is refused past its end, also where it was let in a moment before", async () => {
    const expires_at = new Date(Date.now() + 2_000).toISOString();
    const { person, id } = await make({ expires_at });
    expect((await person.get("/auth/me")).statusCode).toBe(200);
    const { data } = (await admin.get("/auth/tokens")).json<{ data: { id: string; expires_at: string }[] }>();
    expect(data.find((token) => token.id === id)).toMatchObject({ expires_at });
    await new Promise((resolve) => setTimeout(resolve, Date.parse(expires_at) - Date.now() + 20));
    expect((await person.get("/auth/me")).json<Problem>().code).toBe("unauthenticated");
    // Nor is it let in anew where no process remembers it.
    const late = await make({ expires_at: new Date(Date.now() + 60_000).toISOString() });
    await app.database.execute(`UPDATE api_tokens SET expires_at = now() - interval '1 second' WHERE id = '${late.id}'`);
    expect((await late.person.get("/auth/me")).statusCode).toBe(401);
  });

  it("keeps to its scopes", async () => {
    const { person: reader } = await make({ scopes: ["read"] });
    const { person: writer } = await make({ scopes: ["write"] });
    expect((await reader.get("/records/contacts")).statusCode).toBe(200);
    expect((await reader.post("/records/contacts/aggregate", { measures: [{ fn: "count" }] })).statusCode).toBe(200);
    expect((await reader.post("/records/contacts", { last_name: "No" })).json<Problem>().code).toBe("forbidden");
    expect((await writer.get("/records/contacts")).statusCode).toBe(403);
    expect((await writer.post("/records/contacts", { last_name: "Yes" })).statusCode).toBe(201);
  });

  it("can't beget others, nor live in the past", async () => {
    const { person } = await make({});
    expect((await person.post("/auth/tokens", { name: "child" })).statusCode).toBe(403);
    expect((await admin.post("/auth/tokens", { name: "old", expires_at: "2001-01-01T00:00:00Z" })).json<Problem>().errors?.[0]?.code).toBe(
      "in_the_past",
    );
    expect((await admin.post("/auth/tokens", { name: "odd", expires_at: "tomorrow" })).json<Problem>().errors?.[0]?.code).toBe(
      "invalid_datetime",
    );
    expect((await admin.post("/auth/tokens", { name: "odd", scopes: ["root"] })).statusCode).toBe(400);
  });

  it("refuses wrong and malformed tokens, even beside a good cookie", async () => {
    for (const authorization of ["Bearer manul_wrong", "Bearer", "Basic YTpi", `Bearer ${"x".repeat(500)}`])
      expect((await admin.with({ authorization }).get("/auth/me")).statusCode).toBe(401);
  });
});
