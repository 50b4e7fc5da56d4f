/** The start page: what is mine, what is new, each the beginning of a real list. Its screens stand in `web/`. */
import type { Route } from "../../server/http/route.ts";
import { homeRoutes } from "./routes.ts";

export const homeFeature = { name: "home", routes: (): readonly Route[] => homeRoutes() };
