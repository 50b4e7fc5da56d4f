/** Pipelines as their screen edits them, and as the fields behind them are saved: a choice, and the stages it allows. Pure. */
import type { Option } from "../../../model/define.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { slug } from "../../../model/format/slug.ts";
import { PIPELINE_FIELD } from "../../../model/stages.ts";

export interface PipelinesDraft {
  readonly pipelines: readonly Option[];
  /** The one that new records begin in. */
  readonly usual: string;
  readonly stages: readonly Option[];
  /** The stages of each pipeline, in its order. */
  readonly order: Readonly<Record<string, readonly string[]>>;
}

export function draftOf(pipeline: DescribedField, stage: DescribedField): PipelinesDraft {
  const pipelines = (pipeline.options ?? []).filter((option) => option.active !== false);
  const stages = stage.options ?? [];
  const active = stages.filter((option) => option.active !== false).map(({ value }) => value);
  const allowed = stage.dependsOn?.field === PIPELINE_FIELD ? stage.dependsOn.allowed : {};
  return {
    pipelines,
    usual: typeof pipeline.default === "string" ? pipeline.default : (pipelines[0]?.value ?? ""),
    stages,
    order: Object.fromEntries(pipelines.map(({ value }) => [value, (allowed[value] ?? active).filter((each) => active.includes(each))])),
  };
}

function freeValue(name: string, taken: readonly Option[]): string {
  const stem = slug(name, "_").slice(0, 40) || "option";
  let value = stem;
  for (let i = 2; taken.some((option) => option.value === value); i++) value = `${stem}_${i}`;
  return value;
}
const labelled = (name: string) => ({ en: name, ru: name });

/** A new pipeline begins with the stages by which records end, so that nothing in it can't be closed. */
export function withPipeline(draft: PipelinesDraft, name: string): { readonly draft: PipelinesDraft; readonly value: string } {
  const value = freeValue(name, draft.pipelines);
  const ends = draft.stages.filter(({ active, outcome }) => active !== false && (outcome === "won" || outcome === "lost"));
  return {
    value,
    draft: {
      ...draft,
      pipelines: [...draft.pipelines, { value, label: labelled(name) }],
      order: { ...draft.order, [value]: ends.map((option) => option.value) },
    },
  };
}
/** A new stage stands before those that end the way. */
export function withStage(draft: PipelinesDraft, pipeline: string, name: string): PipelinesDraft {
  const value = freeValue(name, draft.stages);
  const order = draft.order[pipeline] ?? [];
  const isEnd = (each: string): boolean => (draft.stages.find((option) => option.value === each)?.outcome ?? "open") !== "open";
  const at = order.findIndex(isEnd);
  return {
    ...draft,
    stages: [...draft.stages, { value, label: labelled(name), color: "blue", outcome: "open" }],
    order: { ...draft.order, [pipeline]: order.toSpliced(at < 0 ? order.length : at, 0, value) },
  };
}

/** What is sent: first the pipelines, then the stages that depend on them. */
export const pipelineBody = ({ pipelines, usual }: PipelinesDraft, before: DescribedField) => ({
  options: [
    ...pipelines,
    // Records may stand in it still: it isn't offered any more.
    ...(before.options ?? [])
      .filter(({ value }) => !pipelines.some((each) => each.value === value))
      .map((option) => ({ ...option, active: false })),
  ],
  default: usual,
  // One pipeline alone is no choice: forms leave it out.
  hidden: pipelines.length < 2,
});
export const stageBody = ({ stages, order }: PipelinesDraft) => ({
  options: stages.map((option) => ({ ...option, within: option.within ?? null, idle: option.idle ?? null })),
  depends_on: { field: PIPELINE_FIELD, allowed: order },
});
