/**
 * The live registry: an immutable, versioned snapshot of all modules, standard and custom alike. Data and look-ups
 * only. Building it validates every definition and reports all faults at once; nothing half-valid ever goes live.
 */
import type { Family } from "../fieldtypes/families.ts";
import { idType } from "../fieldtypes/record-id.ts";
import { fieldType, isFieldTypeName, valueTypeOf } from "../fieldtypes/index.ts";
import type { FieldType, Label, ValueError } from "../fieldtypes/field-type.ts";
import { checkComputed, computedFault } from "./computed.ts";
import { withAdded } from "./added-modules.ts";
import { arrange, arrangeRelations, changedField, changesOf, inMenuOrder, NO_CUSTOM, type CustomDefinitions } from "./custom.ts";
import type { Block, Field, FieldDefinition, LinkDefinition, Module, ModuleDefinition, Option, Relation } from "./define.ts";

export { NO_CUSTOM, type CustomDefinitions };

export interface Link extends LinkDefinition {
  /** The module on whose declaration it stands; its records are in column `a_id`, the other's in `b_id`. */
  readonly module: string;
  readonly table: string;
}

export interface Registry {
  readonly version: number;
  readonly modules: ReadonlyMap<string, Module>;
  readonly links: ReadonlyMap<string, Link>;
}

/** Where a path of a query leads. */
export interface ResolvedPath {
  readonly path: string;
  /** The field whose value it is. */
  readonly field: Field;
  readonly type: FieldType;
  readonly family: Family;
  /** The reference of the base module that the path goes through. */
  readonly via?: Field;
  /** The module on the other side of `via`. */
  readonly target?: Module;
  /** Part of a composite value. */
  readonly part?: string;
  /** Personal data that is closed to the reader: its values are shown as masks, but in the records with these ids. */
  readonly masked?: ReadonlySet<string>;
}

export class DefinitionError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`invalid definitions:\n  ${faults.join("\n  ")}`);
    this.name = "DefinitionError";
    this.faults = faults;
  }
}

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
/** Names that a field can't have, since records, queries or SQL use them for something else. */
const RESERVED = new Set([
  "id",
  "version",
  "label",
  "deleted_at",
  "starred",
  "fields",
  "filter",
  "sort",
  "limit",
  "cursor",
  "count",
  "view",
  "q",
  "tableoid",
  "xmin",
  "xmax",
  "cmin",
  "cmax",
  "ctid",
  "and",
  "or",
  "not",
]);
const MAX_FIELDS = 600;
const TOO_WIDE = `: more than ${MAX_FIELDS} fields`;

const label = (en: string, ru: string): Label => ({ en, ru });

/** Where records and changes come from: the values of `source`, here and in the change log. */
export const SOURCES = ["ui", "api", "import", "workflow", "webform", "portal", "telephony", "mail", "demo", "system"] as const;
const SOURCE_LABELS: Readonly<Record<(typeof SOURCES)[number], Label>> = {
  ui: label("By hand", "Вручную"),
  api: label("API", "API"),
  import: label("Import", "Импорт"),
  workflow: label("Automation", "Автоматизация"),
  webform: label("Web form", "Веб-форма"),
  portal: label("Customer portal", "Портал клиентов"),
  telephony: label("Telephony", "Телефония"),
  mail: label("Mail", "Почта"),
  demo: label("Demonstration data", "Демонстрационные данные"),
  system: label("System", "Система"),
};
const SOURCE_OPTIONS: readonly Option[] = SOURCES.map((value) => ({ value, label: SOURCE_LABELS[value] }));

