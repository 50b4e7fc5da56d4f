/**
 * Sales beyond the records themselves: taxes and their settings, the price of something for somebody, what is in stock
 * and why, the chain of documents, and paper (`print/`). The documents' own rules stand in modules/documents-of-sale.
 */
import type { Watcher } from "../../server/watchers.ts";
import { markOverdue } from "./clock/overdue.ts";
import { billRecurringOrders } from "./clock/recurring.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import { printRoutes } from "./print/routes.ts";
import { templateRoutes } from "./print/template-routes.ts";
import { mailRoutes } from "./mail/routes.ts";
import { chainRoutes } from "./chain.ts";
import { numberingRoutes } from "./numbering-routes.ts";
import { salesRoutes } from "./routes.ts";
import { taxRoutes } from "./tax-routes.ts";

export { numberingPart, printFormsPart } from "./configuration.ts";

const clock: readonly Watcher[] = [
  { name: "recurring invoices", channels: [], run: billRecurringOrders },
  { name: "overdue invoices", channels: [], run: markOverdue },
];

export const inventoryFeature = {
  watchers: () => clock,
  name: "inventory",
  routes: (app: AppContext): readonly Route[] => [
    ...salesRoutes(),
    ...taxRoutes(app),
    ...printRoutes(app),
    ...templateRoutes(app),
    ...mailRoutes(app),
    ...chainRoutes(),
    ...numberingRoutes(),
  ],
};
