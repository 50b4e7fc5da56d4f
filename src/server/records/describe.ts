/** The live declarations as this actor may see them. */
import { OPERATORS } from "../../fieldtypes/families.ts";
import { valueTypeOf } from "../../fieldtypes/index.ts";
import type { Field, Module } from "../../model/define.ts";
import type { DescribedField, DescribedModule, DescribedOption, ModuleSummary } from "../../model/describe.ts";
import { accessOf, choosable, mayGiveOnCreate, type Access } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { moduleOf, seesAll } from "./plan.ts";
import { isVisible } from "./related.ts";

export function describeModules(ctx: Ctx): readonly ModuleSummary[] {
  const access = accessOf(ctx);
  return [...ctx.registry.modules.values()].filter((module) => access.module(module).view).map((module) => summary(ctx, module));
}

function summary(ctx: Ctx, module: Module): ModuleSummary {
  const { name, label, singular, icon, menu, menuLabel, menuPlace, custom } = module;
  return {
    name,
    label,
    singular,
    icon,
    menu,
    ...(menuLabel ? { menuLabel } : {}),
    ...(menuPlace === undefined ? {} : { menuPlace }),
    custom,
    rights: accessOf(ctx).module(module),
  };
}

function describedOptions(access: Access, field: Field): readonly DescribedOption[] | undefined {
  const allowed = choosable(access, field);
  return allowed
    ? field.options?.map((option): DescribedOption => (allowed.has(option.value) ? option : { ...option, choosable: false }))
    : field.options;
}

export function describeModule(ctx: Ctx, name: string): DescribedModule {
  const module = moduleOf(ctx, name);
  const access = accessOf(ctx);
  const fields: DescribedField[] = [];
  for (const declared of module.fields.values()) {
    const { module: _module, vtiger: _vtiger, ...field } = declared;
    const right = access.field(declared);
    const personal = access.personal(declared);
    const type = valueTypeOf(field);
    if (personal && !personal.open && personal.level !== "hidden") {
      const givenOnCreate = mayGiveOnCreate(declared, personal);
      fields.push({ ...field, access: "masked", ...(givenOnCreate ? { givenOnCreate } : {}), operators: [], sortable: false });
      continue;
    }
    if (right === "hidden" || !seesAll(ctx, declared)) continue;
    const options = describedOptions(access, declared);
    fields.push({
      ...field,
      ...(options ? { options } : {}),
      access: right,
      operators: OPERATORS[type.family],
      sortable: type.unsortable !== true,
    });
  }
  const visible = new Set(fields.map((field) => field.name));
  return {
    ...summary(ctx, module),
    numberPrefix: module.numberPrefix,
    nameFields: module.nameFields.filter((field) => visible.has(field)),
    list: { ...module.list, columns: module.list.columns.filter((column) => visible.has(column)) },
    ...(module.keyFields ? { keyFields: module.keyFields.filter((field) => visible.has(field)) } : {}),
    ...(module.stageField && visible.has(module.stageField) ? { stageField: module.stageField } : {}),
    blocks: module.blocks
      .map((block) => ({ ...block, fields: block.fields.filter((field) => visible.has(field) && !module.fields.get(field)?.hidden) }))
      .filter((block) => block.fields.length > 0),
    fields,
    relations: module.relations.filter((relation) => {
      const other = ctx.registry.modules.get(relation.module);
      return other !== undefined && !relation.hidden && access.module(other).view && isVisible(ctx, relation);
    }),
    registry_version: ctx.registry.version,
  };
}