/** The fields that every module has; they stand in the last block of each form. */
export const SYSTEM_FIELDS: readonly FieldDefinition[] = [
  { name: "number", type: "auto_number", label: label("Number", "Номер"), readOnly: true, unique: true, searchable: true },
  { name: "owner_id", type: "user", label: label("Assigned to", "Ответственный"), mandatory: true, quickCreate: true, indexed: true },
  { name: "tags", type: "tags", label: label("Tags", "Метки"), open: true, indexed: true },
  { name: "source", type: "picklist", label: label("Came by", "Источник записи"), readOnly: true, options: SOURCE_OPTIONS },
  { name: "created_at", type: "datetime", label: label("Created", "Создано"), readOnly: true, indexed: true },
  { name: "created_by", type: "user", label: label("Created by", "Кто создал"), readOnly: true },
  { name: "modified_at", type: "datetime", label: label("Modified", "Изменено"), readOnly: true, indexed: true },
  { name: "modified_by", type: "user", label: label("Modified by", "Кто изменил"), readOnly: true },
];
/** Modules with money also have these: the record's currency, and what one unit of it was worth in the company's. */
const MONEY_FIELDS: readonly FieldDefinition[] = [
  { name: "currency", type: "currency", label: label("Currency", "Валюта"), searchable: false },
  { name: "exchange_rate", type: "decimal", scale: 8, label: label("Exchange rate", "Курс"), readOnly: true },
];
const SYSTEM_BLOCK = "system";
const SYSTEM_LABEL = label("Record", "Запись");

/** What a fault of a DefinitionError is in the words of the API, for those that users bring about; undefined for the others. */
export const saidFault = (fault: string): ValueError | undefined =>
  fault.endsWith(TOO_WIDE) ? { code: "too_many_fields", params: { most: MAX_FIELDS } } : computedFault(fault);

/** Builds and validates the sum of the standard and the custom definitions. Throws DefinitionError with every fault. */
export function buildRegistry(standard: readonly ModuleDefinition[], custom: CustomDefinitions, version: number): Registry {
  const faults: string[] = [];
  const definitions = withAdded([...standard, ...custom.modules]);
  const customModules = new Set(custom.modules.map((m) => m.name));
  const modules = new Map<string, Module>();
  const links = new Map<string, Link>();

  for (const definition of definitions) {
    if (!NAME.test(definition.name) || definition.name.length > 40) faults.push(`${definition.name}: not a module name`);
    if (modules.has(definition.name)) faults.push(`${definition.name}: declared twice`);
    modules.set(definition.name, assemble(definition, custom, customModules.has(definition.name), faults));
    for (const link of definition.links ?? []) {
      if (links.has(link.name)) faults.push(`link ${link.name}: declared twice`);
      links.set(link.name, { ...link, module: definition.name, table: `link_${link.name}` });
    }
  }
  for (const link of custom.links ?? []) {
    if (links.has(link.name)) faults.push(`link ${link.name}: declared twice`);
    links.set(link.name, { ...link, table: `link_${link.name}` });
  }
  for (const extra of custom.fields) if (!modules.has(extra.module)) faults.push(`${extra.module}.${extra.field.name}: no such module`);
  for (const module of modules.values()) checkModule(module, modules, faults);
  for (const [name, relations] of deriveRelations(modules, links, faults)) {
    const module = modules.get(name);
    const byHandFirst = relations.toSorted((a, b) => Number(a.readOnly ?? false) - Number(b.readOnly ?? false));
    if (module) modules.set(name, { ...module, relations: arrangeRelations(byHandFirst, changesOf(custom, name).layout) });
  }
  const ordered = new Map(inMenuOrder([...modules.values()], custom.menu).map((module) => [module.name, module]));
  const registry: Registry = { version, modules: ordered, links };
  if (faults.length === 0) checkComputed(registry, resolvePath, faults);
  if (faults.length > 0) throw new DefinitionError(faults);
  return registry;
}

