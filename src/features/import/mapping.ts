/** What the columns of a file mean. A mapping is data: guessed, corrected in the screen, kept under a name, used again. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { FieldType } from "../../fieldtypes/field-type.ts";
import type { Field, Module, Option } from "../../model/define.ts";
import { isReference, targetsOf, type Registry } from "../../model/registry.ts";
import type { FieldAccess } from "../../server/access/access.ts";
import type { FieldError } from "../../server/errors.ts";
import type { Take } from "./name-shapes.ts";
import type { Defaults } from "./template.ts";
import { normalise, normaliseValue } from "./words.ts";

export interface ColumnMapping {
  /** Index from 0, or the name in the header. One column may stand here more than once. */
  readonly column: number | string;
  /** `field`, `address_field.part`, `id` or `number` (of a record that is to be updated); null: left out. */
  readonly field: string | null;
  readonly take?: Take;
  /** From what stands in the file to what is meant; case doesn't matter. */
  readonly values?: Readonly<Record<string, string>>;
  /** References: by which of the target's fields it is found. Default: its label. */
  readonly match_by?: string;
  /** References: what isn't found is created. */
  readonly create_missing?: boolean;
  /** More values for what is created; by default, for the import's own module, the mapping's defaults. */
  readonly create_with?: Defaults;
  /** Choices: how options that are new are called (with `new_options: "add"`). */
  readonly options?: readonly Option[];
}
/** A record's own reference fields → modules whose record of the same row they point to. */
export type Links = Readonly<Record<string, string>>;
export interface Mapping {
  readonly columns: readonly ColumnMapping[];
  /** For records that are created, where the file gives no value. */
  readonly defaults?: Defaults;
  /** Further modules that each row feeds. */
  readonly modules?: readonly RelatedMapping[];
  /** Of the imported module; absent: its free references to the modules of the row. */
  readonly links?: Links;
}
/** What a row says of a record of another module, which is found or created. */
export interface RelatedMapping {
  readonly module: string;
  readonly columns: readonly ColumnMapping[];
  readonly defaults?: Defaults;
  /** Fields by which it is found, all of them equal. Default: its e-mail if mapped, else its name. None: always created. */
  readonly match_by?: readonly string[];
  /** What is done with the one that is found. Default: `skip`, it is used as it is. */
  readonly duplicates?: Exclude<ImportOptions["duplicates"], "create">;
  readonly links?: Links;
}

export const DUPLICATES = ["create", "skip", "overwrite", "merge"] as const;
export interface ImportOptions {
  /** What is done with a row whose record is there already. `merge` fills empty fields only; an empty cell never erases. */
  readonly duplicates: (typeof DUPLICATES)[number];
  /** The fields by which a record is known to be the same: all of them equal. */
  readonly match_fields: readonly string[];
  readonly date_order: "dmy" | "mdy" | "ymd";
  readonly decimal_mark: "." | "," | "auto";
  readonly new_options: "reject" | "add";
}
export const DEFAULT_OPTIONS: ImportOptions = {
  duplicates: "create",
  match_fields: [],
  date_order: "dmy",
  decimal_mark: "auto",
  new_options: "reject",
};

/** A column's mapping, looked up once for all rows. */
export type Target =
  | { readonly kind: "key"; readonly name: "id" | "number" }
  | { readonly kind: "value"; readonly field: Field; readonly type: FieldType; readonly options: readonly Option[] }
  | { readonly kind: "part"; readonly field: Field; readonly part: string }
  | { readonly kind: "reference"; readonly field: Field; readonly reference: ReferenceRule };
export interface ReferenceRule {
  /** Tells it from others: what is looked for, where and by what. */
  readonly place: string;
  readonly modules: readonly string[];
  readonly by: string;
  readonly create: boolean;
  readonly createWith: Defaults | undefined;
}
export interface CompiledColumn {
  readonly index: number;
  readonly take: Take | undefined;
  readonly values: ReadonlyMap<string, string> | undefined;
  readonly target: Target;
}
export interface CompiledMapping {
  readonly module: Module;
  readonly columns: readonly CompiledColumn[];
  readonly defaults: Defaults;
}

export interface MappingScope {
  readonly registry: Registry;
  readonly module: Module;
  readonly header: readonly string[];
  fieldAccess(field: Field): FieldAccess;
}

/** How the records of one module are treated, and where the request says so. */
export interface Treatment extends Pick<ImportOptions, "duplicates" | "match_fields"> {
  readonly place: string;
  readonly matchPlace: string;
}

