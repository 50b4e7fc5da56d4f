/** How every sign-in ends, whatever it was by: a new session, its cookie, an entry in the audit log. */
import { TOOLS } from "../../model/access/vocabulary.ts";
import { audit } from "../audit.ts";
import type { Pending, UserActor } from "../auth/callers.ts";
import { startSession } from "../auth/sessions.ts";
import { AppError } from "../errors.ts";
import type { AppContext } from "./app-context.ts";
import { sessionToken, setSessionCookie } from "./authenticate.ts";
import { okay, type Answer, type Input } from "./route.ts";
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

export type SignInMethod = "setup" | "password" | "password and code" | "recovery code" | "passkey" | "link" | "provider";
export type Exchange = Pick<Input<TSchema, TSchema, TSchema>, "request" | "reply">;
interface SigningIn {
  readonly userId: string;
  /** A second factor was shown, or the way in is as good as two. */
  readonly strong: boolean;
  readonly method: SignInMethod;
  /** Of another provider. */
  readonly provider?: string;
}

export interface Entered {
  readonly user: ReturnType<typeof userJson>;
  readonly csrf_token: string;
  /** What has to be done before anything else. */
  readonly pending: Pending | null;
}

export async function enter(
  app: AppContext,
  { request, reply }: Exchange,
  { userId, strong, method, provider }: SigningIn,
): Promise<Entered> {
  const address = request.ip;
  const session = await startSession(app.database, userId, {
    address,
    userAgent: request.headers["user-agent"],
    strong,
    formerToken: sessionToken(app, request),
  });
  app.callers.forget(userId);
  const caller = await app.callers.bySession(session.token);
  if (!caller) throw new AppError("wrong_credentials");
  setSessionCookie(app, reply, session.token);
  await audit(
    { db: app.database, actor: caller.actor },
    {
      action: "sign_in",
      target: { type: "users", id: userId, name: caller.actor.name },
      details: { method, ...(provider === undefined ? {} : { provider }) },
      address,
    },
  );
  return { user: userJson(caller.actor), csrf_token: session.csrfToken, pending: caller.pending ?? null };
}

export const enterWith = async (app: AppContext, exchange: Exchange, how: SigningIn): Promise<Answer> =>
  okay(await enter(app, exchange, how));
