/**
 * Why somebody may, or may not: the rules that decide, in order, by the very code that decides. Each rule is put alone
 * into the predicate and asked about the record; so the explanation can't say otherwise than the access.
 */
import type { Label, Lang } from "../../fieldtypes/field-type.ts";
import type { FieldLevel, Need, Principal, ShareLevel } from "../../model/access/vocabulary.ts";
import type { Field, Module } from "../../model/define.ts";
import type { Registry } from "../../model/registry.ts";
import type { Db } from "../db/database.ts";
import { ident, sql } from "../db/sql.ts";
import { accessFor, accessOf, choosable } from "./access.ts";
import { reasonText } from "./explain-texts.ts";
import type { RoleOptions } from "./organisation.ts";
import { tablePredicate } from "./predicate.ts";
import { defaultLevel, keyOf, ownersOf, ownHierarchy, rightsIn, type Grants, type UserAccess } from "./user-access.ts";

/** What decides. `grants`: what of the record (or, without one, of the module) it opens; empty: it closes. */
export type ReasonCode =
  | "administrator"
  | "inactive"
  | "directory"
  | "profile"
  | "no_profile"
  | "see_all"
  | "edit_all"
  | "default"
  | "own"
  | "own_group"
  | "subordinate"
  | "subordinate_group"
  | "substitute"
  | "peer"
  | "rule"
  | "share"
  | "parent"
  | "field"
  | "read_only_field"
  | "options"
  | "personal_closed"
  | "personal_open";
export interface Reason {
  readonly code: ReasonCode;
  readonly grants: readonly Need[];
  readonly params: Readonly<Record<string, string>>;
  readonly text: Label;
}
export interface Explanation {
  readonly can: Readonly<Record<Need, boolean>>;
  readonly field?: FieldLevel;
  readonly reasons: readonly Reason[];
  readonly text: Label;
}
export interface Question {
  readonly db: Db;
  readonly registry: Registry;
  readonly user: { readonly name: string; readonly isAdmin: boolean; readonly isActive: boolean; readonly access: UserAccess };
  readonly module: Module;
  readonly record?: { readonly id: string; readonly ownerId: string | null; readonly ownerName: string };
  readonly field?: Field;
  /** Names of rules' principals, by `type:id`. */
  readonly names: ReadonlyMap<string, string>;
}

const NEEDS: readonly Need[] = ["view", "edit", "delete"];
const levelNeeds = (level: ShareLevel): readonly Need[] => (level === "edit" ? ["view", "edit"] : ["view"]);

export const reason = (code: ReasonCode, grants: readonly Need[], params: Readonly<Record<string, string>> = {}): Reason => ({
  code,
  grants,
  params,
  text: reasonText(code, grants, params),
});

export async function explain(question: Question): Promise<Explanation> {
  const { user, module, field } = question;
  const reasons: Reason[] = [];
  if (!user.isActive) reasons.push(reason("inactive", [], { user: user.name }));
  if (user.isAdmin) reasons.push(reason("administrator", NEEDS, { user: user.name }));
  else if (module.adminOnly) reasons.push(reason("directory", user.access.tools.has("users") ? NEEDS : ["view"]));
  else {
    reasons.push(...profileReasons(question));
    reasons.push(...(await recordReasons(question)));
  }
  const can = await verdict(question);
  const declared = field && !user.isAdmin ? fieldReasons(question, field, reasons) : field && (field.readOnly ? "read" : "edit");
  const level = (field && personalLevel(question, field, reasons)) ?? declared;
  return { can, ...(level ? { field: level } : {}), reasons, text: summary(question, can, level) };
}

/** What the access itself says. */
async function verdict({ db, registry, user, module, record }: Question): Promise<Readonly<Record<Need, boolean>>> {
  if (!user.isActive) return { view: false, edit: false, delete: false };
  if (user.isAdmin) return { view: true, edit: true, delete: true };
  const access = accessFor(user.access, registry);
  const rights = access.module(module);
  const open = async (need: Need): Promise<boolean> => {
    if (!rights.view || !rights[need]) return false;
    const predicate = record && access.predicate(module, need, "t");
    return !record || !predicate || matches(db, module, record.id, predicate);
  };
  return { view: await open("view"), edit: await open("edit"), delete: await open("delete") };
}

async function matches(db: Db, module: Module, id: string, predicate: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await db.query(sql`SELECT 1 FROM ${ident(module.name)} t WHERE t.id = ${id}::bigint AND ${predicate}`);
  return rows.length > 0;
}

