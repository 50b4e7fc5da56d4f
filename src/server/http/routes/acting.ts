/** Administrators as somebody else: to see what they see, or to work in their name. */
import { Object as ObjectType } from "typebox";
import { startActing, stopActing } from "../../auth/acting.ts";
import { audit } from "../../audit.ts";
import { AppError } from "../../errors.ts";
import type { AppContext } from "../app-context.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { DataReply, Id, oneOf, only, text } from "../schemas.ts";

const URL = `${API}/auth/act-as`;

export const actingRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: URL,
    right: "signed-in",
    summary: "As whom this session acts, and who in truth; null: as oneself",
    reply: { 200: DataReply },
    handler: async (_ctx, { caller }) => {
      const { by, id, name } = caller?.actor ?? {};
      return okay({ data: by ? { mode: by.mode, by: { id: by.id, name: by.name }, user: { id, name } } : null });
    },
  }),
  route({
    method: "POST",
    url: URL,
    right: "admin",
    summary: "From now on this session sees (`view`: nothing can be written) or works (`full`) as the user; administrators excepted",
    body: only({ user_id: Id, mode: oneOf("view", "full") }),
    changesAccess: true,
    reply: { 200: ObjectType({ data: ObjectType({ name: text(1000) }) }) },
    handler: async (ctx, { body, caller, request }) => {
      if (!caller) throw new AppError("unauthenticated");
      const name = await ctx.db.tx(async (db) => {
        const label = await startActing(db, caller, { userId: body.user_id, mode: body.mode });
        const target = { type: "users", id: body.user_id, name: label };
        await audit({ ...ctx, db }, { action: "signed_in_as", target, details: { mode: body.mode }, address: request.ip });
        return label;
      });
      app.callers.forget(caller.actor.id);
      return okay({ data: { name } });
    },
  }),
  route({
    method: "DELETE",
    url: URL,
    right: "signed-in",
    summary: "Back to oneself",
    whileActing: true,
    changesAccess: true,
    handler: async (ctx, { caller, request }) => {
      if (!caller?.actor.by) return done;
      await stopActing(ctx.db, caller);
      const target = { type: "users", id: caller.actor.id, name: caller.actor.name };
      await audit(ctx, { action: "signed_in_as", target, details: { mode: "ended" }, address: request.ip });
      return done;
    },
  }),
];
