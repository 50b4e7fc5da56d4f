/**
 * The one query builder of reads: from planned paths to SQL, and from rows to the JSON of records. There is no other
 * way from a module's table to an answer.
 */
import type { Filter } from "../../model/filter/ast.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import { isReference, type ResolvedPath } from "../../model/registry.ts";
import { accessOf, type Access } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { empty, fold, ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { compileFilter } from "./compile/filter.ts";
import { BASE, joinsOf, labelSelect, moduleSelect, valueOf } from "./compile/path.ts";
import { isPolymorphic } from "./plan.ts";
import { maskKey, maskOf } from "../../model/access/mask.ts";

/** A record as the API gives it: `id, number, version, label`, the asked-for fields, labels of references. */
export type RecordJson = { readonly id: string; readonly version: number; readonly label: string } & Readonly<Record<string, Json>>;

export interface Selection {
  readonly module: Module;
  readonly select: readonly ResolvedPath[];
  /** Paths of filter and sort, for their joins. */
  readonly touched: readonly ResolvedPath[];
  readonly filter?: Filter | undefined;
  /** Further conditions of the engine's own (recycle bin, relation, search). */
  readonly where?: readonly Sql[];
  /** The recycle bin instead of the living records; "either": both. */
  readonly deleted?: boolean | "either" | undefined;
}

/** FROM … WHERE … with access applied. */
export function fromWhere(ctx: Ctx, selection: Selection): Sql {
  const { module, deleted } = selection;
  const predicate = accessOf(ctx).predicate(module, "view", BASE);
  const conditions: Sql[] = deleted === "either" ? [] : [sql`${ident(BASE, "deleted_at")} IS ${raw(deleted ? "NOT NULL" : "NULL")}`];
  conditions.push(...(selection.where ?? []));
  if (predicate) conditions.push(predicate);
  if (selection.filter) conditions.push(compileFilter(ctx, module, selection.filter));
  return sql`FROM ${ident(module.name)} ${raw(BASE)}${joinsOf(ctx, [...selection.select, ...selection.touched])} WHERE ${conditions.length > 0 ? join(conditions, " AND ") : raw("true")}`;
}

/** What hangs on a selection: made once for each array of paths (plan.ts gives the same array again). */
interface Shape {
  /** Undefined where the expressions hold values of the moment (whose star it is). */
  columns: Sql | undefined;
  readonly labels: Sql;
  readonly present: (row: DbRow) => RecordJson;
}
const shapes = new WeakMap<Access, WeakMap<readonly ResolvedPath[], Shape>>();

/** Which labels are shown hangs on the rights, so the same paths have a shape for each. */
function shapeOf(ctx: Ctx, select: readonly ResolvedPath[]): Shape {
  const access = accessOf(ctx);
  const known = shapes.get(access) ?? new WeakMap<readonly ResolvedPath[], Shape>();
  let shape = known.get(select);
  if (!shape) known.set(select, (shape = { columns: undefined, labels: fold(makeLabels(ctx, select)), present: makePresenter(select) }));
  shapes.set(access, known);
  return shape;
}

/** The columns of one row: fixed ones, then `c0, c1 …` for the selected paths. */
export function columnsOf(ctx: Ctx, module: Module, select: readonly ResolvedPath[]): Sql {
  const shape = shapeOf(ctx, select);
  if (shape.columns) return shape.columns;
  const label = accessOf(ctx).showsLabel(module) ? ident(BASE, "label") : sql`${ident(BASE, "number")} AS label`;
  const fixed = [...["id", "number", "version"].map((name) => ident(BASE, name)), label, ident(BASE, "deleted_at")];
  const columns = fold(join([...fixed, ...select.map((path, i) => sql`${valueOf(ctx, path)} AS ${ident(`c${i}`)}`)]));
  if (columns.values.length === 0) shape.columns = columns;
  return columns;
}

/** Around a page of rows `p`: the labels of its references, looked up by primary key for these rows only. */
export const labelsOf = (ctx: Ctx, select: readonly ResolvedPath[]): Sql => shapeOf(ctx, select).labels;

function makeLabels(ctx: Ctx, select: readonly ResolvedPath[]): Sql {
  const labels = select.flatMap((path, i) => {
    if (path.type.storedFile)
      return [
        sql`(SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type) FROM files f WHERE f.id = ${ident("p", `c${i}`)}) AS ${ident(`f${i}`)}`,
      ];
    if (!isReference(path.field) || path.part !== undefined) return [];
    const id = ident("p", `c${i}`);
    const label = sql`${labelSelect(ctx, path, id)} AS ${ident(`l${i}`)}`;
    return isPolymorphic(path) ? [label, sql`${moduleSelect(ctx, path, id)} AS ${ident(`m${i}`)}`] : [label];
  });
  return labels.length > 0 ? sql`, ${join(labels)}` : empty;
}

export type DbRow = Record<string, unknown>;

/** A row of `columnsOf` + `labelsOf` as JSON. */
export const presenter = (ctx: Ctx, select: readonly ResolvedPath[]): ((row: DbRow) => RecordJson) => shapeOf(ctx, select).present;

function makePresenter(select: readonly ResolvedPath[]): (row: DbRow) => RecordJson {
  const columns = select.map((path, i) => {
    const reference = isReference(path.field) && path.part === undefined;
    return {
      key: path.path,
      from: `c${i}`,
      mask: path.masked && { key: maskKey(path.path), type: path.part === undefined ? path.type.name : "part", openIds: path.masked },
      // Whole keys, made here: put together for each row they would cost more than all the rest.
      label: reference ? { key: `${path.path}__label`, from: `l${i}` } : undefined,
      module: reference && isPolymorphic(path) ? { key: `${path.path}__module`, from: `m${i}` } : undefined,
      file: path.type.storedFile ? { key: `${path.path}__file`, from: `f${i}` } : undefined,
      convert:
        path.part === undefined && path.type.fromDb ? (value: unknown): Json => path.type.fromDb?.(value, path.field) ?? null : undefined,
    };
  });
  return (row) => {
    const record: Record<string, unknown> = { id: row["id"], number: row["number"], version: row["version"], label: row["label"] };
    if (row["deleted_at"] !== null) record["deleted_at"] = row["deleted_at"];
    for (const { key, from, mask, label, module, file, convert } of columns) {
      const value = row[from];
      if (mask && !mask.openIds.has(String(row["id"]))) {
        record[key] = null;
        record[mask.key] = maskOf(mask.type, (value ?? null) as Json);
        continue;
      }
      record[key] = value === null || value === undefined ? null : convert ? convert(value) : value;
      if (label) record[label.key] = row[label.from] ?? null;
      if (module) record[module.key] = row[module.from] ?? null;
      if (file) record[file.key] = row[file.from] ?? null;
    }
    return record as RecordJson;
  };
}
