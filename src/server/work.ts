/** Background work of a serving process: the queue's workers with the tasks of all features, acting as their owners. */
import type { Logger } from "pino";
import { features } from "../features/index.ts";
import { loadUserAccess, type OrganisationCache } from "./access/load.ts";
import { inPlaceOf } from "./auth/acting.ts";
import { actorOf, USER_COLUMNS, USER_MAY_ENTER, type UserActor } from "./auth/user-actor.ts";
import { companyOf, NO_COMPANY, readCompany } from "./auth/company.ts";
import type { Config } from "./config.ts";
import type { Ctx } from "./context.ts";
import type { Database } from "./db/database.ts";
import { sql } from "./db/sql.ts";
import { AppError } from "./errors.ts";
import type { FileStore } from "./files/file-store.ts";
import { startJobs, type Jobs } from "./jobs/index.ts";
import type { RegistryStore } from "./registry-store.ts";
import { startWatchers } from "./watchers.ts";

export interface WorkServices {
  readonly database: Database;
  readonly registry: RegistryStore;
  readonly files: FileStore;
  readonly config: Config;
  readonly log: Logger;
}

export async function startWork(services: WorkServices): Promise<Jobs> {
  const { database, log, files, config } = services;
  const organisation: OrganisationCache = {};
  const tasks = features.flatMap((feature) => feature.tasks?.({ files, config, database }) ?? []);
  const jobs = await startJobs({
    database,
    log,
    tasks,
    context: (actorId, byId) => jobContext({ ...services, organisation }, actorId, byId),
  });
  const watchers = features.flatMap((feature) => feature.watchers?.({ database, files, config }) ?? []);
  const stopWatchers = await startWatchers({ database, log, context: () => jobContext({ ...services, organisation }, null) }, watchers);
  for (const feature of features) {
    // What a feature does beside can't keep the program from serving.
    const begun = feature.start?.(await jobContext({ ...services, organisation }, null));
    await begun?.catch((err: unknown) => log.error({ err, feature: feature.name }, "starting a feature"));
  }
  return {
    stop: async () => {
      await stopWatchers();
      await jobs.stop();
    },
  };
}

/** A job runs with the rights that its owner has at that moment; one who may no longer enter works no longer. */
async function jobContext(
  { database, registry, log, organisation }: WorkServices & { readonly organisation: OrganisationCache },
  actorId: string | null,
  byId?: string | null,
): Promise<Ctx> {
  const settings = await readCompany(database);
  const company = settings ? companyOf(settings) : NO_COMPANY;
  const base = { db: database, registry: registry.current(), company, source: "system" as const, now: new Date(), log, depth: 0 };
  if (actorId === null) return { ...base, actor: { kind: "system", name: "job" }, lang: company.lang };
  const load = async (id: string): Promise<UserActor> => {
    const { rows } = await database.query<Parameters<typeof actorOf>[0]>(
      sql`SELECT ${USER_COLUMNS} FROM users u WHERE u.id = ${id}::bigint AND ${USER_MAY_ENTER}`,
    );
    const row = rows[0];
    if (!row) throw new AppError("forbidden", { params: { module: "users" } });
    const { access } = await loadUserAccess(database, row.user_id, organisation);
    return actorOf(row, company, access);
  };
  const own = await load(actorId);
  const by = byId ? await load(byId) : undefined;
  if (by && !by.isAdmin) throw new AppError("forbidden", { params: { module: "users" } });
  const actor = by ? inPlaceOf(own, by, "full") : own;
  return { ...base, actor, lang: actor.lang };
}
