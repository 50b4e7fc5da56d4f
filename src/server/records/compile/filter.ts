/**
 * The filter language to SQL: one small function per operator family. Leaves may give SQL's null (a comparison with an
 * empty value); wherever that could show (under `not`, and in the negative operators) it is turned into false first,
 * so that the logic is the two-valued one of model/filter/evaluate.ts.
 */
import type { Condition, Filter } from "../../../model/filter/ast.ts";
import { dateRange, momentRange } from "../../../model/filter/date-ranges.ts";
import { foldCase } from "../../../model/filter/fold.ts";
import { resolvePath, type ResolvedPath } from "../../../model/registry.ts";
import type { Module } from "../../../model/define.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { valueContext, type Ctx } from "../../context.ts";
import { join, raw, sql, type Sql } from "../../db/sql.ts";
import { castType, valueOf } from "./path.ts";

/** What a filter's meaning hangs on besides its record: who asks, when and where. */
type FilterScope = Pick<Ctx, "registry" | "actor" | "company" | "lang" | "now"> & {
  /** Of the module's table; the base alias where it isn't given. */
  readonly alias?: string;
};

/** Compiles a checked filter (model/filter/check.ts); throws on what a check would have refused. */
export function compileFilter(ctx: FilterScope, module: Module, filter: Filter): Sql {
  if ("and" in filter) return filter.and.length === 0 ? raw("true") : group(ctx, module, filter.and, " AND ");
  if ("or" in filter) return filter.or.length === 0 ? raw("false") : group(ctx, module, filter.or, " OR ");
  if ("not" in filter) return sql`(${compileFilter(ctx, module, filter.not)}) IS NOT TRUE`;
  const path = resolvePath(ctx.registry, module, filter.field);
  if (!path) throw new Error(`unchecked filter: ${filter.field}`);
  return compileCondition(ctx, path, filter);
}

const group = (ctx: FilterScope, module: Module, parts: readonly Filter[], separator: string): Sql =>
  sql`(${join(
    parts.map((part) => compileFilter(ctx, module, part)),
    separator,
  )})`;

const NEGATIVE: Readonly<Record<string, string>> = { ne: "eq", not_in: "in", not_contains: "contains" };

function compileCondition(ctx: FilterScope, path: ResolvedPath, condition: Condition): Sql {
  const positive = NEGATIVE[condition.op];
  if (positive !== undefined) return sql`(${compileCondition(ctx, path, { ...condition, op: positive })}) IS NOT TRUE`;
  const value = condition.value ?? null;
  const column = valueOf(ctx, path, ctx.alias);
  if (condition.op === "is_empty" || (condition.op === "eq" && value === null)) return sql`${column} IS NULL`;
  if (condition.op === "is_not_empty") return sql`${column} IS NOT NULL`;
  if (path.family === "date" && condition.op !== "in") return date(ctx, path, column, condition.op, value);
  if (path.family === "list") return list(column, condition.op, value);
  if (condition.op === "eq") return sql`${column} = ${value}::${castType(path)}`;
  if (condition.op === "in") return sql`${column} = ANY(${value}::${castType(path)}[])`;
  if (path.family === "text") return text(column, condition.op, String(value));
  if (path.family === "reference") return reference(ctx, column, condition.op);
  return order(path, column, condition.op, value);
}

const COMPARISONS: Readonly<Record<string, string>> = { eq: "=", lt: "<", le: "<=", gt: ">", ge: ">=", before: "<", after: ">" };

function order(path: ResolvedPath, column: Sql, op: string, value: Json): Sql {
  const cast = castType(path);
  if (op === "between") {
    const [low, high] = value as readonly Json[];
    return sql`(${column} >= ${low}::${cast} AND ${column} <= ${high}::${cast})`;
  }
  const comparison = COMPARISONS[op];
  if (comparison === undefined) throw new Error(`unchecked operator: ${op}`);
  return sql`${column} ${raw(comparison)} ${value}::${cast}`;
}

function text(column: Sql, op: string, value: string): Sql {
  const pattern = foldCase(value).replace(/[\\%_]/g, "\\$&");
  const patterns: Readonly<Record<string, string>> = { contains: `%${pattern}%`, starts_with: `${pattern}%`, ends_with: `%${pattern}` };
  const like = patterns[op];
  if (like === undefined) throw new Error(`unchecked operator: ${op}`);
  return sql`manul_fold(${column}) LIKE ${like}`;
}

function list(column: Sql, op: string, value: Json): Sql {
  if (op === "in") return sql`${column} && ${value}::text[]`;
  if (op === "contains") return sql`${column} @> ${value}::text[]`;
  if (op === "eq") return sql`(${column} @> ${value}::text[] AND ${column} <@ ${value}::text[])`;
  throw new Error(`unchecked operator: ${op}`);
}

function reference(ctx: FilterScope, column: Sql, op: string): Sql {
  const user = ctx.actor.kind === "user" ? ctx.actor : undefined;
  if (op === "me") return sql`${column} = ${user?.id ?? "0"}::bigint`;
  if (op === "my_groups") return sql`${column} = ANY(${user?.groupIds ?? []}::bigint[])`;
  throw new Error(`unchecked operator: ${op}`);
}

/** Comparisons with days become half-open ranges of days, and for points in time ranges of instants in the zone. */
function date(ctx: FilterScope, path: ResolvedPath, column: Sql, op: string, value: Json): Sql {
  const { timezone } = valueContext(ctx);
  const days = dateRange(op, value, ctx.now, timezone);
  if (!days) return order(path, column, op, value);
  const { from, before } = path.type.instant ? momentRange(days, timezone) : days;
  const cast = castType(path);
  const parts: Sql[] = [];
  if (from !== undefined) parts.push(sql`${column} >= ${from}::${cast}`);
  if (before !== undefined) parts.push(sql`${column} < ${before}::${cast}`);
  return parts.length === 0 ? sql`${column} IS NOT NULL` : sql`(${join(parts, " AND ")})`;
}
