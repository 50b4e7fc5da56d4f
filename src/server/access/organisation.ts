/**
 * The organisation as access sees it: people, roles, profiles, groups, defaults and rules, as of one epoch. Pure data
 * and look-ups over it; loaded by load.ts, immutable, shared by all users of a process.
 */
import type { DefaultLevel, GroupMember, Principal, ProfileRights, RuleSource, ShareLevel } from "../../model/access/vocabulary.ts";

export interface OrganisationUser {
  readonly id: string;
  readonly roleId: string | null;
  readonly officeId: string | null;
}
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly profileIds: readonly string[];
  /** What people of one role may do with each other's records. */
  readonly peers: "none" | ShareLevel;
  readonly needsSecondFactor: boolean;
}
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly rights: ProfileRights;
}
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly GroupMember[];
}
export interface SharingRule {
  readonly id: string;
  readonly module: string;
  readonly from: RuleSource;
  readonly to: Principal;
  readonly level: ShareLevel;
  /** Modules whose records are opened too where they refer to a record that the rule opens. */
  readonly related: readonly string[];
}

/** The values of a choice that a role's people may give to records. */
export interface RoleOptions {
  readonly roleId: string;
  readonly module: string;
  readonly field: string;
  readonly options: readonly string[];
}

export interface OrganisationData {
  readonly epoch: string;
  readonly users: readonly OrganisationUser[];
  readonly roles: readonly Role[];
  /** Of users who were given no role. */
  readonly defaultRoleId: string | null;
  readonly profiles: readonly Profile[];
  readonly groups: readonly Group[];
  readonly defaults: Readonly<Record<string, DefaultLevel>>;
  readonly rules: readonly SharingRule[];
  /** Modules whose personal data is closed. */
  readonly personal: readonly string[];
  readonly roleOptions: readonly RoleOptions[];
}

export interface Organisation extends OrganisationData {
  user(id: string): OrganisationUser | undefined;
  role(id: string | null): Role | undefined;
  profile(id: string): Profile | undefined;
  group(id: string): Group | undefined;
  /** The role itself and all roles above it. */
  rolesAbove(roleId: string): readonly string[];
  /** The role's users. */
  usersOfRole(roleId: string): readonly string[];
  /** The users of the roles below, those of the role itself aside. */
  usersBelow(roleId: string): readonly string[];
  /** All members, however deep. */
  membersOf(groupId: string): ReadonlySet<string>;
  /** The groups that the user belongs to, however deep. */
  groupsOf(userId: string): readonly string[];
  usersOfOffice(officeId: string): readonly string[];
  /** The list that says which values of a choice the role may give: its own, else the nearest one above. Undefined: all values. */
  optionsFor(roleId: string, module: string, field: string): RoleOptions | undefined;
}

const NOBODY: ReadonlySet<string> = new Set();

export function makeOrganisation(data: OrganisationData): Organisation {
  const users = new Map(data.users.map((user) => [user.id, { ...user, roleId: user.roleId ?? data.defaultRoleId }]));
  const roles = new Map(data.roles.map((role) => [role.id, role]));
  const profiles = new Map(data.profiles.map((profile) => [profile.id, profile]));
  const groups = new Map(data.groups.map((group) => [group.id, group]));
  const byRole = group([...users.values()], (user) => user.roleId);
  const byOffice = group([...users.values()], (user) => user.officeId);
  const children = group(data.roles, (role) => role.parentId);
  const below = (roleId: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const child of children.get(roleId) ?? [])
      if (!seen.has(child)) {
        seen.add(child);
        below(child, seen);
      }
    return seen;
  };
  const usersIn = (roleIds: Iterable<string>): string[] => [...roleIds].flatMap((id) => byRole.get(id) ?? []);
  const members = resolveGroups(groups, (member) => {
    if (member.type === "user") return users.has(member.id) ? [member.id] : [];
    return usersIn(member.type === "role" ? [member.id] : [member.id, ...below(member.id)]);
  });
  const lists = new Map(data.roleOptions.map((list) => [`${list.roleId} ${list.module}.${list.field}`, list]));
  const groupsByUser = new Map<string, string[]>();
  for (const [id, people] of members) for (const person of people) groupsByUser.set(person, [...(groupsByUser.get(person) ?? []), id]);
  const rolesAbove = (roleId: string): readonly string[] => {
    const path: string[] = [];
    for (let at: string | null = roleId; at !== null && !path.includes(at); at = roles.get(at)?.parentId ?? null) path.push(at);
    return path;
  };
  const optionsFor = (roleId: string, module: string, field: string): RoleOptions | undefined => {
    if (lists.size === 0) return undefined;
    for (const id of rolesAbove(roleId)) {
      const list = lists.get(`${id} ${module}.${field}`);
      if (list) return list;
    }
    return undefined;
  };
  return {
    ...data,
    user: (id) => users.get(id),
    role: (id) => (id === null ? undefined : roles.get(id)),
    profile: (id) => profiles.get(id),
    group: (id) => groups.get(id),
    rolesAbove,
    optionsFor,
    usersOfRole: (roleId) => byRole.get(roleId) ?? [],
    usersBelow: (roleId) => {
      const under = new Set(below(roleId));
      under.delete(roleId);
      return usersIn(under);
    },
    membersOf: (groupId) => members.get(groupId) ?? NOBODY,
    groupsOf: (userId) => groupsByUser.get(userId) ?? [],
    usersOfOffice: (officeId) => byOffice.get(officeId) ?? [],
  };
}

/** Ids of the items by what `keyOf` says of them. */
function group<T extends { readonly id: string }>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const list = grouped.get(key);
    if (list) list.push(item.id);
    else grouped.set(key, [item.id]);
  }
  return grouped;
}

/** Every group's people, nested groups included. Cycles are refused when groups are written; here they merely end. */
function resolveGroups(
  groups: ReadonlyMap<string, Group>,
  usersOf: (member: GroupMember) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const collect = (id: string, into: Set<string>, seen: Set<string>): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const member of groups.get(id)?.members ?? [])
      if (member.type === "group") collect(member.id, into, seen);
      else for (const user of usersOf(member)) into.add(user);
  };
  return new Map(
    [...groups.keys()].map((id) => {
      const people = new Set<string>();
      collect(id, people, new Set());
      return [id, people];
    }),
  );
}
