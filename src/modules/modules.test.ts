/** Sanity of the declarations themselves; the registry validates them once more when it is built. */
import { expect, test } from "vitest";
import type { Label } from "../fieldtypes/field-type.ts";
import type { FieldDefinition, ModuleDefinition } from "../model/define.ts";
import { standardModules } from "./index.ts";

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const RESERVED = [
  "id",
  "number",
  "owner_id",
  "created_by",
  "created_at",
  "modified_by",
  "modified_at",
  "version",
  "deleted_at",
  "tags",
  "source",
  "starred",
];
const SYSTEM = ["number", "owner_id", "created_by", "created_at", "modified_by", "modified_at", "tags", "source", "currency"];
/** Labels that are the same in both languages: names and formats. */
const SAME_IN_RUSSIAN = /^(FedEx|UPS|USPS|DHL|BlueDart|SMS|Telegram|WhatsApp|MAX|English|[\d.,\s]+)$/;

const fieldsOf = (module: ModuleDefinition): readonly FieldDefinition[] => module.blocks.flatMap((block) => block.fields);
const byName = new Map(standardModules.map((module) => [module.name, module]));
/** Collects complaints over all modules, so that one run names every fault. */
const faults = (check: (module: ModuleDefinition) => Iterable<string | false | undefined>): string[] =>
  standardModules.flatMap((module) =>
    [...check(module)].filter((fault) => typeof fault === "string").map((fault) => `${module.name}: ${fault}`),
  );
const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

test("thirty-three modules, each once, with its own number prefix", () => {
  expect(standardModules).toHaveLength(33);
  expect(twice(standardModules.map((module) => module.name))).toEqual([]);
  expect(twice(standardModules.map((module) => module.numberPrefix))).toEqual([]);
});

test("names are snake_case, unique, and leave system fields alone", () => {
  expect(
    faults((module) => {
      const names = fieldsOf(module).map((field) => field.name);
      return [
        !NAME.test(module.name) && "name",
        ...twice(names),
        ...twice(module.blocks.map((block) => block.name)),
        ...names.filter((name) => !NAME.test(name) || RESERVED.includes(name)),
        ...fieldsOf(module)
          .filter(
            (field) =>
              (field.type === "reference" || field.type === "user") !== field.name.endsWith("_id") &&
              field.name !== "vat_id" &&
              field.name !== "external_id",
          )
          .map((field) => `${field.name} is a reference if and only if it ends in _id`),
      ];
    }),
  ).toEqual([]);
});

test("name fields, list columns, key fields, sort and stage exist; a name field is mandatory", () => {
  expect(
    faults((module) => {
      const fields = new Map(fieldsOf(module).map((field) => [field.name, field]));
      const missing = (names: readonly string[]): string[] => names.filter((name) => !fields.has(name) && !SYSTEM.includes(name));
      const stage = module.stageField ? fields.get(module.stageField) : undefined;
      return [
        ...missing([...module.nameFields, ...module.list.columns, ...(module.keyFields ?? []), module.list.sort.replace(/^-/, "")]),
        // Every record has a number.
        !module.nameFields.some((name) => name === "number" || fields.get(name)?.mandatory) && "no mandatory name field",
        module.stageField !== undefined && stage?.type !== "picklist" && "stageField is not a picklist",
        module.stageField !== undefined && !stage?.options?.every((one) => one.color) && "stage without colour",
        (module.list.columns.length < 3 || module.list.columns.length > 8) && "3 to 8 columns",
      ];
    }),
  ).toEqual([]);
});

test("references and links lead to modules; related lists have unique names on each page", () => {
  const lists = new Map<string, string[]>(standardModules.map((module) => [module.name, []]));
  const add = (module: string, relation: string): void => void lists.get(module)?.push(relation);
  const wrong = faults((module) => {
    const found: string[] = [];
    for (const field of fieldsOf(module).filter((one) => one.type === "reference")) {
      if (!field.targets?.length) found.push(`${field.name} has no targets`);
      for (const target of field.targets ?? []) {
        if (!byName.has(target)) found.push(`${field.name} → ${target}`);
        if (field.inverse !== false) add(target, field.inverse?.name ?? module.name);
      }
    }
    for (const link of module.links ?? []) {
      if (!byName.has(link.there.module)) found.push(`link ${link.name} → ${link.there.module}`);
      add(module.name, link.here.name);
      add(link.there.module, link.there.name);
    }
    return found;
  });
  expect(wrong).toEqual([]);
  const repeated = [...lists].flatMap(([module, names]) => twice(names).map((name) => `${module}: ${name}`));
  expect(repeated).toEqual([]);
  expect(twice(standardModules.flatMap((module) => (module.links ?? []).map((link) => link.name)))).toEqual([]);
});

test("choices have options, unique, with defaults among them", () => {
  expect(
    faults((module) => {
      const all = [...fieldsOf(module), ...(module.links ?? []).flatMap((link) => link.fields ?? [])];
      return all.flatMap((field) => {
        const choice = field.type === "picklist" || field.type === "multi_select" || field.type === "radio";
        const values = (field.options ?? []).map((one) => one.value);
        return [
          // A pipeline is alone until an administrator adds a second one.
          choice && values.length < 2 && field.name !== "pipeline" && `${field.name} offers no choice`,
          !choice && values.length > 0 && `${field.name} has options`,
          ...twice(values).map((value) => `${field.name}: ${value} twice`),
          ...values.filter((value) => !NAME.test(value) && !/^\d/.test(value)).map((value) => `${field.name}: ${value}`),
          field.default !== undefined && choice && !values.includes(String(field.default)) && `${field.name}: default`,
        ];
      });
    }),
  ).toEqual([]);
});

test("every label is there in both languages, and the Russian ones are Russian", () => {
  const label = (where: string, { en, ru }: Label): string | false =>
    (en.trim() === "" || /[а-яё]/i.test(en.replace("Русский", "")) || (!/[а-яё]/i.test(ru) && !SAME_IN_RUSSIAN.test(ru))) &&
    `${where}: ${en} / ${ru}`;
  expect(
    faults((module) => [
      label("label", module.label),
      label("singular", module.singular),
      ...module.blocks.map((block) => label(block.name, block.label)),
      ...fieldsOf(module).flatMap((field) => [
        label(field.name, field.label),
        field.help && label(`${field.name} help`, field.help),
        field.inverse && label(`${field.name} inverse`, field.inverse.label),
        ...(field.options ?? []).map((one) => label(`${field.name}.${one.value}`, one.label)),
      ]),
      ...(module.links ?? []).flatMap((link) => [label(link.name, link.here.label), label(link.name, link.there.label)]),
    ]),
  ).toEqual([]);
});

test("no two fields of a module look the same to people", () => {
  expect(
    faults((module) => [...twice(fieldsOf(module).map((f) => f.label.ru)), ...twice(fieldsOf(module).map((f) => f.label.en))]),
  ).toEqual([]);
});
