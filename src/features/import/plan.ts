/** An import's plan: the request as it was checked and kept, and what is made of it for the rows. */
import { accessOf } from "../../server/access/access.ts";
import type { TextContext } from "../../fieldtypes/field-type.ts";
import type { Registry } from "../../model/registry.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import { usualMatchOf } from "../duplicates/index.ts";
import type { Fix } from "./fixes.ts";
import type { ImportOptions, Mapping } from "./mapping.ts";
import { compileSteps, type Step } from "./steps.ts";
import type { TableFormat } from "./tables/table.ts";
import type { TransformOptions } from "./transform.ts";

export interface ImportPlan {
  readonly module: string;
  readonly file_id: string;
  readonly format: TableFormat;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly options: ImportOptions;
  /** Rows that were corrected by hand. */
  readonly fixes?: readonly Fix[];
}

export interface Compiled {
  /** The snapshot that it was made from. */
  readonly registry: Registry;
  readonly plan: ImportPlan;
  readonly steps: readonly Step[];
  readonly main: Step;
  readonly transform: TransformOptions;
}

/** By the registry and the rights of this moment: a plan that they don't allow any more throws. */
export async function compilePlan(ctx: Ctx, plan: ImportPlan): Promise<Compiled> {
  const steps = compileSteps(ctx, { ...plan, mapping: await withMatches(ctx, plan.mapping) });
  const main = steps.find((step) => step.main);
  if (!main) throw new Error("a plan without its module");
  const mayAdd = accessOf(ctx).tool("customisation");
  if (plan.options.new_options === "add" && !mayAdd) throw new AppError("forbidden", { params: { module: plan.module } });
  const text: TextContext = { ...valueContext(ctx), dateOrder: plan.options.date_order, decimalMark: plan.options.decimal_mark };
  return {
    plan,
    registry: ctx.registry,
    steps,
    main,
    transform: { text, addOptions: plan.options.new_options === "add", columns: plan.header.length },
  };
}

/** Where it isn't said by what rows are known, they are known as duplicates are. */
async function withMatches(ctx: Ctx, mapping: Mapping): Promise<Mapping> {
  if (!mapping.modules) return mapping;
  const modules = mapping.modules.map(async (part) => {
    const module = ctx.registry.modules.get(part.module);
    if (part.match_by || !module || !accessOf(ctx).module(module).view) return part;
    const match_by = await usualMatchOf(ctx, module, (name) => part.columns.some(({ field }) => field === name));
    return { ...part, match_by };
  });
  return { ...mapping, modules: await Promise.all(modules) };
}
