/**
 * Transfer of records: somebody leaves, and what belonged to them goes to a colleague or a group. `transfer.ts` is the
 * work, in the background and in steps, since it may be a hundred thousand records; `routes.ts` the API.
 */
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import type { AnyTask } from "../../server/jobs/index.ts";
import { transferRoutes } from "./routes.ts";
import { transferTask } from "./transfer.ts";

export { transferTask, type Transfer } from "./transfer.ts";

export const recordTransferFeature = {
  name: "record-transfer",
  routes: (app: AppContext): readonly Route[] => transferRoutes(app),
  tasks: (): readonly AnyTask[] => [transferTask],
};
