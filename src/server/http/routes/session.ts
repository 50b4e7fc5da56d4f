/** First contact: what the client must know before anybody signed in, the set-up, signing in and out. */
import { Array as ArrayOf, Boolean as BooleanType, Null, Object as ObjectType, Optional, String as StringType, Union } from "typebox";
import { TOOLS } from "../../../model/access/vocabulary.ts";
import { checkCredentials, isPasswordOf, setPassword } from "../../auth/credentials.ts";
import { endSession, listSessions, startSession } from "../../auth/sessions.ts";
import { setUp, type LoadDemo } from "../../auth/set-up.ts";
import { audit } from "../../audit.ts";
import { realId } from "../../auth/acting.ts";
import type { UserActor } from "../../auth/callers.ts";
import { AppError } from "../../errors.ts";
import type { AppContext } from "../app-context.ts";
import { clearSessionCookie, sessionToken, setSessionCookie } from "../authenticate.ts";
import { API, done, okay, route, type Answer, type Input, type OpenCtx, type Route } from "../route.ts";
import { Company, Currency, Email, Language, oneOf, only, SignedIn, text, User } from "../schemas.ts";
import type { TSchema } from "typebox";

export const userJson = ({ id, name, email, isAdmin, access, lang, timezone, currency }: UserActor) => ({
  id,
  name,
  email,
  is_admin: isAdmin,
  tools: isAdmin ? TOOLS : [...(access?.tools ?? [])],
  language: lang,
  timezone,
  currency,
});

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
const SessionInfo = ObjectType({
  set_up: BooleanType(),
  version: StringType(),
  languages: ArrayOf(Language),
  user: Union([User, Null()]),
  csrf_token: Optional(StringType()),
  company: Optional(Company),
});
const SessionList = ObjectType({ data: ArrayOf(ObjectType({ id: StringType(), current: BooleanType() }, { additionalProperties: true })) });

/** Opens a session for the user, sets its cookie, and gives the answer of a sign-in. */
async function enter(
  app: AppContext,
  { request, reply }: Pick<Input<TSchema, TSchema, TSchema>, "request" | "reply">,
  userId: string,
): Promise<Answer> {
  const origin = { address: request.ip, userAgent: request.headers["user-agent"] };
  const session = await startSession(app.database, userId, origin, sessionToken(app, request));
  app.callers.forget(userId);
  const caller = await app.callers.bySession(session.token);
  if (!caller) throw new AppError("wrong_credentials");
  setSessionCookie(app, reply, session.token);
  return okay({ user: userJson(caller.actor), csrf_token: session.csrfToken });
}

const demoLoader = async (): Promise<LoadDemo> => (await import("../../../features/demo/load.ts")).loadDemo;

export const sessionRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/session-info`,
    right: "public",
    summary: "What the client must know first: set up or not, languages, who is signed in",
    reply: { 200: SessionInfo },
    handler: async (_ctx, { caller }) => {
      const company = await app.callers.company();
      return okay({
        set_up: company !== undefined,
        version: app.version,
        languages: ["en", "ru"],
        user: caller ? userJson(caller.actor) : null,
        ...(caller?.csrfToken === undefined ? {} : { csrf_token: caller.csrfToken }),
        ...(company ? { company } : {}),
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
    handler: async (ctx, input) => {
      // Asked outside the transaction too, so that whoever comes later gets the answer without a lock.
      if (await app.callers.company()) throw new AppError("already_set_up");
      const { actor: _nobody, ...base } = ctx;
      const adminId = await setUp(base, input.body, demoLoader);
      app.callers.forget("all");
      return { ...(await enter(app, input, adminId)), status: 201 };
    },
  }),
  route({
    method: "POST",
    url: `${API}/auth/login`,
    right: "public",
    summary: "Signs in: sets the session's cookie; the CSRF token goes into X-CSRF-Token of every write",
    body: only({ email: text(254, 1), password: text(1000, 1), totp: Optional(text(10)) }),
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

async function logIn(app: AppContext, _ctx: OpenCtx, input: Input<TSchema, TSchema, TSchema>): Promise<Answer> {
  const { email, password } = input.body as { email: string; password: string };
  const address = input.request.ip;
  const userId = await checkCredentials(app.database, { email, password, address }).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === "wrong_credentials")
      await audit({ db: app.database }, { action: "sign_in_failed", details: { email: email.slice(0, 254) }, address });
    throw error;
  });
  const answer = await enter(app, input, userId);
  const { user } = answer.body as { user: { id: string; name: string } };
  await audit({ db: app.database }, { action: "sign_in", target: { type: "users", id: user.id, name: user.name }, address });
  return answer;
}

const ownAccountRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/auth/me`,
    right: "signed-in",
    summary: "Who is signed in",
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
    url: `${API}/auth/sessions/:id`,
    right: "signed-in",
    summary: "Ends one of one's own sessions",
    params: only({ id: text(64) }),
    handler: async (ctx, { params, caller }) => {
      const known = caller && /^[0-9a-f-]{36}$/.test(params.id) && (await endSession(ctx.db, caller.actor.id, params.id));
      if (!known) throw new AppError("not_found");
      app.callers.forget(caller.actor.id);
      return done;
    },
  }),
];
