/** Where a field is used: asked before it is deleted or changed into something else, and each use told by its name. */
import type { Label } from "../../fieldtypes/field-type.ts";
import { computedOf } from "../../model/computed.ts";
import { leadersOf } from "../../model/conditions.ts";
import { filterPaths, type Filter } from "../../model/filter/ast.ts";
import type { Field, Module } from "../../model/define.ts";
import { resolvePath, type Registry } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { listRules } from "../../server/access/settings/sharing.ts";
import { askedBy } from "../../model/stages.ts";
import { listViews, type View } from "../../server/records/index.ts";

export interface FieldUse {
  readonly kind: "view" | "formula" | "condition" | "stage" | "module" | "sharing";
  readonly module: string;
  /** The view's or sharing rule's id, or the other field's name. */
  readonly id: string;
  readonly label: Label;
}

/** Every use, but its place in the layout: it leaves that with the field. */
export async function usesOf(ctx: Ctx, field: Field): Promise<readonly FieldUse[]> {
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "customisation" } };
  const [views, rules] = [await listViews(system), await listRules(system, { module: field.module })];
  return [
    ...views.flatMap((view) => viewUse(ctx.registry, view, field)),
    ...declaredUses(ctx.registry, field),
    ...rules.flatMap((rule) => ruleUse(rule, field)),
  ];
}

function viewUse(registry: Registry, view: View, field: Field): readonly FieldUse[] {
  const module = registry.modules.get(view.module);
  if (!module) return [];
  const sort = (view.sort ?? "").split(",").map((key) => key.replace(/^[-+]/, ""));
  const { by, lanes, sum } = view.settings ?? {};
  const paths = [
    ...(view.columns ?? []),
    ...[by, lanes, sum].filter((path) => path !== undefined),
    ...sort,
    ...(view.filter === null ? [] : filterPaths(view.filter as unknown as Filter)),
  ];
  const isUsed = paths.some((path) => {
    const found = resolvePath(registry, module, path);
    return found?.field === field || found?.via === field;
  });
  return isUsed ? [{ kind: "view", module: view.module, id: view.id, label: { en: view.name, ru: view.name } }] : [];
}

/** A rule that opens records by what they say. */
function ruleUse({ id, module, from, to__label: whom }: Awaited<ReturnType<typeof listRules>>[number], field: Field): readonly FieldUse[] {
  if (!("filter" in from) || !filterPaths(from.filter).some((path) => path.split(".")[0] === field.name)) return [];
  return [{ kind: "sharing", module, id, label: { en: whom ?? id, ru: whom ?? id } }];
}

function declaredUses(registry: Registry, field: Field): readonly FieldUse[] {
  const uses: FieldUse[] = [];
  for (const module of registry.modules.values()) {
    for (const other of module.fields.values()) {
      const use = (kind: FieldUse["kind"]): void => void uses.push({ kind, module: module.name, id: other.name, label: other.label });
      if (other !== field && computedOf(other)?.reads.includes(field)) use("formula");
      if (module.name !== field.module) continue;
      if (other !== field && leadersOf(other).includes(field.name)) use("condition");
      if (other.options?.some((option) => askedBy(option).includes(field.name))) use("stage");
    }
    if (module.name === field.module && isPartOf(module, field.name))
      uses.push({ kind: "module", module: module.name, id: module.name, label: module.label });
  }
  return uses;
}

/** What the module itself is made of; key fields are the layout's, and go with the field. */
const isPartOf = (module: Module, name: string): boolean =>
  module.nameFields.includes(name) ||
  module.stageField === name ||
  module.list.columns.includes(name) ||
  module.list.sort.replace(/^-/, "") === name;
