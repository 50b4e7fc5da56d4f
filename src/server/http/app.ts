/**
 * The web server as a value: `buildApp` gives a Fastify instance that isn't listening yet. What it answers is
 * declared in routes/ and in the features; here they get their common ground: headers, errors, limits, logs, client.
 */
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import { constants } from "node:zlib";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { features as allFeatures } from "../../features/index.ts";
import { openCallers } from "../auth/callers.ts";
import { removeExpired } from "../auth/sessions.ts";
import type { Config } from "../config.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { MAX_FILE_SIZE, openFileStore } from "../files/file-store.ts";
import { openOutside } from "../outside/index.ts";
import type { RegistryStore } from "../registry-store.ts";
import { resealMailPassword } from "../mail/index.ts";
import { loadSecretKey } from "../secret-key.ts";
import { openSecretStore } from "../secret-store.ts";
import type { AppContext, RouteFeature } from "./app-context.ts";
import { openChangeFeed } from "./change-feed.ts";
import { installErrorHandlers } from "./error-handlers.ts";
import { openMetrics } from "./metrics.ts";
import { docsRoutes } from "./docs.ts";
import { openApiRoutes } from "./openapi.ts";
import { parseJsonBodies } from "./json-body.ts";
import { registerRoutes } from "./register.ts";
import type { Route } from "./route.ts";
import { actingRoutes } from "./routes/acting.ts";
import { absenceRoutes } from "./routes/absences.ts";
import { adminExplainRoutes } from "./routes/admin-explain.ts";
import { adminGroupRoutes } from "./routes/admin-groups.ts";
import { adminRoleRoutes } from "./routes/admin-roles.ts";
import { adminSharingRoutes } from "./routes/admin-sharing.ts";
import { adminSignInRoutes } from "./routes/admin-sign-in.ts";
import { companyRoutes } from "./routes/company.ts";
import { adminUserRoutes } from "./routes/admin-users.ts";
import { currencyRoutes } from "./routes/currencies.ts";
import { fileRoutes } from "./routes/files.ts";
import { moduleRoutes } from "./routes/modules.ts";
import { operationRoutes } from "./routes/operations.ts";
import { preferenceRoutes } from "./routes/preferences.ts";
import { recordPartRoutes } from "./routes/record-parts.ts";
import { recordRoutes } from "./routes/records.ts";
import { openIdRoutes } from "./routes/openid.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { passwordLinkRoutes } from "./routes/password-links.ts";
import { secondFactorRoutes } from "./routes/second-factor.ts";
import { sessionRoutes } from "./routes/session.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { viewRoutes } from "./routes/views.ts";
import { securityHeaders } from "./security-headers.ts";
import { prepareClient } from "./static-client.ts";
import { VERSION } from "./version.ts";

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly registry: RegistryStore;
  readonly log: Logger;
  /** Tests give their own. */
  readonly features?: readonly RouteFeature[];
  readonly clientFolder?: string;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Every route of the app, for the reference and for the test that walks them. */
    manulRoutes: readonly Route[];
    manul: AppContext;
  }
}

const HOUR = 3_600_000;

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config } = options;
  // Of Fastify's own type, lest the logger's become a part of the server's.
  const loggerInstance: FastifyBaseLogger = options.log;
  const server = Fastify({
    loggerInstance,
    // `observeRequests` writes the lines.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    // Filters travel in the query string.
    http: { maxHeaderSize: 64 * 1024 },
    // A large file over a slow line takes its time; one that stalls is given up by the file store.
    requestTimeout: 600_000,
    connectionTimeout: 0,
    forceCloseConnections: "idle",
    return503OnClosing: true,
    // Ids of requests are ours: one from outside could forge log lines.
    requestIdHeader: false,
  });
  const app = await openServices(server, options);
  await installPlugins(server, app);
  observeRequests(server, app);

  const routes: Route[] = [
    ...coreRoutes(app),
    ...(options.features ?? allFeatures).flatMap((feature) => feature.routes?.(app) ?? []),
    ...docsRoutes(),
    ...(await prepareClient(server, options.clientFolder)),
  ];
  routes.push(...openApiRoutes(app, routes));
  installErrorHandlers(server, routes);
  registerRoutes(server, app, routes);
  server.decorate("manulRoutes", routes);
  await server.ready();
  return server;
}

