/** Groups: records of the module `groups`, with their members beside them. */
import { Array as ArrayOf, Optional, type Static } from "typebox";
import { MEMBER_TYPES } from "../../../model/access/vocabulary.ts";
import { membersOfGroups, setMembers } from "../../access/settings/group-members.ts";
import { change } from "../../access/settings/profiles.ts";
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import { createRecord, deleteRecord, getRecord, listRecords, updateRecord, type RecordJson } from "../../records/index.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { Id, nullable, oneOf, only, PageReply, RecordReply, text } from "../schemas.ts";
import { ById } from "./admin-roles.ts";
import { listOptions, ListQuery } from "./records.ts";

const GROUPS = `${API}/admin/groups`;
const Members = ArrayOf(only({ type: oneOf(...MEMBER_TYPES), id: Id }), { maxItems: 5000 });
const Group = only({ name: Optional(text(200, 1)), description: Optional(nullable(text(10_000))), members: Optional(Members) });
const NewGroup = only({ ...Group.properties, name: text(200, 1) });
const right = "tool:access";

async function withMembers(ctx: Ctx, groups: readonly RecordJson[]) {
  const members = await membersOfGroups(
    ctx,
    groups.map((group) => group.id),
  );
  return groups.map((group) => ({ ...group, members: members.get(group.id) ?? [], member_count: members.get(group.id)?.length ?? 0 }));
}
const one = async (ctx: Ctx, id: string) => (await withMembers(ctx, [await getRecord(ctx, { module: "groups", id })]))[0];

const create = (ctx: Ctx, { members, ...values }: Static<typeof NewGroup>) =>
  change(ctx, async (inner) => {
    const group = await createRecord(inner, "groups", values);
    await setMembers(inner, group.id, members ?? []);
    await audit(inner, {
      action: "group_created",
      target: { type: "group", id: group.id, name: group.label },
      details: { members: members ?? [] },
    });
    return one(inner, group.id);
  });

const update = (ctx: Ctx, id: string, { members, ...values }: Static<typeof Group>) =>
  change(ctx, async (inner) => {
    const before = await getRecord(inner, { module: "groups", id });
    if (Object.keys(values).length > 0) await updateRecord(inner, "groups", { id, version: before.version, values });
    if (members) await setMembers(inner, id, members);
    await audit(inner, {
      action: "group_changed",
      target: { type: "group", id, name: before.label },
      details: { ...values, ...(members ? { members } : {}) },
    });
    return one(inner, id);
  });

/** Refused while records belong to the group: they would belong to nobody. */
const remove = (ctx: Ctx, id: string) =>
  change(ctx, async (inner) => {
    const group = await getRecord(inner, { module: "groups", id });
    const owned = await inner.db.query(sql`SELECT 1 FROM records WHERE owner_id = ${id}::bigint AND id <> ${id}::bigint LIMIT 1`);
    if (owned.rowCount > 0) throw new AppError("in_use");
    await deleteRecord(inner, "groups", { id });
    await inner.db.query(sql`DELETE FROM group_members WHERE group_id = ${id}::bigint OR (type = 'group' AND member_id = ${id}::bigint)`);
    await audit(inner, { action: "group_deleted", target: { type: "group", id, name: group.label } });
  });

export const adminGroupRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: GROUPS,
    right,
    summary: "Groups with their members",
    query: only(ListQuery),
    reply: { 200: PageReply },
    handler: async (ctx, { query }) => {
      const page = await listRecords(ctx, { module: "groups", ...listOptions(query) });
      return okay({ ...page, data: await withMembers(ctx, page.data) });
    },
  }),
  route({
    method: "GET",
    url: `${GROUPS}/:id`,
    right,
    summary: "One group",
    params: ById,
    reply: { 200: RecordReply },
    handler: async (ctx, { params }) => okay({ data: await one(ctx, params.id) }),
  }),
  route({
    method: "POST",
    url: GROUPS,
    right,
    summary: "Adds a group of users, roles, roles with those below, and other groups",
    body: NewGroup,
    idempotent: true,
    changesAccess: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { body }) => ({ status: 201, body: { data: await create(ctx, body) } }),
  }),
  route({
    method: "PATCH",
    url: `${GROUPS}/:id`,
    right,
    summary: "Changes a group; `members` are replaced whole",
    params: ById,
    body: Group,
    changesAccess: true,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => okay({ data: await update(ctx, params.id, body) }),
  }),
  route({
    method: "DELETE",
    url: `${GROUPS}/:id`,
    right,
    summary: "Deletes a group that owns no records",
    params: ById,
    changesAccess: true,
    handler: async (ctx, { params }) => {
      await remove(ctx, params.id);
      return done;
    },
  }),
];
