/**
 * The vocabulary of definitions: what a module declares once, and everything else is derived from. Pure: the same in
 * server and browser. Standard modules are values of these types in code; custom fields and modules are the same
 * values kept as JSON in the database.
 */
import type { Json, Label } from "../fieldtypes/field-type.ts";
import type { FieldTypeName } from "../fieldtypes/index.ts";
import type { Filter } from "./filter/ast.ts";
import type { ResultType } from "./formula/result.ts";

export interface Option {
  readonly value: string;
  readonly label: Label;
  readonly color?: string;
  /** For stages: what reaching it means for the record. */
  readonly outcome?: "open" | "won" | "lost";
  /** For stages: percent put into `probability`. */
  readonly probability?: number;
  /** False: kept on old records, not offered any more. */
  readonly active?: boolean;
  /** Fields that must have a value when a record gets this one. */
  readonly requires?: readonly string[];
  /** Fields that people are asked for when a record gets this one, and may leave empty. */
  readonly asks?: readonly string[];
  /** For stages: a record that has been here for so many days is marked … */
  readonly within?: number;
  /** … and so is one with which nothing happened for so many days. */
  readonly idle?: number;
}

/** A value over the records of a related list, computed when it is read. */
export interface RollupDefinition {
  /** A relation of this module. */
  readonly relation: string;
  readonly fn: "count" | "sum" | "avg" | "min" | "max";
  /** Of the related module; not for `count`. */
  readonly field?: string;
  /** Only the related records that it lets through. */
  readonly filter?: Filter;
}

/** When a field is shown, required, read-only, or which options it offers: conditions over the record's own fields. */
export interface FieldConditions {
  readonly shown?: Filter;
  readonly required?: Filter;
  readonly readOnly?: Filter;
  /** Where a condition holds, only its values are offered; of several that hold, those that all of them name. */
  readonly options?: readonly { readonly if: Filter; readonly values: readonly string[] }[];
}

/** A field as it is declared. */
export interface FieldDefinition {
  /** API name = column = JSON key = CSV key = formula variable; snake_case. References end in `_id`. */
  readonly name: string;
  readonly type: FieldTypeName;
  readonly label: Label;
  readonly help?: Label;
  readonly mandatory?: boolean;
  /** No two living records of the module share the value. */
  readonly unique?: boolean;
  /** Put in on create where the value is absent. */
  readonly default?: Json;
  /** Set by the system or by rules; refused in writes. */
  readonly readOnly?: boolean;
  /** Worked out by the module's rules: what a writer sends is neither taken nor refused. Implies `readOnly`. */
  readonly computed?: boolean;
  /** In the quick create form (mandatory fields always are). */
  readonly quickCreate?: boolean;
  /** Gets a database index: the lists are filtered or sorted by it. References always do. */
  readonly indexed?: boolean;
  /** Its text goes to the search index; by default as its type says. */
  readonly searchable?: boolean;
  /** Personal data (access rules and erasure go by it). */
  readonly personal?: boolean;
  /** text: most characters. */
  readonly maxLength?: number;
  /** decimal: most digits after the mark. */
  readonly scale?: number;
  /** integer: shown without separators of thousands (years, codes). */
  readonly ungrouped?: boolean;
  /** number types: bounds, inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** picklist, radio, multi_select. */
  readonly options?: readonly Option[];
  /** tags: any text is a value, `options` are only suggestions. */
  readonly open?: boolean;
  /** reference: the modules that it may point to. More than one makes it polymorphic. */
  readonly targets?: readonly string[];
  /** reference: also to every module that an administrator or an extension adds. */
  readonly targetsAdded?: boolean;
  /** reference: the related list that appears on the target's page. False: none. Default: named after this module. */
  readonly inverse?: { readonly name: string; readonly label: Label } | false;
  /** text: what it must look like, a regular expression over the whole value; and what to tell who writes something else. */
  readonly pattern?: string;
  readonly patternHint?: Label;
  /** text: the shape that it is typed in and brought to (model/mask.ts). */
  readonly mask?: string;
  /** Set when the record is made, never changed after. */
  readonly createOnly?: boolean;
  /** Not in forms and on pages; its values stay. */
  readonly hidden?: boolean;
  readonly when?: FieldConditions;
  /** A choice whose values depend on another choice: its value → the values allowed with it. Absent values allow all. */
  readonly dependsOn?: { readonly field: string; readonly allowed: Readonly<Record<string, readonly string[]>> };
  /** auto_number: what stands before the number. */
  readonly prefix?: string;
  /** formula: the expression (model/formula). */
  readonly formula?: string;
  readonly rollup?: RollupDefinition;
  /** formula, rollup: the type of the value. */
  readonly result?: ResultType;
  /** vTiger's name of the field, for importers and the compatible API. Null: ours alone. */
  readonly vtiger?: string | null;
}

