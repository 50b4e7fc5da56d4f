/** First contact: what the client must know before anybody signed in, the set-up, signing in and out. */
import { Array as ArrayOf, Boolean as BooleanType, Null, Object as ObjectType, Optional, String as StringType, Union } from "typebox";
import { checkCredentials, isPasswordOf, setPassword } from "../../auth/credentials.ts";
import { endSession, endSessions, listSessions, rotateSession } from "../../auth/sessions.ts";
import { setUp, type LoadDemo } from "../../auth/set-up.ts";
import { audit } from "../../audit.ts";
import { realId } from "../../auth/acting.ts";
import { openProviders } from "../../auth/openid/providers.ts";
import { AppError } from "../../errors.ts";
import type { AppContext } from "../app-context.ts";
import { clearSessionCookie, sessionToken, setSessionCookie } from "../authenticate.ts";
import { enterWith, userJson } from "../enter.ts";
import { ownerById } from "../../auth/password-links.ts";
import { canMailLinks, tellOwner } from "../invitations.ts";
import { API, done, okay, route, type Answer, type Input, type OpenCtx, type Route } from "../route.ts";
import { Company, Currency, Email, Language, oneOf, only, SignedIn, text, User } from "../schemas.ts";
import type { FastifyRequest } from "fastify";
import type { TSchema } from "typebox";

const SetUpBody = only({
  company: only({
    name: text(200, 1),
    currency: Currency,
    language: Language,
    timezone: text(64, 1),
    country: Optional(StringType({ pattern: "^[A-Z]{2}$" })),
  }),
  admin: only({ name: text(200, 1), email: Email, password: text(1000, 1) }),
  data: oneOf("empty", "demo"),
});
const PendingKind = oneOf("verify", "enrol");
const SessionInfo = ObjectType({
  set_up: BooleanType(),
  version: StringType(),
  languages: ArrayOf(Language),
  user: Union([User, Null()]),
  csrf_token: Optional(StringType()),
  company: Optional(Company),
  /** What a second factor is missing for: `verify` to show it, `enrol` to set one up. */
  pending: Union([PendingKind, Null()]),
  /** What the sign-in page offers; only while nobody is signed in. */
  sign_in: Optional(ObjectType({ reset: BooleanType(), providers: ArrayOf(ObjectType({ id: StringType(), label: StringType() })) })),
});
const SessionList = ObjectType({ data: ArrayOf(ObjectType({ id: StringType(), current: BooleanType() }, { additionalProperties: true })) });

const demoLoader = async (): Promise<LoadDemo> => (await import("../../../features/demo/load.ts")).loadDemo;

