/**
 * Who may do what: the one door, for every path. `accessOf(ctx)` gives rights per module and field, and predicates that
 * the records engine puts into every query. It is cheap and synchronous: what it stands on was loaded with the caller
 * (load.ts), hangs on the actor and is thrown away when the epoch moves on. System actors may do everything, and so may
 * administrators, but for personal data where the company keeps it closed: that is closed to all who have no grant, and
 * who grants it to themselves leaves an entry in the audit log. A user whose rights were not loaded has none.
 */
import { MODULE_ACTIONS, type ActionRights, type FieldLevel, type Need, type Tool } from "../../model/access/vocabulary.ts";
import type { Field, Module } from "../../model/define.ts";
import type { ModuleRights } from "../../model/describe.ts";
import type { Registry } from "../../model/registry.ts";
import type { Actor, Ctx } from "../context.ts";
import { ident, sql, type Sql } from "../db/sql.ts";
import { recordsPredicate, tablePredicate, type PredicateScope } from "./predicate.ts";
import type { Grants, UserAccess } from "./user-access.ts";

export type FieldAccess = FieldLevel;

/** A field of personal data in a module where it is closed. */
export interface PersonalField {
  /** The actor may see it: what they are shown of it is logged. Otherwise it is hidden from them, and shown as a mask. */
  readonly open: boolean;
  /** Records of which they may see it nevertheless. */
  readonly ids: ReadonlySet<string>;
  /** What the actor could do with the field, were it open. */
  readonly level: FieldLevel;
}

export interface Access {
  module(module: Module): ModuleRights;
  /** Personal data that is closed to the actor is hidden; `personal` tells it from what does not exist for them. */
  field(field: Field): FieldAccess;
  /** Undefined: nobody needs a grant to see it. */
  personal(field: Field): PersonalField | undefined;
  /** The values of a choice that the actor may give to records: their role's. Undefined: all of them. */
  options(field: Field): ReadonlySet<string> | undefined;
  tool(tool: Tool): boolean;
  /** The condition on rows of `alias`, the module's table, that are open for this need; null: all of them. */
  predicate(module: Module, need: Need, alias: string): Sql | null;
  /** The condition on rows of `alias`, the table `records`, of these modules that may be seen; null: all of them. */
  records(modules: readonly Module[], alias: string): Sql | null;
  /** Of these, only those whose names the user may see: what a reference may be shown by. */
  labels(modules: readonly Module[], alias: string): Sql | null;
  /** False: a part of the name is hidden from the user, hence the whole. */
  showsLabel(module: Module): boolean;
  /** Without the database: may the record of this owner be seen? Undefined: only the predicate can tell. */
  seesOwner(module: Module, record: { readonly id: string; readonly ownerId: string | null }): boolean | undefined;
}

const rightsFrom = (rightOf: (action: keyof ActionRights) => boolean): ActionRights =>
  Object.fromEntries(MODULE_ACTIONS.map((action) => [action, rightOf(action)])) as ActionRights;
const ALL = rightsFrom(() => true);
const NONE = rightsFrom(() => false);
const READ = { ...NONE, view: true };

const everything: Access = {
  module: () => ALL,
  field: (field) => (field.readOnly ? "read" : "edit"),
  personal: () => undefined,
  options: () => undefined,
  tool: () => true,
  predicate: () => null,
  records: () => null,
  labels: () => null,
  showsLabel: () => true,
  seesOwner: () => true,
};

/** As much of an actor as access needs. */
type Asker = Pick<Extract<Actor, { kind: "user" }>, "kind" | "isAdmin" | "access"> | Extract<Actor, { kind: "system" }>;

export function accessOf(ctx: Pick<Ctx, "registry"> & { readonly actor: Asker }): Access {
  const { actor } = ctx;
  if (actor.kind === "system") return everything;
  if (actor.isAdmin) return actor.access ? administratorAccess(actor.access, ctx.registry) : everything;
  return actor.access ? accessFor(actor.access, ctx.registry) : nothing;
}

/** The directory (users, groups, offices) is everybody's to read; to write it takes the tool `users`. */
const DIRECTORY_WRITES: ReadonlySet<keyof ActionRights> = new Set(["view", "create", "edit", "delete", "import", "export"]);
const directoryRights = (access: UserAccess): ActionRights =>
  access.tools.has("users") ? rightsFrom((action) => DIRECTORY_WRITES.has(action)) : READ;

type AccessMaker = (user: UserAccess, registry: Registry) => Access;
/** The same object for the same rights and definitions, so that what is worked out can hang on it. */
function once(make: AccessMaker): AccessMaker {
  const known = new WeakMap<UserAccess, WeakMap<Registry, Access>>();
  return (user, registry) => {
    const byRegistry = known.get(user) ?? new WeakMap<Registry, Access>();
    known.set(user, byRegistry);
    let access = byRegistry.get(registry);
    if (!access) byRegistry.set(registry, (access = make(user, registry)));
    return access;
  };
}

/** Of somebody who is no administrator. */
export const accessFor = once(makeAccess);
const administratorAccess = once((user, registry) =>
  user.organisation.personal.length === 0 ? everything : withoutPersonal(user, registry),
);

/** Everything but personal data that is closed to the user. */
function withoutPersonal(user: UserAccess, registry: Registry): Access {
  const personal = (field: Field): PersonalField | undefined =>
    personalField(user, registry.modules.get(field.module), field, everything.field(field));
  const isClosed = (field: Field): boolean => personal(field)?.open === false;
  const showsLabel = (module: Module): boolean => !hasClosedName(module, isClosed);
  return {
    ...everything,
    personal,
    field: (field) => {
      const module = registry.modules.get(field.module);
      const unnamed = field.name === "label" && module !== undefined && !showsLabel(module);
      return unnamed || isClosed(field) ? "hidden" : everything.field(field);
    },
    showsLabel,
    labels: (modules, alias) => {
      const named = modules.filter(showsLabel);
      return named.length === modules.length ? null : ofModules(named, alias);
    },
  };
}

