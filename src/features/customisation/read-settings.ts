/** From what is asked of a field to the settings of its definition; whatever is wrong is told at once, by its place. */
import { fieldType, type FieldTypeName } from "../../fieldtypes/index.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { pathTypes } from "../../model/computed.ts";
import { leadersOf } from "../../model/conditions.ts";
import type { FieldConditions, FieldDefinition, Module, RollupDefinition } from "../../model/define.ts";
import type { Filter } from "../../model/filter/ast.ts";
import { checkFilter } from "../../model/filter/check.ts";
import { FormulaError } from "../../model/formula/ast.ts";
import { checkFormula } from "../../model/formula/check.ts";
import { parseFormula } from "../../model/formula/parse.ts";
import { RESULTS_OF, type ResultType } from "../../model/formula/result.ts";
import { isMask } from "../../model/mask.ts";
import { resolvePath, type Registry } from "../../model/registry.ts";
import { MOST_MATCHED, safePattern } from "../../model/safe-pattern.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import type { FieldError } from "../../server/errors.ts";
import type { FieldRequest } from "./field-request.ts";
import { isGiven, MAX_LENGTHS, NEEDED, SETTINGS, SINGLE_CHOICES, UNIQUE_MAX_LENGTH, type Setting } from "./field-settings.ts";
import { readLabel, readOptions } from "./labels.ts";

export interface Asked {
  readonly ctx: Ctx;
  readonly registry: Registry;
  readonly module: Module;
  readonly type: FieldTypeName;
  readonly name: string;
  readonly block: string;
  readonly request: Partial<Omit<FieldRequest, "label" | "type" | "name" | "block">>;
  /** The field as it is; undefined for a new one. */
  readonly present?: FieldDefinition | undefined;
}
type Draft = { -readonly [K in keyof FieldDefinition]?: FieldDefinition[K] | undefined };

/** The settings that the request names; one that it takes away is undefined. */
export function readSettings(asked: Asked, errors: FieldError[]): Draft {
  const { request, type } = asked;
  checkFits(asked, errors);
  const settings: Draft = {};
  const flag = (given: boolean | null | undefined): true | undefined => (given ? true : undefined);
  if (request.mandatory !== undefined) settings.mandatory = flag(request.mandatory);
  if (request.unique !== undefined) settings.unique = flag(request.unique);
  if (request.hidden !== undefined) settings.hidden = flag(request.hidden);
  if (request.personal !== undefined) settings.personal = flag(request.personal);
  if (request.quick_create !== undefined) settings.quickCreate = flag(request.quick_create);
  if (request.create_only !== undefined) settings.createOnly = flag(request.create_only);
  if (request.max_length !== undefined) settings.maxLength = request.max_length ?? undefined;
  if (request.scale !== undefined) settings.scale = request.scale ?? undefined;
  if (request.min !== undefined) settings.min = request.min ?? undefined;
  if (request.max !== undefined) settings.max = request.max ?? undefined;
  if (request.prefix !== undefined) settings.prefix = request.prefix ?? undefined;
  if (request.targets) settings.targets = request.targets;
  if (request.options) settings.options = readOptions(request.options, errors, asked.present?.options);
  if (request.help !== undefined) settings.help = hasText(request.help) ? readLabel(request.help, "help", errors, 500) : undefined;
  readPattern(asked, settings, errors);
  if (request.conditions !== undefined) settings.when = request.conditions === null ? undefined : readConditions(asked, settings, errors);
  if (request.depends_on !== undefined)
    settings.dependsOn = request.depends_on === null ? undefined : readDependency(asked, settings, errors);
  checkRequires(asked, settings, errors);
  if (request.formula !== undefined) Object.assign(settings, readFormula(asked, errors));
  if (request.rollup !== undefined) Object.assign(settings, readRollup(asked, errors));
  if (request.default !== undefined && errors.length === 0) settings.default = readDefault(asked, settings, errors);
  const kept = asked.present?.default;
  // A default that nobody spoke of must still be one of the options.
  if (request.options && request.default === undefined && kept !== undefined && errors.length === 0)
    readDefault({ ...asked, request: { ...request, default: kept } }, settings, errors);
  if (isGiven(type)) settings.readOnly = true;
  return settings;
}

const hasText = (label: { en?: string; ru?: string } | null): label is { en?: string; ru?: string } =>
  label !== null && [label.en, label.ru].some((text) => text !== undefined && text.trim() !== "");

