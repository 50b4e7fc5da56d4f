/** `manul user` as the operator types it, beside a server that runs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionUrl, testConnection } from "../../../test/database.ts";
import { Program } from "../../../test/program.ts";
import { codeAt } from "../auth/totp.ts";

const ANNA = { name: "Anna Petrova", email: "anna@example.com", password: "correct horse battery" };
let folder = "";
let env: Record<string, string> = {};
let server: Program;
let address = "";
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "manul-user-"));
  env = { DATABASE_URL: connectionUrl(await testConnection()), SECRET_KEY: "a".repeat(64) };
  server = new Program({ folder: path.join(folder, "server"), env });
  address = await server.ready();
}, 120_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function user(...args: readonly string[]): Promise<{ readonly code: number | string; readonly output: string }> {
  const program = new Program({ folder: path.join(folder, "beside"), args: ["user", ...args], env });
  return { code: await program.exited, output: program.output };
}
async function call(url: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${address}/api/v1${url}`, {
    method: body ? "POST" : "GET",
    headers: { ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
async function sessionOf(reply: Response): Promise<Record<string, string>> {
  const { csrf_token: token } = (await reply.json()) as { csrf_token: string };
  return { Cookie: reply.headers.getSetCookie()[0]?.split(";")[0] ?? "", "X-CSRF-Token": token };
}
const logIn = (): Promise<Response> => call("/auth/login", { email: ANNA.email, password: ANNA.password });

test("a second factor that was lost is taken away: the password lets in again, old sessions are over, the audit log says so", async () => {
  const company = { name: "Manul", currency: "EUR", language: "en", timezone: "UTC" };
  const session = await sessionOf(await call("/setup", { company, admin: ANNA, data: "empty" }));
  const { secret } = (await (await call("/auth/second-factor/totp", {}, session)).json()) as { secret: string };
  const confirmed = await call("/auth/second-factor/totp/confirm", { code: codeAt(secret, new Date()) }, session);
  expect(confirmed.status, await confirmed.text()).toBe(200);
  const renewed = confirmed.headers.getSetCookie()[0]?.split(";")[0];
  const strong = { ...session, ...(renewed ? { Cookie: renewed } : {}) };
  expect((await call("/auth/me", undefined, strong)).status).toBe(200);
  expect(await (await logIn()).json()).toMatchObject({ code: "second_factor_required" });

  const nobody = await user("reset-second-factor", "nobody@example.com");
  expect(nobody.code).toBe(1);
  expect(nobody.output).toContain("there is no user nobody@example.com");
  expect(await user("reset-second-factor", " Anna@Example.com")).toMatchObject({ code: 0 });

  expect((await call("/auth/me", undefined, strong)).status).toBe(401);
  const reply = await logIn();
  expect(reply.status).toBe(200);
  const log = await call("/admin/audit?action=second_factor_reset", undefined, await sessionOf(reply));
  expect(((await log.json()) as { data: unknown[] }).data).toMatchObject([{ actor_name: "command line", target_type: "users" }]);
}, 120_000);
