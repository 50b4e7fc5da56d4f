import Big from "big.js";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import type { ModuleRules, RecordRule } from "../../server/records/rules.ts";

const stageProbability = (module: Module, stage: Json | undefined): number | undefined =>
  module.fields.get("stage")?.options?.find((option) => option.value === stage)?.probability;

/** A new stage brings its probability, unless the same write sets one. */
export const probabilityFromStage: RecordRule = ({ before, after, given, module }) => {
  if (given.has("probability")) return;
  if (before !== null && before["stage"] === after["stage"]) return;
  const probability = stageProbability(module, after["stage"]);
  if (probability === undefined) return;
  return { probability };
};

/** Amount × probability, to the cent; unknown while either is. */
export const weightedAmount: RecordRule = ({ after }) => {
  const { amount, probability } = after;
  const known = typeof amount === "string" && typeof probability === "number";
  return { weighted_amount: known ? new Big(amount).times(probability).div(100).toFixed(2) : null };
};

/** In this order: the weighted amount needs the probability. */
export const rules: ModuleRules = { beforeSave: [probabilityFromStage, weightedAmount] };
