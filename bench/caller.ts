/** Who measures: the administrator of the filled database, for the engine as a context and for HTTP as a token. */
import pino from "pino";
import { companyOf, NO_COMPANY, readCompany } from "../src/server/auth/company.ts";
import { createToken } from "../src/server/auth/tokens.ts";
import type { Ctx } from "../src/server/context.ts";
import type { Database } from "../src/server/db/database.ts";
import { sql } from "../src/server/db/sql.ts";
import { readRegistry } from "../src/server/registry-store.ts";
import { base, type Plan } from "./generate.ts";

export const adminOf = (plan: Plan): string => String(base(plan, "users") + 1);

export async function adminContext(database: Database, plan: Plan): Promise<Ctx> {
  const settings = await readCompany(database);
  return {
    db: database,
    actor: {
      kind: "user",
      id: adminOf(plan),
      name: "Bench",
      email: "bench@manul.example",
      isAdmin: true,
      groupIds: [],
      lang: "en",
      timezone: "Europe/Moscow",
      currency: "RUB",
    },
    registry: await readRegistry(database),
    company: settings ? companyOf(settings) : NO_COMPANY,
    source: "api",
    now: new Date(),
    lang: "en",
    log: pino({ level: "silent" }),
    depth: 0,
  };
}

/** Headers that sign a request in; tokens of former runs go. */
export async function signedIn(database: Database, plan: Plan): Promise<Record<string, string>> {
  await database.query(sql`DELETE FROM api_tokens WHERE user_id = ${adminOf(plan)}`);
  const { token } = await createToken(database, adminOf(plan), { name: "bench", scopes: ["read", "write"], expiresAt: null });
  return { authorization: `Bearer ${token}` };
}
