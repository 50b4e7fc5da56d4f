/** Passkeys: one's own, and signing in by one. */
import { Array as ArrayOf, Object as ObjectType, String as StringType, Unknown } from "typebox";
import { audit } from "../../audit.ts";
import { addPasskey, askForNewPasskey, askForPasskey, listPasskeys, removePasskey, takePasskey, type Site } from "../../auth/passkeys.ts";
import { strengthenSession } from "../../auth/sessions.ts";
import { AppError } from "../../errors.ts";
import type { AppContext } from "../app-context.ts";
import { enterWith } from "../enter.ts";
import { linkBase } from "../link-base.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { Id, nullable, only, SignedIn, text } from "../schemas.ts";
import { demandNotLast, noteChange, personOf } from "./second-factor.ts";
import type { FastifyRequest } from "fastify";

const URL = `${API}/auth/passkeys`;
const Asked = ObjectType({ ticket: StringType(), options: Unknown() });
const Passkey = ObjectType({ id: StringType(), name: StringType(), created_at: StringType(), last_used_at: nullable(StringType()) });
/** As `navigator.credentials` gives it, in JSON. */
const Response = ObjectType({ id: text(2000, 1) }, { additionalProperties: true });

/** Passkeys are bound to a host: it must be known for sure. */
function siteOf(app: AppContext, request: FastifyRequest, name: string): Site {
  const origin = linkBase(app, request);
  if (origin === undefined) throw new AppError("public_url_needed");
  return { origin, name: name || "Manul CRM" };
}

const signInRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: `${URL}/sign-in/options`,
    right: "public",
    summary: "A challenge for navigator.credentials.get()",
    perMinute: 60,
    reply: { 200: Asked },
    handler: async (ctx, { request }) => okay(await askForPasskey(ctx.db, siteOf(app, request, ctx.company.name))),
  }),
  route({
    method: "POST",
    url: `${URL}/sign-in`,
    right: "public",
    summary: "Signs in by a passkey, which counts as two factors",
    body: only({ ticket: text(100, 1), response: Response }),
    perMinute: 60,
    reply: { 200: SignedIn },
    handler: async (ctx, input) => {
      const site = siteOf(app, input.request, ctx.company.name);
      const userId = await takePasskey(ctx.db, site, input.body).catch(async (error: unknown) => {
        if (error instanceof AppError && error.code === "wrong_passkey")
          await audit({ db: app.database }, { action: "sign_in_failed", details: { reason: error.code }, address: input.request.ip });
        throw error;
      });
      return enterWith(app, input, { userId, strong: true, method: "passkey" });
    },
  }),
];

export const passkeyRoutes = (app: AppContext): readonly Route[] => [
  ...signInRoutes(app),
  route({
    method: "GET",
    url: URL,
    right: "signed-in",
    summary: "One's own passkeys",
    reply: { 200: ObjectType({ data: ArrayOf(Passkey) }) },
    handler: async (ctx, { caller }) => okay({ data: await listPasskeys(ctx.db, personOf(caller).actor.id) }),
  }),
  route({
    method: "POST",
    url: `${URL}/options`,
    right: "signed-in",
    summary: "A challenge for navigator.credentials.create()",
    whilePending: true,
    perMinute: 20,
    reply: { 200: Asked },
    handler: async (ctx, { caller, request }) => {
      const { actor, pending } = personOf(caller);
      if (pending === "verify") throw new AppError("second_factor_needed", { extra: { pending } });
      return okay(await askForNewPasskey(ctx.db, siteOf(app, request, ctx.company.name), actor));
    },
  }),
  route({
    method: "POST",
    url: URL,
    right: "signed-in",
    summary: "Adds a passkey",
    whilePending: true,
    body: only({ ticket: text(100, 1), name: text(100, 1), response: Response }),
    perMinute: 20,
    reply: { 201: ObjectType({ data: Passkey }) },
    handler: async (ctx, input) => {
      const { actor, id, pending } = personOf(input.caller);
      if (pending === "verify") throw new AppError("second_factor_needed", { extra: { pending } });
      const data = await addPasskey(ctx.db, siteOf(app, input.request, ctx.company.name), actor.id, input.body);
      if (pending === "enrol") await strengthenSession(ctx.db, actor.id, id);
      await noteChange(app, ctx, "passkey_added", input);
      app.callers.forget(actor.id);
      return { status: 201, body: { data } };
    },
  }),
  route({
    method: "DELETE",
    url: `${URL}/:id`,
    right: "signed-in",
    summary: "Removes one of one's own passkeys",
    params: only({ id: Id }),
    handler: async (ctx, input) => {
      const { actor } = personOf(input.caller);
      const own = await listPasskeys(ctx.db, actor.id);
      if (!own.some(({ id }) => id === input.params.id)) throw new AppError("not_found");
      await demandNotLast(app, input.caller, "passkey");
      await removePasskey(ctx.db, actor.id, input.params.id);
      await noteChange(app, ctx, "passkey_removed", input);
      app.callers.forget(actor.id);
      return done;
    },
  }),
];
