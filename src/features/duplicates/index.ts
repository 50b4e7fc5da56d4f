/**
 * Duplicates: records that are the same thing twice. `model/likeness` says by what they are known, `find.ts` looks for those
 * of one record (while it is typed, when a lead is converted), `scan.ts` for all of a module; `choice.ts` says which of
 * several remains and with which values, `merge.ts` asks the records engine to make one of them; `web/` is what people
 * see of it.
 */
import type { Route } from "../../server/http/route.ts";
import type { AnyTask } from "../../server/jobs/index.ts";
import { mergeRoutes } from "./merge-routes.ts";
import { duplicateRoutes } from "./routes.ts";
import { scanTask } from "./scan.ts";

export { duplicateRulesPart } from "./configuration.ts";
export { findDuplicates, type Duplicate } from "./find.ts";
export { usualMatchOf } from "./rule-store.ts";

export const duplicatesFeature = {
  name: "duplicates",
  routes: (): readonly Route[] => [...duplicateRoutes(), ...mergeRoutes()],
  tasks: (): readonly AnyTask[] => [scanTask],
};
