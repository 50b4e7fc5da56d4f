/**
 * Customisation: what administrators make of the declarations while the program runs. `routes.ts` is the list of it
 * all; each of its parts makes new definitions of a request, and server/registry-store.ts makes them live.
 */
import type { Database } from "../../server/db/database.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import type { AnyTask } from "../../server/jobs/index.ts";
import { indexTask } from "./field-index.ts";
import { mergeTask } from "./merge-options.ts";
import { customisationRoutes } from "./routes.ts";

export { applyConfiguration, exportConfiguration, type Difference } from "./configuration.ts";
export { changedKeys } from "./changed-keys.ts";
export { CONFIGURATION_FORMATS, formatOf, readConfiguration, writeConfiguration, type ConfigurationFormat } from "./configuration-text.ts";
export { ConfigurationJson, type ConfigurationDocument } from "./configuration-schema.ts";

export const customisationFeature = {
  name: "customisation",
  routes: (app: AppContext): readonly Route[] => customisationRoutes(app),
  tasks: ({ database }: { readonly database: Database }): readonly AnyTask[] => [mergeTask, indexTask(database)],
};
