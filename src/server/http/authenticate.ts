/** The gate before every route: who calls, may they, and did the browser mean it (CSRF). Runs before the body is read. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../auth/callers.ts";
import { SESSION_DAYS } from "../auth/sessions.ts";
import { sameSecret } from "../auth/secrets.ts";
import { AppError } from "../errors.ts";
import type { AppContext } from "./app-context.ts";
import { API, type Route } from "./route.ts";

const MAX_TOKEN = 200;

/** `__Host-` binds the cookie to this very host over HTTPS; browsers refuse it on plain HTTP. */
export const cookieName = (secure: boolean): string => (secure ? "__Host-manul_session" : "manul_session");

export const sessionToken = (app: AppContext, request: FastifyRequest): string | undefined => {
  const token = request.cookies[cookieName(app.secure)];
  return token !== undefined && token.length > 0 && token.length <= MAX_TOKEN ? token : undefined;
};

export function setSessionCookie(app: AppContext, reply: FastifyReply, token: string): void {
  void reply.setCookie(cookieName(app.secure), token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: app.secure,
    maxAge: SESSION_DAYS * 86_400,
  });
}
export const clearSessionCookie = (app: AppContext, reply: FastifyReply): void =>
  void reply.clearCookie(cookieName(app.secure), { path: "/", httpOnly: true, sameSite: "lax", secure: app.secure });

/** The caller by token or cookie; undefined where neither is valid. A token that is sent counts, whatever the cookie. */
export async function callerOf(app: AppContext, request: FastifyRequest): Promise<Caller | undefined> {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const match = /^Bearer +([\w.~+/=-]{1,200})$/i.exec(header);
    return match?.[1] === undefined ? undefined : app.callers.byToken(match[1]);
  }
  const token = sessionToken(app, request);
  return token === undefined ? undefined : app.callers.bySession(token);
}

const isWrite = (request: FastifyRequest): boolean => request.method !== "GET" && request.method !== "HEAD";

/** Finds the caller, who stands in `request.caller` from then on; throws unless they may use the route. */
export async function admit(app: AppContext, route: Route, request: FastifyRequest): Promise<void> {
  if (route.bare && (route.right === "public" || (route.right === "operator" && isLocal(request)))) return;
  const caller = await callerOf(app, request);
  const waits = caller?.pending !== undefined && !route.whilePending;
  if (waits && route.right === "public") return;
  // Known before they are refused: the refusal is in their language.
  request.caller = caller;
  if (waits) throw new AppError("second_factor_needed", { extra: { pending: caller.pending } });
  demandRight(route, request, caller);
}

function demandRight(route: Route, request: FastifyRequest, caller: Caller | undefined): void {
  if (route.right === "public") return;
  if (!caller) throw new AppError("unauthenticated");
  const needed = isWrite(request) && !route.reads ? "write" : "read";
  if (!caller.scopes.includes(needed)) throw new AppError("forbidden", { params: { scope: needed } });
  if (caller.kind === "session" && isWrite(request)) demandCsrfToken(request, caller);
  if (!hasRight(route.right, caller)) throw new AppError("forbidden");
  refuseActing(route, request, caller);
}

/** Who only looks as somebody else writes nothing; nobody changes how another signs in. */
function refuseActing(route: Route, request: FastifyRequest, { actor }: Caller): void {
  if (!actor.by || route.whileActing || !isWrite(request)) return;
  const looks = actor.by.mode === "view" && !route.reads;
  if (looks || route.url.startsWith(`${API}/auth/`)) throw new AppError("acting_as", { params: { name: actor.name } });
}

function hasRight(right: Route["right"], { actor }: Caller): boolean {
  if (right === "signed-in" || actor.isAdmin) return true;
  return right.startsWith("tool:") && [...(actor.access?.tools ?? [])].some((tool) => right === `tool:${tool}`);
}

function demandCsrfToken(request: FastifyRequest, caller: Caller): void {
  const sent = request.headers["x-csrf-token"];
  if (typeof sent !== "string" || caller.csrfToken === undefined || !sameSecret(sent, caller.csrfToken)) throw new AppError("csrf");
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** The machine itself, but not what a proxy on it passes on. */
function isLocal(request: FastifyRequest): boolean {
  const passedOn = request.headers["x-forwarded-for"] !== undefined || request.headers.forwarded !== undefined;
  return LOOPBACK.test(request.socket.remoteAddress ?? "") && !passedOn;
}
