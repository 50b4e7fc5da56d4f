/** Tokens for programs. Only a person's session makes and ends them: a leaked token must not beget others. */
import { accessOf } from "../../access/access.ts";
import { audit } from "../../audit.ts";
import { Array as ArrayOf, Object as ObjectType, Optional, String as StringType } from "typebox";
import type { Caller, Scope } from "../../auth/callers.ts";
import { createToken, deleteToken, listTokens } from "../../auth/tokens.ts";
import { AppError, invalid } from "../../errors.ts";
import type { AppContext } from "../app-context.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { Id, Moment, nullable, oneOf, only, text } from "../schemas.ts";

const Scopes = ArrayOf(oneOf<readonly Scope[]>("read", "write"), { minItems: 1, maxItems: 2 });
const TokenInfo = {
  id: StringType(),
  name: StringType(),
  scopes: Scopes,
  created_at: StringType(),
  last_used_at: nullable(StringType()),
  expires_at: nullable(StringType()),
};

function personOf(caller: Caller | undefined): Caller {
  if (caller?.kind !== "session") throw new AppError("forbidden");
  return caller;
}

/** The moment until which the token holds; it must be a future one. */
function endOf(text: string | null | undefined, now: Date): string | null {
  if (text === undefined || text === null) return null;
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]{5,12}(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw invalid([{ field: "expires_at", code: "invalid_datetime" }]);
  if (time <= now.getTime()) throw invalid([{ field: "expires_at", code: "in_the_past" }]);
  return new Date(time).toISOString();
}

export const tokenRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/auth/tokens`,
    right: "signed-in",
    summary: "Makes a token for programs (Authorization: Bearer …); the answer shows it the only time",
    body: only({ name: text(100, 1), scopes: Optional(Scopes), expires_at: Optional(nullable(Moment)) }),
    reply: { 201: ObjectType({ token: StringType(), data: ObjectType(TokenInfo) }) },
    perMinute: 30,
    handler: async (ctx, { body, caller }) => {
      const { actor } = personOf(caller);
      if (!accessOf(ctx).tool("api")) throw new AppError("forbidden");
      const scopes = [...new Set(body.scopes ?? ["read", "write"])] as Scope[];
      const { token, ...data } = await createToken(ctx.db, actor.id, {
        name: body.name,
        scopes,
        expiresAt: endOf(body.expires_at, ctx.now),
      });
      await audit(ctx, { action: "token_created", target: { type: "token", id: data.id, name: data.name }, details: { scopes } });
      return { status: 201, body: { token, data } };
    },
  }),
  route({
    method: "GET",
    url: `${API}/auth/tokens`,
    right: "signed-in",
    summary: "One's own tokens, without their secrets",
    reply: { 200: ObjectType({ data: ArrayOf(ObjectType(TokenInfo)) }) },
    handler: async (ctx, { caller }) => okay({ data: await listTokens(ctx.db, personOf(caller).actor.id) }),
  }),
  route({
    method: "DELETE",
    url: `${API}/auth/tokens/:id`,
    right: "signed-in",
    summary: "Ends a token at once",
    params: only({ id: Id }),
    handler: async (ctx, { params, caller }) => {
      const { actor } = personOf(caller);
      await deleteToken(ctx.db, actor.id, params.id);
      await audit(ctx, { action: "token_deleted", target: { type: "token", id: params.id } });
      app.callers.forget(actor.id);
      return done;
    },
  }),
];
