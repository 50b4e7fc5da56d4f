/** An import's plan: the request as it was checked and kept, and what is made of it for the rows. */
import type { TextContext } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import type { Registry } from "../../model/registry.ts";
import { accessOf } from "../../server/access/access.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import { compileMapping, type CompiledMapping, type ImportOptions, type Mapping } from "./mapping.ts";
import type { FileFormat } from "./parse.ts";
import type { TransformOptions } from "./transform.ts";

export interface ImportPlan {
  readonly module: string;
  readonly file_id: string;
  readonly format: FileFormat;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly options: ImportOptions;
}

export interface Compiled {
  /** The snapshot that it was made from. */
  readonly registry: Registry;
  readonly plan: ImportPlan;
  readonly module: Module;
  readonly mapping: CompiledMapping;
  readonly transform: TransformOptions;
}

/** The module, if the actor may import into it. */
export function importable(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  const rights = module && accessOf(ctx).module(module);
  if (!module || !rights?.view) throw new AppError("unknown_module", { params: { module: name.slice(0, 60) } });
  if (!rights.import) throw new AppError("forbidden", { params: { module: name } });
  return module;
}

/** By the registry and the rights of this moment: a plan that they don't allow any more throws. */
export function compilePlan(ctx: Ctx, plan: ImportPlan): Compiled {
  const module = importable(ctx, plan.module);
  const access = accessOf(ctx);
  const scope = {
    registry: ctx.registry,
    module,
    header: plan.header,
    fieldAccess: (field: Parameters<typeof access.field>[0]) => access.field(field),
  };
  const mapping = compileMapping(scope, plan.mapping, plan.options);
  const mayAdd = access.tool("customisation");
  if (plan.options.new_options === "add" && !mayAdd) throw new AppError("forbidden", { params: { module: plan.module } });
  const text: TextContext = { ...valueContext(ctx), dateOrder: plan.options.date_order, decimalMark: plan.options.decimal_mark };
  return {
    plan,
    registry: ctx.registry,
    module,
    mapping,
    transform: { text, addOptions: plan.options.new_options === "add", columns: plan.header.length },
  };
}
