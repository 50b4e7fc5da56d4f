/** A new field of what an administrator asks for. */
import type { Label } from "../../fieldtypes/field-type.ts";
import type { FieldTypeName } from "../../fieldtypes/index.ts";
import type { CustomDefinitions, CustomField } from "../../model/custom.ts";
import type { FieldDefinition, Module } from "../../model/define.ts";
import { isReference, type Registry } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import type { FieldRequest } from "./field-request.ts";
import { freeName, readLabel } from "./labels.ts";
import { defined, readSettings } from "./read-settings.ts";

const PREFIX = "cf_";
const NAME = /^cf(_[a-z0-9]+)+$/;
const MAX_NAME = 50;

/** `registry` and `custom` as they are under the lock, so that a name which is free stays free. */
export function defineField(
  ctx: Ctx,
  { registry, custom }: { registry: Registry; custom: CustomDefinitions },
  moduleName: string,
  request: FieldRequest,
): CustomField {
  const module = registry.modules.get(moduleName);
  if (!module) throw new AppError("unknown_module", { params: { module: moduleName.slice(0, 60) } });
  const errors: FieldError[] = [];
  const label = readLabel(request.label, "label", errors);
  const block = blockOf(module, request.block, errors);
  const isTaken = (name: string): boolean => module.fields.has(name) || isKept(custom, moduleName, name);
  const { type } = request;
  const name =
    request.name === undefined
      ? freeName(label, { prefix: PREFIX, end: isReference({ name: "", type, label }) ? "_id" : "", otherwise: "field", isTaken })
      : givenName(request.name, isTaken, errors);
  const { label: _label, type: _type, name: _name, block: _block, ...rest } = request;
  const settings = readSettings({ ctx, registry, module, type, name, block, request: rest }, errors);
  if (errors.length > 0) throw invalid(errors);
  return { module: module.name, block, field: { ...base(module, name, type, label), ...defined(settings) } };
}

function base(module: Module, name: string, type: FieldTypeName, label: Label): FieldDefinition {
  const field = { name, type, label, ...(type === "tags" ? { open: true } : {}) };
  return type === "reference" ? { ...field, inverse: inverseOf(module, name, label) } : field;
}

/** The column of a deleted field is kept for its return. */
const isKept = (custom: CustomDefinitions, module: string, name: string): boolean =>
  (custom.deleted ?? []).some((one) => one.module === module && one.field.name === name);

/** The asked-for block, or the first: only those with fields that people fill in. */
export function blockOf(module: Module, given: string | undefined, errors: FieldError[]): string {
  const blocks = module.blocks
    .filter(
      ({ name, fields }) =>
        name !== "system" && (fields.length === 0 || fields.some((field) => module.fields.get(field)?.system === false)),
    )
    .map(({ name }) => name);
  if (given !== undefined && !blocks.includes(given))
    errors.push({ field: "block", code: "not_one_of", params: { allowed: blocks.join(", ") } });
  return given ?? blocks[0] ?? "";
}

function givenName(name: string, isTaken: (name: string) => boolean, errors: FieldError[]): string {
  if (!NAME.test(name) || name.length > MAX_NAME) errors.push({ field: "name", code: "not_a_custom_name", params: { max: MAX_NAME } });
  else if (isTaken(name)) errors.push({ field: "name", code: "duplicate_name" });
  return name;
}

/** Named after the field, so that two references to one module are two lists on its page. */
const inverseOf = (module: Module, name: string, label: Label): NonNullable<FieldDefinition["inverse"]> => ({
  name: `${module.name}_${name}`,
  label: { en: `${module.label.en} (${label.en})`, ru: `${module.label.ru} (${label.ru})` },
});