function assemble(definition: ModuleDefinition, custom: CustomDefinitions, isCustom: boolean, faults: string[]): Module {
  const fields = new Map<string, Field>();
  const blocks: { name: string; label: Label; collapsed?: boolean; fields: string[] }[] = [];
  const add = (
    block: { name: string; fields: string[] },
    field: FieldDefinition,
    flags: { system: boolean; custom: boolean },
    home?: string,
  ): void => {
    if (fields.has(field.name)) faults.push(`${definition.name}.${field.name}: declared twice`);
    fields.set(field.name, {
      ...changedField(custom, definition.name, field),
      ...flags,
      module: definition.name,
      block: home ?? block.name,
    });
    block.fields.push(field.name);
  };
  const open = (block: Omit<Block, "fields">): { name: string; label: Label; fields: string[] } => {
    const created = { name: block.name, label: block.label, ...(block.collapsed ? { collapsed: true } : {}), fields: [] as string[] };
    blocks.push(created);
    return created;
  };
  for (const declared of definition.blocks) {
    const block = open(declared);
    for (const field of declared.fields) add(block, field, { system: false, custom: isCustom });
    const isFirst = declared === definition.blocks[0];
    for (const extra of custom.fields) {
      // A block of a layout that is gone: its fields stand in the first one.
      const isHere = extra.block === declared.name || (isFirst && !definition.blocks.some((block) => block.name === extra.block));
      if (extra.module === definition.name && isHere) add(block, extra.field, { system: false, custom: true }, extra.block);
    }
  }
  const system = open({ name: SYSTEM_BLOCK, label: SYSTEM_LABEL });
  const hasMoney = [...fields.values()].some((f) => f.type === "money");
  for (const field of [...(hasMoney ? MONEY_FIELDS : []), ...SYSTEM_FIELDS])
    if (!fields.has(field.name)) add(system, field, { system: true, custom: false });
  const {
    label: renamed = definition.label,
    singular = definition.singular,
    icon = definition.icon,
    layout,
  } = changesOf(custom, definition.name);
  return {
    ...definition,
    label: renamed,
    singular,
    icon,
    ...(layout?.keyFields ? { keyFields: layout.keyFields.filter((name) => fields.has(name)) } : {}),
    custom: isCustom,
    blocks: arrange(blocks, fields, layout),
    fields,
    relations: [],
  };
}

function checkModule(module: Module, modules: ReadonlyMap<string, Module>, faults: string[]): void {
  const at = module.name;
  if (module.fields.size > MAX_FIELDS) faults.push(at + TOO_WIDE);
  for (const field of module.fields.values()) {
    const where = `${at}.${field.name}`;
    if (!NAME.test(field.name) || field.name.length > 50 || RESERVED.has(field.name)) faults.push(`${where}: not a field name`);
    if (!isFieldTypeName(field.type)) faults.push(`${where}: unknown type ${String(field.type)}`);
    if (field.type === "reference") {
      if (!field.targets || field.targets.length === 0) faults.push(`${where}: a reference needs targets`);
      for (const target of field.targets ?? []) if (!modules.has(target)) faults.push(`${where}: no module ${target}`);
    }
    const values = (field.options ?? []).map((o) => o.value);
    if (new Set(values).size !== values.length) faults.push(`${where}: an option twice`);
    if ((field.type === "picklist" || field.type === "radio" || field.type === "multi_select") && values.length === 0 && !field.system)
      faults.push(`${where}: a choice without options`);
    if (field.hidden && field.mandatory && field.default === undefined && field.name !== "owner_id")
      faults.push(`${where}: hidden, though it must be filled in and has no default`);
  }
  for (const name of module.parents ?? [])
    if (module.fields.get(name)?.type !== "reference" && !(module.links ?? []).some((link) => link.name === name))
      faults.push(`${at}: no parent ${name}`);
  const known = (name: string): boolean => module.fields.has(name);
  for (const name of module.nameFields) if (!known(name)) faults.push(`${at}: name field ${name} is missing`);
  if (!module.nameFields.some((n) => n === "number" || module.fields.get(n)?.mandatory)) faults.push(`${at}: no name field is mandatory`);
  for (const name of [
    ...module.list.columns,
    ...(module.keyFields ?? []),
    ...(module.stageField ? [module.stageField] : []),
    ...(module.archivedBy ? [module.archivedBy] : []),
  ])
    if (!known(name)) faults.push(`${at}: no field ${name}`);
  if (!known(module.list.sort.replace(/^-/, ""))) faults.push(`${at}: can't sort by ${module.list.sort}`);
}

