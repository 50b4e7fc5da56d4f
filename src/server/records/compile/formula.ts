/**
 * Formulas to SQL: for each function of model/formula the same meaning as its `run` there. Nothing here can fail on
 * any value: every cast and division is guarded, so that one odd record never breaks a list.
 */
import type { Typed } from "../../../model/formula/ast.ts";
import { FIRST_DAY, LAST_DAY, MOST_DAYS, MOST_TEXT, PLACES, QUOTIENT_PLACES, type FunctionName } from "../../../model/formula/functions.ts";
import { MOST_RESULT } from "../../../model/formula/evaluate.ts";
import { accuracyOf, MAGNITUDE, type ResultType } from "../../../model/formula/result.ts";
import { join, raw, sql, type Sql } from "../../db/sql.ts";

/** What depends on the reader and the moment. */
export interface Situation {
  readonly now: Date;
  readonly timezone: string;
  /** The value of a path, of the SQL type of its kind. */
  readonly read: (path: string) => Sql;
}
type Writer = (args: readonly Sql[], situation: Situation, call: Extract<Typed, { kind: "call" }>) => Sql;

const n = (value: number): Sql => raw(String(value));
const binary =
  (operator: string): Writer =>
  ([a, b]) =>
    sql`(${a} ${raw(operator)} ${b})`;
/** Comparisons of order with an empty value are false. */
const order =
  (operator: string): Writer =>
  ([a, b]) =>
    sql`coalesce(${a} ${raw(operator)} ${b}, false)`;
const text = (value: Sql): Sql => sql`nullif(${value} COLLATE "C", '')`;
const part =
  (name: string): Writer =>
  ([a]) =>
    sql`extract(${raw(name)} FROM ${a})::numeric`;
/** A value that is used more than once is worked out once; OFFSET keeps the planner from copying it in again. */
const once = (value: Sql | undefined, use: (value: Sql) => Sql): Sql =>
  sql`(SELECT ${use(raw("v.x"))} FROM (SELECT ${value} AS x OFFSET 0) v)`;
const clamped = (value: Sql | undefined, most: number): Sql =>
  once(value, (x) => sql`CASE WHEN ${x} IS NOT NULL THEN least(greatest(trunc(${x}), 0), ${n(most)})::int END`);
/** Between 0 and the most that a text function looks at. */
const count = (value: Sql | undefined): Sql => clamped(value, MOST_TEXT);
const within = (value: Sql | undefined, most: number, use: (value: Sql) => Sql): Sql =>
  once(value, (x) => sql`CASE WHEN abs(trunc(${x})) <= ${n(most)} THEN ${use(x)} END`);
const day = (value: Sql): Sql => once(value, (x) => sql`CASE WHEN ${x} BETWEEN '${raw(FIRST_DAY)}' AND '${raw(LAST_DAY)}' THEN ${x} END`);
const MOST_MONTHS = 12_000;

