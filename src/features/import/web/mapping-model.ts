/** The mapping as the screen edits it: for each column of the file what it means. Pure. */
import { fieldType } from "../../../fieldtypes/index.ts";
import type { Label, Lang } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { NAME_SHAPES, shapeOf } from "../name-shapes.ts";
import type { NameShape } from "../name-shapes.ts";
import type { ColumnMapping, ImportOptions, Mapping, UploadedTable } from "./import-api.ts";

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

/** The entries of a mapping by the columns of this file; what it says of other columns is left out. */
export const columnsOf = (table: Pick<UploadedTable, "header">, mapping: Mapping): readonly ColumnMapping[] =>
  mapping.columns.flatMap((column) => {
    const index = indexOf(table.header, column.column);
    return column.field === null || index < 0 || index >= table.header.length ? [] : [{ ...column, column: index }];
  });

/** As they are sent and kept: by name, so that the mapping fits another file whose columns stand in another order. */
export const byName = (table: Pick<UploadedTable, "header">, columns: readonly ColumnMapping[]): readonly ColumnMapping[] =>
  columns.map((column) =>
    typeof column.column === "number" ? { ...column, column: table.header[column.column] || column.column } : column,
  );

/** A line of the screen: a column of the file and what it feeds. A name that is cut apart is one line. */
export interface MappingLine {
  readonly column: number;
  readonly entries: readonly ColumnMapping[];
  /** What the select shows: the path of a field, or `SHAPE` and the order of a name. */
  readonly target: string | null;
}
export const SHAPE = "name:";
const isShape = (name: string): name is NameShape => Object.hasOwn(NAME_SHAPES, name);

export const linesOf = (table: Pick<UploadedTable, "header">, columns: readonly ColumnMapping[]): readonly MappingLine[] =>
  table.header.flatMap((_, column): readonly MappingLine[] => {
    const entries = columns.filter((entry) => entry.column === column);
    const shape = shapeOf(entries);
    if (shape) return [{ column, entries, target: `${SHAPE}${shape}` }];
    return entries.length === 0
      ? [{ column, entries, target: null }]
      : entries.map((entry) => ({ column, entries: [entry], target: entry.field }));
  });

/** The columns with another meaning for a line. A field can be fed once: what it was fed from before is left out. */
export function mapLine(
  columns: readonly ColumnMapping[],
  { column, entries }: MappingLine,
  target: string | null,
): readonly ColumnMapping[] {
  const shape = target?.startsWith(SHAPE) ? target.slice(SHAPE.length) : undefined;
  const fresh: readonly ColumnMapping[] =
    shape !== undefined && isShape(shape)
      ? NAME_SHAPES[shape].map((part) => ({ column, ...part }))
      : target === null
        ? []
        : [{ column, field: target }];
  return [...columns.filter((entry) => !entries.includes(entry) && !fresh.some(({ field }) => field === entry.field)), ...fresh];
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

/** By what duplicates are usually known: e-mail, else the name. */
export function usualMatch(module: DescribedModule, columns: readonly ColumnMapping[]): readonly string[] {
  const mapped = (name: string): boolean => columns.some((column) => column.field === name);
  const email = module.fields.find((field) => field.type === "email" && mapped(field.name));
  if (email) return [email.name];
  const names = module.nameFields.filter(mapped);
  return names.length > 0 ? names : columns.flatMap((column) => column.field ?? []).slice(0, 1);
}
