/** Records on their way through stages: what a board's cards say of it, and one record's whole way. Read from the change log. */
import type { Route } from "../../server/http/route.ts";
import { stageRoutes } from "./routes.ts";

export const stagesFeature = { name: "stages", routes: (): readonly Route[] => stageRoutes() };
