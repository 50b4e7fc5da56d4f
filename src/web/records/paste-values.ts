/** What was pasted as texts, as values of fields: read by the field types, names of records looked up. */
import type { Json, TextContext } from "../../fieldtypes/field-type.ts";
import { fieldType } from "../../fieldtypes/index.ts";
import type { DescribedField } from "../../model/describe.ts";
import { request } from "../api/client.ts";
import { targetsOf } from "../api/modules.ts";
import type { RecordData, RecordPage } from "../api/record-data.ts";
import type { PastedCell } from "../ui/grid-props.ts";
import { isReferenceType } from "./record-columns.tsx";

export interface PastedValue {
  readonly record: RecordData;
  readonly field: DescribedField;
  readonly text: string;
  readonly value: Json;
  /** Why it can't be put there. */
  readonly problem?: string;
}
type Names = ReadonlyMap<string, ReadonlyMap<string, string>>;

const MOST_NAMES = 500;
/** Ids of records by their names, for each module that pasted references lead to. */
async function lookUp(cells: readonly { readonly field: DescribedField; readonly text: string }[]): Promise<Names> {
  const wanted = new Map<string, Set<string>>();
  for (const { field, text } of cells)
    for (const target of isReferenceType(field) ? targetsOf(field) : [])
      if (text.trim() !== "") wanted.set(target, (wanted.get(target) ?? new Set()).add(text.trim()));
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const [module, names] of wanted) {
    const value = [...names].slice(0, MOST_NAMES);
    const { data } = await request<RecordPage>(`/records/${module}`, {
      query: { fields: "label", filter: JSON.stringify({ field: "label", op: "in", value }), limit: 1000 },
    });
    found.set(module, new Map(data.map((record) => [record.label.toLowerCase(), record.id])));
  }
  return found;
}

interface ReadingContext extends TextContext {
  readonly can: (record: RecordData, column: string) => boolean;
  /** What can't be read is worded so. */
  readonly words: { readonly locked: string; readonly unreadable: string; readonly unknown: string };
}
export async function readPasted(
  fields: readonly DescribedField[],
  cells: readonly PastedCell<RecordData>[],
  ctx: ReadingContext,
): Promise<readonly PastedValue[]> {
  const known = cells.flatMap(({ row, column, text }) => {
    const field = fields.find((each) => each.name === column);
    return field ? [{ record: row, field, text }] : [];
  });
  const names = await lookUp(known);
  return known.map((cell): PastedValue => {
    if (!ctx.can(cell.record, cell.field.name)) return { ...cell, value: null, problem: ctx.words.locked };
    if (isReferenceType(cell.field)) return referenceOf(cell, names, ctx);
    const read = fieldType(cell.field.type).fromText(cell.text, { module: "", ...cell.field }, ctx);
    return read.ok ? { ...cell, value: read.value } : { ...cell, value: null, problem: ctx.words.unreadable };
  });
}

function referenceOf(cell: Omit<PastedValue, "value" | "problem">, names: Names, { words }: ReadingContext): PastedValue {
  const text = cell.text.trim().toLowerCase();
  if (text === "") return { ...cell, value: null };
  const id = targetsOf(cell.field)
    .map((target) => names.get(target)?.get(text))
    .find((each) => each !== undefined);
  return id === undefined ? { ...cell, value: null, problem: words.unknown } : { ...cell, value: id };
}
