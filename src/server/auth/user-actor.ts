/** From the row of a user to the actor of their requests. */
import type { Lang } from "../../fieldtypes/field-type.ts";
import type { UserAccess } from "../access/user-access.ts";
import type { Actor, Company } from "../context.ts";
import { sql, type Sql } from "../db/sql.ts";

export type UserActor = Extract<Actor, { kind: "user" }>;
export interface UserRow {
  readonly user_id: string;
  readonly email: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly is_admin: boolean | null;
  readonly language: Lang | null;
  readonly timezone: string | null;
  readonly currency: string | null;
}

export const USER_COLUMNS: Sql = sql`u.id AS user_id, u.email, u.first_name, u.last_name, u.is_admin, u.language, u.timezone, u.currency`;
/** Only these may come in. */
export const USER_MAY_ENTER: Sql = sql`u.deleted_at IS NULL AND u.status = 'active'`;

export function actorOf(row: UserRow, company: Company, access: UserAccess): UserActor {
  return {
    kind: "user",
    id: row.user_id,
    name: [row.first_name, row.last_name].filter(Boolean).join(" ") || row.email,
    email: row.email,
    isAdmin: row.is_admin === true,
    groupIds: access.groupIds,
    access,
    lang: row.language ?? company.lang,
    timezone: row.timezone ?? company.timezone,
    currency: row.currency ?? company.currency,
  };
}
