/** The worked example of extensions: loaded as it would be at a start, live in a registry, its rule at work. */
import { expect, test } from "vitest";
import vehicles from "../../extensions/vehicles/extension.ts";
import { buildRegistry, NO_CUSTOM } from "../model/registry.ts";
import { standardModules } from "../modules/index.ts";
import { loadExtensions, withRules } from "./extensions.ts";

test("a folder is loaded by its name; what there isn't stops the start", async () => {
  expect(await loadExtensions(" vehicles ,")).toEqual([vehicles]);
  for (const bad of ["../vehicles", "no-such-extension", "/etc"]) await expect(loadExtensions(bad)).rejects.toThrow(/EXTENSIONS/);
});

test("its module and its rule count as standard ones", () => {
  const registry = buildRegistry([...standardModules, ...(vehicles.modules ?? [])], NO_CUSTOM, 1);
  const module = registry.modules.get("x_vehicles");
  expect(registry.modules.get("organizations")?.relations.map(({ name }) => name)).toContain("x_vehicles");
  const rules = withRules({}, "x_vehicles", [vehicles]);
  if (!module) throw new Error("no module");
  const change = {
    id: "",
    kind: "create" as const,
    before: null,
    after: { plate: "a123bc" },
    given: new Set(["plate"]),
    module,
    now: "2026-01-01T00:00:00.000Z",
  };
  expect(rules.beforeSave?.[0]?.(change)).toEqual({ plate: "A123BC" });
  expect(withRules({}, "contacts", [vehicles])).toEqual({});
});
