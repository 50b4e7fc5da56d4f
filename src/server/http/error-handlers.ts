/** Where every error of a request ends: logged as its kind deserves, answered as a problem document. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import { PROBLEM_TYPE, toAppError, toProblem } from "./problem.ts";
import { languageOf } from "./request-context.ts";
import type { Route } from "./route.ts";
import { CLIENT_URL } from "./static-client.ts";

export function installErrorHandlers(server: FastifyInstance, routes: readonly Route[]): void {
  server.setErrorHandler((thrown, request, reply) => {
    const error = toAppError(thrown);
    logError(request, error, thrown);
    return sendProblem(request, reply, error);
  });
  const methods = methodFinder(routes);
  server.setNotFoundHandler((request, reply) => {
    const allowed = methods(request.url);
    if (allowed.length === 0 || allowed.includes(request.method)) return sendProblem(request, reply, new AppError("not_found"));
    reply.header("Allow", allowed.join(", "));
    return sendProblem(request, reply, new AppError("method_not_allowed", { params: { allowed: allowed.join(", ") } }));
  });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  const lang = languageOf(request, request.caller);
  // The path alone: a query may hold what a log or a screenshot shouldn't.
  const problem = toProblem(error, lang, request.url.split("?", 1)[0]);
  if (error.code === "rate_limited") reply.header("Retry-After", String(error.params["seconds"] ?? 60));
  if (error.code === "unauthenticated") reply.header("WWW-Authenticate", "Bearer");
  if (error.code === "unavailable") reply.header("Retry-After", "5");
  return reply
    .code(error.status)
    .header("Content-Language", lang)
    .header("Cache-Control", "no-store")
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem));
}

function logError(request: FastifyRequest, error: AppError, thrown: unknown): void {
  const about = { code: error.code, method: request.method, route: request.routeOptions.url, user: request.caller?.actor.id };
  if (error.status >= 500) request.log[error.level]({ ...about, err: error.cause ?? thrown }, "request failed");
  else request.log[error.level === "info" ? "debug" : error.level](about, "request refused");
}

/** The methods that a path knows, for 405. Only asked for paths that no route took: it may be slow. */
function methodFinder(routes: readonly Route[]): (url: string) => readonly string[] {
  const known = routes
    .filter(({ url }) => url !== CLIENT_URL)
    .map(({ method, url }) => ({
      method,
      pattern: new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/:\w+/g, "[^/]+")}/?$`),
    }));
  return (url) => {
    const path = url.split("?", 1)[0] ?? "";
    const methods = new Set<string>(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
    if (methods.has("GET")) methods.add("HEAD");
    return [...methods];
  };
}
