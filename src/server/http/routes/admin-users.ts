/** Administration of users: an adapter over the module `users` and the credentials beside it. */
import { Array as ArrayOf, Object as ObjectType, Optional, type Static } from "typebox";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { accessOf } from "../../access/access.ts";
import { raiseEpoch } from "../../access/epoch.ts";
import { loadUserAccess } from "../../access/load.ts";
import { setGroupsOfUser } from "../../access/settings/group-members.ts";
import { setUserRole } from "../../access/settings/roles.ts";
import { placesOfUsers } from "../../access/settings/user-places.ts";
import { audit } from "../../audit.ts";
import { notifyAccess } from "../../auth/callers.ts";
import { conventionErrors } from "../../auth/company-conventions.ts";
import { setPassword } from "../../auth/credentials.ts";
import { ownerById } from "../../auth/password-links.ts";
import { demandGoodPassword } from "../../auth/password-policy.ts";
import { splitName } from "../../auth/person-name.ts";
import { dropFactors } from "../../auth/second-factor.ts";
import { endSessions } from "../../auth/sessions.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { AppError, invalid } from "../../errors.ts";
import { createRecord, getRecord, listRecords, updateRecord, type RecordJson } from "../../records/index.ts";
import type { AppContext } from "../app-context.ts";
import { canMailLinks, invite } from "../invitations.ts";
import { API, done, okay, route, type Answer, type Route } from "../route.ts";
import { Currency, Email, Language, nullable, oneOf, only, PageReply, RecordReply, someOf, text } from "../schemas.ts";
import { listOptions, ListQuery } from "./records.ts";
import { Boolean as BooleanType, Integer, String as StringType } from "typebox";
import type { FastifyRequest } from "fastify";

const URL = `${API}/admin/users`;
const Settable = {
  email: Email,
  name: text(200, 1),
  password: text(1000, 1),
  /** Null: the default role. */
  role_id: nullable(text(20)),
  /** Groups that the user is in by name. */
  group_ids: ArrayOf(text(20), { maxItems: 500 }),
  office_id: nullable(text(20)),
  manager_id: nullable(text(20)),
  title: nullable(text(255)),
  department: nullable(text(255)),
  phone: nullable(text(100)),
  language: Language,
  timezone: text(64, 1),
  currency: Currency,
  status: oneOf("active", "invited", "inactive"),
  is_admin: BooleanType(),
};
const optional = someOf(Settable);
const NewUser = only({ ...optional.properties, email: Settable.email, name: Settable.name });
const UserChange = only({ ...optional.properties, version: Optional(Integer({ minimum: 1 })) });
type Wanted = Static<typeof UserChange>;

/** Records with the name in one piece, as these calls take it, with role and groups. */
async function usersJson(ctx: Ctx, records: readonly RecordJson[]) {
  const places = await placesOfUsers(
    ctx,
    records.map(({ id }) => id),
  );
  return records.map((record) => ({
    ...record,
    name: [record["first_name"], record["last_name"]].filter(Boolean).join(" "),
    ...places.get(record.id),
  }));
}
const answer = async (ctx: Ctx, record: RecordJson, status = 200): Promise<Answer> => ({
  status,
  headers: { ETag: `"${record.version}"` },
  body: { data: (await usersJson(ctx, [record]))[0] },
});

function valuesOf({
  name,
  password: _password,
  version: _version,
  role_id: _role,
  group_ids: _groups,
  ...values
}: Wanted): Record<string, unknown> {
  const errors = conventionErrors(values);
  if (errors.length > 0) throw invalid(errors);
  return { ...values, ...(name === undefined ? {} : { first_name: null, middle_name: null, ...splitName(name) }) };
}

async function create(
  app: AppContext,
  ctx: Ctx,
  { body, request }: { body: Static<typeof NewUser>; request: FastifyRequest },
): Promise<Answer> {
  const { password, email } = body;
  await demandPower(ctx, body);
  if (password !== undefined) await demandGoodPassword(ctx.db, { password, field: "password", email });
  // Who has no password yet can't sign in: invited, unless somebody says otherwise.
  const values = { status: password === undefined ? "invited" : "active", ...valuesOf(body) };
  const record = await ctx.db.tx(async (db) => {
    const created = await createRecord({ ...ctx, db }, "users", values);
    if (password !== undefined) await setPassword(db, { userId: created.id, email, password, field: "password" });
    await setPlaces({ ...ctx, db }, created.id, body);
    await audit(
      { ...ctx, db },
      { action: "user_created", target: { type: "users", id: created.id, name: created.label }, details: auditedValues(body) },
    );
    const owner = created["status"] === "invited" ? await ownerById(db, created.id) : undefined;
    if (owner && (await canMailLinks(app, ctx, request))) await invite(app, { ...ctx, db }, request, owner);
    return created;
  });
  return { ...(await answer(ctx, record, 201)), headers: { ETag: `"${record.version}"`, Location: `${URL}/${record.id}` } };
}

