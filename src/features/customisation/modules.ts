/** Modules of an administrator's own, other names for the standard ones, relations between any two. */
import { Array as ArrayOf, Optional, type Static } from "typebox";
import { changesOf, withChanges, type CustomDefinitions } from "../../model/custom.ts";
import { MENU_GROUPS, type FieldDefinition, type LinkDefinition, type ModuleDefinition } from "../../model/define.ts";
import { buildRegistry, type Registry } from "../../model/registry.ts";
import { declaredModules } from "../../server/extensions.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { nullable, oneOf, only, text } from "../../server/http/schemas.ts";
import { needModule } from "./change-field.ts";
import { defineField } from "./define-field.ts";
import { LabelJson, NewFieldJson } from "./field-request.ts";
import { freeName, readLabel } from "./labels.ts";
import { change } from "./notes.ts";

export const RelationJson = only({
  /** one_to_many: the other module gets a reference to this one; many_to_one: this one to the other. */
  type: oneOf("one_to_many", "many_to_one", "many_to_many"),
  module: text(64, 1),
  /** The related list's (or the reference's) name here, and the other side's. */
  label: Optional(LabelJson),
  inverse_label: Optional(LabelJson),
});
export const NewModuleJson = only({
  name: Optional(text(40, 1)),
  label: LabelJson,
  singular: Optional(LabelJson),
  icon: Optional(text(60, 1)),
  menu: Optional(oneOf(...MENU_GROUPS)),
  number_prefix: Optional(text(10)),
  /** Null: records are called by their number. */
  name_field: Optional(nullable(only({ label: LabelJson }))),
  fields: Optional(ArrayOf(NewFieldJson, { maxItems: 200 })),
  relations: Optional(ArrayOf(RelationJson, { maxItems: 50 })),
});
export const ModuleChangeJson = only({
  label: Optional(LabelJson),
  singular: Optional(LabelJson),
  icon: Optional(text(60, 1)),
});
export type NewModuleRequest = Static<typeof NewModuleJson>;
export type RelationRequest = Static<typeof RelationJson>;

const NAME = /^cm(_[a-z0-9]+)+$/;
const BLOCK = "main";
const MOST_MODULES = 200;

/** The registry that definitions make, before anybody else sees them. */
const preview = (custom: CustomDefinitions, registry: Registry): Registry => buildRegistry(declaredModules, custom, registry.version);

export async function createModule(ctx: Ctx, request: NewModuleRequest): Promise<{ registry: Registry; name: string }> {
  let name = "";
  const registry = await change(
    ctx,
    { kind: "module", part: (custom) => custom.modules.find((one) => one.name === name) ?? null },
    (custom, current) => {
      if (custom.modules.length >= MOST_MODULES) throw invalid([{ field: "", code: "too_many", params: { max: MOST_MODULES } }]);
      const definition = defineModule(request, current);
      ({ name } = definition);
      let next: CustomDefinitions = { ...custom, modules: [...custom.modules, definition] };
      for (const [i, field] of (request.fields ?? []).entries()) {
        const added = at(`fields.${i}`, () => defineField(ctx, { registry: preview(next, current), custom: next }, name, field));
        next = { ...next, fields: [...next.fields, added] };
      }
      for (const [i, relation] of (request.relations ?? []).entries())
        next = at(`relations.${i}`, () => withRelation(ctx, next, preview(next, current), name, relation));
      return next;
    },
  );
  return { registry, name };
}

/** Errors of a part, by its place in the whole. */
function at<T>(place: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const errors = error.errors.length > 0 ? error.errors : [{ field: "", code: error.code, params: error.params }];
    throw invalid(errors.map((one) => ({ ...one, field: one.field === "" ? place : `${place}.${one.field}` })));
  }
}

