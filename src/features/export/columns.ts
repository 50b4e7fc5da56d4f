/** The columns of an exported table: what stands in the header, and how a record's value becomes text. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json, Lang } from "../../fieldtypes/field-type.ts";
import type { Field, Module } from "../../model/define.ts";
import { isReference, resolvePath, type Registry, type ResolvedPath } from "../../model/registry.ts";
import type { RecordJson } from "../../server/records/index.ts";
import type { XlsxCell } from "./xlsx-xml.ts";

export interface ExportColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  /** For files of text. */
  text(record: RecordJson): string;
  /** For workbooks; undefined: nothing. */
  cell(record: RecordJson): XlsxCell | undefined;
}
export interface ColumnOptions {
  readonly registry: Registry;
  readonly module: Module;
  /** Paths that the engine has let pass. */
  readonly paths: readonly string[];
  /** API names and ids, for programs; or labels in the reader's language, for people. */
  readonly header: "names" | "labels";
  readonly lang: Lang;
}

export function exportColumns({ registry, module, paths, header, lang }: ColumnOptions): readonly ExportColumn[] {
  const named = header === "names";
  const columns = paths.flatMap((name) => {
    const path = resolvePath(registry, module, name);
    return path ? columnsOfPath(path, { named, lang }) : [];
  });
  return named ? columns : distinct(columns);
}

interface NamedColumn extends ExportColumn {
  readonly name: string;
}

function columnsOfPath(path: ResolvedPath, { named, lang }: { named: boolean; lang: Lang }): readonly NamedColumn[] {
  const { field, via, type } = path;
  const label = via ? `${via.label[lang]}: ${field.label[lang]}` : field.label[lang];
  const column = (name: string, title: string, text: ExportColumn["text"], typed?: Pick<ExportColumn, "width" | "cell">): NamedColumn => ({
    name,
    title: named ? name : title,
    text,
    ...(typed ?? { width: TEXT_WIDTH, cell: (record) => ({ kind: "text", text: text(record) }) }),
  });
  const value = (record: RecordJson): Json => record[path.path] ?? null;
  if (path.part !== undefined)
    return [column(path.path, `${label}: ${type.parts?.[path.part]?.label[lang] ?? path.part}`, (record) => plain(value(record)))];
  // A composite value is a column for each part: a cell of JSON is nothing for people.
  if (type.parts)
    return Object.entries(type.parts).map(([part, of]) =>
      column(`${path.path}.${part}`, `${label}: ${of.label[lang]}`, (record) =>
        plain((value(record) as Readonly<Record<string, Json>> | null)?.[part] ?? null),
      ),
    );
  if (isReference(field)) {
    const labelled = column(`${path.path}__label`, label, (record) => plain(record[`${path.path}__label`] ?? null));
    return named ? [column(path.path, label, (record) => plain(value(record))), labelled] : [labelled];
  }
  const typed = { width: widthOf(path), cell: (record: RecordJson) => cellOf(path, value(record)) };
  return [column(path.path, label, (record) => textOf(path, value(record)), typed)];
}

/** A column beside the records' own fields, of text. */
export const textColumn = (title: string, read: (record: RecordJson) => unknown): ExportColumn => {
  const text = (record: RecordJson): string => {
    const value = read(record);
    return typeof value === "string" ? value : "";
  };
  return { title, width: TEXT_WIDTH, text, cell: (record) => ({ kind: "text", text: text(record) }) };
};

/** A column of a field that belongs to something beside the record: a link. */
export function fieldColumn(field: Field, lang: Lang, read: (record: RecordJson) => Json | undefined): ExportColumn {
  const type = fieldType(field.type);
  const path: ResolvedPath = { path: field.name, field, type, family: type.family };
  const value = (record: RecordJson): Json => read(record) ?? null;
  return {
    title: field.label[lang],
    width: widthOf(path),
    text: (record) => textOf(path, value(record)),
    cell: (record) => cellOf(path, value(record)),
  };
}

const plain = (value: Json): string => (typeof value === "string" ? value : "");

function textOf({ field }: ResolvedPath, value: Json): string {
  return value === null ? "" : fieldType(field.type).toText(value, field);
}

const TEXT_WIDTH = 24;
const widthOf = ({ type }: ResolvedPath): number => (type.family === "number" || type.family === "date" ? 16 : TEXT_WIDTH);

/** Numbers that a spreadsheet would round stay text: it keeps fifteen digits. */
function cellOf(path: ResolvedPath, value: Json): XlsxCell | undefined {
  if (value === null) return undefined;
  const { field, type } = path;
  if (typeof value === "boolean") return { kind: "yes-no", value };
  if (type.family === "number" && (typeof value === "number" || typeof value === "string")) {
    const number = Number(value);
    const exact = typeof value === "number" || value.replace(/^-?0*|\.|\.?0+$/g, "").length <= 15;
    const kind = field.type === "money" || field.type === "percent" || field.type === "integer" ? field.type : "number";
    if (Number.isFinite(number) && exact) return { kind, number };
  }
  if (type.family === "date" && typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value))
    return { kind: type.instant === true ? "moment" : "day", value };
  return { kind: "text", text: textOf(path, value) };
}

/** Two fields of one label are told apart by their names. */
function distinct(columns: readonly NamedColumn[]): readonly ExportColumn[] {
  const times = new Map<string, number>();
  for (const { title } of columns) times.set(title, (times.get(title) ?? 0) + 1);
  return columns.map((column) => ((times.get(column.title) ?? 0) > 1 ? { ...column, title: `${column.title} (${column.name})` } : column));
}
