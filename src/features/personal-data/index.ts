/**
 * Personal data: where it is closed and to whom it is opened (`server/access` decides, `settings/personal.ts` keeps),
 * asking for access (`requests.ts`), and what a person may demand: all that is held of them (`archive.ts`) and its
 * erasure (`erase.ts`).
 */
import { personalDataRoutes } from "./routes.ts";

export const personalDataFeature = { name: "personal-data", routes: personalDataRoutes };
