/** The mapping as the screen edits it: for each column of the file what it means. Pure. */
import { fieldType } from "../../../fieldtypes/index.ts";
import type { Label, Lang } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { NAME_SHAPES, shapeOf } from "../name-shapes.ts";
import type { NameShape } from "../name-shapes.ts";
import type { Defaults } from "../template.ts";
import type { ColumnMapping, ImportOptions, Mapping, RelatedMapping, UploadedTable } from "./import-api.ts";

export interface TargetField {
  readonly path: string;
  readonly label: Label;
  readonly field: DescribedField;
}
/** Fields that a column may feed; addresses by their parts. */
export function targetFields(module: DescribedModule): readonly TargetField[] {
  return module.fields
    .filter((field) => field.access === "edit" && field.readOnly !== true && !["file", "image"].includes(field.type))
    .flatMap((field): TargetField[] => {
      const parts = Object.entries(fieldType(field.type).parts ?? {});
      if (parts.length === 0) return [{ path: field.name, label: field.label, field }];
      return parts.map(([part, { label }]) => ({
        path: `${field.name}.${part}`,
        label: { en: `${field.label.en}: ${label.en}`, ru: `${field.label.ru}: ${label.ru}` },
        field,
      }));
    });
}

const indexOf = (header: readonly string[], column: number | string): number =>
  typeof column === "number" ? column : header.indexOf(column);

/** The entries of a mapping by the columns of this file, those of all its modules; what it says of other columns is left out. */
export const columnsOf = (table: Pick<UploadedTable, "header">, mapping: Mapping): readonly ColumnMapping[] =>
  [
    ...mapping.columns,
    ...(mapping.modules ?? []).flatMap(({ module, columns }) => columns.map((column) => ({ ...column, module }))),
  ].flatMap((column) => {
    const index = indexOf(table.header, column.column);
    return column.field === null || index < 0 || index >= table.header.length ? [] : [{ ...column, column: index }];
  });

/** As they are sent and kept: by name, so that the mapping fits another file whose columns stand in another order. */
export const byName = (table: Pick<UploadedTable, "header">, columns: readonly ColumnMapping[]): readonly ColumnMapping[] =>
  columns.map(({ column, ...entry }) => {
    const sent = { ...entry, column: typeof column === "number" ? table.header[column] || column : column };
    delete sent.module;
    return sent;
  });

/** What is chosen for a module beside the imported one. */
export type RelatedChoice = Omit<RelatedMapping, "columns">;
const given = (defaults: Defaults): Defaults => Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== null));

/** The mapping that the screen stands for. Modules that no column feeds are left out. */
export function mappingOf(
  table: Pick<UploadedTable, "header">,
  columns: readonly ColumnMapping[],
  { defaults, related }: { readonly defaults: Defaults; readonly related: readonly RelatedChoice[] },
): Mapping {
  const of = (module: string | undefined): readonly ColumnMapping[] =>
    byName(
      table,
      columns.filter((column) => column.module === module),
    );
  const modules = related.flatMap((choice): RelatedMapping[] => {
    const own = of(choice.module);
    return own.length === 0 ? [] : [{ ...choice, columns: own, defaults: given(choice.defaults ?? {}) }];
  });
  return { columns: of(undefined), defaults: given(defaults), ...(modules.length > 0 ? { modules } : {}) };
}

/** A line of the screen: a column of the file and what it feeds. A name that is cut apart is one line. */
export interface MappingLine {
  readonly column: number;
  readonly entries: readonly ColumnMapping[];
  /** What the select shows: the path of a field, or `SHAPE` and the order of a name; with the module before, if it is another one. */
  readonly target: string | null;
}
export const SHAPE = "name:";
const isShape = (name: string): name is NameShape => Object.hasOwn(NAME_SHAPES, name);
export const targetIn = (module: string | undefined, target: string): string => (module === undefined ? target : `${module}/${target}`);

export const linesOf = (table: Pick<UploadedTable, "header">, columns: readonly ColumnMapping[]): readonly MappingLine[] =>
  table.header.flatMap((_, column): readonly MappingLine[] => {
    const all = columns.filter((entry) => entry.column === column);
    if (all.length === 0) return [{ column, entries: [], target: null }];
    return [...Map.groupBy(all, ({ module }) => module)].flatMap(([module, entries]): MappingLine[] => {
      const shape = shapeOf(entries);
      if (shape) return [{ column, entries, target: targetIn(module, `${SHAPE}${shape}`) }];
      return entries.map((entry) => ({ column, entries: [entry], target: entry.field === null ? null : targetIn(module, entry.field) }));
    });
  });

/** The columns with another meaning for a line. A field can be fed once: what it was fed from before is left out. */
export function mapLine(
  columns: readonly ColumnMapping[],
  { column, entries }: MappingLine,
  target: string | null,
): readonly ColumnMapping[] {
  const slash = target?.indexOf("/") ?? -1;
  const whose = target !== null && slash >= 0 ? { module: target.slice(0, slash) } : {};
  const path = target === null ? null : target.slice(slash + 1);
  const shape = path?.startsWith(SHAPE) ? path.slice(SHAPE.length) : undefined;
  const fresh: readonly ColumnMapping[] =
    shape !== undefined && isShape(shape)
      ? NAME_SHAPES[shape].map((part) => ({ ...whose, column, ...part }))
      : path === null
        ? []
        : [{ ...whose, column, field: path }];
  const replaced = (entry: ColumnMapping): boolean => fresh.some(({ field, module }) => field === entry.field && module === entry.module);
  return [...columns.filter((entry) => !entries.includes(entry) && !replaced(entry)), ...fresh];
}

export const unmappedMandatory = (module: DescribedModule, columns: readonly ColumnMapping[]): readonly DescribedField[] =>
  module.fields.filter(
    (field) =>
      field.mandatory &&
      field.readOnly !== true &&
      field.type !== "user" &&
      field.type !== "checkbox" &&
      field.default === undefined &&
      !columns.some((column) => column.field === field.name),
  );

/** Dates like 10/20/2016 betray their order; where none does, the language's custom holds. */
export function guessDateOrder(sample: UploadedTable["sample"], lang: Lang): ImportOptions["date_order"] {
  for (const cell of sample.flat()) {
    const parts = /^\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\b/.exec(cell);
    if (!parts) continue;
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    if (first > 31) return "ymd";
    if (first > 12 && second <= 12) return "dmy";
    if (second > 12 && first <= 12) return "mdy";
  }
  return lang === "ru" ? "dmy" : "mdy";
}

export const usualOptions = (table: Pick<UploadedTable, "sample">, lang: Lang): ImportOptions => ({
  duplicates: "create",
  match_fields: [],
  date_order: guessDateOrder(table.sample, lang),
  decimal_mark: "auto",
  new_options: "reject",
});
