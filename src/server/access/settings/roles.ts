/** The tree of roles as administrators write it. */
import { isId } from "../../../fieldtypes/record-id.ts";
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { empty, sql } from "../../db/sql.ts";
import { AppError, invalid } from "../../errors.ts";
import { change, nameOf } from "./profiles.ts";

export interface RoleValues {
  readonly name?: string | undefined;
  readonly parent_id?: string | null | undefined;
  readonly profile_ids?: readonly string[] | undefined;
  readonly peers?: "none" | "read" | "edit" | undefined;
  /** The role of users who were given none. Only true can be set: another role takes it away. */
  readonly is_default?: boolean | undefined;
  /** Its people can't go in by a password alone; who has no second factor is led to set one up. */
  readonly needs_second_factor?: boolean | undefined;
  readonly position?: number | undefined;
}
export interface RoleJson {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
  readonly parent_id__label: string | null;
  readonly profile_ids: readonly string[];
  readonly profile_ids__labels: readonly string[];
  readonly peers: "none" | "read" | "edit";
  readonly is_default: boolean;
  readonly needs_second_factor: boolean;
  readonly position: number;
  readonly user_count: number;
}

export async function listRoles(ctx: Ctx, id?: string): Promise<readonly RoleJson[]> {
  const { rows } = await ctx.db.query<RoleJson>(
    sql`SELECT r.id, r.name, r.parent_id, p.name AS parent_id__label, r.peers, r.is_default, r.needs_second_factor, r.position,
          ARRAY(SELECT x.profile_id::text FROM role_profiles x JOIN profiles f ON f.id = x.profile_id WHERE x.role_id = r.id ORDER BY f.name) AS profile_ids,
          ARRAY(SELECT f.name::text FROM role_profiles x JOIN profiles f ON f.id = x.profile_id WHERE x.role_id = r.id ORDER BY f.name) AS profile_ids__labels,
          (SELECT count(*)::int FROM users u LEFT JOIN user_access a ON a.user_id = u.id
            WHERE u.deleted_at IS NULL AND (a.role_id = r.id OR (a.role_id IS NULL AND r.is_default))) AS user_count
        FROM roles r LEFT JOIN roles p ON p.id = r.parent_id ${id === undefined ? empty : sql`WHERE r.id = ${id}::bigint`}
        ORDER BY r.position, r.name, r.id`,
  );
  return rows;
}

export async function getRole(ctx: Ctx, id: string): Promise<RoleJson> {
  const role = isId(id) ? (await listRoles(ctx, id))[0] : undefined;
  if (!role) throw new AppError("not_found", { params: { id: id.slice(0, 40) } });
  return role;
}

export function createRole(ctx: Ctx, values: RoleValues & { readonly name: string }): Promise<RoleJson> {
  return change(ctx, async (inner) => {
    await demandParent(inner, undefined, values.parent_id ?? null);
    const { rows } = await inner.db.query<{ id: string }>(
      sql`INSERT INTO roles (name, parent_id, peers, needs_second_factor, position)
          VALUES (${nameOf(values.name)}, ${values.parent_id ?? null}::bigint, ${values.peers ?? "none"}, ${values.needs_second_factor ?? false}, ${values.position ?? 0}) RETURNING id`,
    );
    const id = rows[0]?.id ?? "";
    await setProfiles(inner, id, values.profile_ids ?? []);
    if (values.is_default) await makeDefault(inner, id);
    const role = await getRole(inner, id);
    await audit(inner, { action: "role_created", target: { type: "role", id, name: role.name }, details: { ...role } });
    return role;
  });
}

export function updateRole(ctx: Ctx, id: string, values: RoleValues): Promise<RoleJson> {
  return change(ctx, async (inner) => {
    const before = await getRole(inner, id);
    const parent = values.parent_id === undefined ? before.parent_id : values.parent_id;
    await demandParent(inner, id, parent);
    await inner.db.query(
      sql`UPDATE roles SET name = ${values.name === undefined ? before.name : nameOf(values.name)}, parent_id = ${parent}::bigint,
            peers = ${values.peers ?? before.peers},
            needs_second_factor = ${values.needs_second_factor ?? before.needs_second_factor}, position = ${values.position ?? before.position} WHERE id = ${id}::bigint`,
    );
    if (values.profile_ids) await setProfiles(inner, id, values.profile_ids);
    if (values.is_default === true) await makeDefault(inner, id);
    if (values.is_default === false && before.is_default) throw invalid([{ field: "is_default", code: "default_needed" }]);
    const role = await getRole(inner, id);
    await audit(inner, {
      action: "role_changed",
      target: { type: "role", id, name: role.name },
      details: { before: { ...before }, after: { ...role } },
    });
    return role;
  });
}