export interface Block {
  readonly name: string;
  readonly label: Label;
  readonly fields: readonly FieldDefinition[];
  /** Shown folded at first. */
  readonly collapsed?: boolean;
  /** Of fields, on a wide screen; two where nothing is said. */
  readonly columns?: 1 | 2;
}

/** A many-to-many relation, declared once, on either of its two modules. */
export interface LinkDefinition {
  /** Names the link table: `link_<name>`. */
  readonly name: string;
  /** The related list on this module's page: its name and label (of the other module's records). */
  readonly here: { readonly name: string; readonly label: Label };
  /** The other module, and the related list on its page. */
  readonly there: { readonly module: string; readonly name: string; readonly label: Label };
  /** More fields of the link itself (a campaign member's status). */
  readonly fields?: readonly FieldDefinition[];
}

export const MENU_GROUPS = ["sales", "marketing", "service", "inventory", "projects", "activities", "tools", "admin", "none"] as const;
/** Where a module stands in the app menu. "none": not in it. */
export type MenuGroup = (typeof MENU_GROUPS)[number];
/** A group that an administrator made. */
export type OwnMenuGroup = `mg_${string}`;

export interface ModuleDefinition {
  /** API name = table; snake_case, plural. */
  readonly name: string;
  readonly label: Label;
  readonly singular: Label;
  /** Name of a Tabler icon in kebab case. */
  readonly icon: string;
  readonly menu: MenuGroup;
  /** Prefix of record numbers: CON1, CON2 … */
  readonly numberPrefix: string;
  /** The fields whose values, joined by a space, are the record's label. The first one must be mandatory. */
  readonly nameFields: readonly string[];
  readonly blocks: readonly Block[];
  readonly links?: readonly LinkDefinition[];
  /**
   * A link to each module that an administrator or an extension adds, as those above to the standard ones: `<prefix>_<module>`,
   * a parent like them where the module has parents.
   */
  readonly linksAdded?: { readonly prefix: string; readonly there: { readonly name: string; readonly label: Label } };
  readonly list: { readonly columns: readonly string[]; readonly sort: string };
  /** Shown in the record page's header, and as the first words about the record everywhere. */
  readonly keyFields?: readonly string[];
  /** The field that holds the record's stage or status: coloured in lists, shown as a path on the page. */
  readonly stageField?: string;
  /**
   * A field that closes the record: once it has a value, the record can only be read, and lists leave it out unless
   * their filter names the field.
   */
  readonly archivedBy?: string;
  /** Written by administrators only (users, groups, offices); everybody reads them. */
  readonly adminOnly?: boolean;
  /**
   * What its records belong to: names of reference fields, and of links declared here. Where the company lets the
   * module follow its parents, who may see one of them may see the record.
   */
  readonly parents?: readonly string[];
  readonly vtiger?: string | null;
}

/** A field as the registry holds it: the definition with what the registry knows about it. */
export interface Field extends FieldDefinition {
  readonly module: string;
  readonly block: string;
  /** System field: every module has it. */
  readonly system: boolean;
  readonly custom: boolean;
}

/** A related list, derived from a reference field (children) or a link. */
export interface Relation {
  readonly name: string;
  readonly label: Label;
  /** The module whose records are listed. */
  readonly module: string;
  readonly kind: "children" | "link";
  /** children: the reference field of `module` that points here. */
  readonly field?: string;
  /** link: the link table, and which of its two columns is ours. */
  readonly link?: string;
  readonly side?: "a" | "b";
  /** link: the link's own fields (the price of a product in a price book). */
  readonly fields?: readonly FieldDefinition[];
  /** Not on the page; still in the API. */
  readonly hidden?: boolean;
  /** children: the reference is read-only, so nothing can be added here by hand. Such lists come last. */
  readonly readOnly?: boolean;
}

export interface Module extends Omit<ModuleDefinition, "blocks" | "menu"> {
  readonly menu: MenuGroup | OwnMenuGroup;
  /** What its group is called, and where that stands, where administrators said so. */
  readonly menuLabel?: Label;
  readonly menuPlace?: number;
  readonly custom: boolean;
  readonly blocks: readonly {
    readonly name: string;
    readonly label: Label;
    readonly collapsed?: boolean;
    readonly columns?: 1 | 2;
    readonly fields: readonly string[];
  }[];
  /** All fields by name, system fields included, in the order of the form. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly relations: readonly Relation[];
}

/** Checks the shape at compile time and returns the definition as it is. */
export const defineModule = (definition: ModuleDefinition): ModuleDefinition => definition;
