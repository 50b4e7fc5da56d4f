/** The second factor by app: setting up, signing in, codes that work once, recovery, lock-out, and roles that demand it. */
import { beforeAll, describe, expect, it } from "vitest";
import { codeAt } from "../auth/totp.ts";
import { features } from "../../features/index.ts";
import { addUser, ADMIN, Person, setUpApp, signIn, testApp, type Problem, type TestApp } from "./test-client.ts";

const PASSWORD = "correct horse battery";
const STEP = 30_000;
let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
});

interface Enrolled {
  readonly seed: string;
  readonly recovery: readonly string[];
}
async function enrol(person: Person): Promise<Enrolled> {
  const { secret } = (await person.post("/auth/second-factor/totp")).json<{ secret: string }>();
  const reply = await person.post("/auth/second-factor/totp/confirm", { code: codeAt(secret, new Date()) });
  expect(reply.statusCode, reply.body).toBe(200);
  return { seed: secret, recovery: reply.json<{ recovery_codes: string[] }>().recovery_codes };
}
const logIn = (email: string, totp?: string) =>
  new Person(app.server).post("/auth/login", { email, password: PASSWORD, ...(totp === undefined ? {} : { totp }) });
/** The next step's code: that of this one is spent. */
const nextCode = (seed: string): string => codeAt(seed, new Date(Date.now() + STEP));
const idOf = async (person: Person): Promise<string> => (await person.get("/auth/me")).json<{ user: { id: string } }>().user.id;

describe("an authenticator app", () => {
  it("counts once a code of it was shown, and ends the sessions that came without", async () => {
    const person = await addUser(app, admin, "ann@example.com");
    const other = await signIn(app, "ann@example.com", PASSWORD);
    const offer = (await person.post("/auth/second-factor/totp")).json<{ secret: string; uri: string; qr: string }>();
    expect(offer.uri).toBe(`otpauth://totp/Acme:ann%40example.com?issuer=Acme&secret=${offer.secret}&algorithm=SHA1&digits=6&period=30`);
    expect(offer.qr).toMatch(/^<svg/);
    // Not on yet: nobody is locked out by an enrolment that was begun.
    expect((await logIn("ann@example.com")).statusCode).toBe(200);
    const wrong = await person.post("/auth/second-factor/totp/confirm", { code: codeAt(offer.secret, new Date(Date.now() - 10 * STEP)) });
    expect(wrong.json<Problem>().errors?.[0]).toMatchObject({ field: "code", code: "wrong_code" });
    expect((await person.get("/auth/second-factor")).json()).toMatchObject({ totp: false });
    const right = await person.post("/auth/second-factor/totp/confirm", { code: codeAt(offer.secret, new Date()) });
    const { recovery_codes: recovery } = right.json<{ recovery_codes: string[] }>();
    expect(new Set(recovery).size).toBe(10);
    expect(recovery.every((code) => /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/.test(code))).toBe(true);
    expect((await person.get("/auth/second-factor")).json()).toMatchObject({ totp: true, recovery_codes: 10 });
    expect((await person.get("/records/contacts")).statusCode).toBe(200);
    expect((await other.get("/auth/me")).statusCode).toBe(401);
  });

  it("is asked for after the password alone, and takes each code once", async () => {
    const { seed } = await enrol(await addUser(app, admin, "bob@example.com"));
    expect(
      (await new Person(app.server).post("/auth/login", { email: "bob@example.com", password: "not this" })).json<Problem>().code,
    ).toBe("wrong_credentials");
    const asked = await logIn("bob@example.com");
    expect(asked.statusCode).toBe(401);
    expect(asked.json()).toMatchObject({ code: "second_factor_required", methods: ["totp", "recovery_code"] });
    expect(asked.cookies).toEqual([]);
    // That of the enrolment is spent already.
    expect((await logIn("bob@example.com", codeAt(seed, new Date()))).json<Problem>().code).toBe("wrong_code");
    const code = nextCode(seed);
    const both = await Promise.all([logIn("bob@example.com", code), logIn("bob@example.com", code)]);
    expect(both.map((reply) => reply.statusCode).toSorted()).toEqual([200, 401]);
    expect(both.find((reply) => reply.statusCode === 200)?.json()).toMatchObject({ pending: null, user: { email: "bob@example.com" } });
  });

  it("may be replaced by a recovery code, each once, until new ones are made", async () => {
    const person = await addUser(app, admin, "cat@example.com");
    const { seed, recovery } = await enrol(person);
    const [first = "", second = ""] = recovery;
    expect((await logIn("cat@example.com", ` ${first.toUpperCase().replaceAll("-", " ")}`)).statusCode).toBe(200);
    expect((await logIn("cat@example.com", first)).json<Problem>().code).toBe("wrong_code");
    const renewed = await person.post("/auth/second-factor/recovery-codes", { code: nextCode(seed) });
    expect(renewed.json<{ recovery_codes: string[] }>().recovery_codes).toHaveLength(10);
    expect((await logIn("cat@example.com", second)).statusCode).toBe(401);
  });

  it("slows down who guesses codes, and a right password doesn't start the count anew", async () => {
    await enrol(await addUser(app, admin, "dan@example.com"));
    for (let i = 0; i < 5; i++) {
      expect((await logIn("dan@example.com")).json<Problem>().code).toBe("second_factor_required");
      expect((await logIn("dan@example.com", "000000")).statusCode).toBe(401);
    }
    expect((await logIn("dan@example.com", "000000")).statusCode).toBe(429);
    expect((await logIn("dan@example.com")).statusCode).toBe(429);
  });

  it("goes off by a code of it alone", async () => {
    const person = await addUser(app, admin, "eve@example.com");
    const { seed } = await enrol(person);
    expect((await person.post("/auth/second-factor/totp")).statusCode).toBe(409);
    expect((await person.post("/auth/second-factor/totp/remove", { code: "123456" })).statusCode).toBe(400);
    expect((await person.post("/auth/second-factor/totp/remove", { code: nextCode(seed) })).statusCode).toBe(204);
    expect((await logIn("eve@example.com")).statusCode).toBe(200);
  });

  it("can't be touched by a token", async () => {
    const { token } = (await admin.post("/auth/tokens", { name: "program" })).json<{ token: string }>();
    const program = new Person(app.server, { authorization: `Bearer ${token}` });
    expect((await program.post("/auth/second-factor/totp")).statusCode).toBe(403);
    expect((await program.get("/auth/second-factor")).statusCode).toBe(403);
  });

  it("is reset by an administrator, who can't be reset by a clerk", async () => {
    const person = await addUser(app, admin, "fay@example.com");
    const id = await idOf(person);
    await enrol(person);
    expect((await person.send("DELETE", `/admin/users/${id}/second-factor`)).statusCode).toBe(403);
    expect((await admin.send("DELETE", `/admin/users/${id}/second-factor`)).statusCode).toBe(204);
    expect((await person.get("/auth/me")).statusCode).toBe(401);
    expect((await logIn("fay@example.com")).statusCode).toBe(200);
    const { data } = (await admin.get(`/admin/audit?target_id=${id}`)).json<{ data: { action: string }[] }>();
    expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(["second_factor_on", "second_factor_reset", "sign_in"]));
  });
});

