/**
 * Lead conversion. `mapping.ts` says which field becomes which, `proposal.ts` shows it with records that may be the
 * same, `convert.ts` does it. The lead's own side (it is closed by `converted_at`) stands in its module.
 */
import type { Route } from "../../server/http/route.ts";
import { leadRoutes } from "./routes.ts";

export { leadMappingPart } from "./configuration.ts";
export { convertLead, type Conversion, type ConversionRequest } from "./convert.ts";

export const leadsFeature = { name: "leads", routes: (): readonly Route[] => leadRoutes() };
