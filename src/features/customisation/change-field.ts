/** Changing, deleting and bringing back fields. What code declares keeps its name, type and place in the rules. */
import { changesOf, withChanges, type CustomDefinitions, type FieldChanges } from "../../model/custom.ts";
import type { Field, Module, Option } from "../../model/define.ts";
import type { Registry } from "../../model/registry.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import type { Db } from "../../server/db/database.ts";
import { ident, raw, sql } from "../../server/db/sql.ts";
import { uniqueIndex } from "../../server/db/sync.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { blockOf } from "./define-field.ts";
import type { FieldChangeRequest } from "./field-request.ts";
import { readLabel } from "./labels.ts";
import { change, demandUnchanged } from "./notes.ts";
import { defined, readSettings } from "./read-settings.ts";
import { usesOf, usesOfTargets, type FieldUse } from "./uses.ts";

/** Of fields that the system sets itself, only these may change. */
const OF_SYSTEMS_OWN: ReadonlySet<string> = new Set(["label", "help", "hidden", "options"]);
const OF_STANDARD: ReadonlySet<string> = new Set([
  ...OF_SYSTEMS_OWN,
  "mandatory",
  "personal",
  "default",
  "quick_create",
  "create_only",
  "pattern",
  "pattern_hint",
  "conditions",
  "depends_on",
]);

export function needModule(registry: Registry, name: string): Module {
  const module = registry.modules.get(name);
  if (!module) throw new AppError("unknown_module", { params: { module: name.slice(0, 60) } });
  return module;
}
export function needField(registry: Registry, moduleName: string, name: string): Field {
  const field = needModule(registry, moduleName).fields.get(name);
  if (!field) throw new AppError("not_found", { errors: [{ field: "name", code: "unknown_field" }] });
  return field;
}
export const isAdded = (custom: CustomDefinitions, module: string, name: string): boolean =>
  custom.fields.some((one) => one.module === module && one.field.name === name);

export const fieldPart =
  (module: string, name: string) =>
  (custom: CustomDefinitions): unknown =>
    custom.fields.find((one) => one.module === module && one.field.name === name)?.field ??
    changesOf(custom, module).fields?.[name] ??
    null;

export async function changeField(ctx: Ctx, target: { module: string; name: string }, request: FieldChangeRequest): Promise<Registry> {
  const { module: moduleName, name } = target;
  if (request.targets) await refuseUsedTargets(ctx, needField(ctx.registry, moduleName, name), request.targets);
  return change(
    ctx,
    { kind: "field", module: moduleName, subject: name, part: fieldPart(moduleName, name) },
    (custom, registry) => changed(ctx, { custom, registry }, target, request),
    async (tx, next, before) => {
      const what = { kinds: ["field", "options"], module: moduleName, subject: name, code: "field_changed" } as const;
      await demandUnchanged(tx, what, { seen: request.version, next: next.version });
      await migrateField({ ...ctx, db: tx }, needField(before, moduleName, name), needField(next, moduleName, name));
    },
  );
}

function changed(
  ctx: Ctx,
  { custom, registry }: { custom: CustomDefinitions; registry: Registry },
  { module: moduleName, name }: { module: string; name: string },
  request: FieldChangeRequest,
): CustomDefinitions {
  const module = needModule(registry, moduleName);
  const field = needField(registry, moduleName, name);
  const errors: FieldError[] = [];
  const { label, type: _type, block, accept_loss: _loss, version: _version, ...rest } = request;
  // What is called personal is masked, what isn't is open: that is for those who decide over access.
  const opens = request.personal !== undefined && (request.personal ?? false) !== (field.personal ?? false);
  if (opens && !accessOf(ctx).tool("access")) throw new AppError("forbidden");
  const added = isAdded(custom, moduleName, name);
  if (!added) checkStandard(module, field, request, errors);
  const read = readSettings({ ctx, registry, module, type: field.type, name, block: field.block, request: rest, present: field }, errors);
  if (!added) delete read.readOnly;
  const settings = label ? { ...read, label: readLabel(label, "label", errors) } : read;
  const home = block === undefined ? undefined : blockOf(module, block, errors);
  if (errors.length > 0) throw invalid(errors);
  if (added)
    return {
      ...custom,
      fields: custom.fields.map((one) =>
        one.module === moduleName && one.field.name === name
          ? { ...one, block: home ?? one.block, field: defined({ ...one.field, ...settings }) }
          : one,
      ),
    };
  const changes = changesOf(custom, moduleName);
  const before = changes.fields?.[name] ?? {};
  // A setting that was taken away is said so: the declared one would come back otherwise.
  const next: FieldChanges = Object.fromEntries(
    Object.entries({ ...before, ...settings }).map(([key, value]) => [key, value ?? (FLAGS.has(key) ? false : null)]),
  );
  return withChanges(custom, moduleName, { ...changes, fields: { ...changes.fields, [name]: next } });
}

