/** Which servers are taken by DATABASE_URL. */
import pino from "pino";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { connectionUrl, testConnection, testDatabase } from "../../test/database.ts";
import { readConfig } from "./config.ts";
import type { Database } from "./db/database.ts";
import { sql } from "./db/sql.ts";
import { openOwnDatabase, openRunningDatabase } from "./open-database.ts";
import { StartError } from "./start-error.ts";

const log = pino({ level: "silent" });
let url = "";
let name = "";
let beside: Database;
const cleanUps: (() => Promise<void>)[] = [];

beforeAll(async () => {
  beside = await testDatabase({ empty: true });
});
beforeEach(async () => {
  const connection = await testConnection({ empty: true });
  url = connectionUrl(connection);
  name = connection.database;
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const open = async (how = openOwnDatabase): ReturnType<typeof openOwnDatabase> => {
  const opened = await how(readConfig({ DATA_DIR: "/nonexistent", DATABASE_URL: url }, "/nonexistent"), log);
  cleanUps.push(() => opened.close());
  return opened;
};

/** Makes the server say that it is another one, to connections of this database: our function stands before its own. */
async function pretend(number: number, version: string): Promise<void> {
  const { database, close } = await open();
  await database.execute(`
    CREATE SCHEMA other;
    CREATE FUNCTION other.current_setting(name text) RETURNS text LANGUAGE sql AS
      $$ SELECT CASE name WHEN 'server_version_num' THEN '${number}' WHEN 'server_version' THEN '${version}' END $$;
    ALTER DATABASE ${name} SET search_path = other, pg_catalog, public`);
  await close();
  cleanUps.length = 0;
}

const connections = async (): Promise<number> =>
  (await beside.query(sql`SELECT 1 FROM pg_stat_activity WHERE datname = ${name}`)).rows.length;

test.each([
  ["the program", openOwnDatabase],
  ["a command beside it", openRunningDatabase],
])("%s refuses a PostgreSQL before 15, says which it is, and leaves no connection behind", async (_who, how) => {
  await pretend(140_999, "14.99 (Debian 14.99-1)");
  const refused: unknown = await open(how).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartError);
  expect((refused as Error).message).toBe("DATABASE_URL: Manul needs PostgreSQL 15 or newer; this server is 14.99 (Debian 14.99-1).");
  await expect.poll(connections).toBe(0);
});

test("the first 15 is taken", async () => {
  await pretend(150_000, "15.0");
  const { database } = await open();
  expect((await database.query(sql`SELECT current_setting('server_version') AS version`)).rows).toEqual([{ version: "15.0" }]);
});
