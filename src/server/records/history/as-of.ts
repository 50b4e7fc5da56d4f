/** The time machine: a record as it was, read by walking the change log backwards from what it is now. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import { computedOf, isComputed } from "../../../model/computed.ts";
import type { Field, Module } from "../../../model/define.ts";
import { pathsOf } from "../../../model/formula/check.ts";
import { evaluateFormula, resultOf } from "../../../model/formula/evaluate.ts";
import { isReference, resolvePath, type ResolvedPath } from "../../../model/registry.ts";
import { accessOf } from "../../access/access.ts";
import { valueContext, type Ctx } from "../../context.ts";
import { empty, ident, sql, type Sql } from "../../db/sql.ts";
import { AppError, invalid } from "../../errors.ts";
import { BASE } from "../compile/path.ts";
import { isId, notFound } from "../ids.ts";
import { maskKey, maskOf } from "../../../model/access/mask.ts";
import { isPolymorphic, shownFields } from "../plan.ts";
import { selectPaths } from "../list.ts";
import { noteRevealed } from "../revealed.ts";
import { columnsOf, fromWhere, presenter, type DbRow, type RecordJson } from "../select.ts";
import { labelOf } from "../write/values.ts";

/** Reads ISO 8601 with a zone; anything else is refused. */
export function momentOf(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new AppError("validation_failed", { errors: [{ field: "as_of", code: "invalid_datetime" }] });
  return new Date(time).toISOString();
}

interface PastChange {
  readonly kind: string;
  readonly before: Readonly<Record<string, Json>> | null;
}

interface Past {
  readonly id: string;
  /** ISO time. */
  readonly asOf: string;
  /** The record's own; all where none are named. What other records said then would have to be asked of them. */
  readonly fields?: readonly string[] | undefined;
}

export async function recordAsOf(ctx: Ctx, module: Module, { id, asOf, fields }: Past): Promise<RecordJson> {
  const moment = momentOf(asOf);
  if (!isId(id)) throw notFound(id);
  const wanted = fields && selectPaths(ctx, module, fields);
  if (wanted?.some(({ via }) => via)) throw invalid([{ field: "fields", code: "own_fields_only" }]);
  const select = shownFields(ctx, module);
  const where = [sql`${ident(BASE, "id")} = ${id}::bigint`];
  const read = (deleted: boolean): Sql =>
    sql`SELECT ${columnsOf(ctx, module, select)} ${fromWhere(ctx, { module, select, touched: [], where, deleted })}`;
  const row = (await ctx.db.query<DbRow>(sql`${read(false)} UNION ALL ${read(true)}`)).rows[0];
  if (!row) throw notFound(id);
  const record: Record<string, Json> = { ...presenter(ctx, select)(row) };
  const { rows: later } = await ctx.db.query<PastChange>(
    sql`SELECT c.kind, c.before FROM changes c JOIN operations o ON o.id = c.operation_id WHERE c.record_id = ${id} AND o.at > ${moment}::timestamptz ORDER BY c.id DESC`,
  );
  const visible = new Set(select.map((path) => path.path));
  const masked = new Map(select.flatMap((path) => (path.masked && !path.masked.has(id) ? [[path.path, path.type.name]] : [])));
  for (const change of later) {
    if (change.kind === "create") throw notFound(id);
    if (change.kind === "delete") delete record["deleted_at"];
    if (change.kind === "restore") record["deleted_at"] = moment;
    for (const [name, value] of Object.entries(change.before ?? {})) {
      const type = masked.get(name);
      if (type !== undefined) record[maskKey(name)] = maskOf(type, value);
      else if (visible.has(name)) record[name] = value;
    }
  }
  for (const { path, field } of select) if (isComputed(field)) record[path] = computedThen(ctx, module, field, { record, moment });
  if (accessOf(ctx).showsLabel(module)) record["label"] = labelOf(record, module);
  await setStamps(ctx, id, moment, record);
  await setLabels(ctx, module, record);
  noteRevealed(ctx, module, select, [record as RecordJson]);
  return (wanted ? only(record, wanted) : record) as RecordJson;
}

