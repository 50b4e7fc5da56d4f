/** Gives declared routes to Fastify: gate, checks, context, handler, answer; the same steps for each. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import type { Caller } from "../auth/callers.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { audit } from "../audit.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { AppContext } from "./app-context.ts";
import { admit } from "./authenticate.ts";
import { idempotently } from "./idempotency.ts";
import { requestContext } from "./request-context.ts";
import { logRevealed } from "./revealed-log.ts";
import { DEFAULT_BODY_LIMIT, nothing, type Answer, type Route } from "./route.ts";
import { checkBody, checker, checkTexts, readQuery } from "./validate.ts";

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

export const OPERATIONS_HEADER = "X-Operation-Ids";
const MOST_TOLD = 50;
export const JSON_TYPE = "application/json; charset=utf-8";

export function registerRoutes(server: FastifyInstance, app: AppContext, routes: readonly Route[]): void {
  server.decorateRequest("caller", undefined);
  for (const route of routes) registerRoute(server, app, route);
}

function registerRoute(server: FastifyInstance, app: AppContext, route: Route): void {
  const read = inputReader(route);
  const options: RouteShorthandOptions = {
    bodyLimit: route.bodyLimit ?? DEFAULT_BODY_LIMIT,
    ...(route.perMinute === undefined ? {} : { config: { rateLimit: { max: route.perMinute, timeWindow: 60_000 } } }),
    onRequest: async (request) => {
      await admit(app, route, request);
      await route.gate?.();
    },
  };
  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { caller } = request;
    const input = { ...read(request), caller, request, reply };
    if (route.bare) return send(reply, await route.handler(undefined as never, input));
    const ctx = await requestContext(app, request, reply);
    reply.header("X-Registry-Version", String(ctx.registry.version));
    const key = route.idempotent ? request.headers["idempotency-key"] : undefined;
    const answer = key === undefined || !ctx.actor ? await route.handler(ctx, input) : await idempotently(ctx, { key, route, input });
    if (ctx.actor) await auditRoute(ctx, route, input);
    // Before they are sent: what can't be logged isn't shown.
    if (ctx.actor && ctx.revealed && ctx.revealed.length > 0) await logRevealed(ctx);
    if (route.changesAccess) app.callers.forget("all");
    // What was written, so that it can be taken back: `POST /operations/undo`.
    if (ctx.operations && ctx.operations.length > 0) reply.header(OPERATIONS_HEADER, ctx.operations.slice(0, MOST_TOLD).join(","));
    return send(reply, answer);
  };
  server.route({ ...options, method: route.method, url: route.url, handler: handle });
}

/** Rights whose writes are settings; those of people and access keep their own, fuller entries. */
const SETTINGS: ReadonlySet<Route["right"]> = new Set(["admin", "tool:settings", "tool:customisation"]);

/** What no log may hold. */
const SECRET = /password|secret|token|key/i;

async function auditRoute(ctx: Ctx, route: Route, { params, query, body }: Checked): Promise<void> {
  const action = route.audit ?? (route.method !== "GET" && !route.reads && SETTINGS.has(route.right) ? "settings_changed" : undefined);
  if (action === undefined) return;
  const { module, id } = params as { module?: string; id?: string };
  const given = { ...(query as object), ...(typeof body === "object" && body !== null && !Array.isArray(body) ? body : {}) };
  const details = Object.fromEntries(
    Object.entries(given as Record<string, Json>).map(([name, value]) => [name, SECRET.test(name) ? "***" : value]),
  );
  const target = { type: module ?? route.url.split("/").at(-1) ?? "", id: id ?? "", name: `${route.method} ${route.url}` };
  await audit(ctx, { action, target, details });
}

type Checked = Pick<Parameters<Route["handler"]>[1], "params" | "query" | "body">;

/** The function that checks a route's params, query and body. */
function inputReader(route: Route): (request: FastifyRequest) => Checked {
  const querySchema = route.query ?? nothing;
  const params = route.params && checker(route.params);
  const query = checker(querySchema);
  const body = route.body && checker(route.body);
  return (request) => {
    const given = { params: request.params as Record<string, unknown>, query: request.query as Record<string, unknown> };
    if (route.anyQuery) return { ...given, body: undefined };
    checkTexts(given.params);
    checkTexts(given.query);
    params?.(given.params);
    const parameters = readQuery(given.query, querySchema);
    query(parameters);
    if (route.multipart) return { params: given.params, query: parameters, body: undefined };
    if (request.body === undefined && body && !route.bodyOptional) throw new AppError("invalid_json");
    checkBody(request.body, { strings: route.engineChecksBody !== true });
    if (request.body !== undefined && request.body !== null) (body ?? checkNothing)(request.body);
    else if (request.body === null && body)
      throw new AppError("validation_failed", { errors: [{ field: "", code: "wrong_type", params: { expected: "object" } }] });
    return { params: given.params, query: parameters, body: request.body ?? undefined };
  };
}
const checkNothing = checker(nothing);

async function send(reply: FastifyReply, answer: Answer): Promise<unknown> {
  if (answer.hijacked) return reply;
  if (answer.headers) reply.headers(answer.headers);
  if (answer.raw !== undefined) return reply.code(answer.status ?? 200).send(answer.raw);
  if (answer.body === undefined) return reply.code(answer.status ?? 204).send();
  // Serialised here, without a schema: the engine made the body, and a list should cost no second walk.
  return reply
    .code(answer.status ?? 200)
    .type(JSON_TYPE)
    .send(JSON.stringify(answer.body));
}
