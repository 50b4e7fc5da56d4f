/**
 * The SQL that the engine makes for each module's reads is committed (test/generated/*.sql), so that a change of the
 * compiler shows in review what it does to every query. `npx vitest run test/generated-sql.test.ts -u` rewrites it.
 */
import { beforeAll, expect, test } from "vitest";
import type { Db } from "../src/server/db/database.ts";
import { render, type Sql } from "../src/server/db/sql.ts";
import type { Ctx } from "../src/server/context.ts";
import { getRecord, listRecords } from "../src/server/records/index.ts";
import { standardModules } from "../src/modules/index.ts";
import { systemContext, userContext } from "./context.ts";
import { testDatabase } from "./database.ts";

let ctx: Ctx;
let statements: string[] = [];

beforeAll(async () => {
  const database = await testDatabase();
  const user = await userContext(await systemContext(database), { email: "sql@example.com" });
  const recording: Db = Object.create(database, {
    query: {
      value: (statement: Sql) => {
        statements.push(readable(render(statement).text));
        return database.query(statement);
      },
    },
  });
  ctx = { ...user, db: recording };
});

/** One clause a line. */
const readable = (text: string): string => text.replaceAll(/ (FROM|LEFT JOIN|WHERE|ORDER BY|LIMIT|UNION ALL|AND) /g, "\n$1 ").trim();

test.each(standardModules.map((module) => module.name))("reads of %s", async (module) => {
  const text: string[] = [];
  const record = async (title: string, read: () => Promise<unknown>): Promise<void> => {
    statements = [];
    await read().catch((error: { code?: string }) => {
      if (error.code !== "not_found") throw error;
    });
    text.push(`-- ${title}`, ...statements.map((statement) => `${statement};`), "");
  };
  const columns = ctx.registry.modules.get(module)?.list.columns ?? [];
  await record("the default list", () => listRecords(ctx, { module, fields: columns }));
  await record("one record", () => getRecord(ctx, { module, id: "1" }));
  await expect(text.join("\n")).toMatchFileSnapshot(`generated/${module}.sql`);
});