/** What every answer has, and the wanted fields with what stands beside them (`owner_id__label`). */
function only(record: Readonly<Record<string, Json>>, wanted: readonly ResolvedPath[]): Readonly<Record<string, Json>> {
  const kept = new Set(["id", "number", "version", "label", "deleted_at", ...wanted.map(({ field }) => field.name)]);
  return Object.fromEntries(Object.entries(record).filter(([key]) => kept.has(key.split("__")[0] ?? key)));
}

/** A formula over the record's own values, as they were. What other records had to say then isn't kept: empty. */
function computedThen(ctx: Ctx, module: Module, field: Field, past: { record: Readonly<Record<string, Json>>; moment: string }): Json {
  const typed = computedOf(field)?.typed;
  const paths = typed ? pathsOf(typed).map((path) => resolvePath(ctx.registry, module, path)) : [];
  if (!typed || !field.result || paths.some((path) => !path || path.via || path.field.type === "rollup")) return null;
  const read = (name: string): Json | undefined => {
    const path = resolvePath(ctx.registry, module, name);
    if (!path) return undefined;
    const value = isComputed(path.field) ? computedThen(ctx, module, path.field, past) : past.record[path.field.name];
    return path.part === undefined ? value : ((value as Readonly<Record<string, Json>> | null)?.[path.part] ?? null);
  };
  const env = { now: new Date(past.moment), timezone: valueContext(ctx).timezone };
  return resultOf(evaluateFormula(typed, read, env), field.result, field.scale);
}

/** Version and modification as they were: those of the last operation before the moment. */
async function setStamps(ctx: Ctx, id: string, moment: string, record: Record<string, Json>): Promise<void> {
  const { rows } = await ctx.db.query<{ version: number; at: string; actor_id: string | null }>(
    sql`SELECT c.version, o.at, o.actor_id FROM changes c JOIN operations o ON o.id = c.operation_id WHERE c.record_id = ${id} AND o.at <= ${moment}::timestamptz AND c.kind NOT IN ('link', 'unlink', 'relink', 'merge', 'unmerge') ORDER BY c.id DESC LIMIT 1`,
  );
  const last = rows[0];
  if (!last) return;
  record["version"] = last.version;
  record["modified_at"] = last.at;
  record["modified_by"] = last.actor_id;
}

async function setLabels(ctx: Ctx, module: Module, record: Record<string, Json>): Promise<void> {
  const isMasked = ({ masked }: ResolvedPath): boolean => masked !== undefined && !masked.has(String(record["id"]));
  const paths = shownFields(ctx, module).filter((path) => isReference(path.field) && !isMasked(path));
  const labels = await referenceLabels(
    ctx,
    paths.map((path) => record[path.path]),
  );
  for (const path of paths) {
    const id = record[path.path];
    const found = typeof id === "string" ? labels.get(id) : undefined;
    record[`${path.path}__label`] = found?.label ?? null;
    if (isPolymorphic(path)) record[`${path.path}__module`] = found?.module ?? null;
  }
}

/** Labels and modules of those records with these ids that the actor may see by name. */
export async function referenceLabels(
  ctx: Ctx,
  ids: readonly (Json | undefined)[],
): Promise<Map<string, { label: string; module: string }>> {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === "string" && isId(id)))];
  if (wanted.length === 0) return new Map();
  const open = accessOf(ctx).labels([...ctx.registry.modules.values()], "r");
  const { rows } = await ctx.db.query<{ id: string; label: string; module: string }>(
    sql`SELECT r.id, r.label, r.module FROM records r WHERE r.id = ANY(${wanted}::bigint[])${open ? sql` AND ${open}` : empty}`,
  );
  return new Map(rows.map((row) => [row.id, { label: row.label, module: row.module }]));
}
