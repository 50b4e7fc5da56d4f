/** Which links can be a table, and the columns by which their records are known. */
import type { Field, Module, Relation } from "../../model/define.ts";
import { relationOf } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { accessOf } from "../../server/access/access.ts";
import { AppError } from "../../server/errors.ts";
import { describeModule } from "../../server/records/index.ts";

export interface LinkTarget {
  readonly module: string;
  readonly id: string;
  readonly relation: string;
}
export interface LinkTable {
  readonly owner: Module;
  readonly other: Module;
  readonly relation: Relation;
  /** The link's own, in the order of its declaration. */
  readonly fields: readonly Field[];
  /** Fields of the other module by which a row names its record, the surest first; `label` is its name. */
  readonly keys: readonly { readonly name: string; readonly title: { readonly en: string; readonly ru: string } }[];
}

/** Refuses what has no values of its own, and whoever may not do this with the module at all. */
export function linkTableOf(ctx: Ctx, target: LinkTarget, right: "import" | "export"): LinkTable {
  const described = describeModule(ctx, target.module);
  const owner = ctx.registry.modules.get(target.module);
  const relation = owner && relationOf(owner, target.relation);
  const isShown = described.relations.some(({ name }) => name === target.relation);
  const other = relation && ctx.registry.modules.get(relation.module);
  if (!owner || !other || !isShown || !relation.fields)
    throw new AppError("unknown_relation", { params: { relation: target.relation.slice(0, 60) } });
  for (const module of [owner, other])
    if (!accessOf(ctx).module(module)[right]) throw new AppError("forbidden", { params: { module: module.name } });
  const visible = describeModule(ctx, other.name).fields.filter((field) => field.access !== "masked" && field.type === "text");
  const codes = visible.filter((field) => (field.unique === true || field.indexed === true) && !other.nameFields.includes(field.name));
  const name = other.fields.get(other.nameFields[0] ?? "")?.label ?? other.singular;
  return {
    owner,
    other,
    relation,
    fields: relation.fields.map((field) => ({ ...field, module: relation.link ?? "", block: "", system: false, custom: false })),
    keys: [
      { name: "number", title: other.fields.get("number")?.label ?? { en: "Number", ru: "Номер" } },
      ...codes.map((field) => ({ name: field.name, title: field.label })),
      { name: "label", title: name },
    ],
  };
}
