/** Reads access from the database: the organisation once for each epoch, the shares of one user. */
import type { ProfileRights } from "../../model/access/vocabulary.ts";
import type { Db } from "../db/database.ts";
import { join, sql } from "../db/sql.ts";
import { makeOrganisation, type Group, type Organisation, type OrganisationData, type Role, type SharingRule } from "./organisation.ts";
import { keyOf, makeUserAccess, principalsOf, type PersonalGrant, type Share, type UserAccess } from "./user-access.ts";

export interface LoadedAccess {
  readonly access: UserAccess;
  /** When a share that is part of it ends, in milliseconds of the epoch; after it the rights must be read anew. */
  readonly until: number;
}

/** Keeps the organisation between loads; for one database. */
export interface OrganisationCache {
  organisation?: Organisation;
}

/** The user's rights as the database has them now. */
export async function loadUserAccess(db: Db, userId: string, cache: OrganisationCache = {}): Promise<LoadedAccess> {
  const organisation = await loadOrganisation(db, cache);
  const principals = principalsOf(organisation, userId).map(keyOf);
  const { rows } = await db.query<{ module: string; record_id: string; level: Share["level"]; expires_at: string | null }>(
    sql`SELECT module, record_id, level, expires_at FROM record_shares
        WHERE (to_type || ':' || to_id) = ANY(${principals}::text[]) AND (expires_at IS NULL OR expires_at > now())`,
  );
  const shares = rows.map(({ module, record_id, level }) => ({ module, recordId: record_id, level }));
  const personal = await loadPersonalGrants(db, organisation, principals);
  const absent = await loadAbsent(db, userId);
  const ends = [...rows, ...personal, ...absent].flatMap((row) => (row.expires_at === null ? [] : [Date.parse(row.expires_at)]));
  const own = { shares, personal: personal.map(({ grant }) => grant), absent: absent.map(({ id }) => id) };
  return { access: makeUserAccess(organisation, userId, own), until: Math.min(Number.POSITIVE_INFINITY, ...ends) };
}

interface Ending {
  readonly expires_at: string | null;
}

/** Of modules where personal data is closed; elsewhere nobody needs a grant. */
async function loadPersonalGrants(
  db: Db,
  organisation: Organisation,
  principals: readonly string[],
): Promise<readonly (Ending & { readonly grant: PersonalGrant })[]> {
  if (organisation.personal.length === 0) return [];
  const { rows } = await db.query<Ending & { module: string; record_id: string | null }>(
    sql`SELECT module, record_id, expires_at FROM personal_grants
        WHERE (to_type || ':' || to_id) = ANY(${principals}::text[]) AND module = ANY(${organisation.personal}::text[])
          AND coalesce(expires_at > now(), true)`,
  );
  return rows.map(({ module, record_id, expires_at }) => ({ expires_at, grant: { module, recordId: record_id } }));
}

/** Those for whom the user stands in at this moment. */
async function loadAbsent(db: Db, userId: string): Promise<readonly (Ending & { readonly id: string })[]> {
  const { rows } = await db.query<Ending & { id: string }>(
    sql`SELECT user_id::text AS id, ends_at AS expires_at FROM absences
        WHERE substitute_id = ${userId}::bigint AND starts_at <= now() AND ends_at > now()`,
  );
  return rows;
}

export async function loadOrganisation(db: Db, cache: OrganisationCache = {}): Promise<Organisation> {
  const { rows } = await db.query<{ epoch: string }>(sql`SELECT epoch FROM access_state`);
  const epoch = rows[0]?.epoch ?? "0";
  if (cache.organisation?.epoch === epoch) return cache.organisation;
  const organisation = makeOrganisation(await readOrganisation(db));
  // Read in one statement with its epoch: whatever came between only makes it newer.
  if (BigInt(organisation.epoch) >= BigInt(cache.organisation?.epoch ?? "0")) cache.organisation = organisation;
  return organisation;
}

interface Stored {
  readonly epoch: string;
  readonly users: readonly { id: string; role: string | null; office: string | null }[];
  readonly roles: readonly {
    id: string;
    name: string;
    parent: string | null;
    peers: Role["peers"];
    is_default: boolean;
    needs_second_factor: boolean;
    profiles: string[];
  }[];
  readonly profiles: readonly { id: string; name: string; rights: ProfileRights }[];
  readonly groups: readonly Group[];
  readonly defaults: OrganisationData["defaults"];
  readonly rules: readonly (Omit<SharingRule, "from" | "to"> & { source: SharingRule["from"]; target: SharingRule["to"] })[];
  readonly personal: readonly string[];
  readonly role_options: OrganisationData["roleOptions"];
}

/** One statement: its parts are of one moment. */
async function readOrganisation(db: Db): Promise<OrganisationData> {
  const list = (query: ReturnType<typeof sql>): ReturnType<typeof sql> => sql`coalesce((SELECT json_agg(x) FROM (${query}) x), '[]')`;
  const parts = [
    sql`(SELECT epoch FROM access_state) AS epoch`,
    sql`${list(sql`SELECT u.id::text, a.role_id::text AS role, u.office_id::text AS office FROM users u LEFT JOIN user_access a ON a.user_id = u.id`)} AS users`,
    sql`${list(sql`SELECT r.id::text, r.name, r.parent_id::text AS parent, r.peers, r.is_default, r.needs_second_factor,
          ARRAY(SELECT p.profile_id::text FROM role_profiles p WHERE p.role_id = r.id ORDER BY 1) AS profiles FROM roles r`)} AS roles`,
    sql`${list(sql`SELECT id::text, name, rights FROM profiles`)} AS profiles`,
    sql`${list(sql`SELECT g.id::text, g.name, coalesce((SELECT json_agg(json_build_object('type', m.type, 'id', m.member_id::text)) FROM group_members m WHERE m.group_id = g.id), '[]') AS members
          FROM groups g WHERE g.deleted_at IS NULL`)} AS groups`,
    sql`coalesce((SELECT json_object_agg(module, level) FROM sharing_defaults), '{}') AS defaults`,
    sql`${list(sql`SELECT id::text, module, source, target, level, related FROM sharing_rules ORDER BY id`)} AS rules`,
    sql`ARRAY(SELECT module FROM personal_modules ORDER BY 1) AS personal`,
    sql`${list(sql`SELECT role_id::text AS "roleId", module, field, options FROM role_options`)} AS role_options`,
  ];
  const { rows } = await db.query<Stored>(sql`SELECT ${join(parts)}`);
  const row = rows[0];
  if (!row) throw new Error("the organisation can't be read");
  return {
    epoch: row.epoch,
    users: row.users.map(({ id, role, office }) => ({ id, roleId: role, officeId: office })),
    roles: row.roles.map(({ id, name, parent, peers, needs_second_factor, profiles }) => ({
      id,
      name,
      parentId: parent,
      peers,
      needsSecondFactor: needs_second_factor,
      profileIds: profiles,
    })),
    defaultRoleId: row.roles.find((role) => role.is_default)?.id ?? null,
    profiles: row.profiles,
    groups: row.groups,
    defaults: row.defaults,
    rules: row.rules.map(({ id, module, source, target, level, related }) => ({ id, module, from: source, to: target, level, related })),
    personal: row.personal,
    roleOptions: row.role_options,
  };
}
