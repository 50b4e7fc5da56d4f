import type { ModuleRules, RecordRule } from "../../server/records/rules.ts";

/** Notes when a task was completed, and forgets it when the task is taken up again. */
export const completedAt: RecordRule = ({ before, after, now }) => {
  const was = before?.["status"] === "completed";
  const is = after["status"] === "completed";
  if (was === is) return;
  return { completed_at: is ? now : null };
};

export const rules: ModuleRules = { beforeSave: [completedAt] };
