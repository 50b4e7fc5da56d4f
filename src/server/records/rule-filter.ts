/** Hands the compiler of filters to the access rules (access/filter-compiler.ts). */
import { filterPaths } from "../../model/filter/ast.ts";
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

setFilterCompiler((registry, { module, filter, alias }) => {
  const known = filterPaths(filter).every((path) => {
    const resolved = resolvePath(registry, module, path);
    return resolved && !resolved.via;
  });
  return known ? compileFilter({ ...NOBODY, registry, alias }, module, filter) : undefined;
});
