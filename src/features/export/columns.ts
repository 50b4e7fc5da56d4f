/** The columns of an exported table: what stands in the header, and how a record's value becomes text. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json, Lang } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import { isReference, resolvePath, type Registry, type ResolvedPath } from "../../model/registry.ts";
import type { RecordJson } from "../../server/records/index.ts";

export interface ExportColumn {
  readonly title: string;
  text(record: RecordJson): string;
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
  const column = (name: string, title: string, text: ExportColumn["text"]): NamedColumn => ({ name, title: named ? name : title, text });
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
  return [column(path.path, label, (record) => textOf(path, value(record)))];
}

const plain = (value: Json): string => (typeof value === "string" ? value : "");

function textOf({ field }: ResolvedPath, value: Json): string {
  return value === null ? "" : fieldType(field.type).toText(value, field);
}

/** Two fields of one label are told apart by their names. */
function distinct(columns: readonly NamedColumn[]): readonly ExportColumn[] {
  const times = new Map<string, number>();
  for (const { title } of columns) times.set(title, (times.get(title) ?? 0) + 1);
  return columns.map((column) => ((times.get(column.title) ?? 0) > 1 ? { ...column, title: `${column.title} (${column.name})` } : column));
}
