/** Signing in at another provider: there, and back. Both are visited by the browser itself: what goes wrong is told on the sign-in page. */
import { Optional } from "typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { audit } from "../../audit.ts";
import { userOf } from "../../auth/openid/accounts.ts";
import { beginSignIn, finishSignIn, SIGN_IN_SECONDS } from "../../auth/openid/flow.ts";
import { AppError } from "../../errors.ts";
import type { AppContext } from "../app-context.ts";
import { enter } from "../enter.ts";
import { linkBase } from "../link-base.ts";
import { API, route, type Answer, type Route } from "../route.ts";
import { only, text } from "../schemas.ts";

const URL_BASE = `${API}/auth/openid`;
const COOKIE = "manul_openid";
const PROBLEMS: ReadonlySet<string> = new Set([
  "provider_failed",
  "outside_forbidden",
  "no_account",
  "link_expired",
  "public_url_needed",
  "not_found",
]);

const baseOf = (app: AppContext, request: FastifyRequest): string => {
  const base = linkBase(app, request);
  if (base === undefined) throw new AppError("public_url_needed");
  return base;
};
export const redirectUri = (base: string, providerId: string): string => `${base}${URL_BASE}/${providerId}/callback`;

/** Only within the program: a link must not lead elsewhere by us. */
const ownAddress = (address: unknown): string =>
  typeof address === "string" && /^\/(?![/\\])/.test(address) ? address.slice(0, 2000) : "/";

const goTo = (location: string): Answer => ({ status: 303, headers: { Location: location }, raw: "" });

/** Lax: the way back comes from the provider's site. */
const setTicket = (app: AppContext, reply: FastifyReply, ticket: string): void =>
  void reply.setCookie(COOKIE, ticket, { path: URL_BASE, httpOnly: true, sameSite: "lax", secure: app.secure, maxAge: SIGN_IN_SECONDS });

async function orSignInPage(app: AppContext, request: FastifyRequest, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !PROBLEMS.has(error.code)) throw error;
    request.log.warn({ code: error.code, err: error.cause }, "signing in by a provider failed");
    await audit(
      { db: app.database },
      { action: "sign_in_failed", details: { reason: error.code, method: "provider" }, address: request.ip },
    );
    return goTo(`/sign-in?problem=${error.code}`);
  }
}

export const openIdRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${URL_BASE}/:id/start`,
    right: "public",
    summary: "Sends the browser to the provider; `next`: the page to open afterwards",
    params: only({ id: text(20, 1) }),
    query: only({ next: Optional(text(2000)) }),
    perMinute: 30,
    handler: (ctx, { params, query, request, reply }) =>
      orSignInPage(app, request, async () => {
        const services = { db: ctx.db, secrets: app.secrets, outside: app.outside };
        const uri = redirectUri(baseOf(app, request), params.id);
        const { url, ticket } = await beginSignIn(services, { providerId: params.id, redirectUri: uri, next: ownAddress(query.next) });
        setTicket(app, reply, ticket);
        return goTo(url);
      }),
  }),
  route({
    method: "GET",
    url: `${URL_BASE}/:id/callback`,
    right: "public",
    summary: "Where the provider sends the browser back to",
    params: only({ id: text(20, 1) }),
    anyQuery: true,
    perMinute: 30,
    handler: (ctx, { params, request, reply }) =>
      orSignInPage(app, request, async () => {
        const services = { db: ctx.db, secrets: app.secrets, outside: app.outside };
        const url = new URL(redirectUri(baseOf(app, request), params.id));
        url.search = request.url.split("?").slice(1).join("?");
        const ticket = request.cookies[COOKIE] ?? "";
        void reply.clearCookie(COOKIE, { path: URL_BASE });
        const proof = await finishSignIn(services, { ticket: ticket.slice(0, 100), url });
        const { actor: _nobody, ...base } = ctx;
        const userId = await userOf(base, proof);
        app.callers.forget(userId);
        const { amr } = proof.claims;
        // RFC 8176: the provider says that it asked for more than one factor.
        const strong = proof.provider.trust_second_factor || (Array.isArray(amr) && amr.includes("mfa"));
        await enter(app, { request, reply }, { userId, strong, method: "provider", provider: proof.provider.label });
        return goTo(proof.next);
      }),
  }),
];
