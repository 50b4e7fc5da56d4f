/** One's own second factor: what there is, setting up an app, recovery codes, and showing a code in a session that has none yet. */
import { Array as ArrayOf, Boolean as BooleanType, Integer, Object as ObjectType, String as StringType } from "typebox";
import { toString as toQrCode } from "qrcode";
import { audit } from "../../audit.ts";
import type { AuditAction } from "../../audit.ts";
import type { Caller } from "../../auth/callers.ts";
import { noteFailure, refuseWhileBlocked } from "../../auth/lock-out.ts";
import { ownerById } from "../../auth/password-links.ts";
import { renewRecoveryCodes } from "../../auth/recovery-codes.ts";
import { acceptTotp, dropTotp, factorsOf, offerTotp, takeCode } from "../../auth/second-factor.ts";
import { strengthenSession } from "../../auth/sessions.ts";
import { seedAddress } from "../../auth/totp.ts";
import type { Ctx } from "../../context.ts";
import { AppError, invalid } from "../../errors.ts";
import type { AppContext } from "../app-context.ts";
import { tellOwner } from "../invitations.ts";
import { API, done, okay, route, type Input, type Route } from "../route.ts";
import { only, text } from "../schemas.ts";
import type { TSchema } from "typebox";

const URL = `${API}/auth/second-factor`;
const Code = only({ code: text(40, 1) });
const Factors = ObjectType({ totp: BooleanType(), passkeys: Integer(), recovery_codes: Integer(), needed: BooleanType() });
const Codes = ObjectType({ recovery_codes: ArrayOf(StringType()) });

/** Second factors belong to people: a token can't change what its owner signs in with. */
export function personOf(caller: Caller | undefined): Caller {
  if (caller?.kind !== "session") throw new AppError("forbidden");
  return caller;
}

type Calling = Pick<Input<TSchema, TSchema, TSchema>, "caller" | "request">;

export async function auditOwn(ctx: Ctx, action: AuditAction, { caller, request }: Calling): Promise<void> {
  const { actor } = personOf(caller);
  await audit(ctx, { action, target: { type: "users", id: actor.id, name: actor.name }, address: request.ip });
}

/** Of a change of how one signs in: an entry in the log, and a letter, should it have been somebody else. */
export async function noteChange(app: AppContext, ctx: Ctx, action: AuditAction, input: Calling): Promise<void> {
  await auditOwn(ctx, action, input);
  const owner = await ownerById(ctx.db, personOf(input.caller).actor.id);
  if (owner) await tellOwner(app, ctx, { kind: "second-factor-changed", owner });
}

/** Throws unless the code is good. Wrong ones count as failed sign-ins. */
async function demandCode(app: AppContext, ctx: Ctx, input: Calling, code: string): Promise<void> {
  const { actor } = personOf(input.caller);
  const attempt = { account: actor.email, address: input.request.ip };
  await refuseWhileBlocked(app.database, attempt);
  if (await takeCode({ db: app.database, secrets: app.secrets }, actor.id, { code, now: ctx.now })) return;
  await noteFailure(app.database, attempt);
  await auditOwn(ctx, "second_factor_refused", input);
  throw invalid([{ field: "code", code: "wrong_code" }]);
}

/** @param seed base32 */
const offer = async (ctx: Ctx, seed: string, email: string) => {
  const address = seedAddress(seed, { issuer: ctx.company.name || "Manul CRM", label: email });
  return { secret: seed, uri: address, qr: await toQrCode(address, { type: "svg", margin: 0, errorCorrectionLevel: "M" }) };
};

