/** What sales will bring: the forecast of a month or quarter against quotas. Its screens stand in `web/`. */
import type { Route } from "../../server/http/route.ts";
import { forecastRoutes } from "./routes.ts";

export const forecastFeature = { name: "forecast", routes: (): readonly Route[] => forecastRoutes() };