const coreRoutes = (app: AppContext): readonly Route[] => [
  ...sessionRoutes(app),
  ...secondFactorRoutes(app),
  ...passkeyRoutes(app),
  ...passwordLinkRoutes(app),
  ...openIdRoutes(app),
  ...tokenRoutes(app),
  ...preferenceRoutes(app),
  ...moduleRoutes(),
  ...recordRoutes(),
  ...recordPartRoutes(),
  ...viewRoutes(),
  ...fileRoutes(app),
  ...companyRoutes(),
  ...adminUserRoutes(app),
  ...adminSignInRoutes(app),
  ...adminRoleRoutes(),
  ...adminGroupRoutes(),
  ...adminSharingRoutes(),
  ...adminExplainRoutes(),
  ...absenceRoutes(),
  ...actingRoutes(app),
  ...currencyRoutes(),
  ...operationRoutes(app),
];

/** What routes stand on, and its end when the server closes. */
async function openServices(server: FastifyInstance, { config: given, database, registry, log }: AppOptions): Promise<AppContext> {
  const config: Config = { ...given, secretKey: loadSecretKey(given) };
  if (config.storage.kind !== "file") throw new Error("STORAGE_URL: s3: is not supported yet; use file:FOLDER");
  const callers = await openCallers(database);
  const secrets = openSecretStore(config);
  const closed = await secrets.reseal(database);
  await resealMailPassword({ db: database }, config);
  if (closed > 0)
    log.error({ closed }, "secrets were sealed under a key that is not known any more: put secret.key back, or set SECRET_KEYS_BEFORE");
  const feed = await openChangeFeed({ database, callers, registry, log });
  const app: AppContext = {
    config,
    database,
    registry,
    log,
    callers,
    feed,
    files: openFileStore(config.storage.folder),
    secrets,
    outside: openOutside(config),
    metrics: openMetrics(database),
    secure: config.publicUrl?.startsWith("https:") ?? false,
    version: VERSION,
  };
  registry.onChange(({ version }) => feed.tellAll("registry", { version }));
  server.decorate("manul", app);
  const sweep = setInterval(() => {
    removeExpired(database).catch((error: unknown) => log.warn({ err: error }, "could not remove what has expired"));
  }, HOUR);
  sweep.unref();
  // Live connections would keep the server from closing: they end first.
  server.addHook("preClose", () => feed.close());
  server.addHook("onClose", async () => {
    clearInterval(sweep);
    app.metrics.registry.clear();
    await app.outside.close();
    await callers.close();
  });
  return app;
}

async function installPlugins(server: FastifyInstance, app: AppContext): Promise<void> {
  parseJsonBodies(server);
  securityHeaders(server, app);
  await server.register(cookie);
  await server.register(multipart, {
    limits: { files: 1, fields: 10, fieldSize: 10_000, headerPairs: 50, fileSize: MAX_FILE_SIZE + 1 },
    throwFileSizeLimit: false,
  });
  await server.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) =>
      new AppError("rate_limited", { params: { seconds: Math.max(1, Math.ceil(ttl / 1000)) } }),
  });
  await server.register(compress, {
    threshold: 1024,
    // Pages of a list are packed in one call: cheaper than a stream for each, and still under a millisecond.
    syncThreshold: 64 * 1024,
    encodings: ["br", "gzip"],
    // A small compressed body may unpack to a huge one: none are taken.
    globalDecompression: false,
    // JSON of a list: level 1 costs a third of the default's time for some 10 % more bytes.
    zlibOptions: { level: 1 },
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
    // Server-sent events must not wait in a compressor's buffer.
    customTypes:
      /^(?:text\/(?!event-stream)[\w.-]+|application\/(?:[\w.-]+\+)?(?:json|javascript|xml|manifest\+json|wasm))(?:;|$)|^image\/svg\+xml/,
  });
}

/** Times for Prometheus; a log line at debug for what went well. Never a body, a query or a header: they may hold secrets. */
function observeRequests(server: FastifyInstance, app: AppContext): void {
  server.addHook("onResponse", (request, reply, next) => {
    const route = request.routeOptions.url ?? "none";
    app.metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    if (app.log.isLevelEnabled("debug"))
      request.log.debug(
        {
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
          user: request.caller?.actor.id,
        },
        "request",
      );
    next();
  });
}
