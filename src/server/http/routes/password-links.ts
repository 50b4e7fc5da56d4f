/** Links by which people set a password: asking for one, looking at whose it is, and using it. */
import { Integer, Object as ObjectType, String as StringType } from "typebox";
import { audit } from "../../audit.ts";
import { ownerByEmail, ownerOfLink, spendLink, type LinkKind, type LinkOwner } from "../../auth/password-links.ts";
import { PASSWORD_LIMITS, readSignInSettings } from "../../auth/password-policy.ts";
import { hasFreshTicket } from "../../auth/tickets.ts";
import type { Ctx } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { updateRecord, getRecord } from "../../records/index.ts";
import type { AppContext } from "../app-context.ts";
import { enterWith } from "../enter.ts";
import { canMailLinks, mailLink, tellOwner } from "../invitations.ts";
import { linkBase } from "../link-base.ts";
import { API, okay, route, type OpenCtx, type Route } from "../route.ts";
import { Email, oneOf, only, SignedIn, text } from "../schemas.ts";

const URL = `${API}/auth/password-links`;
const Link = { kind: oneOf<readonly LinkKind[]>("reset", "invitation"), token: text(100, 1) };
/** Seconds between two letters to one person. */
const PAUSE = 60;

async function sendReset(ctx: OpenCtx, { email, base, address }: { email: string; base: string; address: string }): Promise<void> {
  const owner = await ownerByEmail(ctx.db, email);
  const kind: LinkKind = owner?.status === "invited" ? "invitation" : "reset";
  await audit(
    { db: ctx.db },
    { action: "password_reset_asked", details: { email: email.slice(0, 254), known: owner !== undefined }, address },
  );
  if (!owner || (await hasFreshTicket(ctx.db, { kind, userId: owner.id, seconds: PAUSE }))) return;
  await mailLink(ctx, base, { kind, owner, by: ctx.company.name });
}

/** Who was invited is active from now on. */
async function welcome(ctx: Ctx, owner: LinkOwner): Promise<void> {
  if (owner.status !== "invited") return;
  const { version } = await getRecord(ctx, { module: "users", id: owner.id, fields: [] });
  await updateRecord(ctx, "users", { id: owner.id, version, values: { status: "active" } });
}

export const passwordLinkRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: URL,
    right: "public",
    summary: "Sends a link for a new password, if there is such a user; the answer is the same if there isn't",
    body: only({ email: Email }),
    perMinute: 10,
    reply: { 202: ObjectType({}) },
    handler: async (ctx, { body, request }) => {
      const base = linkBase(app, request);
      if (base === undefined || !(await canMailLinks(app, ctx, request))) throw new AppError("mail_unavailable");
      // Not waited for: the time of the answer would tell whether there is such a user.
      sendReset({ ...ctx, db: app.database }, { email: body.email, base, address: request.ip }).catch((err: unknown) =>
        app.log.error({ err }, "sending a link for a new password"),
      );
      return { status: 202, body: {} };
    },
  }),
  route({
    method: "POST",
    url: `${URL}/look`,
    right: "public",
    summary: "Whose link it is, and how long a password has to be; the link stays good",
    body: only(Link),
    perMinute: 30,
    reply: { 200: ObjectType({ name: StringType(), email: StringType(), password_min: Integer(), password_max: Integer() }) },
    handler: async (ctx, { body }) => {
      const { name, email } = await ownerOfLink(ctx.db, body.kind, body.token);
      const { password_min } = await readSignInSettings(ctx.db);
      return okay({ name, email, password_min, password_max: PASSWORD_LIMITS.max });
    },
  }),
  route({
    method: "POST",
    url: `${URL}/use`,
    right: "public",
    summary: "Sets the password, once, ends all sessions of the user and signs them in; a second factor is still asked for",
    body: only({ ...Link, password: text(1000, 1) }),
    perMinute: 20,
    reply: { 200: SignedIn },
    handler: async (ctx, input) => {
      const { kind, token, password } = input.body;
      const owner = await ctx.db.tx(async (db) => {
        const found = await spendLink(db, { kind, token, password });
        const inner: Ctx = { ...ctx, db, source: "system", actor: { kind: "system", name: "sign-in" } };
        await welcome(inner, found);
        await audit(
          { db },
          {
            action: "password_changed",
            target: { type: "users", id: found.id, name: found.name },
            details: { by: kind },
            address: input.request.ip,
          },
        );
        if (kind === "reset") await tellOwner(app, inner, { kind: "password-changed", owner: found });
        return found;
      });
      app.callers.forget(owner.id);
      return enterWith(app, input, { userId: owner.id, strong: false, method: "link" });
    },
  }),
];