export const sessionRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/session-info`,
    right: "public",
    summary: "What the client must know first: set up or not, languages, who is signed in",
    reply: { 200: SessionInfo },
    whilePending: true,
    handler: async (ctx, { caller, request, reply }) => {
      const company = await app.callers.company();
      const former = caller?.kind === "session" ? sessionToken(app, request) : undefined;
      const fresh = former === undefined ? undefined : await rotateSession(app.database, former);
      if (fresh !== undefined) setSessionCookie(app, reply, fresh);
      return okay({
        set_up: company !== undefined,
        version: app.version,
        languages: ["en", "ru"],
        user: caller ? userJson(caller.actor) : null,
        ...(caller?.csrfToken === undefined ? {} : { csrf_token: caller.csrfToken }),
        ...(company ? { company } : {}),
        pending: caller?.pending ?? null,
        ...(caller ? {} : { sign_in: await waysIn(app, ctx, request) }),
      });
    },
  }),
  route({
    method: "POST",
    url: `${API}/setup`,
    right: "public",
    summary: "First run: creates the company and its administrator, and signs the administrator in",
    body: SetUpBody,
    reply: { 201: SignedIn },
    perMinute: 20,
    // Asked outside the transaction too, so that whoever comes later gets the answer without a lock, whatever they send.
    gate: async () => {
      if (await app.callers.company()) throw new AppError("already_set_up");
    },
    handler: async (ctx, input) => {
      const { actor: _nobody, ...base } = ctx;
      const adminId = await setUp(base, input.body, demoLoader);
      app.callers.forget("all");
      return { ...(await enterWith(app, input, { userId: adminId, strong: false, method: "setup" })), status: 201 };
    },
  }),
  route({
    method: "POST",
    url: `${API}/auth/login`,
    right: "public",
    summary:
      "Signs in: sets the session's cookie; the CSRF token goes into X-CSRF-Token of every write. `totp`: a code of the app, or a recovery code",
    body: only({ email: text(254, 1), password: text(1000, 1), totp: Optional(text(40, 1)) }),
    reply: { 200: SignedIn },
    perMinute: 60,
    handler: (ctx, input) => logIn(app, ctx, input),
  }),
  route({
    method: "POST",
    url: `${API}/auth/logout`,
    right: "signed-in",
    summary: "Ends the session",
    whileActing: true,
    whilePending: true,
    handler: async (ctx, { caller, reply, request }) => {
      if (caller?.kind === "session") {
        await audit(ctx, { action: "sign_out", address: request.ip });
        await endSession(app.database, realId(caller), caller.id);
        app.callers.forget(caller.actor.id);
        clearSessionCookie(app, reply);
      }
      return done;
    },
  }),
  ...ownAccountRoutes(app),
];

async function waysIn(app: AppContext, ctx: OpenCtx, request: FastifyRequest) {
  const providers = await openProviders(ctx.db);
  return { reset: await canMailLinks(app, ctx, request), providers };
}

async function logIn(app: AppContext, ctx: OpenCtx, input: Input<TSchema, TSchema, TSchema>): Promise<Answer> {
  const { email, password, totp } = input.body as { email: string; password: string; totp?: string };
  const address = input.request.ip;
  const attempt = { email, password, code: totp, address, now: ctx.now };
  const { userId, factor } = await checkCredentials({ db: app.database, secrets: app.secrets }, attempt).catch(async (error: unknown) => {
    if (error instanceof AppError && (error.code === "wrong_credentials" || error.code === "wrong_code"))
      await audit({ db: app.database }, { action: "sign_in_failed", details: { email: email.slice(0, 254), reason: error.code }, address });
    throw error;
  });
  const method = factor === undefined ? "password" : factor === "totp" ? "password and code" : "recovery code";
  return enterWith(app, input, { userId, strong: factor !== undefined, method });
}

const ownAccountRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/auth/me`,
    right: "signed-in",
    summary: "Who is signed in",
    whilePending: true,
    reply: { 200: ObjectType({ user: User, csrf_token: Optional(StringType()) }) },
    handler: async (_ctx, { caller }) => {
      if (!caller) throw new AppError("unauthenticated");
      return okay({ user: userJson(caller.actor), ...(caller.csrfToken === undefined ? {} : { csrf_token: caller.csrfToken }) });
    },
  }),
  route({
    method: "POST",
    url: `${API}/auth/password`,
    right: "signed-in",
    summary: "Changes one's own password and ends all other sessions",
    body: only({ current_password: text(1000, 1), new_password: text(1000, 1) }),
    perMinute: 10,
    handler: async (ctx, { body, caller }) => {
      if (caller?.kind !== "session") throw new AppError("forbidden");
      const { id: userId, email } = caller.actor;
      if (!(await isPasswordOf(ctx.db, userId, body.current_password)))
        throw new AppError("validation_failed", { errors: [{ field: "current_password", code: "wrong_password" }] });
      await setPassword(ctx.db, { userId, email, password: body.new_password, field: "new_password", keepSession: caller.id });
      await audit(ctx, { action: "password_changed", target: { type: "users", id: userId, name: caller.actor.name } });
      const owner = await ownerById(ctx.db, userId);
      if (owner) await tellOwner(app, ctx, { kind: "password-changed", owner });
      app.callers.forget(userId);
      return done;
    },
  }),
  route({
    method: "GET",
    url: `${API}/auth/sessions`,
    right: "signed-in",
    summary: "One's own open sessions",
    reply: { 200: SessionList },
    handler: async (ctx, { caller }) => {
      const sessions = caller ? await listSessions(ctx.db, caller.actor.id) : [];
      return okay({ data: sessions.map((session) => ({ ...session, current: session.id === caller?.id })) });
    },
  }),
  route({
    method: "DELETE",
    url: `${API}/auth/sessions`,
    right: "signed-in",
    summary: "Ends all of one's own sessions but this one",
    handler: async (ctx, { caller, request }) => {
      if (caller?.kind !== "session") throw new AppError("forbidden");
      await endSessions(ctx.db, caller.actor.id, caller.id);
      await audit(ctx, {
        action: "sessions_ended",
        target: { type: "users", id: caller.actor.id, name: caller.actor.name },
        address: request.ip,
      });
      app.callers.forget(caller.actor.id);
      return done;
    },
  }),
  route({
    method: "DELETE",
    url: `${API}/auth/sessions/:id`,
    right: "signed-in",
    summary: "Ends one of one's own sessions",
    params: only({ id: text(64) }),
    handler: async (ctx, { params, caller }) => {
      const known = caller && /^[0-9a-f-]{36}$/.test(params.id) && (await endSession(ctx.db, caller.actor.id, params.id));
      if (!known) throw new AppError("not_found");
      await audit(ctx, { action: "sessions_ended", target: { type: "users", id: caller.actor.id, name: caller.actor.name } });
      app.callers.forget(caller.actor.id);
      return done;
    },
  }),
];
