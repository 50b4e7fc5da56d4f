/**
 * What administrators made of the declarations: kept as JSON in the database, format 1. Added modules, fields,
 * options and links; changes of declared ones; layouts; the menu. `registry.ts` adds it to the standard definitions.
 */
import type { Label } from "../fieldtypes/field-type.ts";
import type {
  Field,
  FieldDefinition,
  LinkDefinition,
  MenuGroup,
  Module,
  ModuleDefinition,
  Option,
  OwnMenuGroup,
  Relation,
} from "./define.ts";

export interface CustomField {
  readonly module: string;
  /** The block that it stands in unless the layout puts it elsewhere. */
  readonly block: string;
  readonly field: FieldDefinition;
}
/** Its column is kept for a while, so that it can come back with all its values. */
export interface DeletedField extends CustomField {
  /** ISO 8601 UTC. */
  readonly at: string;
}
export interface LayoutBlock {
  readonly name: string;
  readonly label: Label;
  readonly collapsed?: boolean;
  readonly columns?: 1 | 2;
  readonly fields: readonly string[];
}
export interface Layout {
  /** Counts its changes: who saves over one that they haven't seen is told. */
  readonly version: number;
  readonly blocks: readonly LayoutBlock[];
  readonly hidden?: readonly string[];
  readonly quickCreate?: readonly string[];
  /** Shown in the page's header. */
  readonly keyFields?: readonly string[];
  /** Related lists in their order; those not named follow. */
  readonly related?: readonly { readonly name: string; readonly hidden?: boolean }[];
}
type Changeable =
  | "label"
  | "help"
  | "mandatory"
  | "default"
  | "hidden"
  | "personal"
  | "quickCreate"
  | "options"
  | "pattern"
  | "patternHint"
  | "createOnly"
  | "when"
  | "dependsOn"
  | "indexed";
/** What may be changed of a field that code declares. Null: what the code says is taken away. */
export type FieldChanges = { readonly [K in Changeable]?: FieldDefinition[K] | null };
export interface ModuleChanges {
  readonly label?: Label;
  readonly singular?: Label;
  readonly icon?: string;
  readonly fields?: Readonly<Record<string, FieldChanges>>;
  readonly layout?: Layout;
}
export interface CustomDefinitions {
  readonly format: 1;
  /** Whole modules of their own (`cm_…`). */
  readonly modules: readonly ModuleDefinition[];
  /** Fields added to modules (`cf_…`). */
  readonly fields: readonly CustomField[];
  /** Options added to the choices of standard fields. */
  readonly options: readonly { readonly module: string; readonly field: string; readonly option: Option }[];
  /** By module. */
  readonly changes?: Readonly<Record<string, ModuleChanges>>;
  /** Many-to-many relations, each on the module where it is shown first. */
  readonly links?: readonly (LinkDefinition & { readonly module: string })[];
  readonly deleted?: readonly DeletedField[];
  /** Modules by group of the menu, in order; modules not named stay where they are declared, behind the named ones. */
  readonly menu?: readonly CustomMenuGroup[];
}
export interface CustomMenuGroup {
  readonly group: MenuGroup | OwnMenuGroup;
  /** Of one's own groups always; of the others where they were renamed. */
  readonly label?: Label;
  readonly modules: readonly string[];
}
export const NO_CUSTOM: CustomDefinitions = { format: 1, modules: [], fields: [], options: [] };

export const changesOf = (custom: CustomDefinitions, module: string): ModuleChanges =>
  custom.changes && Object.hasOwn(custom.changes, module) ? (custom.changes[module] ?? {}) : {};

/** The definitions with one module's changes replaced. */
export const withChanges = (custom: CustomDefinitions, module: string, changes: ModuleChanges): CustomDefinitions => ({
  ...custom,
  changes: { ...custom.changes, [module]: changes },
});

/** A declared field as it is after the administrators' changes. */
export function changedField(custom: CustomDefinitions, module: string, field: FieldDefinition): FieldDefinition {
  const changes = changesOf(custom, module);
  const own = changes.fields && Object.hasOwn(changes.fields, field.name) ? changes.fields[field.name] : undefined;
  const base = own?.options ?? field.options ?? [];
  const known = new Set(base.map(({ value }) => value));
  const added = custom.options.filter((o) => o.module === module && o.field === field.name && !known.has(o.option.value));
  const options = [...base, ...added.map((o) => o.option)];
  const { layout } = changes;
  const kept = Object.fromEntries(Object.entries({ ...field, ...own }).filter(([, value]) => value !== null));
  return {
    ...(kept as unknown as FieldDefinition),
    ...(options.length > 0 ? { options } : {}),
    ...(layout?.hidden?.includes(field.name) ? { hidden: true } : {}),
    ...(layout?.quickCreate ? { quickCreate: layout.quickCreate.includes(field.name) } : {}),
  };
}

type Blocks = Module["blocks"];

/** Fields in the layout's blocks; those that it doesn't know stay in their own block, or go to the first. */
export function arrange(declared: Blocks, fields: Map<string, Field>, layout: Layout | undefined): Blocks {
  const blocks = layout ? laidOut(declared, fields, layout) : declared;
  for (const block of blocks)
    for (const name of block.fields) {
      const field = fields.get(name);
      if (field && field.block !== block.name) fields.set(name, { ...field, block: block.name });
    }
  return blocks;
}

function laidOut(declared: Blocks, fields: ReadonlyMap<string, Field>, layout: Layout): Blocks {
  const placed = new Set<string>();
  const blocks = layout.blocks.map((block) => ({
    ...block,
    fields: block.fields.filter((name) => {
      const isNew = fields.has(name) && !placed.has(name);
      placed.add(name);
      return isNew;
    }),
  }));
  for (const block of declared)
    for (const name of block.fields) {
      if (placed.has(name)) continue;
      const wanted = fields.get(name)?.block;
      const home = blocks.find((one) => one.name === wanted) ?? blocks.find((one) => one.name === block.name);
      if (home) home.fields.push(name);
      else blocks.push({ ...block, fields: [name] });
    }
  return blocks.filter((block) => block.fields.length > 0 || layout.blocks.some(({ name }) => name === block.name));
}

/** Related lists in the layout's order. */
export function arrangeRelations(relations: readonly Relation[], layout: Layout | undefined): readonly Relation[] {
  const order = layout?.related;
  if (!order) return relations;
  const named = order.flatMap(({ name, hidden }) => {
    const relation = relations.find((one) => one.name === name);
    return relation ? [{ ...relation, ...(hidden ? { hidden: true } : {}) }] : [];
  });
  return [...named, ...relations.filter(({ name }) => !order.some((one) => one.name === name))];
}

/** The modules in the order of the menu, each in its group, with the group's name and place where the menu was changed. */
export function inMenuOrder(modules: readonly Module[], menu: CustomDefinitions["menu"]): readonly Module[] {
  if (!menu) return modules;
  const placed = (module: Module, group: MenuGroup | OwnMenuGroup): Module => {
    const place = menu.findIndex((one) => one.group === group);
    const label = menu[place]?.label;
    return { ...module, menu: group, ...(place < 0 ? {} : { menuPlace: place }), ...(label ? { menuLabel: label } : {}) };
  };
  const named = menu.flatMap(({ group, modules: names }) =>
    names.flatMap((name) => {
      const module = modules.find((one) => one.name === name);
      return module ? [placed(module, group)] : [];
    }),
  );
  const others = modules.filter(({ name }) => !named.some((one) => one.name === name));
  return [...named, ...others.map((module) => placed(module, module.menu))];
}