function defineModule(request: NewModuleRequest, registry: Registry): ModuleDefinition {
  const errors: FieldError[] = [];
  const label = readLabel(request.label, "label", errors);
  const singular = request.singular ? readLabel(request.singular, "singular", errors) : label;
  const isTaken = (one: string): boolean => registry.modules.has(one);
  const name = request.name ?? freeName(label, { prefix: "cm_", otherwise: "module", isTaken });
  if (!NAME.test(name)) errors.push({ field: "name", code: "not_a_module_name" });
  else if (isTaken(name)) errors.push({ field: "name", code: "module_exists" });
  const named = request.name_field === null ? undefined : nameField(request.name_field?.label, errors);
  const prefix = request.number_prefix ?? `${name.slice(3, 6).toUpperCase()}-`;
  if (!/^[\p{L}\p{N}/_-]*$/u.test(prefix)) errors.push({ field: "number_prefix", code: "wrong_format" });
  if (errors.length > 0) throw invalid(errors);
  return {
    name,
    label,
    singular,
    icon: request.icon ?? "box",
    menu: request.menu ?? "tools",
    numberPrefix: prefix,
    nameFields: [named?.name ?? "number"],
    blocks: [{ name: BLOCK, label: singular, fields: named ? [named] : [] }],
    list: { columns: [named?.name ?? "number", "owner_id", "modified_at"], sort: "-modified_at" },
  };
}

const nameField = (given: Parameters<typeof readLabel>[0] | undefined, errors: FieldError[]): FieldDefinition => ({
  name: "name",
  type: "text",
  label: given ? readLabel(given, "name_field.label", errors) : { en: "Name", ru: "Название" },
  mandatory: true,
  indexed: true,
});

/** Other names and another picture for a module, standard or not. */
export async function changeModule(ctx: Ctx, name: string, request: Static<typeof ModuleChangeJson>): Promise<Registry> {
  return change(ctx, { kind: "module", module: name, part: (custom) => changesOf(custom, name) }, (custom, registry) => {
    needModule(registry, name);
    const errors: FieldError[] = [];
    const next = {
      ...changesOf(custom, name),
      ...(request.label ? { label: readLabel(request.label, "label", errors) } : {}),
      ...(request.singular ? { singular: readLabel(request.singular, "singular", errors) } : {}),
      ...(request.icon === undefined ? {} : { icon: request.icon }),
    };
    if (errors.length > 0) throw invalid(errors);
    return withChanges(custom, name, next);
  });
}

export async function addRelation(ctx: Ctx, name: string, request: RelationRequest): Promise<Registry> {
  return change(
    ctx,
    {
      kind: "relation",
      module: name,
      subject: request.module,
      part: (custom) => (custom.links ?? []).filter((link) => link.module === name),
    },
    (custom, registry) => withRelation(ctx, custom, registry, name, request),
  );
}

function withRelation(ctx: Ctx, custom: CustomDefinitions, registry: Registry, name: string, request: RelationRequest): CustomDefinitions {
  const module = needModule(registry, name);
  const other = registry.modules.get(request.module);
  if (!other) throw invalid([{ field: "module", code: "unknown_module" }]);
  if (request.type !== "many_to_many") {
    const [from, to] = request.type === "many_to_one" ? [module, other] : [other, module];
    const [label, inverse] =
      request.type === "many_to_one" ? [request.label, request.inverse_label] : [request.inverse_label, request.label];
    const added = defineField(ctx, { registry, custom }, from.name, { type: "reference", targets: [to.name], label: label ?? to.singular });
    const named = inverse ? readInverse(inverse) : from.label;
    const relation = { name: `${from.name}_${added.field.name}`, label: named };
    return { ...custom, fields: [...custom.fields, { ...added, field: { ...added.field, inverse: relation } }] };
  }
  const errors: FieldError[] = [];
  const here = request.label ? readLabel(request.label, "label", errors) : other.label;
  const there = request.inverse_label ? readLabel(request.inverse_label, "inverse_label", errors) : module.label;
  if (errors.length > 0) throw invalid(errors);
  const base = `cl_${short(module.name)}_${short(other.name)}`;
  let link = base;
  for (let i = 2; registry.links.has(link); i++) link = `${base}_${i}`;
  const definition: LinkDefinition & { module: string } = {
    module: name,
    name: link,
    here: { name: `${link}_a`, label: here },
    there: { module: other.name, name: `${link}_b`, label: there },
  };
  return { ...custom, links: [...(custom.links ?? []), definition] };
}

const short = (name: string): string => name.replace(/^cm_/, "").slice(0, 20);
function readInverse(given: Parameters<typeof readLabel>[0]) {
  const errors: FieldError[] = [];
  const label = readLabel(given, "inverse_label", errors);
  if (errors.length > 0) throw invalid(errors);
  return label;
}
