/** From what an administrator asks for to a field's definition; whatever is wrong with it is told at once, by its place. */
import { cleanText } from "../../fieldtypes/clean-text.ts";
import { fieldType, type FieldTypeName } from "../../fieldtypes/index.ts";
import type { Json, Label } from "../../fieldtypes/field-type.ts";
import type { FieldDefinition, Module, Option } from "../../model/define.ts";
import { slug } from "../../model/format/slug.ts";
import { isReference, type Registry } from "../../model/registry.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import type { CustomField } from "../../server/registry-store.ts";
import { MAX_LENGTHS, NEEDED, SETTINGS, UNIQUE_MAX_LENGTH, type Setting } from "./field-settings.ts";

/** One language is enough: the other is the same until somebody translates it. */
export type GivenLabel = { readonly [L in keyof Label]?: string | undefined };
export interface FieldRequest {
  readonly label: GivenLabel;
  readonly type: FieldTypeName;
  readonly block?: string | undefined;
  readonly name?: string | undefined;
  readonly mandatory?: boolean | undefined;
  readonly unique?: boolean | undefined;
  readonly default?: Json | undefined;
  readonly options?:
    | readonly { readonly value?: string | undefined; readonly label: GivenLabel; readonly color?: string | undefined }[]
    | undefined;
  readonly targets?: readonly string[] | undefined;
  readonly max_length?: number | undefined;
  readonly scale?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

const PREFIX = "cf_";
const NAME = /^cf(_[a-z0-9]+)+$/;
const MAX_NAME = 50;
const MAX_LABEL = 100;
const MAX_OPTION = 60;

export function defineField(ctx: Ctx, registry: Registry, moduleName: string, request: FieldRequest): CustomField {
  const module = registry.modules.get(moduleName);
  if (!module) throw new AppError("unknown_module", { params: { module: moduleName.slice(0, 60) } });
  const errors: FieldError[] = [];
  const label = readLabel(request.label, "label", errors);
  const block = blockOf(module, request.block, errors);
  const name = request.name === undefined ? freeName(module, request.type, label) : givenName(module, request.name, errors);
  checkSettings(registry, request, errors);
  const field: FieldDefinition = {
    name,
    type: request.type,
    label,
    ...(request.mandatory ? { mandatory: true } : {}),
    ...(request.unique ? { unique: true } : {}),
    ...(request.max_length === undefined ? {} : { maxLength: request.max_length }),
    ...(request.scale === undefined ? {} : { scale: request.scale }),
    ...(request.min === undefined ? {} : { min: request.min }),
    ...(request.max === undefined ? {} : { max: request.max }),
    ...(request.options ? { options: readOptions(request.options, errors) } : {}),
    ...(request.type === "tags" ? { open: true } : {}),
    ...(request.targets ? { targets: request.targets, inverse: inverseOf(module, name, label) } : {}),
  };
  const value = errors.length === 0 ? readDefault(ctx, module, { field, block, given: request.default }, errors) : null;
  if (errors.length > 0) throw invalid(errors);
  return { module: module.name, block, field: { ...field, ...(value === null ? {} : { default: value }) } };
}

function readLabel(given: GivenLabel, at: string, errors: FieldError[]): Label {
  const read = (lang: keyof Label): string | null => {
    const text = cleanText(given[lang], { max: MAX_LABEL });
    if (!text.ok) errors.push({ field: `${at}.${lang}`, ...text.error });
    return text.ok ? text.value : null;
  };
  const [en, ru] = [read("en"), read("ru")];
  if (en === null && ru === null) errors.push({ field: at, code: "mandatory" });
  return { en: en ?? ru ?? "", ru: ru ?? en ?? "" };
}

/** The asked-for block, or the first: only declared ones, which have fields of their own. */
function blockOf(module: Module, given: string | undefined, errors: FieldError[]): string {
  const blocks = module.blocks
    .filter(({ fields }) => fields.some((name) => module.fields.get(name)?.system === false))
    .map(({ name }) => name);
  if (given !== undefined && !blocks.includes(given))
    errors.push({ field: "block", code: "not_one_of", params: { allowed: blocks.join(", ") } });
  return given ?? blocks[0] ?? "";
}

function givenName(module: Module, name: string, errors: FieldError[]): string {
  if (!NAME.test(name) || name.length > MAX_NAME) errors.push({ field: "name", code: "not_a_custom_name", params: { max: MAX_NAME } });
  else if (module.fields.has(name)) errors.push({ field: "name", code: "duplicate_name" });
  return name;
}

/** Made of the label; references end in `_id` like the standard ones. */
function freeName(module: Module, type: FieldTypeName, label: Label): string {
  const words = slug(label.en, "_") || slug(label.ru, "_") || "field";
  const stem = PREFIX + words.slice(0, 40).replace(/_$/, "");
  const end = isReference({ name: "", type, label }) ? "_id" : "";
  let name = stem + end;
  for (let i = 2; module.fields.has(name); i++) name = `${stem}_${i}${end}`;
  return name;
}

/** Named after the field, so that two references to one module are two lists on its page. */
const inverseOf = (module: Module, name: string, label: Label): NonNullable<FieldDefinition["inverse"]> => ({
  name: `${module.name}_${name}`,
  label: { en: `${module.label.en} (${label.en})`, ru: `${module.label.ru} (${label.ru})` },
});

function checkSettings(registry: Registry, request: FieldRequest, errors: FieldError[]): void {
  const { type, min, max, targets, unique } = request;
  for (const setting of Object.keys(SETTINGS) as Setting[]) {
    const given = request[setting];
    if (given !== undefined && given !== null && given !== false && !(SETTINGS[setting] as ReadonlySet<FieldTypeName>).has(type))
      errors.push({ field: setting, code: "not_for_type" });
  }
  const needed = NEEDED[type];
  if (needed && ((request[needed] as readonly unknown[] | undefined)?.length ?? 0) === 0) errors.push({ field: needed, code: "mandatory" });
  for (const [i, target] of (targets ?? []).entries())
    if (!registry.modules.has(target)) errors.push({ field: `targets.${i}`, code: "unknown_module" });
  const longest = unique ? UNIQUE_MAX_LENGTH : MAX_LENGTHS[type];
  if (request.max_length !== undefined && longest !== undefined && request.max_length > longest)
    errors.push({ field: "max_length", code: "too_large", params: { max: longest } });
  for (const bound of ["min", "max"] as const)
    if (type === "integer" && request[bound] !== undefined && !Number.isSafeInteger(request[bound]))
      errors.push({ field: bound, code: "not_an_integer" });
  if (min !== undefined && max !== undefined && max < min) errors.push({ field: "max", code: "too_small", params: { min } });
}

function readOptions(given: NonNullable<FieldRequest["options"]>, errors: FieldError[]): readonly Option[] {
  const taken = new Set<string>();
  return given.map((option, i) => {
    const label = readLabel(option.label, `options.${i}.label`, errors);
    const value = cleanText(option.value ?? freeValue(label, taken), { max: MAX_OPTION });
    if (!value.ok) errors.push({ field: `options.${i}.value`, ...value.error });
    else if (value.value === null) errors.push({ field: `options.${i}.value`, code: "mandatory" });
    else if (taken.has(value.value)) errors.push({ field: `options.${i}.value`, code: "duplicate_option" });
    const kept = (value.ok && value.value) || "";
    taken.add(kept);
    return { value: kept, label, ...(option.color === undefined ? {} : { color: option.color }) };
  });
}

function freeValue(label: Label, taken: ReadonlySet<string>): string {
  const stem = slug(label.en, "_").slice(0, MAX_OPTION - 5) || slug(label.ru, "_").slice(0, MAX_OPTION - 5) || "option";
  let value = stem;
  for (let i = 2; taken.has(value); i++) value = `${stem}_${i}`;
  return value;
}

/** In its type's canonical form, as any value of the field would be. */
function readDefault(
  ctx: Ctx,
  module: Module,
  { field, block, given }: { field: FieldDefinition; block: string; given: Json | undefined },
  errors: FieldError[],
): Json {
  if (given === undefined || given === null) return null;
  if (field.unique) {
    errors.push({ field: "default", code: "not_with_unique" });
    return null;
  }
  const parsed = fieldType(field.type).parse(
    given,
    { ...field, module: module.name, block, system: false, custom: true },
    valueContext(ctx),
  );
  if (parsed.ok) return parsed.value;
  errors.push({ field: "default", ...parsed.error });
  return null;
}
