/** Rules of modules whose records go along pipelines. */
import { stagesOf } from "../model/stages.ts";
import type { RecordRule } from "../server/records/rules.ts";

/**
 * A record that comes into a pipeline (is made in it, or moved to it) begins with the pipeline's first stage, unless
 * the same write names one or the stage that it has is offered there too.
 */
export const firstStageOfPipeline =
  (stage: string): RecordRule =>
  ({ before, after, given, module }) => {
    if (given.has(stage) || (before !== null && before["pipeline"] === after["pipeline"])) return;
    const field = module.fields.get(stage);
    const pipeline = after["pipeline"];
    if (!field || typeof pipeline !== "string") return;
    const offered = stagesOf(field, pipeline);
    if (offered.length === 0 || offered.some(({ value }) => value === after[stage])) return;
    return { [stage]: offered[0]?.value ?? null };
  };