async function change(ctx: Ctx, id: string, body: Wanted): Promise<Answer> {
  const values = valuesOf(body);
  const record = await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const before = await getRecord(inner, { module: "users", id });
    await demandPower(ctx, body, before);
    const after =
      Object.keys(values).length > 0 ? await updateRecord(inner, "users", { id, version: body.version ?? before.version, values }) : before;
    if (body.password !== undefined)
      await setPassword(db, { userId: id, email: String(after["email"]), password: body.password, field: "password" });
    await setPlaces(inner, id, body);
    if (after["status"] !== "active") await endSessions(db, id);
    await audit(inner, { action: "user_changed", target: { type: "users", id, name: after.label }, details: auditedValues(body) });
    await demandAnAdministrator(inner);
    await notifyAccess(db, id);
    return after;
  });
  return answer(ctx, record);
}

/** What was asked for, without secrets. */
const auditedValues = ({ password, version: _version, ...values }: Wanted): Record<string, Json> => ({
  ...(values as Record<string, Json>),
  ...(password === undefined ? {} : { password: "***" }),
});

/** Role and groups stand beside the record. */
async function setPlaces(ctx: Ctx, id: string, { role_id, group_ids }: Wanted): Promise<void> {
  if (role_id === undefined && group_ids === undefined) return;
  if (role_id !== undefined) await setUserRole(ctx, id, role_id);
  if (group_ids !== undefined) await setGroupsOfUser(ctx, id, group_ids);
  await raiseEpoch(ctx.db);
}

/** Who helps with the people's administration has no power over administrators, nor makes any: neither by roles. */
async function demandPower(ctx: Ctx, wanted: Wanted, target?: RecordJson): Promise<void> {
  if (accessOf(ctx).tool("access")) return;
  const raises = wanted.is_admin !== undefined || wanted.role_id !== undefined || wanted.group_ids !== undefined;
  const above = target && (target["is_admin"] === true || (await loadUserAccess(ctx.db, target.id)).access.tools.has("access"));
  if (raises || above) throw new AppError("forbidden");
}

/** Nobody could let anybody in again. */
async function demandAnAdministrator(ctx: Ctx): Promise<void> {
  const { rows } = await ctx.db.query(sql`SELECT 1 FROM users u JOIN user_credentials c ON c.user_id = u.id
    WHERE u.is_admin AND u.status = 'active' AND u.deleted_at IS NULL LIMIT 1`);
  if (rows.length === 0) throw new AppError("conflict", { errors: [{ field: "is_admin", code: "last_administrator" }] });
}

export const adminUserRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: URL,
    right: "tool:users",
    summary: "Users, as a list of records",
    query: only(ListQuery),
    reply: { 200: PageReply },
    handler: async (ctx, { query }) => {
      const page = await listRecords(ctx, { module: "users", ...listOptions(query) });
      return okay({ ...page, data: await usersJson(ctx, page.data) });
    },
  }),
  route({
    method: "GET",
    url: `${URL}/:id`,
    right: "tool:users",
    summary: "One user",
    params: only({ id: text(64) }),
    reply: { 200: RecordReply },
    handler: async (ctx, { params }) => answer(ctx, await getRecord(ctx, { module: "users", id: params.id })),
  }),
  route({
    method: "POST",
    url: URL,
    right: "tool:users",
    summary: "Adds a user; without a password they are invited, by e-mail where mail can go out",
    body: NewUser,
    idempotent: true,
    reply: { 201: RecordReply },
    handler: (ctx, { body, request }) => create(app, ctx, { body, request }),
  }),
  route({
    method: "PATCH",
    url: `${URL}/:id`,
    right: "tool:users",
    summary: "Changes a user; a new password or status ends the user's sessions",
    params: only({ id: text(64) }),
    body: UserChange,
    reply: { 200: ObjectType({ data: RecordReply.properties.data }) },
    handler: async (ctx, { params, body }) => {
      const changed = await change(ctx, params.id, body);
      app.callers.forget("all");
      return changed;
    },
  }),
  route({
    method: "POST",
    url: `${URL}/:id/invitation`,
    right: "tool:users",
    summary:
      "A new link by which an invited user chooses a password: by e-mail, or (where no mail can go out) as the answer, to be handed over",
    params: only({ id: text(64) }),
    perMinute: 30,
    reply: { 200: ObjectType({ sent: BooleanType(), link: Optional(StringType()) }) },
    handler: async (ctx, { params, request }) => {
      const user = await getRecord(ctx, { module: "users", id: params.id });
      await demandPower(ctx, {}, user);
      const owner = await ownerById(ctx.db, user.id);
      if (owner?.status !== "invited") throw new AppError("conflict");
      return okay(await ctx.db.tx((db) => invite(app, { ...ctx, db }, request, owner)));
    },
  }),
  route({
    method: "DELETE",
    url: `${URL}/:id/second-factor`,
    right: "tool:users",
    summary: "For who lost their phone: removes the user's second factors and passkeys, and ends their sessions",
    params: only({ id: text(64) }),
    handler: async (ctx, { params }) => {
      const user = await getRecord(ctx, { module: "users", id: params.id });
      await demandPower(ctx, {}, user);
      await dropFactors({ db: ctx.db, secrets: app.secrets }, user.id);
      await endSessions(ctx.db, user.id);
      await audit(ctx, { action: "second_factor_reset", target: { type: "users", id: user.id, name: user.label } });
      app.callers.forget(user.id);
      return done;
    },
  }),
];
