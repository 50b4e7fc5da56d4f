/**
 * A field becomes another type. Each value goes through its text into the new type, by the types' own functions. First
 * a dry run says how many can't; what can't, and everything as it was, stays in the old column, which becomes a deleted
 * field and can come back for 30 days.
 */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json, TextContext } from "../../fieldtypes/field-type.ts";
import { splitList } from "../../fieldtypes/list-text.ts";
import type { CustomDefinitions } from "../../model/custom.ts";
import type { Field, FieldDefinition, Option } from "../../model/define.ts";
import type { Registry } from "../../model/registry.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import type { Db } from "../../server/db/database.ts";
import { ident, raw, sql } from "../../server/db/sql.ts";
import { plainIndex, uniqueIndex } from "../../server/db/sync.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { fieldPart, inUse, needField, needModule } from "./change-field.ts";
import type { FieldChangeRequest } from "./field-request.ts";
import { CHOICES, CONVERTIBLE } from "./field-settings.ts";
import { readLabel } from "./labels.ts";
import { change } from "./notes.ts";
import { defined, readSettings } from "./read-settings.ts";
import { usesOfType } from "./uses.ts";

const BATCH = 5000;
const MOST_OPTIONS = 1000;
const MOST_EXAMPLES = 10;

export interface RetypeReport {
  readonly values: number;
  /** Values that the new type can't take. */
  readonly failing: number;
  readonly examples: readonly { readonly id: string; readonly value: string; readonly code: string }[];
  /** Gathered out of the values, where a choice was asked for without options. */
  readonly options?: readonly Option[];
}

const textContext = (ctx: Ctx): TextContext => ({
  ...valueContext(ctx),
  dateOrder: ctx.lang === "ru" ? "dmy" : "mdy",
  decimalMark: "auto",
});

/** The field as it would be; options are gathered where the request names none. */
async function target(ctx: Ctx, db: Db, registry: Registry, field: Field, request: FieldChangeRequest): Promise<FieldDefinition> {
  const type = request.type ?? field.type;
  if (!field.custom || !CONVERTIBLE.has(field.type) || !CONVERTIBLE.has(type)) throw invalid([{ field: "type", code: "not_convertible" }]);
  const { type: _type, block: _block, accept_loss: _loss, version: _version, label, ...rest } = request;
  const gathers = CHOICES.has(type) && type !== "tags" && !rest.options;
  const options = gathers ? (field.options ?? (await gather(db, field))) : rest.options;
  const errors: FieldError[] = [];
  const module = needModule(registry, field.module);
  const given = options ? { ...rest, options: options as NonNullable<typeof rest.options> } : rest;
  const settings = readSettings({ ctx, registry, module, type, name: field.name, block: field.block, request: given }, errors);
  const named = label ? readLabel(label, "label", errors) : field.label;
  if (errors.length > 0) throw invalid(errors);
  const { name, help, mandatory, hidden, quickCreate, createOnly } = field;
  return defined({
    help,
    mandatory,
    hidden,
    quickCreate,
    createOnly,
    ...settings,
    name,
    type,
    label: named,
    ...(type === "tags" ? { open: true } : {}),
  });
}

/** The values that the records have, as options. */
async function gather(db: Db, field: Field): Promise<readonly Option[]> {
  const column = ident(field.name);
  const { rows } = await db.query<{ value: unknown }>(
    sql`SELECT DISTINCT ${column} AS value FROM ${ident(field.module)} WHERE ${column} IS NOT NULL LIMIT ${MOST_OPTIONS * 5}`,
  );
  const own = fieldType(field.type);
  const texts = rows.flatMap(({ value }) => {
    const text = own.toText((own.fromDb?.(value, field) ?? value) as Json, field);
    return own.family === "list" ? splitList(text) : [text.replace(/\s+/g, " ").trim().slice(0, 60)];
  });
  const values = [...new Set(texts.filter((text) => text !== ""))].toSorted((a, b) => a.localeCompare(b));
  if (values.length > MOST_OPTIONS) throw invalid([{ field: "options", code: "too_many", params: { max: MOST_OPTIONS } }]);
  return values.map((value) => ({ value, label: { en: value, ru: value } }));
}

type Row = { readonly id: string; readonly value: unknown };

