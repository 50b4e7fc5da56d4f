/** Sharing: the company's defaults, the rules, and single records by hand. */
import { Array as ArrayOf, Object as ObjectType, Optional, Record as RecordOf, String as StringType, Unknown, Unsafe } from "typebox";
import { PRINCIPAL_TYPES, SHARE_LEVELS, type Principal } from "../../../model/access/vocabulary.ts";
import { createRule, deleteRule, getRule, listRules, readDefaults, updateRule, writeDefaults } from "../../access/settings/sharing.ts";
import { listShares, shareRecord, unshareRecord, type SharedRecord } from "../../access/settings/shares.ts";
import type { Ctx } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { getRecord } from "../../records/index.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { Id, Moment, nullable, oneOf, only, RecordReply, someOf, text } from "../schemas.ts";
import { ById, ListReply } from "./admin-roles.ts";
import { OfRecord } from "./records.ts";

const DEFAULTS = `${API}/admin/sharing/defaults`;
const RULES = `${API}/admin/sharing/rules`;
const SHARES = `${API}/records/:module/:id/shares`;
const right = "tool:access";

const Levels = RecordOf(StringType({ maxLength: 64 }), StringType());
const PrincipalType = only({ type: oneOf(...PRINCIPAL_TYPES), id: Id });
const Rule = only({
  module: text(64, 1),
  // One of two shapes: checked here by hand, so that the errors name the member that is wrong.
  from: Unsafe<Principal | { readonly filter: unknown }>({
    type: "object",
    properties: { type: { type: "string", enum: [...PRINCIPAL_TYPES] }, id: { type: "string", pattern: "^[1-9][0-9]{0,18}$" }, filter: {} },
    additionalProperties: false,
    minProperties: 1,
    dependentRequired: { type: ["id"], id: ["type"] },
  }),
  to: PrincipalType,
  level: oneOf(...SHARE_LEVELS),
  related: Optional(ArrayOf(text(64), { maxItems: 50 })),
});

const defaultRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: DEFAULTS,
    right,
    summary: "What everybody may do with everybody's records, by module: private, read, edit, full, parent (only for `with_parents`)",
    reply: { 200: ObjectType({ data: Levels, with_parents: ArrayOf(StringType()) }) },
    handler: async (ctx) => {
      const followers = [...ctx.registry.modules.values()].filter((module) => !module.adminOnly && (module.parents ?? []).length > 0);
      return okay({ data: await readDefaults(ctx), with_parents: followers.map(({ name }) => name) });
    },
  }),
  route({
    method: "PUT",
    url: DEFAULTS,
    right,
    summary: "Sets the levels of the given modules",
    body: RecordOf(StringType({ maxLength: 64 }), Unknown()),
    changesAccess: true,
    reply: { 200: ObjectType({ data: Levels }) },
    handler: async (ctx, { body }) => okay({ data: await writeDefaults(ctx, body) }),
  }),
];

/** `from` is somebody or a filter, never both. */
function oneSource<B extends { readonly from?: object | undefined }>(body: B): B {
  if (body.from && "filter" in body.from && "type" in body.from)
    throw new AppError("validation_failed", { errors: [{ field: "from", code: "invalid" }] });
  return body;
}

const ruleRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: RULES,
    right,
    summary: "Sharing rules, of one module or of all",
    query: only({ module: Optional(text(64)) }),
    reply: { 200: ListReply },
    handler: async (ctx, { query }) => okay({ data: await listRules(ctx, query) }),
  }),
  route({
    method: "GET",
    url: `${RULES}/:id`,
    right,
    summary: "One sharing rule",
    params: ById,
    reply: { 200: RecordReply },
    handler: async (ctx, { params }) => okay({ data: await getRule(ctx, params.id) }),
  }),
  route({
    method: "POST",
    url: RULES,
    right,
    summary: "Opens records of some owners, or those that a filter lets through, to somebody; `related`: modules that refer to them too",
    body: Rule,
    idempotent: true,
    changesAccess: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { body }) => ({ status: 201, body: { data: await createRule(ctx, oneSource(body)) } }),
  }),
  route({
    method: "PATCH",
    url: `${RULES}/:id`,
    right,
    summary: "Changes a sharing rule",
    params: ById,
    body: someOf(Rule.properties),
    changesAccess: true,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => {
      const given = Object.fromEntries(Object.entries(oneSource(body)).filter(([, value]) => value !== undefined));
      return okay({ data: await updateRule(ctx, params.id, given) });
    },
  }),
  route({
    method: "DELETE",
    url: `${RULES}/:id`,
    right,
    summary: "Deletes a sharing rule",
    params: ById,
    changesAccess: true,
    handler: async (ctx, { params }) => {
      await deleteRule(ctx, params.id);
      return done;
    },
  }),
];

/** The record, if the actor may see it and, to share it, change it. */
async function shareable(ctx: Ctx, { module, id }: { module: string; id: string }, toWrite: boolean): Promise<SharedRecord> {
  const record = await getRecord(ctx, { module, id, fields: [] });
  const rights = record["rights"] as { readonly edit: boolean } | undefined;
  if (toWrite && !rights?.edit) throw new AppError("forbidden", { params: { module } });
  return { module, id, label: record.label };
}

const shareRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: SHARES,
    right: "signed-in",
    summary: "With whom the record is shared by hand",
    params: OfRecord,
    reply: { 200: ListReply },
    handler: async (ctx, { params }) => okay({ data: await listShares(ctx, (await shareable(ctx, params, false)).id) }),
  }),
  route({
    method: "POST",
    url: SHARES,
    right: "signed-in",
    summary: "Shares a record that one may change; again with the same receiver: changes level and end",
    params: OfRecord,
    body: only({ to: PrincipalType, level: oneOf(...SHARE_LEVELS), expires_at: Optional(nullable(Moment)) }),
    idempotent: true,
    changesAccess: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { params, body }) => ({
      status: 201,
      body: { data: await shareRecord(ctx, await shareable(ctx, params, true), body) },
    }),
  }),
  route({
    method: "DELETE",
    url: `${SHARES}/:share`,
    right: "signed-in",
    summary: "Takes a share back",
    params: only({ ...OfRecord.properties, share: text(20) }),
    changesAccess: true,
    handler: async (ctx, { params }) => {
      await unshareRecord(ctx, await shareable(ctx, params, true), { id: params.share });
      return done;
    },
  }),
  route({
    method: "DELETE",
    url: SHARES,
    right: "signed-in",
    summary: "Takes back what was shared with a receiver",
    params: OfRecord,
    body: only({ to: PrincipalType }),
    changesAccess: true,
    handler: async (ctx, { params, body }) => {
      await unshareRecord(ctx, await shareable(ctx, params, true), body);
      return done;
    },
  }),
];

export const adminSharingRoutes = (): readonly Route[] => [...defaultRoutes(), ...ruleRoutes(), ...shareRoutes()];
