/** A fresh database for a test file, copied from the template in some tens of milliseconds. */
import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import type { ConnectionParts } from "../src/server/db/connection.ts";
import { openDatabase, type Database, type DatabaseOptions } from "../src/server/db/database.ts";
import { TEMPLATE } from "./global-setup.ts";

export interface TestDatabaseOptions extends Pick<DatabaseOptions, "max" | "log" | "statementTimeout" | "lockTimeout"> {
  /** Without any table of the CRM. */
  readonly empty?: boolean;
}

const cleanUps: (() => Promise<void>)[] = [];

// Registered when the test file imports this module, hence once for each file.
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Open until the test file ends; call it at the file's top level, in a hook or in a test. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<Database> {
  const { empty, ...settings } = options;
  const connection = await testConnection(empty === undefined ? {} : { empty });
  const database = await openDatabase({ max: 5, ...settings, connection });
  cleanUps.push(() => database.close());
  return database;
}

/** The same for tests that open the database by themselves. */
export async function testConnection(options: { readonly empty?: boolean } = {}): Promise<ConnectionParts> {
  const parts = inject("postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const templateError = inject("templateError");
  if (!options.empty && templateError !== "") throw new Error(`no template database: ${templateError}`);
  const template = options.empty ? "template0" : TEMPLATE;
  await asAdmin(parts, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  cleanUps.push(() => asAdmin(parts, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return { ...parts, database: name };
}

/** As a URL, for programs that are started with DATABASE_URL. */
export function connectionUrl({ host, port, user, password, database }: ConnectionParts): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return host.startsWith("/")
    ? `postgres://${login}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgres://${login}@${host}:${port}/${database}`;
}

async function asAdmin(parts: Omit<ConnectionParts, "database">, statement: string): Promise<void> {
  const admin = await openDatabase({ connection: { ...parts, database: "postgres" }, max: 1 });
  try {
    await admin.execute(statement);
  } finally {
    await admin.close();
  }
}