const FLAGS: ReadonlySet<string> = new Set(["mandatory", "quickCreate", "hidden", "createOnly", "personal"]);

function checkStandard(module: Module, field: Field, request: FieldChangeRequest, errors: FieldError[]): void {
  const allowed = field.readOnly ? OF_SYSTEMS_OWN : OF_STANDARD;
  for (const [setting, value] of Object.entries(request))
    if (value !== undefined && setting !== "version" && !allowed.has(setting)) errors.push({ field: setting, code: "standard_setting" });
  if (request.mandatory === false && (module.nameFields.includes(field.name) || field.name === "owner_id"))
    errors.push({ field: "mandatory", code: "standard_setting" });
  if (request.hidden && module.nameFields.includes(field.name)) errors.push({ field: "hidden", code: "standard_setting" });
  if (request.options)
    for (const { value } of field.options ?? [])
      if (!request.options.some((option) => option.value === value))
        errors.push({ field: "options", code: "standard_option", params: { value } });
}

/** What a change of settings means for what is stored already. */
export async function migrateField(ctx: Ctx, before: Field, after: Field): Promise<void> {
  const { db: tx } = ctx;
  const table = ident(before.module);
  const column = ident(before.name);
  if (before.unique && !after.unique) await tx.query(sql`DROP INDEX IF EXISTS ${ident(uniqueIndex(before.module, before.name))}`);
  if (!before.unique && after.unique) {
    const { rows } = await tx.query<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM (SELECT 1 FROM ${table} WHERE deleted_at IS NULL AND ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) > 1 LIMIT 10000) twice`,
    );
    const count = rows[0]?.n ?? 0;
    if (count > 0) throw invalid([{ field: "unique", code: "values_twice", params: { count } }]);
  }
  await refuseLostOptions(tx, before, after);
  await refuseLostTargets(ctx, before, after);
}

async function refuseUsedTargets(ctx: Ctx, field: Field, next: readonly string[]): Promise<void> {
  const uses = await usesOfTargets(ctx, field, next);
  if (uses.length > 0) throw inUse(ctx, "targets", uses);
}

/** A module can't leave a reference while values, those in the recycle bin included, lead to its records. */
async function refuseLostTargets({ db: tx, registry, lang }: Ctx, before: Field, after: Field): Promise<void> {
  const lost = (before.targets ?? []).filter((name) => after.targets?.includes(name) !== true);
  if (before.type !== "reference" || lost.length === 0) return;
  const column = ident("t", before.name);
  const { rows } = await tx.query<{ module: string; n: number }>(
    sql`SELECT r.module, count(*)::int AS n FROM ${ident(before.module)} t JOIN records r ON r.id = ${column}
        WHERE r.module = ANY(${lost}::text[]) GROUP BY r.module ORDER BY r.module`,
  );
  if (rows.length > 0)
    throw new AppError("in_use", {
      errors: rows.map(({ module, n }) => ({
        field: "targets",
        code: "target_in_use",
        params: { module: registry.modules.get(module)?.label[lang] ?? module, count: n },
      })),
    });
}

/** Each use by its name. */
export const inUse = (ctx: Ctx, at: string, uses: readonly FieldUse[]): AppError =>
  new AppError("in_use", {
    errors: uses.map((use) => ({ field: at, code: `used_by_${use.kind}`, params: { name: use.label[ctx.lang], module: use.module } })),
    extra: { uses },
  });

/** An option that records still have can be made inactive or merged, but not just go. */
async function refuseLostOptions(tx: Db, before: Field, after: Field): Promise<void> {
  if (before.open) return;
  const kept = new Set((after.options ?? []).map(({ value }) => value));
  const gone = (before.options ?? []).filter(({ value }) => !kept.has(value));
  if (gone.length === 0) return;
  const counts = await optionCounts(tx, before, gone);
  const errors = gone.flatMap(({ value }) => {
    const count = counts.get(value) ?? 0;
    return count > 0 ? [{ field: "options", code: "option_in_use", params: { value, count } }] : [];
  });
  if (errors.length > 0) throw new AppError("in_use", { errors });
}

/** How many records, those in the recycle bin included, have each of the options. */
export async function optionCounts(db: Db, field: Field, options: readonly Option[]): Promise<ReadonlyMap<string, number>> {
  const values = options.map(({ value }) => value);
  const column = ident(field.name);
  const source =
    field.type === "multi_select"
      ? sql`SELECT unnest(${column}) AS value FROM ${ident(field.module)} WHERE ${column} && ${values}::text[]`
      : sql`SELECT ${column}::text AS value FROM ${ident(field.module)} WHERE ${column} = ANY(${values}::text[])`;
  const { rows } = await db.query<{ value: string; n: number }>(
    sql`SELECT value, count(*)::int AS n FROM (${source}) chosen GROUP BY value`,
  );
  return new Map(rows.map(({ value, n }) => [value, n]));
}

export interface DeletionReport {
  readonly uses: readonly FieldUse[];
  /** Records with a value. */
  readonly values: number;
}

/** What deleting the field would mean; changes nothing. */
export async function reportDeletion(ctx: Ctx, target: { module: string; name: string }): Promise<DeletionReport> {
  const field = needField(ctx.registry, target.module, target.name);
  const { rows } =
    field.type === "formula" || field.type === "rollup"
      ? { rows: [{ n: 0 }] }
      : await ctx.db.query<{ n: number }>(
          sql`SELECT count(*)::int AS n FROM ${ident(field.module)} WHERE ${ident(field.name)} IS ${raw(field.type === "checkbox" ? "TRUE" : "NOT NULL")}`,
        );
  return { uses: await usesOf(ctx, field), values: rows[0]?.n ?? 0 };
}

/** Takes a field out of everything; its values stay for 30 days. Refused while anything uses it. */
export async function deleteField(ctx: Ctx, { module, name }: { module: string; name: string }): Promise<Registry> {
  const field = needField(ctx.registry, module, name);
  const uses = await usesOf(ctx, field);
  if (uses.length > 0) throw inUse(ctx, name, uses);
  return change(ctx, { kind: "field", module, subject: name, part: fieldPart(module, name) }, (custom) => {
    const deleted = custom.fields.find((one) => one.module === module && one.field.name === name);
    if (!deleted) throw new AppError("forbidden", { errors: [{ field: name, code: "standard_field" }] });
    return {
      ...custom,
      fields: custom.fields.filter((one) => one !== deleted),
      deleted: [...(custom.deleted ?? []), { ...deleted, at: new Date().toISOString() }],
    };
  });
}

/** The field and all its values, as they were. */
export async function restoreField(ctx: Ctx, { module, name }: { module: string; name: string }): Promise<Registry> {
  return change(ctx, { kind: "field", module, subject: name, part: fieldPart(module, name) }, (custom) => {
    const found = custom.deleted?.find((one) => one.module === module && one.field.name === name);
    if (!found) throw new AppError("not_found", { errors: [{ field: "name", code: "unknown_field" }] });
    const { at: _at, ...restored } = found;
    return { ...custom, fields: [...custom.fields, restored], deleted: (custom.deleted ?? []).filter((one) => one !== found) };
  });
}
