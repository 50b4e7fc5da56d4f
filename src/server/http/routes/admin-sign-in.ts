/** Settings: how people sign in; least length of passwords, and other providers. For administrators: who sets a provider decides who comes in. */
import { Array as ArrayOf, Boolean as BooleanType, Integer, Object as ObjectType } from "typebox";
import { readSignInSettings, PASSWORD_LIMITS, writeSignInSettings } from "../../auth/password-policy.ts";
import { deleteProvider, getProvider, listProviders, saveProvider } from "../../auth/openid/providers.ts";
import { tryProvider } from "../../auth/openid/flow.ts";
import type { AppContext } from "../app-context.ts";
import { linkBase } from "../link-base.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { DataReply, nullable, only, RecordReply, someOf, text } from "../schemas.ts";
import { ListReply } from "./admin-roles.ts";
import { redirectUri } from "./openid.ts";

const URL = `${API}/admin/identity-providers`;
const Values = {
  label: text(100, 1),
  issuer: text(500, 1),
  client_id: text(500, 1),
  client_secret: nullable(text(2000)),
  scopes: text(500, 1),
  enabled: BooleanType(),
  create_users: BooleanType(),
  trust_second_factor: BooleanType(),
  trust_email: BooleanType(),
  role_claim: text(200),
  role_map: ArrayOf(only({ value: text(500, 1), role_id: text(20, 1) }), { maxItems: 100 }),
};
const Change = someOf(Values);
const Fresh = only({ ...Change.properties, label: Values.label, issuer: Values.issuer, client_id: Values.client_id });
const ById = only({ id: text(20, 1) });
const right = "admin";

export const adminSignInRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/admin/sign-in`,
    right,
    summary: "How people sign in",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: await readSignInSettings(ctx.db) }),
  }),
  route({
    method: "PUT",
    url: `${API}/admin/sign-in`,
    right,
    summary: "Sets how people sign in; passwords that exist already stay good",
    body: only({ password_min: Integer({ minimum: PASSWORD_LIMITS.min, maximum: PASSWORD_LIMITS.most }) }),
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => {
      await writeSignInSettings(ctx.db, body);
      return okay({ data: body });
    },
  }),
  ...providerRoutes(app),
];

const providerRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: URL,
    right,
    summary: "Providers by which people may sign in (OpenID Connect); `redirect_uri`: what to enter there",
    reply: { 200: ListReply },
    handler: async (ctx, { request }) => {
      const base = linkBase(app, request);
      const providers = await listProviders(ctx.db);
      return okay({ data: providers.map((each) => ({ ...each, redirect_uri: base === undefined ? null : redirectUri(base, each.id) })) });
    },
  }),
  route({
    method: "POST",
    url: URL,
    right,
    summary: "Adds a provider",
    body: Fresh,
    reply: { 201: RecordReply },
    handler: async (ctx, { body }) => ({
      status: 201,
      body: { data: await saveProvider({ db: ctx.db, secrets: app.secrets }, undefined, body) },
    }),
  }),
  route({
    method: "PATCH",
    url: `${URL}/:id`,
    right,
    summary: "Changes a provider; a `client_secret` that isn't given stays",
    params: ById,
    body: Change,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => okay({ data: await saveProvider({ db: ctx.db, secrets: app.secrets }, params.id, body) }),
  }),
  route({
    method: "DELETE",
    url: `${URL}/:id`,
    right,
    summary: "Deletes a provider; its users stay",
    params: ById,
    handler: async (ctx, { params }) => {
      await deleteProvider({ db: ctx.db, secrets: app.secrets }, params.id);
      return done;
    },
  }),
  route({
    method: "POST",
    url: `${URL}/:id/check`,
    right,
    summary: "Asks the provider for its configuration, to see whether the address is right",
    params: ById,
    perMinute: 20,
    reply: { 200: ObjectType({ ok: BooleanType() }) },
    handler: async (ctx, { params }) => {
      await getProvider(ctx.db, params.id);
      await tryProvider({ db: ctx.db, secrets: app.secrets, outside: app.outside }, params.id);
      return okay({ ok: true });
    },
  }),
];
