/**
 * Checks a filter that came from outside: its shape, size, fields, operators and values. Gives a tree of which the
 * compiler and the evaluator may take everything for granted, with values in their types' canonical form.
 */
import { isDay } from "../format/calendar.ts";
import { DATE_DAYS_OPERATORS, LIST_VALUE_OPERATORS, OPERATORS, VALUELESS_OPERATORS, type Family } from "../../fieldtypes/families.ts";
import type { FieldType, Json, Parsed, ValueContext, ValueError } from "../../fieldtypes/field-type.ts";
import type { Field } from "../define.ts";
import { FILTER_LIMITS, type Condition, type Filter } from "./ast.ts";

/** What the checker has to know of a path. */
export interface FilterPath {
  readonly type: FieldType;
  readonly field: Field;
  /** Of the field, or of the part of it that the path names. */
  readonly family: Family;
}
export interface FilterError extends ValueError {
  /** Where in the filter: `and.0.or.2.value`; empty for the whole. */
  readonly path: string;
}
export type CheckedFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly errors: readonly FilterError[] };

const MAX_ERRORS = 20;
const MAX_PATH = 200;
const MAX_PATTERN = 1000;
/** A hundred years. */
const MAX_DAYS = 36_500;

interface Check {
  readonly resolve: (path: string) => FilterPath | undefined;
  readonly ctx: ValueContext;
  readonly errors: FilterError[];
  nodes: number;
}

/** Stands where a part was refused; the whole is thrown away then. */
const REFUSED: Filter = { and: [] };
const DAYS: ReadonlySet<string> = new Set(DATE_DAYS_OPERATORS);
const PATTERNS: ReadonlySet<string> = new Set(["contains", "not_contains", "starts_with", "ends_with"]);
const DAY_OR_MOMENT: ReadonlySet<string> = new Set(["eq", "ne", "lt", "le", "gt", "ge", "between", "before", "after"]);

/** Validates and normalises a filter. `resolve` gives undefined for what this actor may not filter by. */
export function checkFilter(input: unknown, resolve: (path: string) => FilterPath | undefined, ctx: ValueContext): CheckedFilter {
  const check: Check = { resolve, ctx, errors: [], nodes: 0 };
  const filter = checkNode(check, input, "", 1);
  return check.errors.length === 0 ? { ok: true, filter } : { ok: false, errors: check.errors };
}

function fail(check: Check, path: string, code: string, params?: ValueError["params"]): Filter {
  if (check.errors.length < MAX_ERRORS) check.errors.push(params ? { path, code, params } : { path, code });
  return REFUSED;
}

const at = (path: string, key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);

// The depth limit also bounds this recursion: a tree of 100,000 levels is left at the twentieth.
function checkNode(check: Check, input: unknown, path: string, depth: number): Filter {
  if (depth > FILTER_LIMITS.depth) return fail(check, path, "filter_too_deep", { max: FILTER_LIMITS.depth });
  // Groups count too: a filter of empty groups would otherwise be free.
  check.nodes += 1;
  if (check.nodes > FILTER_LIMITS.conditions * 2) return fail(check, path, "filter_too_large", { max: FILTER_LIMITS.conditions });
  if (typeof input !== "object" || input === null || Array.isArray(input)) return fail(check, path, "filter_shape");
  const node = input as Readonly<Record<string, unknown>>;
  const keys = Object.keys(node);
  const only = keys.length === 1 ? keys[0] : undefined;
  if (only === "and") return { and: checkGroup(check, node["and"], at(path, "and"), depth) };
  if (only === "or") {
    const or = checkGroup(check, node["or"], at(path, "or"), depth);
    // "Any of nothing" is true of no record: an empty group in a form is never meant so.
    return Array.isArray(node["or"]) && or.length === 0 ? fail(check, at(path, "or"), "filter_empty_group") : { or };
  }
  if (only === "not") return { not: checkNode(check, node["not"], at(path, "not"), depth + 1) };
  if (!Object.hasOwn(node, "field") || !Object.hasOwn(node, "op") || keys.some((key) => key !== "field" && key !== "op" && key !== "value"))
    return fail(check, path, "filter_shape");
  return checkCondition(check, node, path);
}

function checkGroup(check: Check, input: unknown, path: string, depth: number): readonly Filter[] {
  if (!Array.isArray(input)) {
    fail(check, path, "filter_shape");
    return [];
  }
  if (input.length > FILTER_LIMITS.conditions) {
    fail(check, path, "filter_too_large", { max: FILTER_LIMITS.conditions });
    return [REFUSED];
  }
  const parts: Filter[] = [];
  for (const [i, part] of (input as readonly unknown[]).entries()) {
    // Once one part too many was met, no more are looked at.
    if (check.nodes > FILTER_LIMITS.conditions * 2) break;
    parts.push(checkNode(check, part, at(path, i), depth + 1));
  }
  return parts;
}

function checkCondition(check: Check, node: Readonly<Record<string, unknown>>, path: string): Filter {
  const { field, op } = node;
  if (typeof field !== "string" || typeof op !== "string") return fail(check, path, "filter_shape");
  const target = field.length <= MAX_PATH ? check.resolve(field) : undefined;
  if (!target) return fail(check, at(path, "field"), "unknown_field", { field: field.slice(0, 60).toWellFormed() });
  if (!OPERATORS[target.family].includes(op))
    return fail(check, at(path, "op"), "unknown_operator", { op: op.slice(0, 40).toWellFormed() });
  const given = Object.hasOwn(node, "value") ? node["value"] : undefined;
  const valuePath = at(path, "value");
  if (VALUELESS_OPERATORS.has(op))
    return given === undefined || given === null ? { field, op } : fail(check, valuePath, "value_not_expected", { op });
  if (given === undefined) return fail(check, valuePath, "value_required");
  if (op === "eq" && isNothing(given)) return { field, op: "is_empty" };
  if (op === "ne" && isNothing(given)) return { field, op: "is_not_empty" };
  if (given === null) return fail(check, valuePath, "value_required");
  const value = checkValue(check, { op, given, target, path: valuePath });
  return value === undefined ? REFUSED : normalised({ field, op, value }, target);
}

