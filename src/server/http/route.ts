/**
 * How an endpoint is declared. Everything that the server answers goes through `route()`, whose type demands a
 * `right`: a route that nobody thought about access for doesn't compile. The routes are plain values; `register.ts`
 * gives them to Fastify, openapi.ts describes them, and a test walks their list.
 */
import type { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Object as ObjectType, type Static, type TObject, type TSchema } from "typebox";
import type { Tool } from "../../model/access/vocabulary.ts";
import type { AuditAction } from "../audit.ts";
import type { Ctx } from "../context.ts";
import type { Caller } from "../auth/callers.ts";

/**
 * Who may call: anybody; anybody who signed in; administrators; administrators and those whose profile has the tool; or
 * the operator of the machine (loopback, or an administrator): for metrics. What a signed-in user may do with records is the engine's to decide.
 */
export type Right = "public" | "signed-in" | "admin" | "operator" | `tool:${Tool}`;
/** Callers of these rights may be nobody. */
export type OpenRight = "public" | "operator";
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a handler of an open route gets: no actor, hence no way into the records engine by accident. */
export type OpenCtx = Omit<Ctx, "actor"> & { readonly actor?: undefined };
export type CtxOf<R extends Right> = R extends OpenRight ? OpenCtx : Ctx;

export interface Input<P extends TSchema, Q extends TSchema, B extends TSchema> {
  readonly params: Static<P>;
  readonly query: Static<Q>;
  readonly body: Static<B>;
  /** Undefined where nobody is signed in. */
  readonly caller: Caller | undefined;
  /** The raw exchange, for what is not JSON: uploads, streams, cookies. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a handler answers with. Without a body: 204. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is; `headers` name its type. */
  readonly raw?: string | Buffer | Readable;
  /** The handler answers by itself (files of the client, server-sent events). */
  readonly hijacked?: boolean;
}

export interface RouteSpec<R extends Right, P extends TObject, Q extends TObject, B extends TSchema> {
  readonly method: Method;
  /** Fastify's form, from the root: `/api/v1/records/:module`. */
  readonly url: string;
  readonly right: R;
  /** For the reference. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** A route with a body may be called without one. */
  readonly bodyOptional?: boolean;
  /** JSON schema of a good answer's body, by the status that it comes with. Described, not checked at run time. */
  readonly reply?: Readonly<Record<number, TSchema | Readonly<Record<string, unknown>>>>;
  /** POST and PATCH: obeys `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** POST that only reads: a token with the scope `read` is enough. */
  readonly reads?: boolean;
  /** Every good answer leaves this entry in the audit log, with the request's parameters. Changes of settings always do. */
  readonly audit?: AuditAction;
  /** Changes who may do what: this process forgets its callers before it answers, the others by notification. */
  readonly changesAccess?: boolean;
  /** Strings of the body are checked by the engine, which names the fields better than we could. */
  readonly engineChecksBody?: boolean;
  /** Bytes; by default DEFAULT_BODY_LIMIT. */
  readonly bodyLimit?: number;
  /** The handler reads the body itself (multipart). */
  readonly multipart?: boolean;
  /** A write that an administrator may make while they look as somebody else. */
  readonly whileActing?: boolean;
  /** Most calls in a minute from one address. */
  readonly perMinute?: number;
  /** Takes any query: the client's addresses are its own. */
  readonly anyQuery?: boolean;
  /** Answers even when the database is down: no caller, and no context (the handler must not use it). */
  readonly bare?: boolean;
  /** Asked before anything of the request is read; refuses by throwing. */
  readonly gate?: () => Promise<void>;
  /** Also for who has yet to show a second factor, or to set one up. */
  readonly whilePending?: boolean;
  readonly handler: (ctx: CtxOf<R>, input: Input<P, Q, B>) => Promise<Answer>;
}

/** A declared route, its types forgotten: what lists of routes hold. */
export interface Route extends Omit<RouteSpec<Right, TObject, TObject, TSchema>, "handler"> {
  readonly handler: (ctx: OpenCtx | Ctx, input: Input<TSchema, TSchema, TSchema>) => Promise<Answer>;
}

export const API = "/api/v1";
export const DEFAULT_BODY_LIMIT = 2 * 1024 * 1024;

/** The schema of what has no members; also of a query that isn't declared. */
export const nothing = ObjectType({}, { additionalProperties: false });
type Nothing = typeof nothing;

export function route<R extends Right, P extends TObject = Nothing, Q extends TObject = Nothing, B extends TSchema = Nothing>(
  spec: RouteSpec<R, P, Q, B>,
): Route {
  // The registration checks params, query and body by these very schemas, and the right, before the handler runs.
  return spec as unknown as Route;
}

export const okay = (body: unknown): Answer => ({ body });
export const done: Answer = {};