function profileReasons({ user: { access }, module }: Question): readonly Reason[] {
  const { organisation, userId } = access;
  const role = organisation.role(organisation.user(userId)?.roleId ?? null);
  const profiles = (role?.profileIds ?? []).flatMap((id) => organisation.profile(id) ?? []);
  const params = { role: role?.name ?? "—", module: module.name };
  const reasons = profiles.map((profile) => {
    const rights = rightsIn(profile, module.name);
    return reason(
      "profile",
      NEEDS.filter((need) => rights[need] === true),
      { ...params, profile: profile.name, profile_id: profile.id },
    );
  });
  if (profiles.length === 0) reasons.push(reason("no_profile", [], params));
  for (const profile of profiles) {
    const rights = rightsIn(profile, module.name);
    if (rights.see_all) reasons.push(reason("see_all", ["view"], { ...params, profile: profile.name, profile_id: profile.id }));
    if (rights.edit_all) reasons.push(reason("edit_all", NEEDS, { ...params, profile: profile.name, profile_id: profile.id }));
  }
  return reasons;
}

async function recordReasons(question: Question): Promise<readonly Reason[]> {
  const { user, module, record } = question;
  const { organisation } = user.access;
  const level = defaultLevel(organisation, module.name);
  const byDefault: Readonly<Record<string, readonly Need[]>> = { read: ["view"], edit: ["view", "edit"], full: NEEDS };
  const reasons = [reason("default", byDefault[level] ?? [], { module: module.name, level })];
  if (record) reasons.push(...ownerReasons(question, record, level === "parent"));
  for (const rule of organisation.rules) {
    const needs = levelNeeds(rule.level);
    if (!user.access.isMeantBy(rule.to) || (rule.module !== module.name && !rule.related.includes(module.name))) continue;
    const owners = "type" in rule.from ? ownersOf(organisation, rule.from) : undefined;
    const filter = "filter" in rule.from ? rule.from.filter : undefined;
    const alone: Grants =
      rule.module === module.name
        ? { ...NO_GRANTS, owners: owners ?? [], filters: filter ? [filter] : [] }
        : { ...NO_GRANTS, related: [{ module: rule.module, ...(owners ? { owners } : {}), ...(filter ? { filter } : {}) }] };
    if (record && !(await opens(question, record.id, alone))) continue;
    const name = (principal: Principal): string => question.names.get(keyOf(principal)) ?? principal.id;
    reasons.push(
      reason("rule", needs, {
        rule_id: rule.id,
        module: rule.module,
        from_type: "type" in rule.from ? rule.from.type : "filter",
        from: "type" in rule.from ? name(rule.from) : JSON.stringify(rule.from.filter),
        to_type: rule.to.type,
        to: name(rule.to),
      }),
    );
  }
  if (!record) return reasons;
  for (const need of ["edit", "view"] as const)
    if (user.access.grants(module.name, need).ids.includes(record.id)) {
      reasons.push(reason("share", need === "edit" ? ["view", "edit"] : ["view"], { record_id: record.id }));
      break;
    }
  return [...reasons, ...(await parentReasons(question, record.id))];
}

const NO_GRANTS: Grants = { all: false, owners: [], ids: [], filters: [], related: [] };

/** Would these grants alone open the record? */
async function opens({ db, registry, user, module }: Question, id: string, alone: Grants, need: Need = "view"): Promise<boolean> {
  const access = accessFor(user.access, registry);
  const scope = {
    registry,
    sees: (other: Module) => access.module(other).view,
    grants: (other: Module, wanted: Need) =>
      other.name === module.name ? alone : other.adminOnly ? { ...NO_GRANTS, all: true } : user.access.grants(other.name, wanted),
  };
  const predicate = tablePredicate(scope, module, { need, alias: "t", chain: [] });
  return predicate === null || matches(db, module, id, predicate);
}

function ownerReasons({ user }: Question, record: NonNullable<Question["record"]>, followsParents: boolean): readonly Reason[] {
  const { organisation, userId } = user.access;
  const owner = record.ownerId;
  if (owner === null || followsParents) return [];
  const params = { owner: record.ownerName, owner_id: owner };
  if (owner === userId) return [reason("own", NEEDS, params)];
  if (organisation.groupsOf(userId).includes(owner)) return [reason("own_group", NEEDS, params)];
  const roleId = organisation.user(userId)?.roleId;
  if (roleId && organisation.usersBelow(roleId).includes(owner)) return [reason("subordinate", NEEDS, params)];
  if (ownHierarchy(organisation, userId).includes(owner)) return [reason("subordinate_group", NEEDS, params)];
  if (user.access.absent.includes(owner)) return [reason("substitute", NEEDS, params)];
  const role = organisation.role(roleId ?? null);
  if (role && role.peers !== "none" && organisation.usersOfRole(role.id).includes(owner))
    return [reason("peer", levelNeeds(role.peers), { ...params, role: role.name })];
  return [];
}

