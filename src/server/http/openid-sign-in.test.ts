/** Signing in at another provider, held against a real one. */
import { beforeAll, describe, expect, it } from "vitest";
import { CLIENT, identityProvider, type IdentityProvider, type Known } from "../../../test/identity-provider.ts";
import { codeAt } from "../auth/totp.ts";
import { addUser, Person, setUpApp, testApp, type Problem, type Reply, type TestApp } from "./test-client.ts";

const SITE = "http://localhost:4999";
let app: TestApp;
let admin: Person;
let idp: IdentityProvider;
let id: string;

beforeAll(async () => {
  app = await testApp({ env: { PUBLIC_URL: SITE, OUTSIDE_ALLOW: "127.0.0.1" } });
  admin = await setUpApp(app);
  idp = await identityProvider();
  const made = await admin.post("/admin/identity-providers", {
    label: "Office",
    issuer: idp.issuer,
    client_id: CLIENT.id,
    client_secret: CLIENT.secret,
    scopes: "openid email profile groups",
  });
  expect(made.statusCode, made.body).toBe(201);
  id = made.json<{ data: { id: string } }>().data.id;
  idp.allow(`${SITE}/api/v1/auth/openid/${id}/callback`);
});

const set = async (values: Record<string, unknown>): Promise<void> =>
  expect((await admin.send("PATCH", `/admin/identity-providers/${id}`, values)).statusCode).toBe(200);
const cookieOf = (reply: Reply, name: string): string | undefined => reply.cookies.find((cookie) => cookie.name === name)?.value;

interface Trip {
  readonly ticket: string;
  /** Where the provider sends the browser back to. */
  readonly back: string;
}
/** To the provider and through its pages, as a browser goes. */
async function travel(next = ""): Promise<Trip> {
  const start = await new Person(app.server).get(`/auth/openid/${id}/start${next === "" ? "" : `?next=${encodeURIComponent(next)}`}`);
  expect(start.statusCode, start.body).toBe(303);
  let location = String(start.headers.location);
  const jar = new Map<string, string>();
  for (let hops = 0; location.startsWith(idp.issuer); hops++) {
    if (hops > 10) throw new Error(location);
    const reply = await fetch(location, { redirect: "manual", headers: { cookie: [...jar].map((pair) => pair.join("=")).join("; ") } });
    for (const line of reply.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      jar.set(name, value);
    }
    const to = reply.headers.get("location");
    if (to === null) throw new Error(`${reply.status} ${await reply.text()}`);
    location = new URL(to, location).href;
  }
  return { ticket: cookieOf(start, "manul_openid") ?? "", back: location };
}
const arrive = ({ ticket, back }: Trip): Promise<Reply> =>
  new Person(app.server, { cookie: `manul_openid=${ticket}` }).raw({ method: "GET", url: back.slice(SITE.length) });
const signInAs = async (sub: string, claims: Known, next?: string): Promise<Reply> => {
  idp.become(sub, claims);
  return arrive(await travel(next));
};
const whoIs = async (reply: Reply): Promise<Record<string, unknown>> =>
  (await new Person(app.server, { cookie: `manul_session=${cookieOf(reply, "manul_session") ?? ""}` }).get("/session-info")).json();
const ADA: Known = { email: "ADA@example.com", email_verified: true };

