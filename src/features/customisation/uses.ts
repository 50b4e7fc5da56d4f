/** Where a field is used: asked before it is deleted or changed into something else, and each use told by its name. */
import type { Label } from "../../fieldtypes/field-type.ts";
import { computedOf } from "../../model/computed.ts";
import { leadersOf } from "../../model/conditions.ts";
import { pathsOf } from "../../model/formula/check.ts";
import { filterPaths, type Filter } from "../../model/filter/ast.ts";
import type { Field, Module } from "../../model/define.ts";
import { resolvePath, type Registry } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { listRules } from "../../server/access/settings/sharing.ts";
import { settingsUses, type PartUse } from "./settings-parts.ts";
import { askedBy } from "../../model/stages.ts";
import { listViews, type View } from "../../server/records/index.ts";

export interface FieldUse {
  readonly kind: "view" | "formula" | "condition" | "stage" | "module" | "sharing" | PartUse["kind"];
  readonly module: string;
  /** The view's or sharing rule's id, or the other field's name; of settings none. */
  readonly id: string;
  readonly label: Label;
}

/** Every use, but its place in the layout: it leaves that with the field. */
export async function usesOf(ctx: Ctx, field: Field): Promise<readonly FieldUse[]> {
  const settings = await settingsUses(ctx, field);
  return [...(await usesOfValue(ctx, field)), ...settings.map((use) => ({ ...use, module: field.module, id: "" }))];
}

/** The uses that stand on what its values are: another type of them would break these, but no mere show of the value. */
export async function usesOfType(ctx: Ctx, field: Field): Promise<readonly FieldUse[]> {
  const uses = await usesOfValue(ctx, field, { columns: false });
  return uses.filter(({ kind }) => kind !== "module");
}

async function usesOfValue(ctx: Ctx, field: Field, shown: { readonly columns: boolean } = { columns: true }): Promise<readonly FieldUse[]> {
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "customisation" } };
  const [views, rules] = [await listViews(system), await listRules(system, { module: field.module })];
  return [
    ...views.flatMap((view) => viewUse(ctx.registry, shown.columns ? view : { ...view, columns: null }, field)),
    ...declaredUses(ctx.registry, field),
    ...rules.flatMap((rule) => ruleUse(rule, field)),
  ];
}

/** What would lose its meaning if a reference led elsewhere: paths that go through it, and sums over its related lists. */
export async function usesOfTargets(ctx: Ctx, field: Field, next: readonly string[]): Promise<readonly FieldUse[]> {
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "customisation" } };
  const { registry } = ctx;
  const before = field.targets ?? [];
  const lost = before.filter((name) => !next.includes(name));
  // Only a reference to one module is a way to the fields beyond it.
  const isWayLost = before.length === 1 && (next.length !== 1 || lost.length > 0);
  const goesThrough = (moduleName: string, paths: readonly string[]): boolean => {
    const module = registry.modules.get(moduleName);
    return isWayLost && module !== undefined && paths.some((path) => resolvePath(registry, module, path)?.via === field);
  };
  const views = (await listViews(system)).filter((view) => goesThrough(view.module, pathsOfView(view)));
  const fields = [...registry.modules.values()].flatMap((module) =>
    [...module.fields.values()].filter((other) => {
      const { relation } = computedOf(other) ?? {};
      const addsUp = relation?.field === field.name && relation.module === field.module && lost.includes(module.name);
      return addsUp || goesThrough(relation?.module ?? module.name, pathsOfComputed(other));
    }),
  );
  return [
    ...views.map(useOf),
    ...fields.map((other): FieldUse => ({ kind: "formula", module: other.module, id: other.name, label: other.label })),
  ];
}

/** What a formula reads of its module, or a roll-up of the related one. */
function pathsOfComputed(field: Field): readonly string[] {
  const computed = computedOf(field);
  if (!computed) return [];
  const filter = field.rollup?.filter;
  return [
    ...(computed.typed ? pathsOf(computed.typed) : []),
    ...(computed.measured ? [computed.measured.path] : []),
    ...(filter ? filterPaths(filter) : []),
  ];
}

const useOf = ({ module, id, name }: View): FieldUse => ({ kind: "view", module, id, label: { en: name, ru: name } });

/** Every path that a view names. */
function pathsOfView({ settings, columns, sort, filter }: View): readonly string[] {
  const { by, lanes, sum } = settings ?? {};
  return [
    ...(columns ?? []),
    ...[by, lanes, sum].filter((path) => path !== undefined),
    ...(sort ?? "").split(",").map((key) => key.replace(/^[-+]/, "")),
    ...(filter === null ? [] : filterPaths(filter as unknown as Filter)),
  ];
}

function viewUse(registry: Registry, view: View, field: Field): readonly FieldUse[] {
  const module = registry.modules.get(view.module);
  if (!module) return [];
  const isUsed = pathsOfView(view).some((path) => {
    const found = resolvePath(registry, module, path);
    return found?.field === field || found?.via === field;
  });
  return isUsed ? [useOf(view)] : [];
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
