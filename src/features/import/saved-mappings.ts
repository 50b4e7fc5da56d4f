/** Mappings kept under a name, for everybody who may import into the module. */
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import type { ImportOptions, Mapping } from "./mapping.ts";
import { importable } from "./steps.ts";
import { safeJson } from "./upload.ts";

export interface SavedMapping {
  readonly id: string;
  readonly module: string;
  readonly name: string;
  readonly mapping: Mapping;
  readonly options: ImportOptions;
}

export async function savedMappings(ctx: Ctx, module: string): Promise<readonly SavedMapping[]> {
  importable(ctx, module);
  const { rows } = await ctx.db.query<SavedMapping>(
    sql`SELECT id, module, name, mapping, options FROM import_mappings WHERE module = ${module} ORDER BY name`,
  );
  return rows;
}

/** One of the same name is replaced. */
export async function saveMapping(ctx: Ctx, saved: Omit<SavedMapping, "id">): Promise<SavedMapping> {
  importable(ctx, saved.module);
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<SavedMapping>(sql`
    INSERT INTO import_mappings (module, name, mapping, options, created_by)
    VALUES (${saved.module}, ${saved.name}, ${safeJson(saved.mapping)}, ${safeJson(saved.options)}, ${by})
    ON CONFLICT (module, name) DO UPDATE SET mapping = excluded.mapping, options = excluded.options
    RETURNING id, module, name, mapping, options`);
  const row = rows[0];
  if (!row) throw new Error("the mapping was not kept");
  return row;
}

export async function deleteMapping(ctx: Ctx, id: string): Promise<void> {
  const { rows } = /^[1-9]\d{0,17}$/.test(id)
    ? await ctx.db.query<{ module: string }>(sql`SELECT module FROM import_mappings WHERE id = ${id}`)
    : { rows: [] };
  const row = rows[0];
  if (!row) throw new AppError("not_found");
  importable(ctx, row.module);
  await ctx.db.query(sql`DELETE FROM import_mappings WHERE id = ${id}`);
}
