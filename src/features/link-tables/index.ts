/**
 * Links with values of their own as tables: a price book's prices, a vendor's catalogue, a campaign's members go out to
 * a spreadsheet and come back changed. `export.ts` writes the file, `import.ts` reads it, by the engine's own links.
 */
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import { linkTableRoutes } from "./routes.ts";

export const linkTablesFeature = {
  name: "link-tables",
  routes: (app: AppContext): readonly Route[] => linkTableRoutes(app),
};
