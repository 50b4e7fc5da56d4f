/**
 * Mass actions: one thing done to many records, from some hundreds to a million, in the background. `action.ts` is
 * what can be done, `run.ts` the work and its undo, `routes.ts` the API, `web/` what people see of it; everything is
 * written by the records engine, as the user who asked, row by row by that user's rights.
 */
import type { Route } from "../../server/http/route.ts";
import type { AnyTask } from "../../server/jobs/index.ts";
import { massRoutes } from "./routes.ts";
import { massTask, massUndoTask } from "./run.ts";

const task = massTask();

export const massActionsFeature = {
  name: "mass-actions",
  routes: (): readonly Route[] => massRoutes(task),
  tasks: (): readonly AnyTask[] => [task, massUndoTask],
};
