/** The features of the program, each removable by removing its line. */
import type { Config } from "../server/config.ts";
import type { Ctx } from "../server/context.ts";
import type { Database } from "../server/db/database.ts";
import type { RouteFeature } from "../server/http/app-context.ts";
import type { FileStore } from "../server/files/file-store.ts";
import { jobRoutes } from "../server/jobs/routes.ts";
import type { AnyTask } from "../server/jobs/index.ts";
import type { Watcher } from "../server/watchers.ts";
import { customisationFeature } from "./customisation/index.ts";
import { duplicatesFeature } from "./duplicates/index.ts";
import { exportFeature } from "./export/index.ts";
import { forecastFeature } from "./forecast/index.ts";
import { homeFeature } from "./home/index.ts";
import { importFeature } from "./import/index.ts";
import { inventoryFeature } from "./inventory/index.ts";
import { linkTablesFeature } from "./link-tables/index.ts";
import { leadsFeature } from "./leads/index.ts";
import { mailFeature } from "./mail/index.ts";
import { massActionsFeature } from "./mass-actions/index.ts";
import { notificationsFeature } from "./notifications/index.ts";
import { personalDataFeature } from "./personal-data/index.ts";
import { recordTransferFeature } from "./record-transfer/index.ts";
import { searchFeature } from "./search/index.ts";
import { stagesFeature } from "./stages/index.ts";

/** What tasks may stand on besides their context. */
export interface TaskServices {
  readonly database: Database;
  readonly files: FileStore;
  readonly config: Config;
}

/** What a feature adds: routes, and tasks that run in the background. */
export interface Feature extends RouteFeature {
  /** What wakes up when something happened. */
  readonly watchers?: (services: TaskServices) => readonly Watcher[];
  readonly tasks?: (services: TaskServices) => readonly AnyTask[];
  /** Called when a serving process has started, in each of them: what it begins must be begun once. */
  readonly start?: (ctx: Ctx) => Promise<void>;
}

const jobsFeature: Feature = { name: "jobs", routes: () => jobRoutes() };

export const features: readonly Feature[] = [
  jobsFeature,
  importFeature,
  exportFeature,
  massActionsFeature,
  customisationFeature,
  recordTransferFeature,
  duplicatesFeature,
  personalDataFeature,
  linkTablesFeature,
  leadsFeature,
  notificationsFeature,
  homeFeature,
  mailFeature,
  inventoryFeature,
  stagesFeature,
  forecastFeature,
  searchFeature,
];