/** Settings of other types, bounds the wrong way round, what is missing. */
function checkFits({ registry, type, request, present }: Asked, errors: FieldError[]): void {
  for (const setting of Object.keys(SETTINGS) as Setting[]) {
    const given = request[setting];
    if (given !== undefined && given !== null && given !== false && !SETTINGS[setting].has(type))
      errors.push({ field: setting, code: "not_for_type" });
  }
  const needed = NEEDED[type];
  const list = needed && request[needed];
  const isMissing = Array.isArray(list) ? list.length === 0 : list === undefined || list === null || list === "";
  if (needed && isMissing && !(present && list === undefined)) errors.push({ field: needed, code: "mandatory" });
  for (const [i, target] of (request.targets ?? []).entries())
    if (!registry.modules.has(target)) errors.push({ field: `targets.${i}`, code: "unknown_module" });
  const isUnique = (request.unique ?? present?.unique) || present?.indexed;
  const length = request.max_length ?? present?.maxLength;
  const longest = isUnique ? UNIQUE_MAX_LENGTH : (request.pattern ?? present?.pattern) ? MOST_MATCHED : MAX_LENGTHS[type];
  if (typeof length === "number" && longest !== undefined && length > longest)
    errors.push({ field: "max_length", code: "too_large", params: { max: longest } });
  for (const bound of ["min", "max"] as const)
    if (type === "integer" && typeof request[bound] === "number" && !Number.isSafeInteger(request[bound]))
      errors.push({ field: bound, code: "not_an_integer" });
  const [min, max] = [request.min ?? present?.min, request.max ?? present?.max];
  if (typeof min === "number" && typeof max === "number" && max < min) errors.push({ field: "max", code: "too_small", params: { min } });
}

function readPattern({ request }: Asked, settings: Draft, errors: FieldError[]): void {
  if (request.mask !== undefined) {
    if (request.mask !== null && !isMask(request.mask)) errors.push({ field: "mask", code: "not_a_mask" });
    settings.mask = request.mask ?? undefined;
  }
  if (request.pattern !== undefined) {
    if (request.pattern !== null && !safePattern(request.pattern)) errors.push({ field: "pattern", code: "unsafe_pattern" });
    settings.pattern = request.pattern ?? undefined;
  }
  if (request.pattern_hint !== undefined)
    settings.patternHint = hasText(request.pattern_hint) ? readLabel(request.pattern_hint, "pattern_hint", errors) : undefined;
}

/** Conditions look at the record's own fields alone: they are evaluated while it is written, in the form too. */
function readConditions(asked: Asked, settings: Draft, errors: FieldError[]): FieldConditions | undefined {
  const { ctx, registry, module, request, present, name } = asked;
  const given = request.conditions;
  if (!given) return undefined;
  const read = (filter: unknown, at: string): Filter | undefined => {
    if (filter === undefined || filter === null) return undefined;
    const checked = checkFilter(
      filter,
      (path) => {
        const found = resolvePath(registry, module, path);
        return found && !found.via && found.field.name !== name && found.field.type !== "formula" && found.field.type !== "rollup"
          ? found
          : undefined;
      },
      valueContext(ctx),
    );
    if (checked.ok) return checked.filter;
    errors.push(...checked.errors.map(({ path, ...error }) => ({ ...error, field: `conditions.${at}${path ? `.${path}` : ""}` })));
    return undefined;
  };
  const [shown, required, readOnly] = [read(given.shown, "shown"), read(given.required, "required"), read(given.read_only, "read_only")];
  const known = new Set((settings.options ?? present?.options ?? []).map(({ value }) => value));
  const options = (given.options ?? []).flatMap((rule, i) => {
    rule.values.forEach((value, j) => {
      if (!known.has(value)) errors.push({ field: `conditions.options.${i}.values.${j}`, code: "not_an_option", params: { value } });
    });
    const filter = read(rule.if, `options.${i}.if`);
    return filter ? [{ if: filter, values: rule.values }] : [];
  });
  const conditions = {
    ...(shown ? { shown } : {}),
    ...(required ? { required } : {}),
    ...(readOnly ? { readOnly } : {}),
    ...(options.length > 0 ? { options } : {}),
  };
  return Object.keys(conditions).length > 0 ? conditions : undefined;
}

