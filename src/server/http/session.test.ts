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
    expect((await nobody.post("/setup", SETUP)).json<Problem>().code).toBe("already_set_up");
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
