/** What routes may stand on: the services of one process. Features get it too, to make their routes. */
import type { Logger } from "pino";
import type { Callers } from "../auth/callers.ts";
import type { Config } from "../config.ts";
import type { Database } from "../db/database.ts";
import type { FileStore } from "../files/file-store.ts";
import type { RegistryStore } from "../registry-store.ts";
import type { ChangeFeed } from "./change-feed.ts";
import type { Outside } from "../outside/index.ts";
import type { SecretStore } from "../secret-store.ts";
import type { Metrics } from "./metrics.ts";
import type { Route } from "./route.ts";

export interface AppContext {
  readonly config: Config;
  readonly database: Database;
  readonly registry: RegistryStore;
  readonly log: Logger;
  readonly callers: Callers;
  readonly files: FileStore;
  readonly feed: ChangeFeed;
  readonly secrets: SecretStore;
  /** The way to addresses that users enter. */
  readonly outside: Outside;
  readonly metrics: Metrics;
  /** True where people reach us by HTTPS: cookies are `Secure`. */
  readonly secure: boolean;
  readonly version: string;
}

/** The HTTP part of a feature (src/features/index.ts lists them). */
export interface RouteFeature {
  readonly name: string;
  readonly routes?: (app: AppContext) => readonly Route[];
}
