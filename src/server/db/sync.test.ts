/** What the tables' indexes are for. */
import { expect, test } from "vitest";
import { testDatabase } from "../../../test/database.ts";
import { sql } from "./sql.ts";

test("a list of some owners' records is walked in its order, and others' rows are left out in the index", async () => {
  const database = await testDatabase();
  const plan = await database.tx(async (tx) => {
    // An empty table would be read whole: what is asked is whether there is a way.
    await tx.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off");
    const { rows } = await tx.query<Record<"QUERY PLAN", string>>(
      sql`EXPLAIN SELECT label FROM contacts WHERE deleted_at IS NULL AND owner_id = ANY('{1,2}'::bigint[]) ORDER BY modified_at DESC, id DESC LIMIT 50`,
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("Index Scan Backward using contacts_modified_at_idx");
  expect(plan).toMatch(/Index Cond: \(owner_id = ANY/);
  expect(plan).not.toContain("Sort");
});
