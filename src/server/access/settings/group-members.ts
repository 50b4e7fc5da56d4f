/** Who is in a group: users, roles, roles with subordinates, other groups. Groups themselves are records. */
import type { GroupMember } from "../../../model/access/vocabulary.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { invalid } from "../../errors.ts";
import { keyOf } from "../user-access.ts";
import { demandPrincipals, namePrincipals } from "./principals.ts";

export interface MemberJson extends GroupMember {
  readonly label: string | null;
}

export async function membersOfGroups(ctx: Ctx, groupIds: readonly string[]): Promise<ReadonlyMap<string, readonly MemberJson[]>> {
  const { rows } = await ctx.db.query<{ group_id: string; type: GroupMember["type"]; member_id: string }>(
    sql`SELECT group_id, type, member_id FROM group_members WHERE group_id = ANY(${groupIds}::bigint[]) ORDER BY type, member_id`,
  );
  const names = await namePrincipals(
    ctx,
    rows.map((row) => ({ type: row.type, id: row.member_id })),
  );
  const members = new Map<string, MemberJson[]>();
  for (const { group_id, type, member_id } of rows) {
    const member = { type, id: member_id, label: names.get(keyOf({ type, id: member_id })) ?? null };
    members.set(group_id, [...(members.get(group_id) ?? []), member]);
  }
  return members;
}

/** Replaces the members. A group that would contain itself, however far round, is refused. */
export async function setMembers(ctx: Ctx, groupId: string, members: readonly GroupMember[]): Promise<void> {
  await demandPrincipals(ctx, members, (i) => `members.${i}.id`);
  // Two changes at once could make a circle that neither sees.
  await ctx.db.query(sql`LOCK TABLE group_members IN SHARE ROW EXCLUSIVE MODE`);
  await ctx.db.query(sql`DELETE FROM group_members WHERE group_id = ${groupId}::bigint`);
  await ctx.db.query(
    sql`INSERT INTO group_members (group_id, type, member_id)
        SELECT DISTINCT ${groupId}::bigint, x.type, x.id FROM json_to_recordset(${JSON.stringify(members)}::json) AS x(type text, id bigint)`,
  );
  const { rows } = await ctx.db.query(
    sql`WITH RECURSIVE inside AS (
          SELECT member_id FROM group_members WHERE group_id = ${groupId}::bigint AND type = 'group'
          UNION SELECT m.member_id FROM group_members m JOIN inside ON m.group_id = inside.member_id WHERE m.type = 'group'
        ) SELECT 1 FROM inside WHERE member_id = ${groupId}::bigint`,
  );
  if (rows.length > 0) throw invalid([{ field: "members", code: "cycle" }]);
}

/** The groups that the user is in by name (not by role or by another group) become these. */
export async function setGroupsOfUser(ctx: Ctx, userId: string, groupIds: readonly string[]): Promise<void> {
  const ids = [...new Set(groupIds)];
  await demandPrincipals(
    ctx,
    ids.map((id) => ({ type: "group", id })),
    (i) => `group_ids.${i}`,
  );
  await ctx.db.query(
    sql`DELETE FROM group_members WHERE type = 'user' AND member_id = ${userId}::bigint AND NOT (group_id = ANY(${ids}::bigint[]))`,
  );
  await ctx.db.query(
    sql`INSERT INTO group_members (group_id, type, member_id) SELECT x, 'user', ${userId}::bigint FROM unnest(${ids}::bigint[]) AS x ON CONFLICT DO NOTHING`,
  );
}
