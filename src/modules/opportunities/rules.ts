import Big from "big.js";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module, Option } from "../../model/define.ts";
import { isOpen } from "../../model/stages.ts";
import type { ModuleRules, PrepareRule, RecordRule } from "../../server/records/rules.ts";
import { todayOf } from "../documents-of-sale/settings.ts";
import { firstStageOfPipeline } from "../pipeline-rules.ts";

const stageOf = (module: Module, stage: Json | undefined): Option | undefined =>
  module.fields.get("stage")?.options?.find((option) => option.value === stage);

/** A deal that is won or lost closed today, whatever was expected, unless the same write says when. */
export const closedToday: PrepareRule = async (ctx, changes) => {
  for (const { before, after, given, module, set } of changes) {
    if (before === null || given.has("close_date") || before["stage"] === after["stage"]) continue;
    if (isOpen(stageOf(module, before["stage"])) && !isOpen(stageOf(module, after["stage"]))) set({ close_date: todayOf(ctx) });
  }
};

/** A new stage brings its probability, unless the same write sets one. */
export const probabilityFromStage: RecordRule = ({ before, after, given, module }) => {
  if (given.has("probability")) return;
  if (before !== null && before["stage"] === after["stage"]) return;
  const probability = stageOf(module, after["stage"])?.probability;
  if (probability === undefined) return;
  return { probability };
};

/** Amount × probability, to the cent; unknown while either is. */
export const weightedAmount: RecordRule = ({ after }) => {
  const { amount, probability } = after;
  const known = typeof amount === "string" && typeof probability === "number";
  return { weighted_amount: known ? new Big(amount).times(probability).div(100).toFixed(2) : null };
};

/** In this order: the probability follows the stage, the weighted amount the probability. */
export const rules: ModuleRules = {
  prepare: [closedToday],
  beforeSave: [firstStageOfPipeline("stage"), probabilityFromStage, weightedAmount],
};
