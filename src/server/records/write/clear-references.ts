/** A purged record leaves no dangling references: they are emptied, through the engine, with history. */
import type { Module } from "../../../model/define.ts";
import { isReference, targetsOf } from "../../../model/registry.ts";
import type { Ctx } from "../../context.ts";
import { ident, sql } from "../../db/sql.ts";
import type { writeRecords } from "./write.ts";

const BATCH = 1000;

/** `write` is handed in: the engine calls this from inside a write. */
export async function clearReferences(ctx: Ctx, target: Module, ids: readonly string[], write: typeof writeRecords): Promise<void> {
  for (const module of ctx.registry.modules.values())
    for (const field of module.fields.values()) {
      if (!isReference(field) || !targetsOf(field).includes(target.name)) continue;
      // Who wrote a record stays known by the change log; the stamps are only a copy of it.
      if (field.system && field.readOnly) continue;
      for (;;) {
        const { rows } = await ctx.db.query<{ id: string }>(
          sql`SELECT id FROM ${ident(module.name)} WHERE ${ident(field.name)} = ANY(${ids}::bigint[]) AND NOT (id = ANY(${ids}::bigint[])) LIMIT ${BATCH}`,
        );
        if (rows.length === 0) break;
        const operations = rows.map((row) => ({ op: "update" as const, id: row.id, values: { [field.name]: null } }));
        const { results } = await write(
          { ...ctx, depth: ctx.depth + 1 },
          { module: module.name, operations, atomic: false, present: false, internal: true },
        );
        // Records in the recycle bin aren't updated; their reference is emptied without history.
        const left = results.flatMap((result, i) => (result.ok ? [] : [rows[i]?.id ?? "0"]));
        if (left.length > 0)
          await ctx.db.query(sql`UPDATE ${ident(module.name)} SET ${ident(field.name)} = NULL WHERE id = ANY(${left}::bigint[])`);
      }
    }
}
