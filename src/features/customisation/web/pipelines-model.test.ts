import { expect, test } from "vitest";
import type { DescribedField } from "../../../model/describe.ts";
import { stagesOf } from "../../../model/stages.ts";
import { draftOf, pipelineBody, stageBody, withPipeline, withStage } from "./pipelines-model.ts";

const field = (name: string, more: Partial<DescribedField>): DescribedField => ({
  name,
  type: "picklist",
  label: { en: name, ru: name },
  system: false,
  custom: false,
  block: "main",
  access: "edit",
  operators: [],
  sortable: true,
  ...more,
});
const label = { en: "x", ru: "x" };
const pipeline = field("pipeline", { options: [{ value: "standard", label }], default: "standard" });
const stage = field("stage", {
  options: [
    { value: "first", label, outcome: "open", within: 5 },
    { value: "old", label, active: false },
    { value: "won", label, outcome: "won" },
  ],
  dependsOn: { field: "pipeline", allowed: {} },
});

test("a second pipeline gets the ends of the way, and its own stages before them", () => {
  const { draft, value } = withPipeline(draftOf(pipeline, stage), "Продления");
  expect([value, draft.order]).toEqual(["prodleniya", { standard: ["first", "won"], prodleniya: ["won"] }]);
  const next = withStage(draft, value, "First");
  expect(next.order).toEqual({ standard: ["first", "won"], prodleniya: ["first_2", "won"] });
  expect(pipelineBody(next, pipeline)).toMatchObject({
    hidden: false,
    default: "standard",
    options: [{ value: "standard" }, { value: "prodleniya" }],
  });
  const { options, depends_on } = stageBody(next);
  expect(options.map((option) => [option.value, option.within])).toEqual([
    ["first", 5],
    ["old", null],
    ["won", null],
    ["first_2", null],
  ]);
  // What is saved offers what the screen showed.
  const saved = { name: "stage", options: next.stages, dependsOn: depends_on };
  expect(stagesOf(saved, "prodleniya").map((option) => option.value)).toEqual(["first_2", "won"]);
  expect(stagesOf(saved, "standard").map((option) => option.value)).toEqual(["first", "won"]);
});

test("a pipeline that goes is kept for its records, and one alone is no choice in forms", () => {
  const two = field("pipeline", { options: [...(pipeline.options ?? []), { value: "b", label }], default: "standard" });
  const draft = { ...draftOf(two, stage), pipelines: pipeline.options ?? [] };
  expect(pipelineBody(draft, two)).toMatchObject({ hidden: true, options: [{ value: "standard" }, { value: "b", active: false }] });
});
