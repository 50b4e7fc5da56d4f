/**
 * Sums over records, by the same plan, filter and access as lists. Money is summed in the company's currency, by the
 * rate that each record keeps, since amounts in different currencies have no other sum.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { isReference, type ResolvedPath } from "../../model/registry.ts";
import type { Ctx } from "../context.ts";
import { ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { AppError, invalid, type FieldError } from "../errors.ts";
import { BASE, labelSelect, valueOf } from "./compile/path.ts";
import { moduleOf, PathCollector, planFilter } from "./plan.ts";
import { guardedPaths } from "./revealed.ts";
import { searchCondition } from "./search/condition.ts";
import { fromWhere, type DbRow } from "./select.ts";

export const AGGREGATE_FUNCTIONS = ["count", "sum", "avg", "min", "max", "count_distinct"] as const;
export type AggregateFunction = (typeof AGGREGATE_FUNCTIONS)[number];
export interface Measure {
  readonly fn: AggregateFunction;
  /** Not needed for `count`. */
  readonly field?: string | undefined;
}
export interface AggregateOptions {
  readonly module: string;
  /** Up to three paths; a date may carry its unit: `close_date:month`. */
  readonly group_by?: readonly string[] | undefined;
  readonly measures: readonly Measure[];
  readonly filter?: unknown;
  /** As in lists: words to be found. */
  readonly q?: string | undefined;
}
const DATE_UNITS = ["day", "week", "month", "quarter", "year"];
const MOST_GROUPS = 1000;

/** Rows of `{<group>: value, <group>__label?, count, sum_amount, …}`, largest first measure first. */
export async function aggregate(ctx: Ctx, options: AggregateOptions): Promise<{ data: readonly Readonly<Record<string, Json>>[] }> {
  const module = moduleOf(ctx, options.module);
  const collector = new PathCollector(ctx, module);
  const filter = planFilter(ctx, collector, options.filter);
  const groups = (options.group_by ?? []).map((text) => groupOf(ctx, collector, text));
  if (groups.length > 3 || options.measures.length === 0 || options.measures.length > 10)
    throw new AppError("bad_request", { params: { field: groups.length > 3 ? "group_by" : "measures" } });
  const measures = options.measures.map((measure, i) => measureOf(ctx, collector, measure, i));
  const columns = [
    ...groups.map((g, i) => sql`${g.sql} AS ${ident(`g${i}`)}`),
    ...measures.map((m, i) => sql`${m.sql} AS ${ident(`m${i}`)}`),
  ];
  const where = options.q !== undefined && options.q.trim() !== "" ? [await searchCondition(ctx, module, options.q)] : [];
  const source = fromWhere(ctx, { module, select: [], touched: collector.paths, filter, where });
  const by =
    groups.length > 0
      ? sql` GROUP BY ${join(groups.map((_, i) => raw(String(i + 1))))} ORDER BY ${raw("m0")} DESC NULLS LAST, ${raw("1")} LIMIT ${MOST_GROUPS}`
      : raw("");
  const labels = groups.flatMap((g, i) =>
    g.reference ? [sql`, ${labelSelect(ctx, g.reference, ident("p", `g${i}`))} AS ${ident(`l${i}`)}`] : [],
  );
  const shown = guardedPaths(ctx, module, collector.paths);
  if (shown.length > 0) ctx.revealed?.push({ module: module.name, fields: shown.map(({ path }) => path), ids: [] });
  const { rows } = await ctx.db.query<DbRow>(sql`SELECT p.*${join(labels, "")} FROM (SELECT ${join(columns)} ${source}${by}) p`);
  return {
    data: rows.map((row) => {
      const result: Record<string, Json> = {};
      groups.forEach((group, i) => {
        result[group.name] = group.convert(row[`g${i}`]);
        if (group.reference) result[`${group.name}__label`] = (row[`l${i}`] ?? null) as Json;
      });
      measures.forEach((measure, i) => (result[measure.name] = measure.convert(row[`m${i}`])));
      return result;
    }),
  };
}

interface Column {
  readonly name: string;
  readonly sql: Sql;
  readonly convert: (value: unknown) => Json;
  readonly reference?: ResolvedPath | undefined;
}

const converter = (path: ResolvedPath): ((value: unknown) => Json) => {
  const { fromDb } = path.type;
  return (value) =>
    value === null || value === undefined ? null : fromDb && path.part === undefined ? fromDb(value, path.field) : (value as Json);
};

function groupOf(ctx: Ctx, collector: PathCollector, text: string): Column {
  const [path = "", unit] = text.split(":");
  const resolved = collector.need(path);
  const value = valueOf(ctx, resolved);
  if (unit === undefined)
    return {
      name: text,
      sql: value,
      convert: converter(resolved),
      reference: resolved.part === undefined && isReference(resolved.field) ? resolved : undefined,
    };
  if (resolved.family !== "date" || resolved.field.type === "time" || !DATE_UNITS.includes(unit))
    throw invalid([{ field: "group_by", code: "unknown_field" }]);
  const zone = ctx.actor.kind === "user" ? ctx.actor.timezone : ctx.company.timezone;
  const local = resolved.field.type === "datetime" ? sql`${value} AT TIME ZONE ${zone}` : value;
  return { name: text, sql: sql`date_trunc(${raw(`'${unit}'`)}, ${local})::date`, convert: (v) => (v ?? null) as Json };
}

function measureOf(ctx: Ctx, collector: PathCollector, measure: Measure, i: number): Column {
  const refuse = (code: string, field: string): FieldError => ({ field: `measures.${i}.${field}`, code });
  if (!AGGREGATE_FUNCTIONS.includes(measure.fn)) throw invalid([refuse("not_an_option", "fn")]);
  if (measure.fn === "count") return { name: "count", sql: sql`count(*)::int`, convert: (value) => value as Json };
  if (measure.field === undefined) throw invalid([refuse("mandatory", "field")]);
  const path = collector.need(measure.field);
  const name = `${measure.fn}_${measure.field.replaceAll(".", "_")}`;
  if (measure.fn === "count_distinct")
    return { name, sql: sql`count(DISTINCT ${valueOf(ctx, path)})::int`, convert: (value) => value as Json };
  const ordered = measure.fn === "min" || measure.fn === "max";
  if (path.family !== "number" && !(ordered && path.family === "date")) throw invalid([refuse("not_a_number", "field")]);
  const value = path.field.type === "money" ? inCompanyCurrency(ctx, path) : valueOf(ctx, path);
  return { name, sql: sql`${raw(measure.fn)}(${value})`, convert: numberConverter(path, measure.fn) };
}

/** Sums of decimals stay decimal strings; averages are rounded to six places. */
function numberConverter(path: ResolvedPath, fn: AggregateFunction): (value: unknown) => Json {
  if (path.family === "date") return converter(path);
  const asNumber = path.field.type === "integer" || path.field.type === "percent";
  return (value) => {
    if (value === null || value === undefined) return null;
    const text = fn === "avg" ? String(value).replace(/(\.\d{6})\d+$/, "$1") : String(value);
    return asNumber ? Number(text) : trimDecimal(text);
  };
}

/** Products with a rate carry its digits; beyond two places zeros say nothing. */
const trimDecimal = (text: string): string => text.replace(/(\.\d\d\d*?)0+$/, "$1");

function inCompanyCurrency(ctx: Ctx, path: ResolvedPath): Sql {
  const rate = ident(path.via ? `v_${path.via.name}` : BASE, "exchange_rate");
  return sql`${valueOf(ctx, path)} * coalesce(${rate}, 1)`;
}
