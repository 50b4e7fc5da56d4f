/** Holds the modules against the catalogue of the reference: each field and related list for people has its place. */
import { expect, test } from "vitest";
import catalogue from "../../test/fixtures/vtiger-fields.json" with { type: "json" };
import type { ModuleDefinition } from "../model/define.ts";
import { standardModules } from "./index.ts";
import { vtigerNames, vtigerOmissions } from "./vtiger-names.ts";

interface CatalogueModule {
  readonly fields: readonly { readonly name: string; readonly disp: number; readonly inactive?: boolean }[];
  readonly related: readonly string[];
}
const reference: Readonly<Record<string, CatalogueModule>> = catalogue;
const names = vtigerNames();
const byName = new Map(standardModules.map((module) => [module.name, module]));

const SYSTEM = ["number", "owner_id", "created_by", "created_at", "modified_by", "modified_at", "tags", "source", "currency"];
const ADDRESS_PARTS = ["street", "city", "region", "postal_code", "country", "po_box"];
const fieldsOf = (module: ModuleDefinition) => module.blocks.flatMap((block) => block.fields);
const omitted = (module: string, field: string): boolean =>
  vtigerOmissions["*"]?.[field] !== undefined || vtigerOmissions[module]?.[field] !== undefined;

test("every module of the catalogue is one of ours", () => {
  const missing = Object.keys(reference).filter((module) => !byName.has(names[module]?.module ?? ""));
  expect(missing).toEqual([]);
});

test("every field for people has its place or a stated reason", () => {
  const missing: string[] = [];
  for (const [module, { fields }] of Object.entries(reference))
    for (const { name, disp } of fields)
      if ((disp === 1 || disp === 2) && !names[module]?.fields[name] && !omitted(module, name)) missing.push(`${module}.${name}`);
  expect(missing).toEqual([]);
});

test("what the table says exists", () => {
  const wrong: string[] = [];
  for (const [theirs, { module, fields }] of Object.entries(names)) {
    const ours = new Map(fieldsOf(byName.get(module)!).map((field) => [field.name, field]));
    for (const [name, path] of Object.entries(fields)) {
      const [field = "", part] = path.split(".");
      const found = ours.get(field);
      const good = part === undefined ? found || SYSTEM.includes(field) : found?.type === "address" && ADDRESS_PARTS.includes(part);
      if (!good) wrong.push(`${theirs}.${name} → ${path}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no declared name of theirs stands for two fields of ours, and none is invented", () => {
  const wrong: string[] = [];
  for (const module of standardModules) {
    const known = module.vtiger ? reference[module.vtiger]?.fields.map((field) => field.name) : undefined;
    const declared = fieldsOf(module).flatMap((field) => (field.vtiger ? [field.vtiger] : []));
    for (const name of declared) {
      if (declared.indexOf(name) !== declared.lastIndexOf(name)) wrong.push(`${module.name}: ${name} twice`);
      if (known && !known.includes(name)) wrong.push(`${module.name}: no ${name} there`);
    }
  }
  expect(wrong).toEqual([]);
});

/** The modules listed on a module's page, by references to it and links. */
const relatedTo = (target: string): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const module of standardModules) {
    for (const field of fieldsOf(module))
      if (field.type === "reference" && field.inverse !== false && field.targets?.includes(target)) found.add(module.name);
    for (const link of module.links ?? []) {
      if (module.name === target) found.add(link.there.module);
      if (link.there.module === target) found.add(module.name);
    }
  }
  return found;
};

test("every related list of the catalogue is there", () => {
  // Which documents name a product or service follows from their lines, which come with the sales documents.
  const byLines = ["quotes", "sales_orders", "purchase_orders", "invoices"];
  const missing: string[] = [];
  for (const [theirs, { related }] of Object.entries(reference)) {
    const module = names[theirs]?.module ?? "";
    const lists = relatedTo(module);
    for (const other of related) {
      const wanted = other === "Calendar" ? ["tasks", "events"] : [names[other]?.module ?? other];
      for (const name of wanted)
        if (!lists.has(name) && !(["products", "services"].includes(module) && byLines.includes(name))) missing.push(`${module}: ${name}`);
    }
  }
  expect(missing).toEqual([]);
});
