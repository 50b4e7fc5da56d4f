/**
 * Formulas and roll-ups of a registry: parsed, typed and checked when it is built, so that no reader ever meets a bad
 * one. Circles are refused, over modules too, and so is what would cost too much: a formula counts with all formulas
 * that it uses.
 */
import { filterPaths } from "./filter/ast.ts";
import { FORMULA_LIMITS, FormulaError, type Typed } from "./formula/ast.ts";
import { checkFormula, formulaTypeOf, pathsOf, sizeOf, type PathTypes } from "./formula/check.ts";
import { parseFormula } from "./formula/parse.ts";
import { RESULTS_OF } from "./formula/result.ts";
import type { ValueError } from "../fieldtypes/field-type.ts";
import type { Field, FieldDefinition, Module, Relation } from "./define.ts";
import type { Registry, ResolvedPath } from "./registry.ts";

/** resolvePath of registry.ts, which builds on this file. */
export type Resolve = (registry: Registry, module: Module, path: string) => ResolvedPath | undefined;

export interface Computed {
  /** Formulas. */
  readonly typed?: Typed;
  /** Roll-ups: the related list and, but for `count`, the path of its module that is added up. */
  readonly relation?: Relation;
  readonly measured?: ResolvedPath;
  /** Every field whose value takes part, references on the way included. Who may not see one may not see the result. */
  readonly reads: readonly Field[];
}

const known = new WeakMap<Field, Computed>();
/** What a computed field is; undefined for a field with a column of its own. */
export const computedOf = (field: Field): Computed | undefined => known.get(field);
export const isComputed = (field: FieldDefinition): boolean => field.type === "formula" || field.type === "rollup";

/** What paths are worth inside this module's formulas. */
export const pathTypes =
  (registry: Registry, module: Module, resolve: Resolve): PathTypes =>
  (path) => {
    const found = resolve(registry, module, path);
    return found ? (formulaTypeOf(found) ?? "unusable") : "unknown";
  };

/** Checks every computed field of the registry and remembers what it is made of. */
export function checkComputed(registry: Registry, resolve: Resolve, faults: string[]): void {
  const computed: Field[] = [];
  for (const module of registry.modules.values())
    for (const field of module.fields.values()) {
      if (!isComputed(field)) continue;
      computed.push(field);
      try {
        known.set(
          field,
          field.type === "formula" ? formulaOf(registry, module, field, resolve) : rollupOf(registry, module, field, resolve),
        );
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        faults.push(`${module.name}.${field.name}: ${error.message}`);
      }
    }
  const costs = new Map<Field, number>();
  for (const field of computed) costOf(field, [], costs, faults);
}

const readsOf = (paths: readonly ResolvedPath[]): readonly Field[] => [
  ...new Set(paths.flatMap((path) => (path.via ? [path.via, path.field] : [path.field]))),
];

function formulaOf(registry: Registry, module: Module, field: Field, resolve: Resolve): Computed {
  const typed = checkFormula(parseFormula(field.formula ?? ""), pathTypes(registry, module, resolve));
  if (!field.result || !RESULTS_OF[typed.type].includes(field.result))
    throw new FormulaError("formula_result", 0, { given: typed.type, result: field.result ?? "" });
  return { typed, reads: readsOf(pathsOf(typed).flatMap((path) => resolve(registry, module, path) ?? [])) };
}

function rollupOf(registry: Registry, module: Module, field: Field, resolve: Resolve): Computed {
  const definition = field.rollup;
  const relation = module.relations.find(({ name }) => name === definition?.relation);
  const other = relation && registry.modules.get(relation.module);
  if (!definition || !relation || !other) throw new FormulaError("rollup_relation", 0, { relation: definition?.relation ?? "" });
  const need = (path: string): ResolvedPath => {
    const found = resolve(registry, other, path);
    if (!found) throw new FormulaError("formula_unknown_field", 0, { field: path.slice(0, 60) });
    return found;
  };
  const filtered = definition.filter ? filterPaths(definition.filter).map(need) : [];
  const link = relation.field === undefined ? [] : [need(relation.field)];
  if (definition.fn === "count") return { relation, reads: readsOf([...link, ...filtered]) };
  const measured = need(definition.field ?? "");
  const ordered = definition.fn === "min" || definition.fn === "max";
  if (measured.family !== "number" && !(ordered && measured.family === "date" && measured.type.name !== "time"))
    throw new FormulaError("rollup_field", 0, { field: measured.path });
  return { relation, measured, reads: readsOf([...link, measured, ...filtered]) };
}

const ROLLUP_COST = 50;
const CIRCLE = "a circle: ";
const COSTLY = `: more than ${FORMULA_LIMITS.cost} steps with the formulas that it uses`;

/** Two faults that people cause who add or change one field: as an error with its own words (`value.<code>`). */
export function computedFault(fault: string): ValueError | undefined {
  if (fault.startsWith(CIRCLE)) return { code: "computed_circle", params: { circle: fault.slice(CIRCLE.length) } };
  if (fault.endsWith(COSTLY))
    return { code: "computed_costly", params: { field: fault.slice(0, -COSTLY.length), most: FORMULA_LIMITS.cost } };
  return undefined;
}

function costOf(field: Field, trail: readonly Field[], costs: Map<Field, number>, faults: string[]): number {
  const before = costs.get(field);
  if (before !== undefined) return before;
  const own = known.get(field);
  if (!own) return 0;
  if (trail.includes(field)) {
    const circle = [...trail.slice(trail.indexOf(field)), field].map(({ module, name }) => `${module}.${name}`);
    faults.push(CIRCLE + circle.join(" → "));
    costs.set(field, 0);
    return 0;
  }
  const cost =
    (own.typed ? sizeOf(own.typed) : ROLLUP_COST) +
    own.reads.reduce((sum, read) => sum + costOf(read, [...trail, field], costs, faults), 0);
  costs.set(field, cost);
  if (cost > FORMULA_LIMITS.cost) faults.push(`${field.module}.${field.name}${COSTLY}`);
  return cost;
}
