/** The worked example of extensions: loaded as it would be at a start, live in a registry, its rule at work. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import starsExtension from "../../extensions/stars/extension.ts";
import { stars } from "../../extensions/stars/stars.ts";
import vehicles from "../../extensions/vehicles/extension.ts";
import { clientModule } from "../../scripts/extensions-plugin.ts";
import { addFieldType } from "../fieldtypes/index.ts";
import { buildRegistry, NO_CUSTOM } from "../model/registry.ts";
import { standardModules } from "../modules/index.ts";
import { loadExtensions, withRules } from "./extensions.ts";

test("a folder is loaded by its name; what there isn't stops the start", async () => {
  expect(await loadExtensions(" vehicles ,")).toEqual([vehicles]);
  for (const bad of ["../vehicles", "no-such-extension", "/etc"]) await expect(loadExtensions(bad)).rejects.toThrow(/EXTENSIONS/);
});

describe("an npm package", () => {
  const name = `manul-extension-of-test-${process.pid}`;
  const folder = path.join(import.meta.dirname, "../../node_modules", name);
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    const manifest = { name, version: "1.0.0", type: "module", exports: { ".": "./main.js", "./client": "./client.js" } };
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    await writeFile(path.join(folder, "main.js"), "export default { rules: { leads: { validate: [() => []] } } };");
    await writeFile(path.join(folder, "client.js"), "export default {};");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is loaded by its name, and its browser half is packed beside a folder's", async () => {
    const [loaded] = await loadExtensions(name);
    expect(withRules({}, "leads", loaded ? [loaded] : []).validate).toHaveLength(1);
    expect(clientModule(`stars, vehicles,${name}`)).toMatch(
      /^import e0 from "[^"]+stars\/client\.tsx";\nimport e1 from "[^"]+client\.js";\nexport default \[e0, e1\];\n$/,
    );
  });
});

test("a field type is one as the others: declared, checked, added by administrators, kept in a column", async () => {
  expect(await loadExtensions("stars")).toEqual([starsExtension]);
  expect(() => addFieldType({ ...stars })).toThrow(/two field types/);
  expect(() => addFieldType({ ...stars, name: "text" })).toThrow(/begin with x_/);
  // What lists the types is read after the extensions were.
  vi.resetModules();
  vi.stubEnv("EXTENSIONS", "stars");
  const { setUpApp, testApp } = await import("./http/test-client.ts");
  const { customisationFeature } = await import("../features/customisation/index.ts");
  const app = await testApp({ features: [customisationFeature] });
  const admin = await setUpApp(app);
  const label = { en: "Quality", ru: "Качество" };
  const made = await admin.post("/admin/modules/vendors/fields", { type: "x_stars", name: "cf_quality", label, default: 3 });
  expect(made.statusCode, made.body).toBe(201);
  const good = await admin.post("/records/vendors", { name: "Good", cf_quality: 5 });
  expect(good.json()).toMatchObject({ data: { cf_quality: 5 } });
  expect((await admin.post("/records/vendors", { name: "Usual" })).json()).toMatchObject({ data: { cf_quality: 3 } });
  expect((await admin.post("/records/vendors", { name: "Bad", cf_quality: 6 })).statusCode).toBe(400);
  const filter = encodeURIComponent(JSON.stringify({ field: "cf_quality", op: "ge", value: 4 }));
  expect((await admin.get(`/records/vendors?filter=${filter}&fields=name`)).json()).toMatchObject({ data: [{ name: "Good" }] });
  vi.unstubAllEnvs();
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