const isNothing = (value: unknown): boolean => value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** A day is no moment: equality of a moment with a day means the whole day. */
function normalised(condition: Condition & { readonly value: Json }, target: FilterPath): Filter {
  const { field, op, value } = condition;
  if (!target.type.instant || typeof value !== "string" || !isDay(value)) return condition;
  if (op === "eq") return { field, op: "on", value };
  return op === "ne" ? { not: { field, op: "on", value } } : condition;
}

interface ValueCheck {
  readonly op: string;
  readonly given: unknown;
  readonly target: FilterPath;
  readonly path: string;
}

/** The value in canonical form; undefined where it was refused. */
function checkValue(check: Check, { op, given, target, path }: ValueCheck): Json | undefined {
  if (target.family === "list") return checkListValue(check, { op, given, target, path });
  if (DAYS.has(op)) return one(check, path, parseDays(given));
  if (PATTERNS.has(op)) return one(check, path, parsePattern(given));
  const parse = parserFor(check.ctx, op, target);
  if (!LIST_VALUE_OPERATORS.has(op)) return one(check, path, parse(given));
  if (!Array.isArray(given)) return refused(check, path, { code: "wrong_type", params: { expected: "list" } });
  const size = listSizeError(op, given.length);
  if (size) return refused(check, path, size);
  const values: Json[] = [];
  for (const [i, item] of (given as readonly unknown[]).entries()) {
    const value = one(check, at(path, i), parse(item));
    if (value === undefined) return undefined;
    values.push(value);
  }
  // Half a range of days and half of moments has no one meaning.
  const kinds = new Set(values.map((value) => typeof value === "string" && isDay(value)));
  if (op === "between" && kinds.size > 1) return refused(check, path, { code: "not_a_datetime" });
  return values;
}

function listSizeError(op: string, length: number): ValueError | undefined {
  if (op === "between") return length === 2 ? undefined : { code: "between_two" };
  if (length === 0) return { code: "value_required" };
  return length > FILTER_LIMITS.values ? { code: "too_many", params: { max: FILTER_LIMITS.values } } : undefined;
}

/** Values of a list field: always an array, so that no one asks for a member by accident of form. */
function checkListValue(check: Check, { given, target, path }: ValueCheck): Json | undefined {
  const items: unknown = Array.isArray(given) ? given : [given];
  const size = listSizeError("in", (items as readonly unknown[]).length);
  return size ? refused(check, path, size) : one(check, path, target.type.parse(items, target.field, check.ctx));
}

function parserFor(ctx: ValueContext, op: string, { type, field, family }: FilterPath): (input: unknown) => Parsed<Json> {
  // A part of a composite value is plain text.
  if (family !== type.family) return parsePattern;
  // Bounds limit what may be stored, not what may be asked.
  const { min: _min, max: _max, ...unbounded } = field;
  if (type.instant && op === "on") return parseDay;
  if (type.instant && DAY_OR_MOMENT.has(op))
    return (input) => {
      const day = parseDay(input);
      return day.ok ? day : type.parse(input, unbounded, ctx);
    };
  return (input) => type.parse(input, unbounded, ctx);
}

/** Text to look for: kept as it is, spaces at its ends too. */
function parsePattern(input: unknown): Parsed<Json> {
  if (typeof input !== "string") return { ok: false, error: { code: "wrong_type", params: { expected: "text" } } };
  if (input.length > MAX_PATTERN) return { ok: false, error: { code: "too_long", params: { max: MAX_PATTERN } } };
  if (input.includes("\0")) return { ok: false, error: { code: "nul_byte" } };
  if (!input.isWellFormed()) return { ok: false, error: { code: "lone_surrogate" } };
  return { ok: true, value: input === "" ? null : input.normalize("NFC") };
}

function parseDay(input: unknown): Parsed<Json> {
  const day = typeof input === "string" && input.length < 30 ? input.trim() : "";
  return isDay(day) ? { ok: true, value: day } : { ok: false, error: { code: "not_a_date" } };
}

function parseDays(input: unknown): Parsed<Json> {
  if (typeof input !== "number") return { ok: false, error: { code: "wrong_type", params: { expected: "number" } } };
  if (!Number.isInteger(input)) return { ok: false, error: { code: "not_an_integer" } };
  if (input < 0) return { ok: false, error: { code: "too_small", params: { min: 0 } } };
  return input > MAX_DAYS ? { ok: false, error: { code: "too_large", params: { max: MAX_DAYS } } } : { ok: true, value: input };
}

/** A parsed value, which must be there. */
function one(check: Check, path: string, parsed: Parsed<Json>): Json | undefined {
  if (!parsed.ok) return refused(check, path, parsed.error);
  return parsed.value === null ? refused(check, path, { code: "value_required" }) : parsed.value;
}

function refused(check: Check, path: string, error: ValueError): undefined {
  fail(check, path, error.code, error.params);
  return undefined;
}
