/**
 * Values that go for good: out of the record, its label and search words, and out of the change log, which otherwise
 * forgets nothing. What refers to the record goes on doing so.
 */
import type { Json } from "../../../fieldtypes/field-type.ts";
import { fieldType } from "../../../fieldtypes/index.ts";
import type { Ctx } from "../../context.ts";
import { ident, sql } from "../../db/sql.ts";
import { moduleOf } from "../plan.ts";
import { writeRecords } from "./write.ts";

export interface Erasure {
  readonly module: string;
  readonly id: string;
  /** These become empty. */
  readonly fields: readonly string[];
  /** These get another value (a name must have one). */
  readonly replaced: Readonly<Record<string, Json>>;
}

/** Also of a record in the recycle bin. Rights are the caller's to check. */
export async function eraseValues(ctx: Ctx, { module: name, id, fields, replaced }: Erasure): Promise<void> {
  const module = moduleOf(ctx, name);
  const kept = fields.filter((field) => {
    const declared = module.fields.get(field);
    return declared !== undefined && fieldType(declared.type).column(declared) !== null;
  });
  const gone = [...kept, ...Object.keys(replaced)];
  await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db, cause: "erasure" };
    const { rows } = await db.query<{ deleted_at: string | null }>(
      sql`SELECT deleted_at FROM ${ident(module.name)} WHERE id = ${id}::bigint FOR UPDATE`,
    );
    const write = (operation: Parameters<typeof writeRecords>[1]["operations"][number]): Promise<unknown> =>
      writeRecords(inner, { module: name, operations: [operation], atomic: true, present: false, internal: true });
    const binned = rows[0] !== undefined && rows[0].deleted_at !== null;
    // The engine writes to living records alone.
    if (binned) await write({ op: "restore", id });
    await write({ op: "update", id, values: { ...Object.fromEntries(kept.map((field) => [field, null])), ...replaced } });
    if (binned) await write({ op: "delete", id });
    await db.query(
      sql`UPDATE changes SET before = before - ${gone}::text[], after = after - ${gone}::text[] WHERE record_id = ${id}::bigint`,
    );
    // Answers that are kept for a day, should the request be repeated.
    await db.query(sql`DELETE FROM idempotency_keys WHERE strpos(body, ${`"${id}"`}) > 0`);
  });
}