/** Checks a module's mapping against module and file; adds every fault to `errors`, by its place in the request. */
export function compileMapping(
  scope: MappingScope,
  mapping: Pick<Mapping, "columns" | "defaults">,
  treatment: Treatment,
  errors: FieldError[],
): CompiledMapping {
  const { place } = treatment;
  const before = errors.length;
  const columns: CompiledColumn[] = [];
  const taken = new Set<string>();
  mapping.columns.forEach((column, i) => {
    const at = `${place}.columns.${i}`;
    if (column.field === null) return;
    const index = columnIndex(scope.header, column.column);
    if (index === undefined) errors.push({ field: `${at}.column`, code: "unknown_column" });
    if (taken.has(column.field)) errors.push({ field: `${at}.field`, code: "mapped_twice" });
    taken.add(column.field);
    const target = targetOf(scope, column, column.field);
    if (typeof target === "string")
      return void errors.push({ field: `${at}.${target === "unknown_match_field" ? "match_by" : "field"}`, code: target });
    const values = column.values && new Map(Object.entries(column.values).map(([from, to]) => [normaliseValue(from), to]));
    if (index !== undefined) columns.push({ index, take: column.take, values, target });
  });
  for (const name of Object.keys(mapping.defaults ?? {})) {
    const fault = writable(scope, name.split(".")[0] ?? "");
    if (fault) errors.push({ field: `${place}.defaults.${name}`, code: fault });
  }
  checkMatching(scope, treatment, { columns, defaults: mapping.defaults ?? {} }, errors);
  if (columns.length === 0 && errors.length === before) errors.push({ field: `${place}.columns`, code: "required" });
  return { module: scope.module, columns, defaults: mapping.defaults ?? {} };
}

function checkMatching(
  scope: MappingScope,
  { duplicates, match_fields, matchPlace }: Treatment,
  mapping: Pick<CompiledMapping, "columns" | "defaults">,
  errors: FieldError[],
): void {
  const byKey = mapping.columns.some((column) => column.target.kind === "key");
  if (duplicates !== "create" && match_fields.length === 0 && !byKey) errors.push({ field: matchPlace, code: "required" });
  for (const [i, name] of match_fields.entries()) {
    const field = scope.module.fields.get(name);
    const given =
      mapping.columns.some(
        (column) => column.target.kind !== "key" && column.target.kind !== "part" && column.target.field.name === name,
      ) || name in mapping.defaults;
    if (!field || scope.fieldAccess(field) === "hidden") errors.push({ field: `${matchPlace}.${i}`, code: "unknown_field" });
    else if (!given) errors.push({ field: `${matchPlace}.${i}`, code: "not_mapped" });
  }
}

export function columnIndex(header: readonly string[], column: number | string): number | undefined {
  if (typeof column === "number") return Number.isInteger(column) && column >= 0 && column < header.length ? column : undefined;
  const exact = header.indexOf(column);
  if (exact !== -1) return exact;
  const wanted = normalise(column);
  const index = header.findIndex((name) => normalise(name) === wanted);
  return index === -1 ? undefined : index;
}

function writable(scope: MappingScope, name: string): "unknown_field" | "read_only_field" | undefined {
  const field = scope.module.fields.get(name);
  if (!field || scope.fieldAccess(field) === "hidden") return "unknown_field";
  return field.readOnly || scope.fieldAccess(field) === "read" ? "read_only_field" : undefined;
}

function targetOf(scope: MappingScope, column: ColumnMapping, path: string): Target | string {
  if (path === "id" || path === "number") return { kind: "key", name: path };
  const [name = "", part] = path.split(".");
  const fault = writable(scope, name);
  const field = scope.module.fields.get(name);
  if (fault || !field) return fault ?? "unknown_field";
  const type = fieldType(field.type);
  if (part !== undefined) return type.parts && Object.hasOwn(type.parts, part) ? { kind: "part", field, part } : "unknown_field";
  if (!isReference(field)) return { kind: "value", field, type, options: column.options ?? [] };
  const modules = targetsOf(field);
  const by = column.match_by ?? "label";
  const known = ["label", "id", "number"].includes(by) || modules.some((target) => scope.registry.modules.get(target)?.fields.has(by));
  if (!known) return "unknown_match_field";
  const place = `${field.name}\n${modules.join()}\n${by}`;
  const reference = { place, modules, by, create: column.create_missing === true, createWith: column.create_with };
  return { kind: "reference", field, reference };
}
