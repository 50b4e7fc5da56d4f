/** The mapping as the screen edits it: for each column of the file what it means. Pure. */
import { fieldType } from "../../../fieldtypes/index.ts";
import type { Label, Lang } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
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

const indexOf = (header: readonly string[], column: number | string): number => (typeof column === "number" ? column : header.indexOf(column));

/** One entry per column of the file, in its order; what a saved mapping says of other columns is left out. */
export function columnsInOrder(table: Pick<UploadedTable, "header">, mapping: Mapping): readonly ColumnMapping[] {
  const byIndex = new Map<number, ColumnMapping>();
  const more: ColumnMapping[] = [];
  for (const column of mapping.columns) {
    const index = indexOf(table.header, column.column);
    if (index < 0 || index >= table.header.length) continue;
    if (byIndex.has(index)) more.push({ ...column, column: index });
    else byIndex.set(index, { ...column, column: index });
  }
  return [...table.header.map((_, index) => byIndex.get(index) ?? { column: index, field: null }), ...more];
}

/** A field can be fed once: choosing it for a column takes it from the other. */
export const mapColumn = (columns: readonly ColumnMapping[], at: number, field: string | null): readonly ColumnMapping[] =>
  columns.map((column, index) => {
    if (index === at) return { column: column.column, field };
    return field !== null && column.field === field ? { column: column.column, field: null } : column;
  });

export const unmappedMandatory = (module: DescribedModule, columns: readonly ColumnMapping[]): readonly DescribedField[] =>
  module.fields.filter(
    (field) => field.mandatory && field.readOnly !== true && field.type !== "user" && field.type !== "checkbox" && field.default === undefined && !columns.some((column) => column.field === field.name),
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
