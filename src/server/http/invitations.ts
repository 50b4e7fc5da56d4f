/** Letters and links by which people get in: invitations of new users, new passwords for who forgot theirs. */
import type { FastifyRequest } from "fastify";
import { audit } from "../audit.ts";
import { letterOf, makeLink, type LinkKind, type LinkOwner } from "../auth/password-links.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { mailReady, sendMail } from "../mail/index.ts";
import type { AppContext } from "./app-context.ts";
import { linkBase } from "./link-base.ts";
import type { OpenCtx } from "./route.ts";

/** Whether links can go out: there is a mail server, and it is known by which address people open the program. */
export const canMailLinks = async (app: AppContext, ctx: Pick<Ctx, "db" | "company">, request: FastifyRequest): Promise<boolean> =>
  linkBase(app, request) !== undefined && (await mailReady(ctx, app.config));

interface Wanted {
  readonly kind: LinkKind;
  readonly owner: LinkOwner;
  /** Who invites. */
  readonly by?: string;
}
/** Puts a letter with a new link into the outbox, in the caller's transaction if there is one. */
export async function mailLink(ctx: Ctx | OpenCtx, base: string, { kind, owner, by }: Wanted): Promise<void> {
  const link = await makeLink(ctx.db, base, kind, owner.id);
  await sendMail(ctx, letterOf({ kind, owner, company: ctx.company, link, ...(by === undefined ? {} : { by }) }));
}

/** Told to the owner after the fact; where no mail goes out, the audit log has to do. */
export async function tellOwner(
  app: AppContext,
  ctx: Ctx | OpenCtx,
  { kind, owner }: { kind: "password-changed" | "second-factor-changed"; owner: LinkOwner },
): Promise<void> {
  if (await mailReady(ctx, app.config)) await sendMail(ctx, letterOf({ kind, owner, company: ctx.company }));
}

export interface Invitation {
  readonly sent: boolean;
  /** Where no mail can go out: to be handed over by other means. */
  readonly link?: string;
}
export async function invite(app: AppContext, ctx: Ctx, request: FastifyRequest, owner: LinkOwner): Promise<Invitation> {
  const base = linkBase(app, request);
  if (base === undefined) throw new AppError("public_url_needed");
  const target = { type: "users", id: owner.id, name: owner.name };
  if (await mailReady(ctx, app.config)) {
    await mailLink(ctx, base, { kind: "invitation", owner, by: ctx.actor.name });
    await audit(ctx, { action: "invitation_sent", target, details: { email: owner.email } });
    return { sent: true };
  }
  const link = await makeLink(ctx.db, base, "invitation", owner.id);
  await audit(ctx, { action: "invitation_sent", target, details: { by_hand: true } });
  return { sent: false, link };
}
