/**
 * Duplicates: records that are the same thing twice. `choice.ts` says which of them remains and with which values,
 * `merge.ts` asks the records engine to make one of them; `web/` is what people see of it.
 */
import type { Route } from "../../server/http/route.ts";
import { mergeRoutes } from "./routes.ts";

export const duplicatesFeature = { name: "duplicates", routes: (): readonly Route[] => mergeRoutes() };