describe("a provider", () => {
  it("is offered on the sign-in page, and asked with PKCE, state and nonce", async () => {
    expect((await new Person(app.server).get("/session-info")).json()).toMatchObject({ sign_in: { providers: [{ id, label: "Office" }] } });
    idp.become("ada", ADA);
    await travel();
    const [asked, first] = [idp.asked(), Object.fromEntries(idp.asked())];
    expect(first).toMatchObject({ response_type: "code", client_id: "manul", code_challenge_method: "S256" });
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)?.length).toBeGreaterThan(20);
    await travel();
    for (const name of ["state", "nonce", "code_challenge"]) expect(idp.asked().get(name)).not.toBe(first[name]);
  });

  it("lets in the user of the same checked address, and knows them afterwards by its own name for them", async () => {
    const reply = await signInAs("ada", ADA, "/contacts?q=1");
    expect(reply.statusCode, reply.body).toBe(303);
    expect(reply.headers.location).toBe("/contacts?q=1");
    expect(await whoIs(reply)).toMatchObject({ user: { email: "ada@example.com" }, pending: null });
    expect(await whoIs(await signInAs("ada", { email: "married@example.com", email_verified: true }))).toMatchObject({
      user: { email: "ada@example.com" },
    });
    const { data } = (await admin.get("/admin/audit?action=sign_in")).json<{ data: { details: unknown }[] }>();
    expect(data[0]?.details).toEqual({ method: "provider", provider: "Office" });
  });

  it.each([
    ["an address that nobody has checked", "liar", { email: "ada@example.com", email_verified: false }, "no_account"],
    ["somebody unknown", "stranger", { email: "stranger@example.com", email_verified: true }, "no_account"],
    ["somebody without an address", "nameless", {}, "no_account"],
  ])("doesn't let in %s", async (_what, sub, claims, problem) => {
    const reply = await signInAs(sub, claims);
    expect(reply.headers.location).toBe(`/sign-in?problem=${problem}`);
    expect(cookieOf(reply, "manul_session")).toBeUndefined();
  });

  it("answers once, in the browser that asked, and nowhere else", async () => {
    idp.become("ada", ADA);
    const trip = await travel();
    const other = await travel();
    const expired = "/sign-in?problem=link_expired";
    expect((await arrive({ ...trip, ticket: "" })).headers.location).toBe(expired);
    // Another's answer in my browser (its state isn't mine): refused, and my ticket is spent.
    expect((await arrive({ ticket: other.ticket, back: trip.back })).headers.location).toBe("/sign-in?problem=provider_failed");
    expect((await arrive(trip)).headers.location).toBe("/");
    expect((await arrive(trip)).headers.location).toBe(expired);
    // Another code in the right answer.
    const last = await travel();
    const forged = last.back.replace(/code=[^&]+/, "code=forged");
    expect((await arrive({ ...last, back: forged })).headers.location).toBe("/sign-in?problem=provider_failed");
  });

  it("leads nowhere but into the program", async () => {
    for (const next of ["https://evil.example.com/", "//evil.example.com", "/\\evil.example.com", "javascript:alert(1)"])
      expect((await signInAs("ada", ADA, next)).headers.location).toBe("/");
  });

  it("makes users where that is wished, with the role that a claim says, at each sign-in", async () => {
    const { data: roles } = (await admin.get("/admin/roles")).json<{ data: { id: string; name: string }[] }>();
    const roleOf = (name: string): string => roles.find((role) => role.name === name)?.id ?? "";
    const mapping = [
      { value: "bosses", role_id: roleOf("Head of sales") },
      { value: "sales", role_id: roleOf("Salesperson") },
    ];
    await set({ create_users: true, role_claim: "groups", role_map: mapping });
    const bea = {
      email: "bea@example.com",
      email_verified: true,
      given_name: "Беа",
      family_name: "Смит",
      locale: "ru-RU",
      groups: ["staff", "sales"],
    };
    expect(await whoIs(await signInAs("bea", bea))).toMatchObject({
      user: { email: "bea@example.com", name: "Беа Смит", language: "ru", is_admin: false },
    });
    const roleNow = async (): Promise<unknown> =>
      (await admin.get("/admin/users?q=bea")).json<{ data: { role_id__label: string }[] }>().data[0]?.role_id__label;
    expect(await roleNow()).toBe("Salesperson");
    await signInAs("bea", { ...bea, groups: ["bosses", "sales"] });
    expect(await roleNow()).toBe("Head of sales");
    // No group of ours: the role that somebody gave here stays.
    await signInAs("bea", { ...bea, groups: [] });
    expect(await roleNow()).toBe("Head of sales");
    const refused = await admin.send("PATCH", `/admin/identity-providers/${id}`, { role_map: [{ value: "x", role_id: "999999" }] });
    expect(refused.json<Problem>().errors?.[0]).toMatchObject({ field: "role_map.0.role_id", code: "unknown_reference" });
  });

  it("doesn't let in who was disabled here, nor makes them anew", async () => {
    await signInAs("gone", { email: "gone@example.com", email_verified: true });
    const user = (await admin.get("/admin/users?q=gone")).json<{ data: { id: string }[] }>().data[0]?.id ?? "";
    expect((await admin.send("PATCH", `/admin/users/${user}`, { status: "inactive" })).statusCode).toBe(200);
    expect((await signInAs("gone", { email: "gone@example.com", email_verified: true })).headers.location).toBe(
      "/sign-in?problem=no_account",
    );
    expect((await signInAs("gone again", { email: "gone@example.com", email_verified: true })).headers.location).toBe(
      "/sign-in?problem=no_account",
    );
  });

  it("doesn't replace the second factor, unless it is trusted to have asked for one", async () => {
    const person = await addUser(app, admin, "carl@example.com");
    const { secret } = (await person.post("/auth/second-factor/totp")).json<{ secret: string }>();
    await person.post("/auth/second-factor/totp/confirm", { code: codeAt(secret, new Date()) });
    const carl = { email: "carl@example.com", email_verified: true };
    const reply = await signInAs("carl", carl);
    const info = await whoIs(reply);
    expect(info).toMatchObject({ pending: "verify" });
    const half = new Person(app.server, {
      cookie: `manul_session=${cookieOf(reply, "manul_session") ?? ""}`,
      "x-csrf-token": String(info["csrf_token"]),
    });
    expect((await half.get("/records/contacts")).json<Problem>().code).toBe("second_factor_needed");
    expect((await half.post("/auth/second-factor/totp")).statusCode).toBe(403);
    expect((await half.post("/auth/passkeys/options")).statusCode).toBe(403);
    expect((await half.post("/auth/second-factor/verify", { code: "123456" })).statusCode).toBe(400);
    const code = codeAt(secret, new Date(Date.now() + 30_000));
    expect((await half.post("/auth/second-factor/verify", { code })).statusCode).toBe(204);
    expect((await half.get("/records/contacts")).statusCode).toBe(200);
    await set({ trust_second_factor: true });
    expect(await whoIs(await signInAs("carl", carl))).toMatchObject({ pending: null });
  });

  it("is out of use when it is disabled, and gone with its secret when it is deleted", async () => {
    idp.become("ada", ADA);
    const trip = await travel();
    await set({ enabled: false });
    expect((await new Person(app.server).get("/session-info")).json()).toMatchObject({ sign_in: { providers: [] } });
    expect((await arrive(trip)).headers.location).toBe("/sign-in?problem=link_expired");
    expect((await new Person(app.server).get(`/auth/openid/${id}/start`)).headers.location).toBe("/sign-in?problem=not_found");
    expect((await admin.send("DELETE", `/admin/identity-providers/${id}`)).statusCode).toBe(204);
    const { rows } = await app.database.execute<{ n: number }>(
      "SELECT count(*)::int AS n FROM secrets WHERE name LIKE 'identity provider%'",
    );
    expect(rows[0]?.n).toBe(0);
  });
});

describe("an issuer's address", () => {
  it.each([
    "ftp://login.example.com",
    "http://login.example.com",
    "login",
    "https://user:pw@login.example.com",
    "https://login.example.com/?a=1",
  ])("isn't %s", async (issuer) => {
    const reply = await admin.post("/admin/identity-providers", { label: "Bad", issuer, client_id: "x" });
    expect(reply.json<Problem>().errors?.[0]).toMatchObject({ field: "issuer", code: "not_an_issuer" });
  });

  it("is asked only where it leads outside", async () => {
    for (const [issuer, code] of [
      ["https://10.0.0.1", "outside_forbidden"],
      ["https://169.254.169.254", "outside_forbidden"],
      [idp.issuer.replace("127.0.0.1", "127.0.0.2"), "outside_forbidden"],
      [`${idp.issuer}/elsewhere`, "provider_failed"],
    ] as const) {
      const { data } = (await admin.post("/admin/identity-providers", { label: "Odd", issuer, client_id: "x" })).json<{
        data: { id: string };
      }>();
      expect((await admin.post(`/admin/identity-providers/${data.id}/check`)).json<Problem>().code, issuer).toBe(code);
    }
  });
});
