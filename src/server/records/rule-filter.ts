/** Hands the compiler of filters to the access rules (access/filter-compiler.ts). */
import type { Filter } from "../../model/filter/ast.ts";
import { resolvePath } from "../../model/registry.ts";
import { setFilterCompiler } from "../access/filter-compiler.ts";
import { compileFilter } from "./compile/filter.ts";

/** Rules mean the same for everybody and at any time: their filters use neither the reader nor the clock. */
const NOBODY = {
  actor: { kind: "system", name: "access" },
  company: { name: "", currency: "USD", lang: "en", timezone: "UTC", country: "US" },
  lang: "en",
  now: new Date(0),
} as const;

const fieldsOf = (filter: Filter): readonly string[] => {
  if ("and" in filter) return filter.and.flatMap(fieldsOf);
  if ("or" in filter) return filter.or.flatMap(fieldsOf);
  return "not" in filter ? fieldsOf(filter.not) : [filter.field];
};

setFilterCompiler((registry, { module, filter, alias }) => {
  const known = fieldsOf(filter).every((path) => {
    const resolved = resolvePath(registry, module, path);
    return resolved && !resolved.via;
  });
  return known ? compileFilter({ ...NOBODY, registry, alias }, module, filter) : undefined;
});