export const secondFactorRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: URL,
    right: "signed-in",
    summary: "One's own second factors; `needed`: the role asks for one",
    whilePending: true,
    reply: { 200: Factors },
    handler: async (ctx, { caller }) => {
      const { actor } = personOf(caller);
      return okay({ ...(await factorsOf(ctx.db, actor.id)), needed: actor.access?.needsSecondFactor === true });
    },
  }),
  route({
    method: "POST",
    url: `${URL}/verify`,
    right: "signed-in",
    summary: "Shows a code in a session that was begun without one",
    whilePending: true,
    body: Code,
    perMinute: 20,
    handler: async (ctx, input) => {
      const { actor, id } = personOf(input.caller);
      await demandCode(app, ctx, input, input.body.code);
      await strengthenSession(ctx.db, actor.id, id);
      await auditOwn(ctx, "second_factor_shown", input);
      app.callers.forget(actor.id);
      return done;
    },
  }),
  ...appRoutes(app),
];

const appRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: `${URL}/totp`,
    right: "signed-in",
    summary: "A new seed for an authenticator app, as text and as a QR code; it counts once a code of it was shown",
    whilePending: true,
    perMinute: 20,
    reply: { 200: ObjectType({ secret: StringType(), uri: StringType(), qr: StringType() }) },
    handler: async (ctx, { caller }) => {
      const { actor, pending } = personOf(caller);
      // Who has yet to show a factor can't add another instead.
      if (pending === "verify") throw new AppError("second_factor_needed", { extra: { pending } });
      return okay(await offer(ctx, await offerTotp({ db: ctx.db, secrets: app.secrets }, actor.id), actor.email));
    },
  }),
  route({
    method: "POST",
    url: `${URL}/totp/confirm`,
    right: "signed-in",
    summary: "Turns the app's codes on by one of them; answers with the recovery codes, once. Other sessions end",
    whilePending: true,
    body: Code,
    perMinute: 20,
    reply: { 200: Codes },
    handler: async (ctx, input) => {
      const { actor, id, pending } = personOf(input.caller);
      if (pending === "verify") throw new AppError("second_factor_needed", { extra: { pending } });
      const codes = await acceptTotp({ db: ctx.db, secrets: app.secrets }, actor.id, { code: input.body.code, now: ctx.now });
      await strengthenSession(ctx.db, actor.id, id);
      await noteChange(app, ctx, "second_factor_on", input);
      app.callers.forget(actor.id);
      return okay({ recovery_codes: codes });
    },
  }),
  route({
    method: "POST",
    url: `${URL}/totp/remove`,
    right: "signed-in",
    summary: "Turns the app's codes off; takes a code of it, or a recovery code",
    body: Code,
    perMinute: 20,
    handler: async (ctx, input) => {
      const { actor } = personOf(input.caller);
      await demandNotLast(app, input.caller, "totp");
      await demandCode(app, ctx, input, input.body.code);
      await dropTotp({ db: ctx.db, secrets: app.secrets }, actor.id);
      await noteChange(app, ctx, "second_factor_off", input);
      app.callers.forget(actor.id);
      return done;
    },
  }),
  route({
    method: "POST",
    url: `${URL}/recovery-codes`,
    right: "signed-in",
    summary: "New recovery codes, shown once; those of before are void. Takes a code of the app",
    body: Code,
    perMinute: 20,
    reply: { 200: Codes },
    handler: async (ctx, input) => {
      const { actor } = personOf(input.caller);
      if (!(await factorsOf(ctx.db, actor.id)).totp) throw new AppError("conflict");
      await demandCode(app, ctx, input, input.body.code);
      const codes = await renewRecoveryCodes(ctx.db, actor.id);
      await noteChange(app, ctx, "recovery_codes_renewed", input);
      return okay({ recovery_codes: codes });
    },
  }),
];

/** The last factor of somebody whose role asks for one stays. */
export async function demandNotLast({ database }: AppContext, caller: Caller | undefined, removed: "totp" | "passkey"): Promise<void> {
  const { actor } = personOf(caller);
  if (actor.access?.needsSecondFactor !== true) return;
  const { totp, passkeys } = await factorsOf(database, actor.id);
  const left = (totp ? 1 : 0) + passkeys - 1;
  if (left < 1) throw new AppError("conflict", { errors: [{ field: removed, code: "role_needs_second_factor" }] });
}