function deriveRelations(
  modules: ReadonlyMap<string, Module>,
  links: ReadonlyMap<string, Link>,
  faults: string[],
): Map<string, Relation[]> {
  const relations = new Map<string, Relation[]>([...modules.keys()].map((name) => [name, []]));
  const add = (owner: string, relation: Relation): void => {
    const list = relations.get(owner);
    if (!list) return void faults.push(`relation ${relation.name}: no module ${owner}`);
    if (list.some((r) => r.name === relation.name)) faults.push(`${owner}: relation ${relation.name} twice`);
    list.push(relation);
  };
  for (const module of modules.values())
    for (const field of module.fields.values()) {
      if (field.type !== "reference" || field.inverse === false) continue;
      const inverse = field.inverse ?? { name: module.name, label: module.label };
      for (const target of field.targets ?? [])
        add(target, {
          name: inverse.name,
          label: inverse.label,
          module: module.name,
          kind: "children",
          field: field.name,
          ...(field.readOnly ? { readOnly: true } : {}),
        });
    }
  for (const link of links.values()) {
    const fields = link.fields && link.fields.length > 0 ? { fields: link.fields } : {};
    add(link.module, {
      name: link.here.name,
      label: link.here.label,
      module: link.there.module,
      kind: "link",
      link: link.name,
      side: "a",
      ...fields,
    });
    add(link.there.module, {
      name: link.there.name,
      label: link.there.label,
      module: link.module,
      kind: "link",
      link: link.name,
      side: "b",
      ...fields,
    });
  }
  return relations;
}

/** Fields that are not declared but can be asked for, filtered and sorted by like the others. */
const PSEUDO_FIELDS: Readonly<Record<string, FieldDefinition>> = {
  id: { name: "id", type: "auto_number", label: label("ID", "ID"), readOnly: true },
  label: { name: "label", type: "text", label: label("Name", "Название"), readOnly: true },
  version: { name: "version", type: "integer", label: label("Version", "Версия"), readOnly: true },
  starred: { name: "starred", type: "checkbox", label: label("Followed", "Отслеживаю"), readOnly: true },
};

/** What is compared with a record's own id must be an id, as with a reference's. */
const RECORD_ID = idType("id", "reference");
const typed = (field: Field): { type: FieldType; family: Family } => {
  const type = field.name === "id" ? (RECORD_ID as FieldType) : valueTypeOf(field);
  return { type, family: type.family };
};

/**
 * Resolves `field`, `field.part` or `reference.field` against a module. Through a polymorphic reference only the
 * fields that every target has are reachable. Undefined where nothing (or nothing unambiguous) is there.
 */
export function resolvePath(registry: Registry, module: Module, path: string): ResolvedPath | undefined {
  const [head = "", tail, ...rest] = path.split(".");
  if (rest.length > 1) return undefined;
  const own = module.fields.get(head) ?? pseudo(module, head);
  if (!own) return undefined;
  if (tail === undefined) return { path, field: own, ...typed(own) };
  const type = fieldType(own.type);
  if (type.parts)
    return rest.length === 0 && Object.hasOwn(type.parts, tail) ? { path, field: own, type, family: "text", part: tail } : undefined;
  const targetName = own.type === "user" ? "users" : own.targets?.length === 1 ? own.targets[0] : undefined;
  const target = targetName === undefined ? undefined : registry.modules.get(targetName);
  if (!target) return undefined;
  const inner = resolvePath(registry, target, [tail, ...rest].join("."));
  return !inner || inner.via ? undefined : { ...inner, path, via: own, target };
}

function pseudo(module: Module, name: string): Field | undefined {
  if (!Object.hasOwn(PSEUDO_FIELDS, name)) return undefined;
  const definition = PSEUDO_FIELDS[name];
  return definition && { ...definition, module: module.name, block: SYSTEM_BLOCK, system: true, custom: false };
}

/** The modules that a reference-like field may point to. */
export const targetsOf = (field: FieldDefinition): readonly string[] => (field.type === "user" ? ["users"] : (field.targets ?? []));

/** True for fields whose value is another record's id. */
export const isReference = (field: FieldDefinition): boolean => field.type === "reference" || field.type === "user";

export function relationOf(module: Module, name: string): Relation | undefined {
  return module.relations.find((relation) => relation.name === name);
}