/** All values in order of their ids, batch by batch. */
async function* batches(db: Db, table: string, column: string): AsyncGenerator<readonly Row[]> {
  for (let after = "0"; ;) {
    const { rows } = await db.query<Row>(
      sql`SELECT id, ${ident(column)} AS value FROM ${ident(table)} WHERE id > ${after}::bigint AND ${ident(column)} IS NOT NULL ORDER BY id LIMIT ${BATCH}`,
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}

interface Converted {
  readonly id: string;
  readonly value: Json;
  readonly failed?: { readonly text: string; readonly code: string };
}
function converter(ctx: Ctx, from: Field, to: FieldDefinition): (row: Row) => Converted {
  const [old, next] = [fieldType(from.type), fieldType(to.type)];
  const field: Field = { ...to, module: from.module, block: from.block, system: false, custom: true };
  const context = textContext(ctx);
  return ({ id, value }) => {
    const json = (old.fromDb?.(value, from) ?? value) as Json;
    const text = old.toText(json, from);
    const parsed = next.fromText(text, field, context);
    if (parsed.ok && (parsed.value !== null || text === "")) return { id, value: parsed.value };
    return { id, value: null, failed: { text: text.slice(0, 100), code: parsed.ok ? "invalid" : parsed.error.code } };
  };
}

/** What the change would do; changes nothing. */
export async function reportRetype(ctx: Ctx, at: { module: string; name: string }, request: FieldChangeRequest): Promise<RetypeReport> {
  const field = needField(ctx.registry, at.module, at.name);
  const next = await target(ctx, ctx.db, ctx.registry, field, request);
  return report(ctx, ctx.db, field, next, !request.options);
}

async function report(ctx: Ctx, db: Db, field: Field, next: FieldDefinition, gathered: boolean): Promise<RetypeReport> {
  const convert = converter(ctx, field, next);
  let values = 0;
  let failing = 0;
  const examples: { id: string; value: string; code: string }[] = [];
  for await (const rows of batches(db, field.module, field.name)) {
    values += rows.length;
    for (const { id, failed } of rows.map(convert)) {
      if (!failed) continue;
      failing += 1;
      if (examples.length < MOST_EXAMPLES) examples.push({ id, value: failed.text, code: failed.code });
    }
  }
  return { values, failing, examples, ...(gathered && next.options ? { options: next.options } : {}) };
}

/** Does it, in one transaction: the table's writers wait that long. Refused while values would be lost unasked. */
export async function retypeField(ctx: Ctx, at: { module: string; name: string }, request: FieldChangeRequest): Promise<Registry> {
  const field = needField(ctx.registry, at.module, at.name);
  const uses = await usesOfType(ctx, field);
  if (uses.length > 0) throw inUse(ctx, at.name, uses);
  const next = await target(ctx, ctx.db, ctx.registry, field, request);
  const kept = keptName(ctx.registry, field);
  return change(
    ctx,
    { kind: "field", module: at.module, subject: at.name, part: fieldPart(at.module, at.name) },
    (custom) => retyped(custom, field, next, kept),
    async (tx) => {
      const found = await report(ctx, tx, field, next, !request.options);
      if (found.failing > 0 && request.accept_loss !== true)
        throw new AppError("conflict", {
          errors: [{ field: "type", code: "values_do_not_convert", params: { count: found.failing } }],
          extra: { report: found },
        });
      await convertColumn(ctx, tx, field, next, kept);
    },
  );
}

/** Under this name the old values wait for their thirty days to end. */
function keptName(registry: Registry, field: Field): string {
  return `${field.name.slice(0, 38)}_old_${registry.version}`;
}

function retyped(custom: CustomDefinitions, field: Field, next: FieldDefinition, kept: string): CustomDefinitions {
  const present = custom.fields.find((one) => one.module === field.module && one.field.name === field.name);
  if (!present) throw invalid([{ field: "type", code: "not_convertible" }]);
  const old: FieldDefinition = { ...present.field, name: kept, mandatory: false, unique: false };
  return {
    ...custom,
    fields: custom.fields.map((one) => (one === present ? { ...one, field: next } : one)),
    deleted: [...(custom.deleted ?? []), { ...present, field: old, at: new Date().toISOString() }],
  };
}

async function convertColumn(ctx: Ctx, tx: Db, field: Field, next: FieldDefinition, kept: string): Promise<void> {
  const table = ident(field.module);
  for (const index of [uniqueIndex, plainIndex]) await tx.query(sql`DROP INDEX IF EXISTS ${ident(index(field.module, field.name))}`);
  await tx.query(sql`ALTER TABLE ${table} RENAME COLUMN ${ident(field.name)} TO ${ident(kept)}`);
  // The old column takes part in no insert any more: a checkbox's "never empty" must not stop them.
  await tx.query(sql`ALTER TABLE ${table} ALTER COLUMN ${ident(kept)} DROP NOT NULL`);
  const target: Field = { ...next, module: field.module, block: field.block, system: false, custom: true };
  const column = fieldType(next.type).column(target) ?? "text";
  const isFlag = next.type === "checkbox";
  await tx.query(sql`ALTER TABLE ${table} ADD COLUMN ${ident(field.name)} ${raw(column)}${raw(isFlag ? " NOT NULL DEFAULT false" : "")}`);
  const convert = converter(ctx, field, next);
  for await (const rows of batches(tx, field.module, kept)) {
    const values = rows.map(convert).flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]));
    await tx.query(
      sql`UPDATE ${table} t SET ${ident(field.name)} = x.value FROM json_to_recordset(${JSON.stringify(values)}::json) AS x(id bigint, value ${raw(column.replace(/ collate .*$/i, ""))}) WHERE t.id = x.id`,
    );
  }
}
