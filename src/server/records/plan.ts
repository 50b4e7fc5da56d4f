/**
 * A query's plan: every path that it touches, with its purpose, resolved and passed by access. There is one such pass,
 * for select, filter, sort, group and aggregate alike: a field that is hidden from the actor does not exist on any.
 * Personal data that is closed to them is hidden for every purpose but one: where it would be shown stands a mask.
 */
import { checkFilter } from "../../model/filter/check.ts";
import type { Filter } from "../../model/filter/ast.ts";
import { computedOf } from "../../model/computed.ts";
import type { Field, Module } from "../../model/define.ts";
import { resolvePath, targetsOf, type ResolvedPath } from "../../model/registry.ts";
import { accessOf, type Access } from "../access/access.ts";
import { valueContext, type Ctx } from "../context.ts";
import { AppError } from "../errors.ts";

export type Purpose = "select" | "filter" | "sort" | "group" | "aggregate";

/** The module, if it exists and the actor may see it. */
export function moduleOf(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  if (!module || !accessOf(ctx).module(module).view) throw new AppError("unknown_module", { params: { module: name.slice(0, 60) } });
  return module;
}

export function visibleModules(ctx: Ctx): readonly Module[] {
  const access = accessOf(ctx);
  return [...ctx.registry.modules.values()].filter((module) => access.module(module).view);
}

/** A path as this actor may use it; undefined where it leads to nothing that they may see. */
export function visiblePath(ctx: Ctx, module: Module, path: string): ResolvedPath | undefined {
  if (path.length > 200) return undefined;
  const resolved = resolvePath(ctx.registry, module, path);
  if (!resolved) return undefined;
  const access = accessOf(ctx);
  if (access.field(resolved.field) === "hidden" || !seesAll(ctx, resolved.field)) return undefined;
  if (resolved.via && (access.field(resolved.via) === "hidden" || !resolved.target || !access.module(resolved.target).view))
    return undefined;
  return resolved;
}

/** A path to be shown: as `visiblePath`, or with a mask over what is personal and closed to this actor. */
export function shownPath(ctx: Ctx, module: Module, path: string): ResolvedPath | undefined {
  return visiblePath(ctx, module, path) ?? maskedPath(ctx, module, path);
}

const NOWHERE: ReadonlySet<string> = new Set();

function maskedPath(ctx: Ctx, module: Module, path: string): ResolvedPath | undefined {
  const resolved = path.length > 200 ? undefined : resolvePath(ctx.registry, module, path);
  if (!resolved) return undefined;
  const access = accessOf(ctx);
  const personal = access.personal(resolved.field);
  if (!personal || personal.open || personal.level === "hidden") return undefined;
  if (!resolved.via) return { ...resolved, masked: personal.ids };
  const reachable = access.field(resolved.via) !== "hidden" && resolved.target !== undefined && access.module(resolved.target).view;
  return reachable ? { ...resolved, masked: NOWHERE } : undefined;
}

/** A computed value shows what it is made of: who may not see a part may not see it. */
export function seesAll(ctx: Ctx, field: Field): boolean {
  const access = accessOf(ctx);
  return (computedOf(field)?.reads ?? []).every((read) => {
    const module = ctx.registry.modules.get(read.module);
    return module !== undefined && access.module(module).view && access.field(read) !== "hidden" && seesAll(ctx, read);
  });
}

/** Collects the paths of one query; joins are made for all of them. */
export class PathCollector {
  readonly paths: ResolvedPath[] = [];
  readonly #ctx: Ctx;
  readonly #module: Module;
  constructor(ctx: Ctx, module: Module) {
    this.#ctx = ctx;
    this.#module = module;
  }
  find(path: string): ResolvedPath | undefined {
    const resolved = visiblePath(this.#ctx, this.#module, path);
    if (resolved) this.paths.push(resolved);
    return resolved;
  }
  need(path: string): ResolvedPath {
    return demand(this.find(path), path);
  }
  /** For display alone. */
  show(path: string): ResolvedPath {
    const resolved = demand(shownPath(this.#ctx, this.#module, path), path);
    this.paths.push(resolved);
    return resolved;
  }
}

function demand(resolved: ResolvedPath | undefined, path: string): ResolvedPath {
  if (resolved) return resolved;
  const field = path.slice(0, 100);
  throw new AppError("unknown_field", { params: { field }, errors: [{ field, code: "unknown_field", params: { field } }] });
}

/** Validates a filter as it came from outside against the fields that the actor may see. */
export function planFilter(ctx: Ctx, collector: PathCollector, input: unknown): Filter | undefined {
  if (input === undefined || input === null) return undefined;
  const result = checkFilter(input, (path) => collector.find(path), valueContext(ctx));
  if (!result.ok)
    throw new AppError("invalid_filter", {
      errors: result.errors.map(({ path, code, params }) => ({
        field: `filter${path ? `.${path}` : ""}`,
        code,
        ...(params ? { params } : {}),
      })),
    });
  return result.filter;
}

/** All fields of a module that the actor may see, as paths: worked out once for the same rights. */
export function visibleFields(ctx: Ctx, module: Module): readonly ResolvedPath[] {
  return remembered(ctx, module, "*", () => {
    const paths: ResolvedPath[] = [];
    for (const name of module.fields.keys()) {
      const path = visiblePath(ctx, module, name);
      if (path) paths.push(path);
    }
    return paths;
  });
}

/** The same with what is masked: what a record consists of for this actor. */
export function shownFields(ctx: Ctx, module: Module): readonly ResolvedPath[] {
  return remembered(ctx, module, " shown", () => [...module.fields.keys()].flatMap((name) => shownPath(ctx, module, name) ?? []));
}

/** Of a selection, by what it was asked with. Rights and modules are immutable: another snapshot has its own memory. */
const selections = new WeakMap<Access, WeakMap<Module, Map<string, readonly ResolvedPath[]>>>();
const MOST_REMEMBERED = 50;

/** What these rights make of `key` in this module. The same array again each time, so that more can hang on it. */
export function remembered(ctx: Ctx, module: Module, key: string, make: () => readonly ResolvedPath[]): readonly ResolvedPath[] {
  const access = accessOf(ctx);
  const byModule = selections.get(access) ?? new WeakMap<Module, Map<string, readonly ResolvedPath[]>>();
  const known = byModule.get(module) ?? new Map<string, readonly ResolvedPath[]>();
  const found = known.get(key);
  if (found) return found;
  const made = make();
  if (known.size >= MOST_REMEMBERED) known.clear();
  selections.set(access, byModule.set(module, known.set(key, made)));
  return made;
}

/** True where a reference may point to several modules, so that an answer must say to which. */
export const isPolymorphic = (path: ResolvedPath): boolean => path.part === undefined && targetsOf(path.field).length > 1;
