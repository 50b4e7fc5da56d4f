/** New passwords by a link: for who forgot theirs, and for who was invited. Nothing of it tells whether somebody exists. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeAt } from "../auth/totp.ts";
import { startWork } from "../work.ts";
import { addUser, Person, setUpApp, signIn, testApp, type Problem, type TestApp } from "./test-client.ts";

const PASSWORD = "correct horse battery";
let app: TestApp;
let admin: Person;
const stop: (() => Promise<void>)[] = [];

beforeAll(async () => {
  // Nobody listens there: what would be sent stands in the outbox.
  app = await testApp({ env: { PUBLIC_URL: "https://crm.example.com/", SMTP_URL: "smtp://127.0.0.1:1" } });
  admin = await setUpApp(app);
  const work = await startWork(app.server.manul);
  stop.push(() => work.stop());
});
afterAll(async () => {
  for (const end of stop) await end();
});

interface Letter {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}
async function letters(to: string): Promise<readonly Letter[]> {
  const { rows } = await app.database.execute<{ message: Letter }>("SELECT message FROM mail_outbox ORDER BY id");
  return rows.map(({ message }) => message).filter((message) => message.to.includes(to.toLowerCase()));
}
const linkIn = ({ text }: Letter): { readonly kind: string; readonly token: string } => {
  const [, kind = "", token = ""] = /https:\/\/crm\.example\.com\/set-password#(\w+)\.([\w-]{43})\n/.exec(text) ?? [];
  return { kind, token };
};
const nobody = (): Person => new Person(app.server);
let visitors = 0;
/** Each from an address of their own: there is a limit for one. */
const ask = async (email: string, headers: Record<string, string> = {}): Promise<string> => {
  visitors += 1;
  const reply = await nobody().raw({
    method: "POST",
    url: "/api/v1/auth/password-links",
    remoteAddress: `192.0.2.${visitors}`,
    headers,
    payload: { email },
  });
  return `${reply.statusCode} ${reply.body}`;
};
/** Two letters within a minute would be one. */
const laterOn = () => app.database.execute("UPDATE sign_in_tickets SET issued_at = issued_at - interval '2 minutes'");
async function resetLink(email: string): Promise<{ readonly kind: string; readonly token: string }> {
  const before = (await letters(email)).length;
  await laterOn();
  await ask(email);
  await expect.poll(async () => (await letters(email)).length).toBe(before + 1);
  const letter = (await letters(email)).at(-1);
  if (!letter) throw new Error("no letter");
  return linkIn(letter);
}
const use = (link: { kind: string; token: string }, password = "another good one") =>
  nobody().post("/auth/password-links/use", { ...link, password });

describe("a forgotten password", () => {
  it("is replaced by a link that works once and ends all sessions", async () => {
    const ann = await addUser(app, admin, "ann@example.com");
    const link = await resetLink("ANN@example.com ".trim());
    expect((await nobody().post("/auth/password-links/look", link)).json()).toMatchObject({ email: "ann@example.com", password_min: 8 });
    // What is refused leaves the link good, and the person signed in.
    expect((await use(link, "short")).json<Problem>().errors?.[0]).toMatchObject({ field: "password", code: "password_too_short" });
    expect((await use(link, "password123")).json<Problem>().errors?.[0]?.code).toBe("password_leaked");
    expect((await ann.get("/auth/me")).statusCode).toBe(200);
    const both = await Promise.all([use(link), use(link)]);
    expect(both.map((reply) => reply.statusCode).toSorted()).toEqual([200, 410]);
    expect((await ann.get("/auth/me")).statusCode).toBe(401);
    expect((await nobody().post("/auth/login", { email: "ann@example.com", password: PASSWORD })).statusCode).toBe(401);
    await signIn(app, "ann@example.com", "another good one");
    expect((await nobody().post("/auth/password-links/look", link)).json<Problem>().code).toBe("link_expired");
    expect((await letters("ann@example.com")).at(-1)?.subject).toContain("your password was changed");
  });

  it("tells nobody whether there is such a user, and writes to nobody else", async () => {
    await addUser(app, admin, "bob@example.com");
    const known = await ask("bob@example.com");
    expect(await ask("nobody@example.com")).toBe(known);
    expect(known).toBe("202 {}");
    await expect.poll(async () => (await letters("bob@example.com")).length).toBe(1);
    // Not twice within a minute, however often somebody asks.
    await ask("bob@example.com");
    const id = (await admin.get("/admin/users?q=bob")).json<{ data: { id: string }[] }>().data[0]?.id ?? "";
    await admin.send("PATCH", `/admin/users/${id}`, { status: "inactive" });
    await laterOn();
    await ask("bob@example.com");
    await expect
      .poll(async () => (await admin.get("/admin/audit?action=password_reset_asked&q=bob")).json<{ data: unknown[] }>().data.length)
      .toBe(3);
    expect((await letters("bob@example.com")).length).toBe(1);
    expect(await letters("nobody@example.com")).toEqual([]);
  });

  it("isn't replaced after an hour, nor by an older link once the password is a new one, nor by an invented one", async () => {
    const cat = await addUser(app, admin, "cat@example.com");
    const old = await resetLink("cat@example.com");
    await cat.post("/auth/password", { current_password: PASSWORD, new_password: "yet another good one" });
    expect((await use(old)).json<Problem>().code).toBe("link_expired");
    const late = await resetLink("cat@example.com");
    await app.database.execute("UPDATE sign_in_tickets SET expires_at = expires_at - interval '1 hour'");
    expect((await use(late)).json<Problem>().code).toBe("link_expired");
    expect((await use({ kind: "reset", token: "x".repeat(43) })).statusCode).toBe(410);
    // A link of one kind is none of the other.
    const right = await resetLink("cat@example.com");
    expect((await use({ ...right, kind: "invitation" })).statusCode).toBe(410);
  });

  it("goes to the address that is set, never to the one that a request claims", async () => {
    await addUser(app, admin, "dan@example.com");
    await ask("dan@example.com", { host: "evil.example.com", "x-forwarded-host": "evil.example.com" });
    await expect.poll(async () => (await letters("dan@example.com")).length).toBe(1);
    expect((await letters("dan@example.com"))[0]?.text).toContain("https://crm.example.com/set-password#");
    expect((await letters("dan@example.com"))[0]?.text).not.toContain("evil");
  });

  it("isn't kept as it is: the database has the fingerprint", async () => {
    const { token } = await resetLink("dan@example.com");
    const { rows } = await app.database.execute<{ text: string }>("SELECT string_agg(t::text, ' ') AS text FROM sign_in_tickets t");
    expect(rows[0]?.text.includes(token)).toBe(false);
  });
});