/** The role's users go to `transferTo`; the roles below it move up to its superior. The default role stays. */
export function deleteRole(ctx: Ctx, id: string, transferTo: string | undefined): Promise<void> {
  return change(ctx, async (inner) => {
    const role = await getRole(inner, id);
    if (role.is_default) throw new AppError("in_use");
    if (transferTo !== undefined) {
      if (transferTo === id || !isId(transferTo)) throw invalid([{ field: "transfer_to", code: "unknown_reference" }]);
      await getRole(inner, transferTo);
      await inner.db.query(sql`UPDATE user_access SET role_id = ${transferTo}::bigint WHERE role_id = ${id}::bigint`);
    }
    await inner.db.query(sql`UPDATE roles SET parent_id = ${role.parent_id}::bigint WHERE parent_id = ${id}::bigint`);
    await inner.db.query(sql`DELETE FROM group_members WHERE type IN ('role', 'role_and_below') AND member_id = ${id}::bigint`);
    await inner.db.query(sql`DELETE FROM record_shares WHERE to_type IN ('role', 'role_and_below') AND to_id = ${id}::bigint`);
    await inner.db.query(
      sql`DELETE FROM sharing_rules WHERE (target->>'type' LIKE 'role%' AND target->>'id' = ${id}) OR (source->>'type' LIKE 'role%' AND source->>'id' = ${id})`,
    );
    await inner.db.query(sql`DELETE FROM roles WHERE id = ${id}::bigint`);
    await audit(inner, { action: "role_deleted", target: { type: "role", id, name: role.name } });
  });
}

/** The user's role; null: the default one. Part of the caller's change, which raises the epoch. */
export async function setUserRole(ctx: Ctx, userId: string, roleId: string | null): Promise<void> {
  if (roleId === null) {
    await ctx.db.query(sql`DELETE FROM user_access WHERE user_id = ${userId}::bigint`);
    return;
  }
  const { rowCount } = isId(roleId)
    ? await ctx.db.query(
        sql`INSERT INTO user_access (user_id, role_id) SELECT ${userId}::bigint, id FROM roles WHERE id = ${roleId}::bigint
            ON CONFLICT (user_id) DO UPDATE SET role_id = excluded.role_id`,
      )
    : { rowCount: 0 };
  if (rowCount === 0) throw invalid([{ field: "role_id", code: "unknown_reference" }]);
}

async function makeDefault(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.query(sql`UPDATE roles SET is_default = false WHERE is_default AND id <> ${id}::bigint`);
  await ctx.db.query(sql`UPDATE roles SET is_default = true WHERE id = ${id}::bigint`);
}

async function setProfiles(ctx: Ctx, roleId: string, profileIds: readonly string[]): Promise<void> {
  const ids = [...new Set(profileIds)];
  await ctx.db.query(sql`DELETE FROM role_profiles WHERE role_id = ${roleId}::bigint`);
  const valid = ids.filter(isId);
  const { rows } = await ctx.db.query<{ profile_id: string }>(
    sql`INSERT INTO role_profiles (role_id, profile_id) SELECT ${roleId}::bigint, id FROM profiles WHERE id = ANY(${valid}::bigint[]) RETURNING profile_id`,
  );
  const known = new Set(rows.map((row) => row.profile_id));
  const errors = ids.flatMap((id, i) => (known.has(id) ? [] : [{ field: `profile_ids.${i}`, code: "unknown_reference" }]));
  if (errors.length > 0) throw invalid(errors);
}

/** There is such a role, and it isn't below this one. */
async function demandParent(ctx: Ctx, id: string | undefined, parentId: string | null): Promise<void> {
  if (parentId === null) return;
  // Two moves at once could make a circle that neither sees.
  await ctx.db.query(sql`LOCK TABLE roles IN SHARE ROW EXCLUSIVE MODE`);
  const byId = new Map((await listRoles(ctx)).map((role) => [role.id, role]));
  if (!byId.has(parentId)) throw invalid([{ field: "parent_id", code: "unknown_reference" }]);
  for (let at: string | null = parentId; at !== null; at = byId.get(at)?.parent_id ?? null)
    if (at === id) throw invalid([{ field: "parent_id", code: "cycle" }]);
}
