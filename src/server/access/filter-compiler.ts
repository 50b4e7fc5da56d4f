/** Filter rules need the engine's compiler of filters, which stands above this room: the engine hands it in. */
import type { Module } from "../../model/define.ts";
import type { Filter } from "../../model/filter/ast.ts";
import type { Registry } from "../../model/registry.ts";
import type { Sql } from "../db/sql.ts";

/** The condition on rows of `alias`; undefined where the filter names a field that is no more. */
export type FilterCompiler = (registry: Registry, target: { module: Module; filter: Filter; alias: string }) => Sql | undefined;

let compiler: FilterCompiler | undefined;
export const setFilterCompiler = (given: FilterCompiler): void => {
  compiler = given;
};

export const compileRuleFilter: FilterCompiler = (registry, target) => {
  if (!compiler) throw new Error("the records engine is not loaded");
  return compiler(registry, target);
};
