import { expect, test } from "vitest";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field, Module } from "../../model/define.ts";
import { opportunities } from "./module.ts";
import { rules } from "./rules.ts";

const fields = opportunities.blocks.flatMap((block) => block.fields);
const module: Module = {
  ...opportunities,
  custom: false,
  blocks: [],
  relations: [],
  fields: new Map(
    fields.map((field) => [
      field.name,
      { ...field, module: "opportunities", block: "basic", system: false, custom: false } satisfies Field,
    ]),
  ),
};
type Row = Record<string, Json>;

/** Runs the rules as the engine does: each sees what the ones before it set. */
function save(before: Row | null, given: Row): Row {
  let after: Row = { ...before, ...given };
  for (const rule of rules.beforeSave ?? [])
    after = {
      ...after,
      ...rule({
        id: "1",
        kind: before ? "update" : "create",
        before,
        after,
        given: new Set(Object.keys(given)),
        module,
        now: "2026-03-02T10:00:00.000Z",
      }),
    };
  return after;
}

test("a new opportunity gets its stage's probability and its weighted amount", () => {
  const saved = save(null, { stage: "proposal", amount: "1000.00" });
  expect(saved).toMatchObject({ probability: 75, weighted_amount: "750.00" });
});

test("a probability given with the stage stays", () => {
  const saved = save(null, { stage: "proposal", amount: "1000", probability: 40 });
  expect(saved).toMatchObject({ probability: 40, weighted_amount: "400.00" });
});

test("a new stage brings its probability; a change of something else leaves it alone", () => {
  const before = { stage: "proposal", amount: "1000", probability: 40, weighted_amount: "400.00" };
  expect(save(before, { stage: "won" })).toMatchObject({ probability: 100, weighted_amount: "1000.00" });
  expect(save(before, { amount: "2000" })).toMatchObject({ probability: 40, weighted_amount: "800.00" });
});

test("without an amount there is nothing to weigh", () => {
  expect(save(null, { stage: "won" })).toMatchObject({ probability: 100, weighted_amount: null });
});

test("money stays exact", () => {
  expect(save(null, { stage: "needs_analysis", amount: "99999999999999.99" })["weighted_amount"]).toBe("25000000000000.00");
  expect(save(null, { stage: "prospecting", amount: "0.3" })["weighted_amount"]).toBe("0.03");
});

test("every stage says what it means and how likely it is", () => {
  const stages = fields.find((field) => field.name === "stage")?.options ?? [];
  expect(stages.map((stage) => stage.probability)).toEqual([10, 20, 25, 50, 60, 65, 75, 90, 100, 0]);
  expect(stages.filter((stage) => stage.outcome === "won").map((stage) => stage.value)).toEqual(["won"]);
  expect(stages.filter((stage) => stage.outcome === "lost").map((stage) => stage.value)).toEqual(["lost"]);
});