/** Some records are called by what is personal: a call by its number. */
const hasClosedName = (module: Module, isClosed: (field: Field) => boolean): boolean =>
  module.nameFields.some((name) => {
    const field = module.fields.get(name);
    return field !== undefined && isClosed(field);
  });

const ofModules = (modules: readonly Module[], alias: string): Sql =>
  sql`${ident(alias, "module")} = ANY(${modules.map(({ name }) => name)}::text[])`;

/**
 * Who makes a record may fill in what they won't see afterwards: they know it. Not where a refusal would tell that
 * another record has the value already.
 */
export const mayGiveOnCreate = (field: Field, { level }: PersonalField): boolean =>
  level === "edit" && field.readOnly !== true && field.unique !== true;

/** The role's list for the field, where it is a choice among declared values. */
export const choosable = (access: Access, field: Field): ReadonlySet<string> | undefined =>
  field.options === undefined || field.open === true ? undefined : access.options(field);

const NO_RECORDS: ReadonlySet<string> = new Set();

/** Part of what people are called by. */
export const isName = (module: Module | undefined, field: Field): boolean =>
  field.type === "text" && module !== undefined && module.nameFields.includes(field.name);

/** Names stay: nobody could work with records, or ask to see more of them, without. */
function personalField(user: UserAccess, module: Module | undefined, field: Field, level: FieldLevel): PersonalField | undefined {
  if (field.personal !== true || isName(module, field)) return undefined;
  const { closed, all, ids } = user.personal(field.module);
  return closed ? { open: all, ids: level === "hidden" ? NO_RECORDS : ids, level } : undefined;
}

const OPEN: Grants = { all: true, owners: [], ids: [], filters: [], related: [] };

function makeAccess(user: UserAccess, registry: Registry): Access {
  const rightsOf = (module: Module): ActionRights => (module.adminOnly ? directoryRights(user) : user.rights(module.name));
  const scope: PredicateScope = {
    registry,
    sees: (module) => rightsOf(module).view,
    grants: (module, need) => (module.adminOnly ? OPEN : user.grants(module.name, need)),
  };
  const predicates = new Map<string, Sql | null>();
  const remembered = (key: string, make: () => Sql | null): Sql | null => {
    const found = predicates.get(key);
    if (found !== undefined) return found;
    const made = make();
    predicates.set(key, made);
    return made;
  };
  const moduleOf = (field: Field): Module | undefined => registry.modules.get(field.module);
  const level = (field: Field): FieldLevel => fieldAccess(user, moduleOf(field), field);
  const personal = (field: Field): PersonalField | undefined => personalField(user, moduleOf(field), field, level(field));
  const showsLabel = (module: Module): boolean =>
    module.nameFields.every((name) => user.field(module.name, name, module.adminOnly === true) !== "hidden") &&
    !hasClosedName(module, (field) => personal(field)?.open === false);
  const records = (modules: readonly Module[], alias: string): Sql | null =>
    remembered(`records ${modules.map(({ name }) => name).join()} ${alias}`, () =>
      recordsPredicate(scope, modules, { need: "view", alias, chain: [] }),
    );
  const labels = (modules: readonly Module[], alias: string): Sql | null => {
    const named = modules.filter(showsLabel);
    if (named.length === modules.length) return records(modules, alias);
    return records(named, alias) ?? ofModules(named, alias);
  };
  return {
    module: rightsOf,
    field: (field) => {
      const module = registry.modules.get(field.module);
      if (field.name === "label" && module && !showsLabel(module)) return "hidden";
      return personal(field)?.open === false ? "hidden" : level(field);
    },
    personal,
    showsLabel,
    labels,
    options: (field) => user.options(field.module, field.name),
    tool: (tool) => user.tools.has(tool),
    predicate: (module, need, alias) =>
      remembered(`${module.name} ${need} ${alias}`, () =>
        module.adminOnly && need !== "view" ? directoryPredicate(module, alias) : tablePredicate(scope, module, { need, alias, chain: [] }),
      ),
    records,
    seesOwner: (module, { id, ownerId }) => {
      if (!rightsOf(module).view) return false;
      const grants = scope.grants(module, "view");
      if (grants.all || grants.ids.includes(id)) return true;
      if (ownerId !== null && grants.owners.includes(ownerId)) return true;
      return grants.filters.length > 0 || grants.related.length > 0 || grants.orphans !== undefined ? undefined : false;
    },
  };
}

/** Who helps with the people's administration can't make administrators, nor change one. */
const directoryPredicate = (module: Module, alias: string): Sql | null =>
  module.name === "users" ? sql`${ident(alias, "is_admin")} IS NOT TRUE` : null;

function fieldAccess(user: UserAccess, module: Module | undefined, field: Field): FieldAccess {
  const level = user.field(field.module, field.name, module === undefined || module.adminOnly === true);
  if (level === "hidden") return "hidden";
  if (field.readOnly || (field.module === "users" && field.name === "is_admin")) return "read";
  return level;
}

const nothing: Access = {
  module: () => NONE,
  field: () => "hidden",
  personal: () => undefined,
  options: () => undefined,
  tool: () => false,
  predicate: () => sql`false`,
  records: () => sql`false`,
  labels: () => sql`false`,
  showsLabel: () => false,
  seesOwner: () => false,
};