it("writes to who changed how they sign in, should it have been somebody else", async () => {
  const lee = await addUser(app, admin, "lee@example.com");
  const { secret } = (await lee.post("/auth/second-factor/totp")).json<{ secret: string }>();
  await lee.post("/auth/second-factor/totp/confirm", { code: codeAt(secret, new Date()) });
  await lee.post("/auth/password", { current_password: PASSWORD, new_password: "another good one" });
  const subjects = (await letters("lee@example.com")).map(({ subject }) => subject);
  expect(subjects).toEqual(["Acme: your second factor was changed", "Acme: your password was changed"]);
});

describe("an invitation", () => {
  it("is written in the language of who is invited, lets them choose a password, and makes them active", async () => {
    const made = await admin.post("/admin/users", { email: "eva@example.com", name: "Ева Орлова", language: "ru" });
    expect(made.json()).toMatchObject({ data: { status: "invited" } });
    const letter = (await letters("eva@example.com"))[0];
    expect(letter?.subject).toBe("Ада Лавлейс приглашает вас в Acme");
    const link = linkIn(letter ?? { to: [], subject: "", text: "" });
    expect(link.kind).toBe("invitation");
    const reply = await use(link);
    expect(reply.json()).toMatchObject({ user: { name: "Ева Орлова" }, pending: null });
    await signIn(app, "eva@example.com", "another good one");
    const id = made.json<{ data: { id: string } }>().data.id;
    expect((await admin.get(`/admin/users/${id}`)).json()).toMatchObject({ data: { status: "active" } });
    expect((await admin.post(`/admin/users/${id}/invitation`)).statusCode).toBe(409);
  });

  it("is sent again at will, also by who forgets that they never had a password", async () => {
    const made = await admin.post("/admin/users", { email: "fay@example.com", name: "Fay" });
    const id = made.json<{ data: { id: string } }>().data.id;
    expect((await admin.post(`/admin/users/${id}/invitation`)).json()).toEqual({ sent: true });
    expect((await resetLink("fay@example.com")).kind).toBe("invitation");
    expect(await letters("fay@example.com")).toHaveLength(3);
  });

  it("is handed over by hand where no mail goes out, and nothing is promised there", async () => {
    const quiet = await testApp({ env: { PUBLIC_URL: "https://crm.example.com" } });
    const boss = await setUpApp(quiet);
    expect((await new Person(quiet.server).get("/session-info")).json()).toMatchObject({ sign_in: { reset: false } });
    expect((await new Person(quiet.server).post("/auth/password-links", { email: "ada@example.com" })).json<Problem>().code).toBe(
      "mail_unavailable",
    );
    const { id } = (await boss.post("/admin/users", { email: "gus@example.com", name: "Gus" })).json<{ data: { id: string } }>().data;
    const invitation = (await boss.post(`/admin/users/${id}/invitation`)).json<{ sent: boolean; link: string }>();
    expect(invitation).toMatchObject({
      sent: false,
      link: expect.stringMatching(/^https:\/\/crm\.example\.com\/set-password#invitation\.[\w-]{43}$/),
    });
    const [kind = "", token = ""] = (invitation.link.split("#")[1] ?? "").split(".");
    expect((await new Person(quiet.server).post("/auth/password-links/use", { kind, token, password: PASSWORD })).statusCode).toBe(200);
  });
});
