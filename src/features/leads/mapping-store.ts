/** The mapping as administrators set it: one row of the settings, checked against the fields when it is saved. */
import type { Module } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { invalid, type FieldError } from "../../server/errors.ts";
import { DEFAULT_MAPPING, fits, MODULE_OF, PARTS, type MappingLine } from "./mapping.ts";

const KEY = "leads.mapping";

/** The mapping as administrators set it, or as the program comes. */
export const readMapping = async (ctx: Ctx): Promise<readonly MappingLine[]> => (await readOwnMapping(ctx)) ?? known(ctx, DEFAULT_MAPPING);

/** Undefined where nobody ever set it. */
export async function readOwnMapping(ctx: Ctx): Promise<readonly MappingLine[] | undefined> {
  const { rows } = await ctx.db.query<{ value: readonly MappingLine[] }>(sql`SELECT value FROM settings WHERE key = ${KEY}`);
  return rows[0] && known(ctx, rows[0].value);
}

/** Without what fields that are gone since had in it. */
function known(ctx: Ctx, mapping: readonly MappingLine[]): readonly MappingLine[] {
  const leads = moduleNamed(ctx, "leads");
  return mapping.flatMap((line) => {
    if (!leads.fields.has(line.field)) return [];
    const kept = PARTS.map((part) => [part, moduleNamed(ctx, MODULE_OF[part]).fields.has(line[part] ?? "") ? line[part] : null]);
    return [{ field: line.field, ...(Object.fromEntries(kept) as Omit<MappingLine, "field">) }];
  });
}

/** Refuses lines that lead nowhere, values that would not fit, and two values for one field. */
export async function saveMapping(ctx: Ctx, mapping: readonly MappingLine[]): Promise<void> {
  const errors = mappingErrors(ctx, mapping);
  if (errors.length > 0) throw invalid(errors);
  await ctx.db.query(
    sql`INSERT INTO settings (key, value) VALUES (${KEY}, ${JSON.stringify(mapping)}::jsonb) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
  );
}

function mappingErrors(ctx: Ctx, mapping: readonly MappingLine[]): readonly FieldError[] {
  const leads = moduleNamed(ctx, "leads");
  const errors: FieldError[] = [];
  const taken = new Set<string>();
  mapping.forEach((line, i) => {
    const from = leads.fields.get(line.field);
    if (!from) errors.push({ field: `mapping.${i}.field`, code: "unknown_field", params: { field: line.field } });
    if (taken.has(line.field)) errors.push({ field: `mapping.${i}.field`, code: "mapped_twice", params: { field: line.field } });
    taken.add(line.field);
    for (const part of PARTS) {
      const name = line[part];
      if (name === null || !from) continue;
      const at = `mapping.${i}.${part}`;
      const to = moduleNamed(ctx, MODULE_OF[part]).fields.get(name);
      const key = `${part}.${name}`;
      if (!to) errors.push({ field: at, code: "unknown_field", params: { field: name } });
      else if (!fits(from, to)) errors.push({ field: at, code: "does_not_fit", params: { field: line.field, target: name } });
      else if (taken.has(key)) errors.push({ field: at, code: "mapped_twice", params: { field: name } });
      taken.add(key);
    }
  });
  return errors;
}

export function moduleNamed(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  if (!module) throw new Error(`there is no module ${name}`);
  return module;
}