async function parentReasons(question: Question, id: string): Promise<readonly Reason[]> {
  const { user, module } = question;
  const grants = user.access.grants(module.name, "view");
  if (grants.orphans === undefined) return [];
  const seen = await opens(question, id, { ...NO_GRANTS, orphans: grants.orphans });
  const editable = seen && (await opens(question, id, { ...NO_GRANTS, orphans: grants.orphans }, "edit"));
  return [reason("parent", editable ? NEEDS : seen ? ["view"] : [], { module: module.name })];
}

/** Adds the reasons and gives the level. */
function fieldReasons({ user: { access }, registry, module }: Question, field: Field, reasons: Reason[]): FieldLevel {
  const { organisation, userId } = access;
  const role = organisation.role(organisation.user(userId)?.roleId ?? null);
  for (const id of role?.profileIds ?? []) {
    const profile = organisation.profile(id);
    const level = profile?.rights.fields[module.name]?.[field.name] ?? "edit";
    if (!profile || (!module.adminOnly && !rightsIn(profile, module.name).view)) continue;
    const grants: readonly Need[] = level === "edit" ? ["view", "edit"] : level === "read" ? ["view"] : [];
    reasons.push(reason("field", grants, { profile: profile.name, profile_id: id, field: field.name, level }));
  }
  const list = role && choosable(accessFor(access, registry), field) && organisation.optionsFor(role.id, module.name, field.name);
  if (list) reasons.push(reason("options", ["view", "edit"], optionParams(field, list, organisation.role(list.roleId)?.name ?? "—")));
  if (field.readOnly) reasons.push(reason("read_only_field", ["view"], { field: field.name }));
  return accessFor(access, registry).field(field);
}

function optionParams(field: Field, { options }: RoleOptions, role: string): Readonly<Record<string, string>> {
  const labels = (field.options ?? []).filter(({ value }) => options.includes(value)).map(({ label }) => label);
  const listed = (lang: Lang): string => labels.map((label) => label[lang]).join(", ");
  return { field: field.name, role, values: options.join(", "), values_en: listed("en"), values_ru: listed("ru") };
}

/** Of personal data that the company keeps closed: what this user may do with it. Adds the reason. */
function personalLevel({ user, registry, module, record }: Question, field: Field, reasons: Reason[]): FieldLevel | undefined {
  const actor = { kind: "user", isAdmin: user.isAdmin, access: user.access } as const;
  const personal = accessOf({ actor, registry }).personal(field);
  if (!personal) return undefined;
  const granted = record !== undefined && personal.ids.has(record.id);
  const code = personal.open || granted ? "personal_open" : "personal_closed";
  reasons.push(reason(code, code === "personal_open" ? ["view"] : [], { field: field.name, module: module.name }));
  if (personal.open || personal.level === "hidden") return personal.level;
  return granted ? "read" : "hidden";
}

function summary({ user, module, record, field }: Question, can: Readonly<Record<Need, boolean>>, level: FieldLevel | undefined): Label {
  const what = {
    en: `${record ? "this record" : "records"} of “${module.label.en}”`,
    ru: `${record ? "эту запись" : "записи"} модуля «${module.label.ru}»`,
  };
  const verb = can.delete
    ? { en: "may see, change and delete", ru: "может видеть, менять и удалять" }
    : can.edit
      ? { en: "may see and change, but not delete", ru: "может видеть и менять, но не удалять" }
      : can.view
        ? { en: "may see, but not change", ru: "может видеть, но не менять" }
        : { en: "may not see", ru: "не может видеть" };
  const levels: Readonly<Record<FieldLevel, Label>> = {
    hidden: { en: "is hidden", ru: "скрыто" },
    read: { en: "may be read only", ru: "доступно только для чтения" },
    edit: { en: "may be changed", ru: "доступно для изменения" },
  };
  const tail =
    field && level
      ? { en: ` The field “${field.label.en}” ${levels[level].en}.`, ru: ` Поле «${field.label.ru}» ${levels[level].ru}.` }
      : { en: "", ru: "" };
  return { en: `${user.name} ${verb.en} ${what.en}.${tail.en}`, ru: `${user.name} ${verb.ru} ${what.ru}.${tail.ru}` };
}
