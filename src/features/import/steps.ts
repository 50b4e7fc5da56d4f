/**
 * The modules that one row feeds, in the order in which they are written: whoever is pointed to comes first. An
 * ordinary import has one step. Each step is compiled by the rights of its own module.
 */
import type { Field, Module } from "../../model/define.ts";
import { isReference, targetsOf } from "../../model/registry.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { compileMapping, type CompiledMapping, type ImportOptions, type Links, type Mapping, type RelatedMapping } from "./mapping.ts";

export interface Step {
  readonly module: Module;
  /** The module that was asked for: its records are what the import counts. */
  readonly main: boolean;
  readonly mapping: CompiledMapping;
  readonly duplicates: ImportOptions["duplicates"];
  readonly matchFields: readonly string[];
  /** Own references that are filled with the row's records of earlier steps. */
  readonly links: readonly { readonly field: string; readonly module: string }[];
}

/** The module, if the actor may import into it. */
export function importable(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  const rights = module && accessOf(ctx).module(module);
  if (!module || !rights?.view) throw new AppError("unknown_module", { params: { module: name.slice(0, 60) } });
  if (!rights.import) throw new AppError("forbidden", { params: { module: name } });
  return module;
}

interface Request {
  readonly module: string;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly options: ImportOptions;
}

/** What the request says of one module. */
interface Part extends Pick<RelatedMapping, "columns" | "defaults" | "match_by" | "links"> {
  readonly duplicates?: ImportOptions["duplicates"];
}

export function compileSteps(ctx: Ctx, { module: name, header, mapping, options }: Request): readonly Step[] {
  const errors: FieldError[] = [];
  const modules = [importable(ctx, name), ...(mapping.modules ?? []).map(({ module }) => importable(ctx, module))];
  modules.forEach((module, i) => {
    if (modules.indexOf(module) < i) errors.push({ field: `mapping.modules.${i - 1}.module`, code: "mapped_twice" });
  });
  const parts: readonly Part[] = [
    { ...mapping, duplicates: options.duplicates, match_by: options.match_fields },
    ...(mapping.modules ?? []),
  ];
  const compiled = modules.map((module, i): Omit<Step, "links"> => {
    const part: Part = parts[i] ?? { columns: [] };
    const main = i === 0;
    const matchFields = part.match_by ?? [];
    const duplicates = part.duplicates ?? (matchFields.length > 0 ? "skip" : "create");
    const place = main ? "mapping" : `mapping.modules.${i - 1}`;
    const access = accessOf(ctx);
    const scope = { registry: ctx.registry, module, header, fieldAccess: (field: Field) => access.field(field) };
    const treatment = {
      duplicates: matchFields.length === 0 && !main ? ("create" as const) : duplicates,
      match_fields: matchFields,
      place,
      matchPlace: main ? "options.match_fields" : `${place}.match_by`,
    };
    return { module, main, mapping: compileMapping(scope, part, treatment, errors), duplicates: treatment.duplicates, matchFields };
  });
  const linked = linkSteps(ctx, compiled, parts, errors);
  if (errors.length > 0) throw invalid(errors);
  return linked;
}

type Unlinked = Omit<Step, "links">;
interface Edge {
  readonly from: Unlinked;
  readonly field: string;
  readonly to: Unlinked;
}

function linkSteps(ctx: Ctx, steps: readonly Unlinked[], parts: readonly { readonly links?: Links }[], errors: FieldError[]): Step[] {
  const edges: Edge[] = [];
  const reaches = (from: Unlinked, to: Unlinked): boolean =>
    from === to || edges.some((edge) => edge.from === from && reaches(edge.to, to));
  steps.forEach((from, i) => {
    const place = from.main ? "mapping.links" : `mapping.modules.${i - 1}.links`;
    for (const [field, name] of Object.entries(parts[i]?.links ?? {})) {
      const to = steps.find((step) => step.module.name === name);
      const own = from.module.fields.get(field);
      if (!to || !own || !isLinkable(ctx, own, name)) errors.push({ field: `${place}.${field}`, code: "unknown_field" });
      else if (reaches(to, from)) errors.push({ field: `${place}.${field}`, code: "link_circle" });
      else edges.push({ from, field, to });
    }
  });
  steps.forEach((from, i) => {
    if (parts[i]?.links) return;
    for (const to of steps) {
      const fed = (name: string): boolean =>
        from.mapping.columns.some(({ target }) => target.kind !== "key" && target.field.name === name) ||
        edges.some((edge) => edge.from === from && edge.field === name);
      const field = [...from.module.fields.values()].find((each) => isLinkable(ctx, each, to.module.name) && !fed(each.name));
      if (field && to !== from && !reaches(to, from)) edges.push({ from, field: field.name, to });
    }
  });
  const ordered: Unlinked[] = [];
  const visit = (step: Unlinked): void => {
    if (ordered.includes(step)) return;
    for (const edge of edges) if (edge.from === step) visit(edge.to);
    ordered.push(step);
  };
  steps.forEach(visit);
  return ordered.map((step) => ({
    ...step,
    links: edges.filter(({ from }) => from === step).map(({ field, to }) => ({ field, module: to.module.name })),
  }));
}

const isLinkable = (ctx: Ctx, field: Field, module: string): boolean =>
  isReference(field) && !field.readOnly && accessOf(ctx).field(field) === "edit" && targetsOf(field).includes(module);
