/**
 * The functions of formulas, operators among them: what they take, what they give, and their meaning in memory. Their
 * SQL stands in server/records/compile/formula.ts, whose type demands one for each name here; a test runs both over
 * random values. Everything is total: what has no answer (x / 0, the 31st of February) is empty, never an error.
 */
import Big from "big.js";
import { addDays, DAY_MS, dayNumber, dayOfParts, weekday } from "../format/calendar.ts";
import { foldCase } from "../filter/fold.ts";
import { dayAt } from "../filter/zoned-time.ts";
import type { Label } from "../../fieldtypes/field-type.ts";
import type { ValueType } from "./ast.ts";

/** A value inside a formula; null: empty. Texts are never "". Dates `YYYY-MM-DD`, moments ISO 8601 in UTC. */
export type Value = Big | string | boolean | null;
export interface FormulaEnvironment {
  readonly now: Date;
  readonly timezone: string;
}
interface FunctionSpec {
  /** The type that it gives for arguments of these types; undefined: it doesn't take them. */
  readonly type: (args: readonly ValueType[]) => ValueType | undefined;
  readonly run: (args: readonly Value[], env: FormulaEnvironment) => Value;
  /** For the editor's help. Operators have none. */
  readonly help?: { readonly form: string; readonly text: Label };
}

/** Decimal places that divisions and products keep. */
export const PLACES = 12;
/** Places of a quotient before it is rounded, in memory as in SQL. */
export const QUOTIENT_PLACES = 30;
/** Bounds of what days may be added, and of years that can be written. */
export const MOST_DAYS = 1_000_000;
export const FIRST_DAY = "1000-01-01";
export const LAST_DAY = "9999-12-31";

const exact = Big();
exact.DP = QUOTIENT_PLACES;
exact.RM = 1;
export const big = (value: string | number): Big => exact(value);

type Taken = readonly (ValueType | "any")[];
const takes =
  (taken: Taken, gives: ValueType) =>
  (args: readonly ValueType[]): ValueType | undefined =>
    args.length === taken.length && taken.every((type, i) => type === "any" || type === args[i]) ? gives : undefined;
const same = (args: readonly ValueType[]): ValueType | undefined =>
  args.length > 0 && args.every((type) => type === args[0]) ? args[0] : undefined;
const all =
  (type: ValueType, atLeast: number, gives = type) =>
  (args: readonly ValueType[]): ValueType | undefined =>
    args.length >= atLeast && args.every((given) => given === type) ? gives : undefined;
const help = (form: string, en: string, ru: string): { form: string; text: Label } => ({ form, text: { en, ru } });

/** The meaning for values that are there; empty as soon as one isn't. */
const strict =
  <A extends readonly Value[]>(run: (...args: A) => Value) =>
  (args: readonly Value[]): Value =>
    args.includes(null) ? null : run(...(args as unknown as A));
