/**
 * What one user may do: pure, from the organisation and the shares made out to them. Worked out module by module when
 * first asked, then kept; the whole is thrown away when the epoch moves on.
 */
import {
  ANY_MODULE,
  MODULE_ACTIONS,
  type ActionRights,
  type DefaultLevel,
  type FieldLevel,
  type Need,
  type Principal,
  type ShareLevel,
  type Tool,
} from "../../model/access/vocabulary.ts";
import type { Filter } from "../../model/filter/ast.ts";
import type { Organisation, Profile, SharingRule } from "./organisation.ts";

export interface Share {
  readonly module: string;
  readonly recordId: string;
  readonly level: ShareLevel;
}

/** Personal data opened to somebody: of a record, or (null) of all records of the module that they may see. */
export interface PersonalGrant {
  readonly module: string;
  readonly recordId: string | null;
}
/** What of a module's personal data the user may see. */
export interface PersonalReach {
  /** All of it: it is not closed there, or opened to the user. */
  readonly all: boolean;
  /** False: the company doesn't keep it closed in this module. */
  readonly closed: boolean;
  /** Records to which the user was given access. */
  readonly ids: ReadonlySet<string>;
}

/** What is the user's alone: made out to them, or theirs for a time. */
export interface OwnAccess {
  readonly shares?: readonly Share[];
  readonly personal?: readonly PersonalGrant[];
  /** Colleagues for whom the user stands in at this moment. */
  readonly absent?: readonly string[];
}

/** Records that are open since they refer to records of another module. */
export interface RelatedGrant {
  readonly module: string;
  readonly owners?: readonly string[];
  readonly filter?: Filter;
}
/** The records of a module that are open at some need. Whatever one part lets through is open. */
export interface Grants {
  /** All of them; the other parts don't matter then. */
  readonly all: boolean;
  readonly owners: readonly string[];
  /** Shared by hand. */
  readonly ids: readonly string[];
  readonly filters: readonly Filter[];
  readonly related: readonly RelatedGrant[];
  /** The module follows its parents; these owners count only for records without any. */
  readonly orphans?: readonly string[];
}

export interface UserAccess {
  readonly userId: string;
  readonly organisation: Organisation;
  readonly groupIds: readonly string[];
  readonly tools: ReadonlySet<Tool>;
  /** Their role lets nobody in by a password alone. */
  readonly needsSecondFactor: boolean;
  rights(module: string): ActionRights;
  /** `open`: a module that everybody may see, whatever their profiles say of it. */
  field(module: string, field: string, open: boolean): FieldLevel;
  grants(module: string, need: Need): Grants;
  personal(module: string): PersonalReach;
  /** The values of a choice that the user's role may give to records; undefined: all of them. */
  options(module: string, field: string): ReadonlySet<string> | undefined;
  /** Colleagues for whom the user stands in. */
  readonly absent: readonly string[];
  /** True where the principal is, or contains, the user. */
  isMeantBy(principal: Principal): boolean;
}

export const keyOf = ({ type, id }: Principal): string => `${type}:${id}`;

/** Everything that names the user in a rule or a share. */
export function principalsOf(organisation: Organisation, userId: string): readonly Principal[] {
  const user = organisation.user(userId);
  const above = user?.roleId ? organisation.rolesAbove(user.roleId) : [];
  return [
    { type: "user", id: userId },
    ...(user?.roleId ? [{ type: "role" as const, id: user.roleId }] : []),
    ...above.map((id) => ({ type: "role_and_below" as const, id })),
    ...organisation.groupsOf(userId).map((id) => ({ type: "group" as const, id })),
    ...(user?.officeId ? [{ type: "office" as const, id: user.officeId }] : []),
  ];
}

/** The owners whose records a rule speaks of: the people, and a group as an owner itself. */
export function ownersOf(organisation: Organisation, { type, id }: Principal): readonly string[] {
  switch (type) {
    case "user":
      return [id];
    case "role":
      return organisation.usersOfRole(id);
    case "role_and_below":
      return [...organisation.usersOfRole(id), ...organisation.usersBelow(id)];
    case "group":
      return [id, ...organisation.membersOf(id)];
    case "office":
      return organisation.usersOfOffice(id);
  }
}

/**
 * Whose records are the user's to act on: their own, their subordinates', those of the groups of either, and those of
 * the colleagues for whom they stand in.
 */
export function ownHierarchy(organisation: Organisation, userId: string, absent: readonly string[] = []): readonly string[] {
  const roleId = organisation.user(userId)?.roleId;
  const people = [userId, ...(roleId ? organisation.usersBelow(roleId) : [])];
  return [...new Set([...people, ...people.flatMap((person) => organisation.groupsOf(person)), ...absent])];
}

const NEEDED_DEFAULT: Readonly<Record<Need, readonly DefaultLevel[]>> = {
  view: ["read", "edit", "full"],
  edit: ["edit", "full"],
  delete: ["full"],
};
/** What the company's default is where nothing was set: everybody works with everything. */
export const defaultLevel = (organisation: Organisation, module: string): DefaultLevel => organisation.defaults[module] ?? "full";

const reaches = (level: ShareLevel, need: Need): boolean => need === "view" || (need === "edit" && level === "edit");

