/**
 * From grants to SQL: the condition on rows of a module's table, and the one on rows of `records` (labels, search,
 * parents). Both are made of sets of owners, which are small, and look up rows only where rules by filter, related
 * modules or parents demand it. Null everywhere means: all rows.
 */
import type { Need } from "../../model/access/vocabulary.ts";
import type { Module } from "../../model/define.ts";
import { isReference, targetsOf, type Registry } from "../../model/registry.ts";
import { ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { compileRuleFilter } from "./filter-compiler.ts";
import type { Grants, RelatedGrant } from "./user-access.ts";

export interface PredicateScope {
  readonly registry: Registry;
  /** False: the module does not exist for this user. */
  sees(module: Module): boolean;
  grants(module: Module, need: Need): Grants;
}
export interface Target {
  readonly need: Need;
  /** Of the table in the query. */
  readonly alias: string;
  /** Modules that are being followed to their parents already: a circle ends there. */
  readonly chain: readonly string[];
}

const NOTHING = raw("false");
const either = (branches: readonly Sql[]): Sql =>
  branches.length === 0 ? NOTHING : branches.length === 1 ? (branches[0] ?? NOTHING) : sql`(${join(branches, " OR ")})`;
const oneOf = (column: Sql, ids: readonly string[]): Sql => sql`${column} = ANY(${ids}::bigint[])`;

/** The condition on rows of the module's own table. */
export function tablePredicate(scope: PredicateScope, module: Module, target: Target): Sql | null {
  const grants = scope.grants(module, target.need);
  if (grants.all) return null;
  const { alias } = target;
  const branches = ownBranches(scope, module, grants, alias);
  if (grants.orphans === undefined) return either(branches);
  const followed = parentBranches(scope, module, grants.orphans, target);
  return followed === null ? null : either([...branches, ...followed]);
}

/** Owners first: they decide nearly always, and by the value in the row. */
function ownBranches(scope: PredicateScope, module: Module, grants: Grants, alias: string): Sql[] {
  const branches: Sql[] = [];
  if (grants.owners.length > 0) branches.push(oneOf(ident(alias, "owner_id"), grants.owners));
  if (grants.ids.length > 0) branches.push(oneOf(ident(alias, "id"), grants.ids));
  for (const filter of grants.filters) {
    const condition = compileRuleFilter(scope.registry, { module, filter, alias });
    if (condition) branches.push(condition);
  }
  for (const related of grants.related) branches.push(...relatedBranches(scope, module, related, alias));
  return branches;
}

/** Records of this module that refer to a record which a rule opens. */
function relatedBranches(scope: PredicateScope, module: Module, related: RelatedGrant, alias: string): Sql[] {
  const other = scope.registry.modules.get(related.module);
  if (!other) return [];
  const fields = [...module.fields.values()].filter((field) => field.type === "reference" && targetsOf(field).includes(other.name));
  const inner = "rule_parent";
  const filter = related.filter && compileRuleFilter(scope.registry, { module: other, filter: related.filter, alias: inner });
  return fields.flatMap((field) => {
    const refers = sql`${ident(inner, "id")} = ${ident(alias, field.name)}`;
    if (related.owners)
      return [
        sql`EXISTS (SELECT 1 FROM records ${ident(inner)} WHERE ${refers} AND ${ident(inner, "module")} = ${other.name} AND ${oneOf(ident(inner, "owner_id"), related.owners)})`,
      ];
    return filter ? [sql`EXISTS (SELECT 1 FROM ${ident(other.name)} ${ident(inner)} WHERE ${refers} AND ${filter})`] : [];
  });
}

interface ParentPath {
  readonly modules: readonly Module[];
  /** The reference's column, or the link's table with its two columns. */
  readonly column?: string;
  readonly mandatory?: boolean;
  readonly link?: { readonly table: string; readonly own: string; readonly other: string };
}

function parentPaths(registry: Registry, module: Module): readonly ParentPath[] {
  const named = (names: readonly string[]): readonly Module[] => names.flatMap((name) => registry.modules.get(name) ?? []);
  return (module.parents ?? []).flatMap((name): ParentPath[] => {
    const field = module.fields.get(name);
    if (field && isReference(field)) return [{ modules: named(targetsOf(field)), column: name, mandatory: field.mandatory === true }];
    const link = registry.links.get(name);
    return link ? [{ modules: named([link.there.module]), link: { table: link.table, own: "a_id", other: "b_id" } }] : [];
  });
}

/** Null: all rows, since every parent that there could be is open and there must be one. */
function parentBranches(scope: PredicateScope, module: Module, orphanOwners: readonly string[], target: Target): Sql[] | null {
  const paths = parentPaths(scope.registry, module);
  const chain = [...target.chain, module.name];
  // Deleting a record of one's own makes no deletion of its parent: to edit the parent is enough.
  const need: Need = target.need === "view" ? "view" : "edit";
  const inner = `parent_${chain.length}`;
  const branches: Sql[] = [];
  const present: Sql[] = [];
  for (const { modules, column, mandatory, link } of paths) {
    const open = recordsPredicate(scope, modules, { need, alias: inner, chain });
    if (column !== undefined) {
      const own = ident(target.alias, column);
      if (open === null && mandatory) return null;
      present.push(sql`${own} IS NULL`);
      branches.push(
        open === null
          ? sql`${own} IS NOT NULL`
          : sql`EXISTS (SELECT 1 FROM records ${ident(inner)} WHERE ${ident(inner, "id")} = ${own} AND ${open})`,
      );
    }
    if (link) {
      const edge = `link_${chain.length}`;
      const linked = sql`FROM ${ident(link.table)} ${ident(edge)}`;
      const own = sql`${ident(edge, link.own)} = ${ident(target.alias, "id")}`;
      present.push(sql`NOT EXISTS (SELECT 1 ${linked} WHERE ${own})`);
      branches.push(
        open === null
          ? sql`EXISTS (SELECT 1 ${linked} WHERE ${own})`
          : sql`EXISTS (SELECT 1 ${linked} JOIN records ${ident(inner)} ON ${ident(inner, "id")} = ${ident(edge, link.other)} WHERE ${own} AND ${open})`,
      );
    }
  }
  if (orphanOwners.length > 0) branches.push(sql`(${join([oneOf(ident(target.alias, "owner_id"), orphanOwners), ...present], " AND ")})`);
  return branches;
}

/** The condition on rows of the table `records`: those of the given modules that are open. Null: all of these. */
export function recordsPredicate(scope: PredicateScope, modules: readonly Module[], target: Target): Sql | null {
  const open: string[] = [];
  const byOwners = new Map<string, { readonly names: string[]; readonly grants: Grants }>();
  const branches: Sql[] = [];
  const ofModule = ident(target.alias, "module");
  for (const module of modules) {
    if (!scope.sees(module)) continue;
    const grants = scope.grants(module, target.need);
    if (grants.all) open.push(module.name);
    else if (isPlain(grants)) {
      const key = `${grants.owners.join()}/${grants.ids.join()}`;
      const known = byOwners.get(key);
      if (known) known.names.push(module.name);
      else byOwners.set(key, { names: [module.name], grants });
    } else if (!target.chain.includes(module.name)) {
      const inner = `row_${target.chain.length}`;
      const condition = tablePredicate(scope, module, { ...target, alias: inner });
      if (condition === null) open.push(module.name);
      else
        branches.push(
          sql`(${ofModule} = ${module.name} AND EXISTS (SELECT 1 FROM ${ident(module.name)} ${ident(inner)} WHERE ${ident(inner, "id")} = ${ident(target.alias, "id")} AND ${condition}))`,
        );
    }
  }
  if (open.length === modules.length) return null;
  for (const { names, grants } of byOwners.values()) {
    const own = ownBranchesOfRecords(grants, target.alias);
    if (own.length > 0) branches.unshift(sql`(${ofModule} = ANY(${names}::text[]) AND ${either(own)})`);
  }
  if (open.length > 0) branches.unshift(sql`${ofModule} = ANY(${open}::text[])`);
  return either(branches);
}

/** Decided by owner and id alone, which `records` holds too. */
const isPlain = (grants: Grants): boolean => grants.filters.length === 0 && grants.related.length === 0 && grants.orphans === undefined;

function ownBranchesOfRecords(grants: Grants, alias: string): Sql[] {
  const branches: Sql[] = [];
  if (grants.owners.length > 0) branches.push(oneOf(ident(alias, "owner_id"), grants.owners));
  if (grants.ids.length > 0) branches.push(oneOf(ident(alias, "id"), grants.ids));
  return branches;
}