function readDependency({ module, request, present, name }: Asked, settings: Draft, errors: FieldError[]): FieldDefinition["dependsOn"] {
  const given = request.depends_on;
  if (!given) return undefined;
  const leader = module.fields.get(given.field);
  if (!leader || leader.name === name || !SINGLE_CHOICES.has(leader.type) || leadersOf(leader).includes(name)) {
    errors.push({ field: "depends_on.field", code: "not_a_leading_choice" });
    return undefined;
  }
  const refuse = (value: string): void =>
    void errors.push({ field: "depends_on.allowed", code: "not_an_option", params: { value: value.slice(0, 100) } });
  const own = new Set((settings.options ?? present?.options ?? []).map(({ value }) => value));
  for (const [value, allowed] of Object.entries(given.allowed)) {
    if (!leader.options?.some((option) => option.value === value)) refuse(value);
    for (const one of allowed) if (!own.has(one)) refuse(one);
  }
  return given;
}

function checkRequires({ module }: Asked, settings: Draft, errors: FieldError[]): void {
  for (const [i, option] of (settings.options ?? []).entries())
    for (const list of ["requires", "asks"] as const)
      for (const [j, name] of (option[list] ?? []).entries()) {
        const field = module.fields.get(name);
        if (!field || field.readOnly) errors.push({ field: `options.${i}.${list}.${j}`, code: "unknown_field" });
      }
}

function readFormula({ registry, module, request, present }: Asked, errors: FieldError[]): Draft {
  try {
    const typed = checkFormula(parseFormula(request.formula ?? ""), pathTypes(registry, module, resolvePath));
    const fitting = RESULTS_OF[typed.type];
    const wanted = request.result ?? present?.result;
    if (request.result !== undefined && !fitting.includes(request.result))
      errors.push({ field: "result", code: "not_one_of", params: { allowed: fitting.join(", ") } });
    const result = wanted !== undefined && fitting.includes(wanted) ? wanted : fitting[0];
    return { formula: request.formula, ...(result ? { result } : {}) };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    errors.push({ field: "formula", code: error.code, params: error.params });
    return {};
  }
}

function readRollup({ ctx, registry, module, request }: Asked, errors: FieldError[]): Draft {
  const given = request.rollup;
  const relation = module.relations.find(({ name }) => name === given?.relation);
  const other = relation && registry.modules.get(relation.module);
  if (!given || !other) {
    errors.push({ field: "rollup.relation", code: "unknown_relation" });
    return {};
  }
  const definition: RollupDefinition = {
    relation: given.relation,
    fn: given.fn,
    ...(given.fn === "count" || !given.field ? {} : { field: given.field }),
  };
  const checked = given.filter ? checkFilter(given.filter, (path) => resolvePath(registry, other, path), valueContext(ctx)) : undefined;
  if (checked && !checked.ok)
    errors.push(...checked.errors.map(({ path, ...error }) => ({ ...error, field: `rollup.filter${path ? `.${path}` : ""}` })));
  const rollup = checked?.ok ? { ...definition, filter: checked.filter } : definition;
  if (given.fn === "count") return { rollup, result: "integer" };
  const measured = given.field ? resolvePath(registry, other, given.field) : undefined;
  const ordered = given.fn === "min" || given.fn === "max";
  const fits = measured && (measured.family === "number" || (ordered && measured.family === "date" && measured.type.name !== "time"));
  if (!measured || !fits) {
    errors.push({ field: "rollup.field", code: measured ? "not_a_number" : given.field ? "unknown_field" : "mandatory" });
    return {};
  }
  return { rollup, result: rollupResult(measured.type.name, given.fn) };
}

function rollupResult(type: string, fn: RollupDefinition["fn"]): ResultType {
  if (type === "money" || type === "date" || type === "datetime") return type;
  if (fn === "avg") return type === "percent" ? "percent" : "decimal";
  return type === "integer" || type === "percent" ? type : "decimal";
}

/** In its type's canonical form, as any value of the field would be. */
function readDefault({ ctx, module, type, name, block, request, present }: Asked, settings: Draft, errors: FieldError[]): Json | undefined {
  const given = request.default;
  if (given === undefined || given === null) return undefined;
  if (settings.unique ?? present?.unique) {
    errors.push({ field: "default", code: "not_with_unique" });
    return undefined;
  }
  const label = { en: name, ru: name };
  const field = { label, ...present, ...defined(settings), name, type, module: module.name, block, system: false, custom: true };
  const parsed = fieldType(type).parse(given, field, valueContext(ctx));
  if (!parsed.ok) errors.push({ field: "default", ...parsed.error });
  return parsed.ok ? (parsed.value ?? undefined) : undefined;
}

/** Without the members that are undefined. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
