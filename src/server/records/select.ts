/**
 * The one query builder of reads: from planned paths to SQL, and from rows to the JSON of records. There is no other
 * way from a module's table to an answer.
 */
import type { Filter } from "../../model/filter/ast.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import { isReference, type ResolvedPath } from "../../model/registry.ts";
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { empty, ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { compileFilter } from "./compile/filter.ts";
import { BASE, joinsOf, valueOf } from "./compile/path.ts";
import { isPolymorphic } from "./plan.ts";

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
  readonly deleted?: boolean | undefined;
}

/** FROM … WHERE … with access applied. */
export function fromWhere(ctx: Ctx, selection: Selection): Sql {
  const { module } = selection;
  const predicate = accessOf(ctx).predicate(module, "view", BASE);
  const conditions: Sql[] = [sql`${ident(BASE, "deleted_at")} IS ${raw(selection.deleted ? "NOT NULL" : "NULL")}`, ...(selection.where ?? [])];
  if (predicate) conditions.push(predicate);
  if (selection.filter) conditions.push(compileFilter(ctx, module, selection.filter));
  return sql`FROM ${ident(module.name)} ${raw(BASE)}${joinsOf(ctx, [...selection.select, ...selection.touched])} WHERE ${join(conditions, " AND ")}`;
}

/** The columns of one row: fixed ones, then `c0, c1 …` for the selected paths. */
export function columnsOf(ctx: Ctx, select: readonly ResolvedPath[]): Sql {
  const fixed = ["id", "number", "version", "label", "deleted_at"].map((name) => ident(BASE, name));
  return join([...fixed, ...select.map((path, i) => sql`${valueOf(ctx, path)} AS ${ident(`c${i}`)}`)]);
}

/** Around a page of rows `p`: the labels of its references, looked up by primary key for these rows only. */
export function labelsOf(select: readonly ResolvedPath[]): Sql {
  const labels = select.flatMap((path, i) => {
    if (!isReference(path.field) || path.part !== undefined) return [];
    const id = ident("p", `c${i}`);
    const label = sql`(SELECT r.label FROM records r WHERE r.id = ${id}) AS ${ident(`l${i}`)}`;
    return isPolymorphic(path) ? [label, sql`(SELECT r.module FROM records r WHERE r.id = ${id}) AS ${ident(`m${i}`)}`] : [label];
  });
  return labels.length > 0 ? sql`, ${join(labels)}` : empty;
}

export type DbRow = Record<string, unknown>;

/** A row of `columnsOf` + `labelsOf` as JSON. */
export function presenter(select: readonly ResolvedPath[]): (row: DbRow) => RecordJson {
  const columns = select.map((path, i) => ({
    key: path.path,
    from: `c${i}`,
    label: isReference(path.field) && path.part === undefined ? `l${i}` : undefined,
    module: isReference(path.field) && isPolymorphic(path) ? `m${i}` : undefined,
    convert: path.part === undefined && path.type.fromDb ? (value: unknown): Json => path.type.fromDb?.(value, path.field) ?? null : undefined,
  }));
  return (row) => {
    const record: Record<string, unknown> = { id: row["id"], number: row["number"], version: row["version"], label: row["label"] };
    if (row["deleted_at"] !== null) record["deleted_at"] = row["deleted_at"];
    for (const column of columns) {
      const value = row[column.from];
      record[column.key] = value === null || value === undefined ? null : column.convert ? column.convert(value) : value;
      if (column.label) record[`${column.key}__label`] = row[column.label] ?? null;
      if (column.module) record[`${column.key}__module`] = row[column.module] ?? null;
    }
    return record as RecordJson;
  };
}