export function makeUserAccess(organisation: Organisation, userId: string, own: OwnAccess): UserAccess {
  const { shares = [], personal = [], absent = [] } = own;
  const role = organisation.role(organisation.user(userId)?.roleId ?? null);
  const profiles = (role?.profileIds ?? []).flatMap((id) => organisation.profile(id) ?? []);
  const principals = new Set(principalsOf(organisation, userId).map(keyOf));
  const isMeantBy = (principal: Principal): boolean => principals.has(keyOf(principal));
  const rules = organisation.rules.filter((rule) => isMeantBy(rule.to));
  const hierarchy = ownHierarchy(organisation, userId, absent);
  const peers = role && role.peers !== "none" ? { level: role.peers, users: organisation.usersOfRole(role.id) } : undefined;
  const rights = once((module: string) => unionOfRights(profiles, module));

  const grants = (module: string, need: Need): Grants => {
    const level = defaultLevel(organisation, module);
    const { see_all, edit_all } = rights(module);
    if (edit_all || (see_all && need === "view") || NEEDED_DEFAULT[need].includes(level)) return ALL;
    const speaking = rules.filter((rule) => reaches(rule.level, need));
    const about = speaking.filter((rule) => rule.module === module);
    const shared = peers && reaches(peers.level, need) ? peers.users : [];
    const granted = [...shared, ...about.flatMap((rule) => ("type" in rule.from ? ownersOf(organisation, rule.from) : []))];
    return {
      all: false,
      // Mostly nothing is granted: then all modules share one list.
      owners: level === "parent" ? unique(granted) : granted.length === 0 ? hierarchy : unique([...hierarchy, ...granted]),
      ids: shares.filter((share) => share.module === module && reaches(share.level, need)).map((share) => share.recordId),
      filters: about.flatMap((rule) => ("filter" in rule.from ? [rule.from.filter] : [])),
      related: speaking.flatMap((rule) => (rule.related.includes(module) ? [relatedGrant(organisation, rule)] : [])),
      ...(level === "parent" ? { orphans: hierarchy } : {}),
    };
  };
  const kept = once((key: string) => {
    const [module = "", need] = key.split(":");
    return grants(module, need as Need);
  });
  const personalReach = once((module: string): PersonalReach => {
    if (!organisation.personal.includes(module)) return NOT_CLOSED;
    const given = personal.filter((grant) => grant.module === module);
    const all = rights(module).personal || given.some((grant) => grant.recordId === null);
    return { all, closed: true, ids: new Set(given.flatMap((grant) => grant.recordId ?? [])) };
  });
  const options = once((key: string): ReadonlySet<string> | undefined => {
    const [module = "", field = ""] = key.split(".");
    const list = role && organisation.optionsFor(role.id, module, field);
    return list && new Set(list.options);
  });
  return {
    userId,
    organisation,
    absent,
    options: (module, field) => (organisation.roleOptions.length === 0 ? undefined : options(`${module}.${field}`)),
    personal: personalReach,
    groupIds: organisation.groupsOf(userId),
    tools: new Set(profiles.flatMap((profile) => profile.rights.tools)),
    needsSecondFactor: role?.needsSecondFactor === true,
    rights,
    field: (module, field, open) => unionOfLevels(open ? profiles : profiles.filter((each) => rightsIn(each, module).view), module, field),
    grants: (module, need) => kept(`${module}:${need}`),
    isMeantBy,
  };
}

const NOT_CLOSED: PersonalReach = { all: true, closed: false, ids: new Set() };
const ALL: Grants = { all: true, owners: [], ids: [], filters: [], related: [] };

const relatedGrant = (organisation: Organisation, { module, from }: SharingRule): RelatedGrant =>
  "filter" in from ? { module, filter: from.filter } : { module, owners: unique(ownersOf(organisation, from)) };

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

/** A profile's rights in a module; nothing counts without `view`. */
export function rightsIn({ rights }: Profile, module: string): Partial<ActionRights> {
  const own = Object.hasOwn(rights.modules, module) ? rights.modules[module] : rights.modules[ANY_MODULE];
  return own?.view ? own : {};
}

function unionOfRights(profiles: readonly Profile[], module: string): ActionRights {
  const granted = profiles.map((profile) => rightsIn(profile, module));
  return Object.fromEntries(MODULE_ACTIONS.map((action) => [action, granted.some((each) => each[action] === true)])) as ActionRights;
}

const ORDER: readonly FieldLevel[] = ["hidden", "read", "edit"];

/** The most generous of these profiles. */
function unionOfLevels(profiles: readonly Profile[], module: string, field: string): FieldLevel {
  let best = 0;
  for (const profile of profiles) {
    const levels = Object.hasOwn(profile.rights.fields, module) ? profile.rights.fields[module] : undefined;
    best = Math.max(best, ORDER.indexOf((levels && Object.hasOwn(levels, field) ? levels[field] : undefined) ?? "edit"));
  }
  return (profiles.length === 0 ? undefined : ORDER[best]) ?? "hidden";
}

/** The function, remembering its answers. */
function once<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as T;
    const made = compute(key);
    known.set(key, made);
    return made;
  };
}
