/** Where users stand: their role, and the groups that name them. */
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";

export interface UserPlace {
  readonly role_id: string | null;
  readonly role_id__label: string | null;
  readonly group_ids: readonly string[];
  readonly group_ids__labels: readonly string[];
}

/** Users without a role of their own stand in the default one. */
export async function placesOfUsers(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, UserPlace>> {
  const { rows } = await ctx.db.query<UserPlace & { id: string }>(
    sql`SELECT x AS id, r.id AS role_id, r.name AS role_id__label,
          ARRAY(SELECT m.group_id::text FROM group_members m JOIN records g ON g.id = m.group_id WHERE m.type = 'user' AND m.member_id = x ORDER BY g.label) AS group_ids,
          ARRAY(SELECT g.label::text FROM group_members m JOIN records g ON g.id = m.group_id WHERE m.type = 'user' AND m.member_id = x ORDER BY g.label) AS group_ids__labels
        FROM unnest(${ids}::bigint[]) AS x LEFT JOIN user_access a ON a.user_id = x
          LEFT JOIN roles r ON r.id = a.role_id OR (a.role_id IS NULL AND r.is_default)`,
  );
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
