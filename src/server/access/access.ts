/**
 * Who may do what: the one place that decides, for every path. Until the access settings come (company defaults,
 * profiles, roles, sharing), administrators and system actors may do everything; everybody else may work with all
 * records of the business modules and only read the administrators' ones. The shape is already the final one: rights
 * per module, per field, and a predicate over owners, which the records engine puts into every query.
 */
import type { Field, Module } from "../../model/define.ts";
import type { ModuleRights } from "../../model/describe.ts";
import type { Ctx } from "../context.ts";
import type { Sql } from "../db/sql.ts";

export type FieldAccess = "hidden" | "read" | "edit";

export interface Access {
  module(module: Module): ModuleRights;
  field(field: Field): FieldAccess;
  /** The condition on rows of `alias` that may be seen or edited; null: all of them. */
  predicate(module: Module, need: "view" | "edit", alias: string): Sql | null;
}

const ALL: ModuleRights = { view: true, create: true, edit: true, delete: true, import: true, export: true };
const READ: ModuleRights = { view: true, create: false, edit: false, delete: false, import: false, export: false };

const everything: Access = {
  module: () => ALL,
  field: (field) => (field.readOnly ? "read" : "edit"),
  predicate: () => null,
};
const staff: Access = {
  module: (module) => (module.adminOnly ? READ : ALL),
  field: (field) => (field.readOnly ? "read" : "edit"),
  predicate: () => null,
};

export function accessOf(ctx: Ctx): Access {
  return ctx.actor.kind === "system" || ctx.actor.isAdmin ? everything : staff;
}
