/** Fields by their paths: a module's own, parts of composite ones, and those one reference away (`organization_id.city`). */
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { OPERATORS } from "../../fieldtypes/families.ts";
import { fieldType } from "../../fieldtypes/index.ts";
import type { Label } from "../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { fieldOf, moduleQuery, targetsOf } from "../api/modules.ts";

/** Declarations of the modules that references lead to. */
export type Targets = ReadonlyMap<string, DescribedModule>;
const NO_TARGETS: Targets = new Map();

const joined = (a: Label, b: Label): Label => ({ en: `${a.en}: ${b.en}`, ru: `${a.ru}: ${b.ru}` });

/** The only module that a field leads to: through references to several there is no path. */
export const targetOf = (field: DescribedField): string | undefined => {
  const targets = field.type === "reference" || field.type === "user" ? targetsOf(field) : [];
  return targets.length === 1 ? targets[0] : undefined;
};

/** What stands at a path, as if it were a field of the module, only to be read; undefined where nothing is known to stand there. */
export function fieldAt(module: DescribedModule, path: string, targets: Targets): DescribedField | undefined {
  const own = fieldOf(module, path);
  if (own) return own;
  const dot = path.indexOf(".");
  const via = dot < 0 ? undefined : fieldOf(module, path.slice(0, dot));
  if (!via) return undefined;
  const tail = path.slice(dot + 1);
  const part = fieldType(via.type).parts?.[tail];
  if (part) return { ...via, name: path, type: "text", label: joined(via.label, part.label), access: "read", operators: OPERATORS.text };
  const target = targets.get(targetOf(via) ?? "");
  const inner = target && fieldAt(target, tail, NO_TARGETS);
  return inner && { ...inner, name: path, label: joined(via.label, inner.label), access: "read", mandatory: false };
}

const MOST_TARGETS = 20;
/** The modules behind these references, as far as they are here already. */
export function useTargets(module: DescribedModule, references: readonly string[]): Targets {
  const wanted = [...new Set(references.flatMap((name) => targetOf(fieldOf(module, name) ?? NOTHING) ?? []))].slice(0, MOST_TARGETS);
  const known = useQueries({
    queries: wanted.map((name) => moduleQuery(name)),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
  return useMemo(() => new Map(known.map((target) => [target.name, target])), [known]);
}
const NOTHING: DescribedField = {
  name: "",
  type: "text",
  label: { en: "", ru: "" },
  system: false,
  custom: false,
  block: "",
  access: "read",
  operators: [],
  sortable: false,
};
/** The references that paths lead through. */
export const referencesOf = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => (path.includes(".") ? [path.slice(0, path.indexOf("."))] : []));
export const allReferences = (module: DescribedModule): readonly string[] =>
  module.fields.filter((field) => targetOf(field) !== undefined).map((field) => field.name);