describe("a role that demands a second factor", () => {
  let roleId: string;
  beforeAll(async () => {
    const { data: profiles } = (await admin.get("/admin/profiles")).json<{ data: { id: string; preset: string | null }[] }>();
    const standard = profiles.find(({ preset }) => preset === "standard")?.id ?? "";
    const reply = await admin.post("/admin/roles", { name: "Guarded", profile_ids: [standard], needs_second_factor: true });
    expect(reply.json()).toMatchObject({ data: { needs_second_factor: true } });
    roleId = reply.json<{ data: { id: string } }>().data.id;
  });
  const guard = async (email: string): Promise<{ person: Person; id: string }> => {
    const person = await addUser(app, admin, email);
    const id = await idOf(person);
    const { token } = (await person.post("/auth/tokens", { name: "old" })).json<{ token: string }>();
    expect((await admin.send("PATCH", `/admin/users/${id}`, { role_id: roleId })).statusCode).toBe(200);
    const program = new Person(app.server, { authorization: `Bearer ${token}` });
    expect((await program.get("/records/contacts")).json<Problem>().code).toBe("second_factor_needed");
    return { person, id };
  };

  it("lets nothing be done but setting one up, whatever the route", async () => {
    const { person } = await guard("gus@example.com");
    expect((await person.get("/session-info")).json()).toMatchObject({ pending: "enrol", user: { email: "gus@example.com" } });
    const open = new Set<string>();
    for (const { method, url } of app.server.manulRoutes) {
      if (url.includes("*") || url.endsWith("/logout") || url.includes("/docs") || !url.startsWith("/api/")) continue;
      const reply = await person.raw({ method, url: url.replaceAll(/:\w+/g, "1"), ...(method === "GET" ? {} : { payload: {} }) });
      if (reply.statusCode === 403 && reply.json<Problem>().code === "second_factor_needed") continue;
      open.add(`${method} ${url}`);
    }
    // All others are nobody's or a part of the enrolment.
    const rights = new Map(app.server.manulRoutes.map((route) => [`${route.method} ${route.url}`, route.right]));
    expect([...open].filter((key) => rights.get(key) !== "public")).toEqual([
      "GET /api/v1/auth/me",
      "GET /api/v1/auth/second-factor",
      "POST /api/v1/auth/second-factor/verify",
      "POST /api/v1/auth/second-factor/totp",
      "POST /api/v1/auth/second-factor/totp/confirm",
      "POST /api/v1/auth/passkeys/options",
      "POST /api/v1/auth/passkeys",
    ]);
    // Open ones don't know them either: what is told to who is signed in isn't told.
    expect((await person.get("/api/openapi.json")).body).not.toContain("/records/contacts");
    await enrol(person);
    expect((await person.get("/records/contacts")).statusCode).toBe(200);
  });

  it("keeps its last factor, and says of a new sign-in what is pending", async () => {
    const { person } = await guard("hal@example.com");
    const { seed } = await enrol(person);
    const refused = await person.post("/auth/second-factor/totp/remove", { code: nextCode(seed) });
    expect(refused.json<Problem>().errors?.[0]?.code).toBe("role_needs_second_factor");
    await addUser(app, admin, "ida@example.com");
    const id = (await admin.get("/admin/users?q=ida")).json<{ data: { id: string }[] }>().data[0]?.id ?? "";
    await admin.send("PATCH", `/admin/users/${id}`, { role_id: roleId });
    expect((await logIn("ida@example.com")).json()).toMatchObject({ pending: "enrol" });
  });

  it("takes effect on open sessions at once, the administrator's own too", async () => {
    const { data } = (await admin.get("/admin/roles")).json<{ data: { id: string; is_default: boolean }[] }>();
    const usual = data.find((role) => role.is_default)?.id ?? "";
    const person = await addUser(app, admin, "joe@example.com");
    expect((await admin.send("PATCH", `/admin/roles/${usual}`, { needs_second_factor: true })).statusCode).toBe(200);
    expect((await person.get("/records/contacts")).statusCode).toBe(403);
    expect((await admin.get("/records/contacts")).statusCode).toBe(403);
    await enrol(admin);
    expect((await admin.send("PATCH", `/admin/roles/${usual}`, { needs_second_factor: false })).statusCode).toBe(200);
    expect((await person.get("/records/contacts")).statusCode).toBe(200);
  });
});

