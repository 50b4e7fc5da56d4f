/**
 * The naive oracle: who may do what, decided record by record from the rules as people would read them. No SQL, no sets,
 * nothing of the program's own access code.
 */
import type { FieldLevel, ModuleAction, Principal } from "../../src/model/access/vocabulary.ts";
import { PARENT_FIELDS, PERSONAL, type World, type WorldFilter, type WorldModule, type WorldRecord } from "./world.ts";

/** 0: not there; 1: may be read; 2: changed; 3: deleted. */
export type Level = 0 | 1 | 2 | 3;

export class Oracle {
  readonly world: World;
  readonly #records: Map<string, WorldRecord>;
  constructor(world: World) {
    this.world = world;
    this.#records = new Map([...world.records, ...world.papers].map((record) => [record.id, record]));
  }

  record(id: string): WorldRecord {
    const found = this.#records.get(id);
    if (!found) throw new Error(`no record ${id}`);
    return found;
  }

  // --- people
  roleOf(user: string): World["roles"][number] | undefined {
    const role = this.world.users.find((each) => each.id === user)?.role;
    return this.world.roles.find((each) => (role === null || role === undefined ? each.isDefault : each.id === role));
  }
  #isAbove(above: string, below: string): boolean {
    for (
      let at = this.world.roles.find((role) => role.id === below)?.parent ?? null;
      at !== null;
      at = this.world.roles.find((role) => role.id === at)?.parent ?? null
    )
      if (at === above) return true;
    return false;
  }
  isSuperior(boss: string, person: string): boolean {
    const [upper, lower] = [this.roleOf(boss), this.roleOf(person)];
    return upper !== undefined && lower !== undefined && this.#isAbove(upper.id, lower.id);
  }
  isIn(user: string, group: string): boolean {
    const members = this.world.groups.find((each) => each.id === group)?.members ?? [];
    return members.some((member) => (member.type === "group" ? this.isIn(user, member.id) : this.means(member, user)));
  }
  means(principal: Principal, user: string): boolean {
    const role = this.roleOf(user)?.id;
    switch (principal.type) {
      case "user":
        return principal.id === user;
      case "role":
        return role === principal.id;
      case "role_and_below":
        return role !== undefined && (role === principal.id || this.#isAbove(principal.id, role));
      case "group":
        return this.isIn(user, principal.id);
      case "office":
        return this.world.users.find((each) => each.id === user)?.office === principal.id;
    }
  }
  #isGroup(owner: string): boolean {
    return this.world.groups.some((group) => group.id === owner);
  }

  // --- profiles
  rights(user: string, module: WorldModule, action: ModuleAction): boolean {
    return this.#profiles(user).some((profile) => profile.modules[module]?.view === true && profile.modules[module]?.[action] === true);
  }
  /** Hidden: it isn't there, or a mask stands for it. */
  field(user: string, module: WorldModule, field: string): FieldLevel {
    return this.masked(user, module, field) ? "hidden" : this.#level(user, module, field);
  }
  /** Personal data that the company keeps closed, to a user who was given no access to it. */
  masked(user: string, module: WorldModule, field: string): boolean {
    if (!PERSONAL[module]?.includes(field) || !this.world.personal.includes(module)) return false;
    if (this.rights(user, module, "personal") || this.#level(user, module, field) === "hidden") return false;
    return !this.#granted(user).some((grant) => grant.module === module && grant.record === null);
  }
  /** Masked in other records, but not in this one. */
  unmasked = (user: string, record: string): boolean => this.#granted(user).some((grant) => grant.record === record);
  #granted(user: string): World["grants"] {
    return this.world.grants.filter((grant) => !grant.expired && this.means(grant.to, user));
  }
  #level(user: string, module: WorldModule, field: string): FieldLevel {
    const levels = this.#profiles(user)
      .filter((profile) => profile.modules[module]?.view)
      .map((profile) => profile.fields[module]?.[field] ?? "edit");
    return levels.includes("edit") ? "edit" : levels.includes("read") ? "read" : "hidden";
  }
  #profiles(user: string) {
    const ids = this.roleOf(user)?.profiles ?? [];
    return this.world.profiles.filter((profile) => ids.includes(profile.id));
  }

  /** May the user give records this value of the choice? Their role's list says, or that of the nearest role above. */
  gives(user: string, value: string): boolean {
    for (let role = this.roleOf(user); role; role = this.world.roles.find(({ id }) => id === role?.parent)) {
      const list = this.world.lists.find((each) => each.role === role?.id);
      if (list) return list.options.includes(value);
    }
    return true;
  }

  // --- records
  level(user: string, record: WorldRecord, followed: readonly WorldModule[] = []): Level {
    const { module } = record;
    if (!this.rights(user, module, "view")) return 0;
    if (this.rights(user, module, "edit_all")) return 3;
    const byDefault = this.world.defaults[module];
    const found: Level[] = [this.rights(user, module, "see_all") ? 1 : 0];
    if (byDefault === "parent" && followed.includes(module)) return found[0] ?? 0;
    if (byDefault === "read") found.push(1);
    if (byDefault === "edit") found.push(2);
    if (byDefault === "full") found.push(3);
    found.push(byDefault === "parent" ? this.#byParents(user, record, followed) : this.#actsOn(user, record.owner) ? 3 : 0);
    found.push(this.#byPeers(user, record.owner));
    for (const rule of this.world.rules) {
      if (!this.means(rule.to, user)) continue;
      const given: Level = rule.level === "edit" ? 2 : 1;
      if (rule.module === module && this.#isFrom(rule.from, record)) found.push(given);
      if (
        rule.related.includes(module) &&
        this.#referred(record).some((other) => other.module === rule.module && this.#isFrom(rule.from, other))
      )
        found.push(given);
    }
    for (const share of this.world.shares)
      if (share.record === record.id && !share.expired && this.means(share.to, user)) found.push(share.level === "edit" ? 2 : 1);
    return Math.max(...found) as Level;
  }
  /** One's own, one's groups', those of whom one stands above, and of whom one stands in for. */
  #actsOn(user: string, owner: string): boolean {
    if (this.world.absences.some((absence) => absence.when === "now" && absence.substitute === user && absence.user === owner)) return true;
    const people = [user, ...this.world.users.map((each) => each.id).filter((id) => this.isSuperior(user, id))];
    return people.some((person) => (this.#isGroup(owner) ? this.isIn(person, owner) : person === owner));
  }
  #byPeers(user: string, owner: string): Level {
    const role = this.roleOf(user);
    if (!role || this.#isGroup(owner) || this.roleOf(owner)?.id !== role.id) return 0;
    return role.peers === "edit" ? 2 : role.peers === "read" ? 1 : 0;
  }
  #isFrom(from: World["rules"][number]["from"], record: WorldRecord): boolean {
    if ("filter" in from) return passes(from.filter, record);
    if (from.type === "group" && from.id === record.owner) return true;
    return !this.#isGroup(record.owner) && this.means(from, record.owner);
  }
  #referred(record: WorldRecord): WorldRecord[] {
    return Object.entries(record.values).flatMap(([field, value]) => (field.endsWith("_id") && value !== null ? [this.record(value)] : []));
  }
  parents(record: WorldRecord): WorldRecord[] {
    const fields = (PARENT_FIELDS[record.module] ?? []).flatMap((field) => record.values[field] ?? []);
    return [...fields, ...record.links].map((id) => this.record(id));
  }
  #byParents(user: string, record: WorldRecord, followed: readonly WorldModule[]): Level {
    const parents = this.parents(record);
    if (parents.length === 0) return this.#actsOn(user, record.owner) ? 3 : 0;
    const best = Math.max(...parents.map((parent) => this.level(user, parent, [...followed, record.module])));
    return best >= 2 ? 3 : (best as Level);
  }

  // --- what follows
  sees = (user: string, record: WorldRecord): boolean => this.level(user, record) >= 1;
  mayEdit = (user: string, record: WorldRecord): boolean => this.level(user, record) >= 2 && this.rights(user, record.module, "edit");
  mayDelete = (user: string, record: WorldRecord): boolean => this.level(user, record) >= 3 && this.rights(user, record.module, "delete");
  visible = (user: string, module: WorldModule): WorldRecord[] =>
    [...this.world.records, ...this.world.papers].filter((record) => record.module === module && this.sees(user, record));
}

export function passes(filter: WorldFilter, record: WorldRecord): boolean {
  if ("not" in filter) return !passes(filter.not, record);
  return (record.values[filter.field] ?? "").startsWith(filter.value);
}
