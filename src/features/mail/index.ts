/** Mail of the company: its settings, a test message, and the job that empties the outbox (server/mail). */
import type { AppContext } from "../../server/http/app-context.ts";
import type { Route } from "../../server/http/route.ts";
import { mailTask } from "../../server/mail/index.ts";
import type { TaskServices } from "../index.ts";
import { mailRoutes } from "./routes.ts";

export const mailFeature = {
  name: "mail",
  routes: (app: AppContext): readonly Route[] => mailRoutes(app),
  tasks: (services: TaskServices) => [mailTask(services)],
};
