/** The records engine's context for a command: the program itself acts, by the company's conventions. */
import type { Logger } from "pino";
import { companyOf, NO_COMPANY, readCompany } from "../auth/company.ts";
import type { Ctx } from "../context.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { readRegistry } from "../registry-store.ts";
import { StartError } from "../start-error.ts";

export async function commandContext(database: Database, log: Logger): Promise<Ctx> {
  const settings = await readCompany(database);
  const company = settings ? companyOf(settings) : NO_COMPANY;
  return {
    db: database,
    actor: { kind: "system", name: "command line" },
    registry: await readRegistry(database),
    company,
    source: "system",
    now: new Date(),
    lang: company.lang,
    log,
    depth: 0,
  };
}

/** What the engine refuses is told in lines, as any other wrong input of a command. */
export async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const lines = error.errors.map(({ field, code }) => `${field}: ${code.replaceAll("_", " ")}`);
    throw new StartError(lines.length > 0 ? lines.join("\n") : error.code.replaceAll("_", " "), { cause: error });
  }
}
