/**
 * One PostgreSQL for the whole test run, and in it a template database with everything that `prepareDatabase` makes.
 * The server's data stay in .cache between runs (making them costs a second); several runs at once take a slot each.
 */
import path from "node:path";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../src/server/db/database.ts";
import type { ConnectionParts } from "../src/server/db/connection.ts";
import { startEmbedded } from "../src/server/db/embedded.ts";
import { LockedError, lockFolder } from "../src/server/lock.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: Omit<ConnectionParts, "database">;
    /** Why the template couldn't be made, or "": a test that needs none of it runs all the same. */
    templateError: string;
  }
}

export const TEMPLATE = "manul_template";
const SLOTS = 16;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = pino({ level: process.env["LOG_LEVEL"] ?? "warn" });
  const { folder, unlock } = takeSlot();
  const postgres = await startEmbedded({ folder, log, durable: false });
  const templateError = await makeTemplate(postgres.connection).then(
    () => "",
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  project.provide("templateError", templateError);
  const { database: _, ...parts } = postgres.connection("postgres");
  project.provide("postgres", parts);
  return async () => {
    await postgres.stop();
    unlock();
  };
}

function takeSlot(): { folder: string; unlock: () => void } {
  for (let slot = 0; slot < SLOTS; slot++) {
    const folder = path.resolve(import.meta.dirname, `../.cache/test-postgres/${slot}`);
    try {
      return { folder, unlock: lockFolder(folder) };
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
    }
  }
  throw new Error(`${SLOTS} test runs at once are enough`);
}

async function makeTemplate(connection: (database: string) => ConnectionParts): Promise<void> {
  const admin = await openDatabase({ connection: connection("postgres"), max: 1 });
  try {
    // What an interrupted run left behind goes, the template of the last run too.
    const { rows } = await admin.execute<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%' OR datname = $1",
      [TEMPLATE],
    );
    for (const { datname } of rows) await admin.execute(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
    await admin.execute(`CREATE DATABASE ${TEMPLATE}`);
  } finally {
    await admin.close();
  }
  const template = await openDatabase({ connection: connection(TEMPLATE), statementTimeout: 120_000 });
  try {
    const { prepareDatabase } = await import("../src/server/db/prepare.ts");
    await prepareDatabase(template);
  } finally {
    await template.close();
  }
}