describe("secrets", () => {
  it("stand sealed in the database and in no answer of any route", async () => {
    const whole = await testApp({ features });
    const boss = await setUpApp(whole);
    const { secret: seed } = (await boss.post("/auth/second-factor/totp")).json<{ secret: string }>();
    await boss.post("/auth/second-factor/totp/confirm", { code: codeAt(seed, new Date()) });
    const clientSecret = "Zq9-client-secret-Zq9";
    const provider = { label: "Other", issuer: "https://login.example.com", client_id: "manul", client_secret: clientSecret };
    expect((await boss.post("/admin/identity-providers", provider)).json()).toMatchObject({ data: { has_secret: true } });
    const { rows } = await whole.database.execute<{ text: string }>("SELECT string_agg(name || ' ' || sealed, ' ') AS text FROM secrets");
    expect(rows[0]?.text).toContain("totp ");
    expect(rows[0]?.text).toContain("identity provider ");
    const sealed = /totp \d+ (\S+)/.exec(rows[0]?.text ?? "")?.[1] ?? "";
    expect(sealed).toMatch(/^1\./);
    const secrets = [seed, clientSecret, sealed];
    for (const secret of secrets.slice(0, 2)) expect(rows[0]?.text).not.toContain(secret);
    let answers = 0;
    for (const { method, url, multipart } of whole.server.manulRoutes) {
      if (method !== "GET" || multipart || url.endsWith("/stream") || url.includes("*")) continue;
      for (const id of ["1", await idOf(boss)]) {
        const reply = await boss.raw({ method, url: url.replace(":module", "users").replaceAll(/:\w+/g, id) });
        answers += 1;
        for (const secret of secrets) expect(reply.body.includes(secret), `${method} ${url}`).toBe(false);
      }
    }
    expect(answers).toBeGreaterThan(100);
    // Nor in what is kept of it: the audit log and the change log.
    const { rows: logs } = await whole.database.execute<{ text: string }>(
      "SELECT coalesce(string_agg(a::text, ' '), '') || coalesce((SELECT string_agg(c::text, ' ') FROM changes c), '') AS text FROM audit_log a",
    );
    expect(logs[0]?.text).toContain("identity-providers");
    for (const secret of secrets) expect(logs[0]?.text.includes(secret)).toBe(false);
  });
});

it("signs an administrator in by password alone where nobody asks for more", async () => {
  const fresh = await testApp();
  await setUpApp(fresh);
  const reply = await new Person(fresh.server).post("/auth/login", { email: ADMIN.email, password: ADMIN.password });
  expect(reply.json()).toMatchObject({ pending: null });
});
