/** Contexts for engine tests: a system actor, and users made through the engine. */
import pino from "pino";
import { loadUserAccess } from "../src/server/access/load.ts";
import type { Ctx } from "../src/server/context.ts";
import type { Database } from "../src/server/db/database.ts";
import { readRegistry } from "../src/server/registry-store.ts";
import { createRecord } from "../src/server/records/index.ts";

export async function systemContext(database: Database): Promise<Ctx> {
  return {
    db: database,
    actor: { kind: "system", name: "test" },
    registry: await readRegistry(database),
    company: { name: "Test", currency: "RUB", lang: "ru", timezone: "Europe/Moscow", country: "RU" },
    source: "system",
    now: new Date(),
    lang: "en",
    log: pino({ level: "silent" }),
    depth: 0,
  };
}

/** A context that acts as a newly made user. */
export async function userContext(system: Ctx, options: { email: string; admin?: boolean }): Promise<Ctx> {
  const user = await createRecord({ ...system, now: new Date() }, "users", {
    email: options.email,
    last_name: options.email.split("@")[0],
    is_admin: options.admin ?? true,
    status: "active",
  });
  const { access } = await loadUserAccess(system.db, user.id);
  return {
    ...system,
    source: "ui",
    actor: {
      kind: "user",
      id: user.id,
      name: user.label,
      email: options.email,
      isAdmin: options.admin ?? true,
      groupIds: [],
      access,
      lang: "en",
      timezone: "Europe/Moscow",
      currency: "RUB",
    },
  };
}

/** The same context a moment later, with the registry as it is now. */
export const later = (ctx: Ctx): Ctx => ({ ...ctx, now: new Date(Math.max(Date.now(), ctx.now.getTime() + 1)) });
