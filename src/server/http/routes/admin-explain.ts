/** Why somebody may or may not; what somebody may, module by module; and what was done with the settings. */
import { Array as ArrayOf, Integer, Object as ObjectType, Optional, Unknown } from "typebox";
import { loadUserAccess } from "../../access/load.ts";
import { accessFor } from "../../access/access.ts";
import { explain, type Question } from "../../access/explain.ts";
import { namePrincipals } from "../../access/settings/principals.ts";
import { defaultLevel } from "../../access/user-access.ts";
import { AUDIT_ACTIONS, listAudit, verifyAudit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { isId } from "../../../fieldtypes/record-id.ts";
import { sql } from "../../db/sql.ts";
import { AppError, invalid } from "../../errors.ts";
import { API, okay, route, type Route } from "../route.ts";
import { Cursor, Id, Moment, nullable, oneOf, only, RecordJson, text } from "../schemas.ts";

async function userOf(ctx: Ctx, id: string): Promise<Question["user"] & { readonly id: string }> {
  const { rows } = isId(id)
    ? await ctx.db.query<{ label: string; is_admin: boolean; active: boolean }>(
        sql`SELECT label, is_admin, status = 'active' AND deleted_at IS NULL AS active FROM users WHERE id = ${id}::bigint`,
      )
    : { rows: [] };
  const row = rows[0];
  if (!row) throw invalid([{ field: "user", code: "unknown_reference" }]);
  const { access } = await loadUserAccess(ctx.db, id);
  return { id, name: row.label, isAdmin: row.is_admin, isActive: row.active, access };
}

async function answer(ctx: Ctx, query: { user: string; module: string; id?: string | undefined; field?: string | undefined }) {
  const module = ctx.registry.modules.get(query.module);
  if (!module) throw new AppError("unknown_module", { params: { module: query.module.slice(0, 60) } });
  const field = query.field === undefined ? undefined : module.fields.get(query.field);
  if (query.field !== undefined && !field)
    throw invalid([{ field: "field", code: "unknown_field", params: { field: query.field.slice(0, 60) } }]);
  const user = await userOf(ctx, query.user);
  const record = query.id === undefined ? undefined : await recordOf(ctx, module.name, query.id);
  const { rules } = user.access.organisation;
  const names = await namePrincipals(
    ctx,
    rules.flatMap((rule) => ("type" in rule.from ? [rule.from, rule.to] : [rule.to])),
  );
  const found = await explain({
    db: ctx.db,
    registry: ctx.registry,
    user,
    module,
    names,
    ...(record ? { record } : {}),
    ...(field ? { field } : {}),
  });
  return {
    user: { id: user.id, name: user.name },
    module: module.name,
    ...(record ? { id: record.id, label: record.label, owner_id: record.ownerId, owner_id__label: record.ownerName } : {}),
    ...found,
  };
}

async function recordOf(ctx: Ctx, module: string, id: string) {
  const { rows } = isId(id)
    ? await ctx.db.query<{ label: string; owner_id: string | null; owner: string | null }>(
        sql`SELECT r.label, r.owner_id, o.label AS owner FROM records r LEFT JOIN records o ON o.id = r.owner_id WHERE r.id = ${id}::bigint AND r.module = ${module}`,
      )
    : { rows: [] };
  const row = rows[0];
  if (!row) throw new AppError("not_found", { params: { id: id.slice(0, 40) } });
  return { id, label: row.label, ownerId: row.owner_id, ownerName: row.owner ?? "—" };
}

/** Rights, the company's default, and how far the user's view reaches, for every module. */
async function matrix(ctx: Ctx, userId: string) {
  const user = await userOf(ctx, userId);
  const access = accessFor(user.access, ctx.registry);
  const modules = [...ctx.registry.modules.values()].map((module) => {
    const rights = access.module(module);
    const reach = (need: "view" | "edit" | "delete") => {
      if (!user.isAdmin && (!rights.view || !rights[need])) return { all: false, owners: 0, rules: 0, shares: 0 };
      if (user.isAdmin || module.adminOnly) return { all: true, owners: 0, rules: 0, shares: 0 };
      const { all, owners, orphans, filters, related, ids } = user.access.grants(module.name, need);
      return { all, owners: new Set([...owners, ...(orphans ?? [])]).size, rules: filters.length + related.length, shares: ids.length };
    };
    return {
      module: module.name,
      label: module.label,
      rights: user.isAdmin ? Object.fromEntries(Object.keys(rights).map((action) => [action, true])) : rights,
      default: module.adminOnly ? "directory" : defaultLevel(user.access.organisation, module.name),
      fields: [...module.fields.values()].flatMap((field) => {
        const level = user.isAdmin ? undefined : user.access.field(module.name, field.name, module.adminOnly === true);
        return level === "hidden" || level === "read" ? [{ name: field.name, label: field.label, level }] : [];
      }),
      reach: { view: reach("view"), edit: reach("edit"), delete: reach("delete") },
    };
  });
  return {
    user: { id: user.id, name: user.name, is_admin: user.isAdmin },
    role: user.access.organisation.role(user.access.organisation.user(userId)?.roleId ?? null)?.name ?? null,
    tools: [...user.access.tools],
    modules,
  };
}

const DataReply = ObjectType({ data: Unknown() });

export const adminExplainRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/admin/access/explain`,
    right: "tool:access",
    summary: "The rules that decide what a user may do with a module, a record, a field: as data and as text",
    query: only({ user: text(20, 1), module: text(64, 1), id: Optional(text(20)), field: Optional(text(64)) }),
    reply: { 200: DataReply },
    handler: async (ctx, { query }) => okay({ data: await answer(ctx, query) }),
  }),
  route({
    method: "GET",
    url: `${API}/admin/access/matrix`,
    right: "tool:access",
    summary: "What a user may do, module by module",
    query: only({ user: text(20, 1) }),
    reply: { 200: DataReply },
    handler: async (ctx, { query }) => okay({ data: await matrix(ctx, query.user) }),
  }),
  route({
    method: "GET",
    url: `${API}/admin/audit`,
    right: "tool:audit",
    summary: "The audit log, newest first",
    query: only({
      action: Optional(oneOf(...AUDIT_ACTIONS)),
      actor: Optional(Id),
      target_type: Optional(text(64)),
      target_id: Optional(text(64)),
      from: Optional(Moment),
      before: Optional(Moment),
      q: Optional(text(200)),
      limit: Optional(Integer({ minimum: 1, maximum: 200 })),
      cursor: Optional(Cursor),
    }),
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson), next_cursor: nullable(text(20)) }) },
    handler: async (ctx, { query }) => {
      const errors = (["from", "before"] as const).filter((name) => query[name] !== undefined && Number.isNaN(Date.parse(query[name])));
      if (errors.length > 0) throw invalid(errors.map((field) => ({ field, code: "not_a_datetime" })));
      if (query.cursor !== undefined && !isId(query.cursor)) throw new AppError("invalid_cursor");
      return okay(await listAudit(ctx, query));
    },
  }),
  route({
    method: "GET",
    url: `${API}/admin/audit/check`,
    right: "tool:audit",
    summary: "Whether the chain of the audit log is whole; `broken`: the first entry that doesn't fit",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: await verifyAudit(ctx.db) }),
  }),
];