const textOrEmpty = (text: string): Value => (text === "" ? null : text);
const order = (a: Value, b: Value): number => {
  if (a instanceof exact && b instanceof exact) return a.cmp(b);
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
const compared =
  (test: (order: number) => boolean) =>
  ([a = null, b = null]: readonly Value[]): Value =>
    a !== null && b !== null && test(order(a, b));
const isSame = ([a = null, b = null]: readonly Value[]): boolean => (a === null || b === null ? a === b : order(a, b) === 0);
const ordered = (args: readonly ValueType[]): ValueType | undefined =>
  args.length === 2 && args[0] === args[1] && args[0] !== "boolean" && args[0] !== "text" ? "boolean" : undefined;

const inYears = (day: string | undefined): Value => (day !== undefined && day >= FIRST_DAY && day <= LAST_DAY ? day : null);
const plusDays = (day: string, days: Big): Value => {
  const whole = days.round(0, 0);
  return whole.abs().gt(MOST_DAYS) ? null : inYears(addDays(day, whole.toNumber()));
};
const MOST_MONTHS = 12_000;
function plusMonths(day: string, months: Big): Value {
  const whole = months.round(0, 0);
  if (whole.abs().gt(MOST_MONTHS)) return null;
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + whole.toNumber();
  return lastFitting(Math.floor(count / 12), (count % 12) + 1, Number(day.slice(8)));
}
function lastFitting(year: number, month: number, day: number): Value {
  if (year < 1000 || year > 9999) return null;
  return [day, 30, 29, 28]
    .filter((each) => each <= day)
    .reduce<string | null>((found, each) => found ?? dayOfParts(year, month, each) ?? null, null);
}
const makeDay = (...parts: readonly Big[]): Value => {
  const [year = 0, month = 0, day = 0] = parts.map((part) => part.round(0, 0).toNumber());
  return dayOfParts(year, month, day) ?? null;
};
/** Most characters that one function looks at or gives. */
export const MOST_TEXT = 10_000;
const characters = (text: string): readonly string[] => [...text].slice(0, MOST_TEXT);
const count = (n: Big): number => Math.min(Math.max(n.round(0, 0).toNumber(), 0), MOST_TEXT);
const plain = (n: Big): string => (n.eq(0) ? "0" : n.toFixed());
const floor = (n: Big): Big => n.round(0, n.lt(0) ? 3 : 0);
const ceiling = (n: Big): Big => n.round(0, n.lt(0) ? 0 : 3);
const numbers = (args: readonly Value[]): readonly Big[] => args.filter((value): value is Big => value instanceof exact);
const extreme = (args: readonly Value[], sign: 1 | -1): Value =>
  args
    .filter((value) => value !== null)
    .reduce<Value>((best, value) => (best === null || order(value, best) * sign > 0 ? value : best), null);

export const functions = {
  add: { type: takes(["number", "number"], "number"), run: strict((a: Big, b: Big) => a.plus(b)) },
  subtract: { type: takes(["number", "number"], "number"), run: strict((a: Big, b: Big) => a.minus(b)) },
  multiply: { type: takes(["number", "number"], "number"), run: strict((a: Big, b: Big) => a.times(b).round(PLACES, 1)) },
  divide: { type: takes(["number", "number"], "number"), run: strict((a: Big, b: Big) => (b.eq(0) ? null : a.div(b).round(PLACES, 1))) },
  negate: { type: takes(["number"], "number"), run: strict((a: Big) => a.times(-1)) },
  equal: { type: (args) => (args.length === 2 && args[0] === args[1] ? "boolean" : undefined), run: isSame },
  different: { type: (args) => (args.length === 2 && args[0] === args[1] ? "boolean" : undefined), run: (args) => !isSame(args) },
  less: { type: ordered, run: compared((n) => n < 0) },
  at_most: { type: ordered, run: compared((n) => n <= 0) },
  greater: { type: ordered, run: compared((n) => n > 0) },
  at_least: { type: ordered, run: compared((n) => n >= 0) },
  and: {
    type: all("boolean", 1),
    run: (args) => args.every((value) => value === true),
    help: help("and(a, b, …)", "True if all are.", "Истина, если верно всё."),
  },
  or: {
    type: all("boolean", 1),
    run: (args) => args.includes(true),
    help: help("or(a, b, …)", "True if any is.", "Истина, если верно хотя бы одно."),
  },
  not: { type: takes(["boolean"], "boolean"), run: ([a]) => a !== true, help: help("not(a)", "The opposite.", "Отрицание.") },
  if: {
    type: ([condition, ...rest]) => (condition === "boolean" && rest.length === 2 ? same(rest) : undefined),
    run: ([condition, yes = null, no = null]) => (condition === true ? yes : no),
    help: help("if(condition, a, b)", "a where the condition holds, b elsewhere.", "a, если условие верно, иначе b."),
  },
  is_empty: {
    type: takes(["any"], "boolean"),
    run: ([a = null]) => a === null,
    help: help("is_empty(x)", "True where there is no value.", "Истина, если значения нет."),
  },
  if_empty: {
    type: (args) => (args.length === 2 ? same(args) : undefined),
    run: ([a = null, b = null]) => a ?? b,
    help: help("if_empty(x, y)", "x, or y where x is empty.", "x, а если его нет — y."),
  },
  abs: { type: takes(["number"], "number"), run: strict((a: Big) => a.abs()), help: help("abs(x)", "Without its sign.", "Модуль числа.") },
  round: {
    type: takes(["number", "number"], "number"),
    run: strict((a: Big, places: Big) => a.round(Math.min(Math.max(places.round(0, 0).toNumber(), 0), PLACES), 1)),
    help: help("round(x, 2)", "Rounded to so many places, halves away from zero.", "Округление до стольких знаков, половины — от нуля."),
  },
  floor: { type: takes(["number"], "number"), run: strict(floor), help: help("floor(x)", "Rounded down.", "Округление вниз.") },
  ceiling: { type: takes(["number"], "number"), run: strict(ceiling), help: help("ceiling(x)", "Rounded up.", "Округление вверх.") },
  mod: {
    type: takes(["number", "number"], "number"),
    run: strict((a: Big, b: Big) => (b.eq(0) ? null : a.mod(b))),
    help: help("mod(x, y)", "What is left of x after division by y.", "Остаток от деления x на y."),
  },
  min: {
    type: (args) => (args[0] === "boolean" || args[0] === "text" ? undefined : same(args)),
    run: (args) => extreme(args, -1),
    help: help("min(a, b, …)", "The smallest of those that are not empty.", "Наименьшее из непустых."),
  },
  max: {
    type: (args) => (args[0] === "boolean" || args[0] === "text" ? undefined : same(args)),
    run: (args) => extreme(args, 1),
    help: help("max(a, b, …)", "The largest of those that are not empty.", "Наибольшее из непустых."),
  },
  sum: {
    type: all("number", 1),
    run: (args) => numbers(args).reduce<Big>((total, value) => total.plus(value), big(0)),
    help: help("sum(a, b, …)", "Empty ones count as 0.", "Сумма; пустые считаются нулём."),
  },
  concat: {
    type: (args) => (args.length > 0 && args.every((type) => type === "text") ? "text" : undefined),
    run: (args) => textOrEmpty(args.map((value) => value ?? "").join("")),
    help: help('concat(a, " ", b)', "Texts put together; so does &.", "Склеивает тексты; то же делает &."),
  },
  upper: {
    type: takes(["text"], "text"),
    run: strict((a: string) => a.toUpperCase()),
    help: help("upper(x)", "In capitals.", "Прописными буквами."),
  },
  lower: {
    type: takes(["text"], "text"),
    run: strict((a: string) => a.toLowerCase()),
    help: help("lower(x)", "In small letters.", "Строчными буквами."),
  },
  trim: {
    type: takes(["text"], "text"),
    run: strict((a: string) => textOrEmpty(a.replace(/^ +/, "").replace(/ +$/, ""))),
    help: help("trim(x)", "Without spaces at its ends.", "Без пробелов по краям."),
  },
  left: {
    type: takes(["text", "number"], "text"),
    run: strict((a: string, n: Big) => textOrEmpty(characters(a).slice(0, count(n)).join(""))),
    help: help("left(x, 3)", "The first characters.", "Первые знаки."),
  },
  right: {
    type: takes(["text", "number"], "text"),
    run: strict((a: string, n: Big) => textOrEmpty(count(n) === 0 ? "" : [...a].slice(-count(n)).join(""))),
    help: help("right(x, 3)", "The last characters.", "Последние знаки."),
  },
  length: {
    type: takes(["text"], "number"),
    run: ([a = null]) => big(a === null ? 0 : [...String(a)].length),
    help: help("length(x)", "How many characters it has.", "Сколько в тексте знаков."),
  },
  contains: {
    type: takes(["text", "text"], "boolean"),
    run: ([a = null, b = null]) => a !== null && b !== null && foldCase(String(a)).includes(foldCase(String(b))),
    help: help("contains(x, part)", "Without regard to case and ё.", "Без учёта регистра и буквы ё."),
  },
  replace: {
    type: takes(["text", "text", "text"], "text"),
    run: ([text = null, from = null, to = null]) =>
      text === null || from === null ? text : textOrEmpty(String(text).replaceAll(String(from), () => String(to ?? ""))),
    help: help("replace(x, from, to)", "Every `from` becomes `to`.", "Каждое вхождение from заменяет на to."),
  },
  text: {
    type: ([type, ...rest]) => (rest.length === 0 && (type === "number" || type === "date") ? "text" : undefined),
    run: strict((a: Big | string) => (a instanceof exact ? plain(a) : a)),
    help: help("text(x)", "A number or date as text.", "Число или дата как текст."),
  },
  today: {
    type: takes([], "date"),
    run: (_args, env) => dayAt(env.now, env.timezone),
    help: help("today()", "The reader’s present day.", "Сегодняшний день читателя."),
  },
  now: {
    type: takes([], "datetime"),
    run: (_args, env) => env.now.toISOString(),
    help: help("now()", "The present moment.", "Текущий момент."),
  },
  date: {
    type: takes(["number", "number", "number"], "date"),
    run: strict(makeDay),
    help: help("date(2026, 12, 31)", "A day of year, month and day.", "День из года, месяца и числа."),
  },
  day_of: {
    type: takes(["datetime"], "date"),
    run: (args, env) => (typeof args[0] === "string" ? inYears(dayAt(new Date(args[0]), env.timezone)) : null),
    help: help("day_of(moment)", "The reader’s day of a moment.", "День, на который приходится момент."),
  },
  year: { type: takes(["date"], "number"), run: strict((a: string) => big(a.slice(0, 4))), help: help("year(day)", "2026", "2026") },
  month: {
    type: takes(["date"], "number"),
    run: strict((a: string) => big(a.slice(5, 7))),
    help: help("month(day)", "1 to 12", "От 1 до 12"),
  },
  day: {
    type: takes(["date"], "number"),
    run: strict((a: string) => big(a.slice(8, 10))),
    help: help("day(day)", "1 to 31", "От 1 до 31"),
  },
  weekday: {
    type: takes(["date"], "number"),
    run: strict((a: string) => big(weekday(a) + 1)),
    help: help("weekday(day)", "1 (Monday) to 7", "От 1 (понедельник) до 7"),
  },
  add_days: {
    type: takes(["date", "number"], "date"),
    run: strict(plusDays),
    help: help("add_days(day, 30)", "So many days later; day + 30 is the same.", "На столько дней позже; то же, что day + 30."),
  },
  add_months: {
    type: takes(["date", "number"], "date"),
    run: strict(plusMonths),
    help: help(
      "add_months(day, 1)",
      "The 31st becomes the month’s last day where need be.",
      "31-е при нужде становится последним днём месяца.",
    ),
  },
  days_between: {
    type: takes(["date", "date"], "number"),
    run: strict((from: string, to: string) => big(Math.round((dayNumber(to) - dayNumber(from)) / DAY_MS))),
    help: help("days_between(from, to)", "to − from, in days.", "Число дней от from до to."),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;

export type FunctionName = keyof typeof functions;
export const functionOf = (name: FunctionName): FunctionSpec => functions[name];
export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functions, name);