const writers: Readonly<Record<FunctionName, Writer>> = {
  add: binary("+"),
  subtract: binary("-"),
  multiply: ([a, b]) => sql`round(${a} * ${b}, ${n(PLACES)})`,
  divide: ([a, b]) => sql`round(round(${a}, ${n(QUOTIENT_PLACES)}) / nullif(${b}, 0), ${n(PLACES)})`,
  negate: ([a]) => sql`(-(${a}))`,
  equal: ([a, b]) => sql`(${a} IS NOT DISTINCT FROM ${b})`,
  different: ([a, b]) => sql`(${a} IS DISTINCT FROM ${b})`,
  less: order("<"),
  at_most: order("<="),
  greater: order(">"),
  at_least: order(">="),
  and: (args) => sql`(${join(args, " AND ")})`,
  or: (args) => sql`(${join(args, " OR ")})`,
  not: ([a]) => sql`(NOT ${a})`,
  if: ([condition, yes, no]) => sql`(CASE WHEN ${condition} THEN ${yes} ELSE ${no} END)`,
  is_empty: ([a]) => sql`(${a} IS NULL)`,
  if_empty: ([a, b]) => sql`coalesce(${a}, ${b})`,
  abs: ([a]) => sql`abs(${a})`,
  round: ([a, places]) => sql`round(${a}, ${clamped(places, PLACES)})`,
  floor: ([a]) => sql`floor(${a})`,
  ceiling: ([a]) => sql`ceil(${a})`,
  mod: ([a, b]) => sql`mod(${a}, nullif(${b}, 0))`,
  min: (args) => sql`least(${join(args)})`,
  max: (args) => sql`greatest(${join(args)})`,
  sum: (args) =>
    sql`(${join(
      args.map((arg) => sql`coalesce(${arg}, 0)`),
      " + ",
    )})`,
  concat: (args) =>
    text(
      sql`(${join(
        args.map((arg) => sql`coalesce(${arg}, '')`),
        " || ",
      )})`,
    ),
  upper: ([a]) => sql`(upper(${a} COLLATE "und-x-icu") COLLATE "C")`,
  lower: ([a]) => sql`(lower(${a} COLLATE "und-x-icu") COLLATE "C")`,
  trim: ([a]) => text(sql`btrim(${a})`),
  left: ([a, length]) => text(sql`left(${a}, ${count(length)})`),
  right: ([a, length]) => text(sql`right(${a}, ${count(length)})`),
  length: ([a]) => sql`coalesce(char_length(${a}), 0)::numeric`,
  contains: ([a, b]) => sql`coalesce(strpos(manul_fold(${a}) COLLATE "C", manul_fold(${b}) COLLATE "C") > 0, false)`,
  replace: ([a, from, to]) => text(sql`coalesce(replace(${a}, ${from}, coalesce(${to}, '')), ${a})`),
  text: ([a], _situation, call) =>
    call.args[0]?.type === "number" ? sql`(trim_scale(${a})::text COLLATE "C")` : sql`(to_char(${a}, 'YYYY-MM-DD') COLLATE "C")`,
  today: (_args, { now, timezone }) => sql`((${now.toISOString()}::timestamptz AT TIME ZONE ${timezone})::date)`,
  now: (_args, { now }) => sql`(${now.toISOString()}::timestamptz)`,
  // The last day of a month is known by counting, so that make_date never meets a day that isn't there.
  date: ([y, m, d]) => sql`(SELECT CASE WHEN extract(month FROM w.day) = w.m THEN w.day END FROM (SELECT v.m, CASE
    WHEN v.y BETWEEN 1000 AND 9999 AND v.m BETWEEN 1 AND 12 AND v.d BETWEEN 1 AND 31
    THEN make_date(v.y::int, v.m::int, 1) + (v.d::int - 1) END AS day
    FROM (SELECT trunc(${y}) AS y, trunc(${m}) AS m, trunc(${d}) AS d OFFSET 0) v OFFSET 0) w)`,
  day_of: ([a], { timezone }) => day(sql`(${a} AT TIME ZONE ${timezone})::date`),
  year: part("year"),
  month: part("month"),
  day: part("day"),
  weekday: part("isodow"),
  add_days: ([a, days]) => day(within(days, MOST_DAYS, (x) => sql`${a} + trunc(${x})::int`)),
  add_months: ([a, months]) => day(within(months, MOST_MONTHS, (x) => sql`(${a} + make_interval(months => trunc(${x})::int))::date`)),
  days_between: ([from, to]) => sql`(${to} - ${from})::numeric`,
};

const CASTS = { number: "numeric", text: "text", date: "date", datetime: "timestamptz", boolean: "boolean" } as const;

export function compileTyped(typed: Typed, situation: Situation): Sql {
  if (typed.kind === "field") return situation.read(typed.path);
  if (typed.kind === "literal") {
    if (typed.type === "text") return typed.value === "" ? raw("NULL::text") : sql`(${String(typed.value)}::text COLLATE "C")`;
    return sql`${typed.value}::${raw(CASTS[typed.type])}`;
  }
  return writers[typed.name](
    typed.args.map((arg) => compileTyped(arg, situation)),
    situation,
    typed,
  );
}

/** The value as its field keeps it; what the field's type can't hold is empty. */
export function compileResult(value: Sql, result: ResultType, scale: number | undefined): Sql {
  if (result === "checkbox" || result === "datetime") return value;
  if (result === "date") return day(value);
  if (result === "text") return sql`(nullif(left(${value}, ${n(MOST_RESULT)}), '') COLLATE manul)`;
  const rounded = sql`round(${value}, ${n(accuracyOf(result, scale))})`;
  return once(rounded, (x) => sql`CASE WHEN abs(${x}) < ${raw(MAGNITUDE[result] ?? "1e18")} THEN ${x} END`);
}
