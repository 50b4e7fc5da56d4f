/**
 * Customisation: fields that administrators add while the program runs. `define-field.ts` makes a definition of a
 * request, `field-settings.ts` says what fits which type; server/registry-store.ts makes it live.
 */
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import { customisationRoutes } from "./routes.ts";

export const customisationFeature = {
  name: "customisation",
  routes: (app: AppContext): readonly Route[] => customisationRoutes(app),
};
