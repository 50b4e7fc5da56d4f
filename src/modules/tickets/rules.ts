import type { ModuleRules } from "../../server/records/rules.ts";
import { firstStageOfPipeline } from "../pipeline-rules.ts";

export const rules: ModuleRules = { beforeSave: [firstStageOfPipeline("status")] };
