/** From fields to the grid's columns: each cell drawn by its field type. */
import type { ReactNode } from "react";
import { controlOf } from "../../fieldtypes/controls.ts";
import type { ValueContext } from "../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { fieldsOf } from "../api/modules.ts";
import { labelOfReference, textOf } from "../api/record-data.ts";
import type { RecordData } from "../api/record-data.ts";
import { isLinkColumn, recordFor } from "./link-columns.ts";
import { FormattedCell } from "../fields/cells.tsx";
import type { CellWords } from "../fields/field-control.ts";
import { maskIn, MaskedValue } from "../fields/masked-value.tsx";
import { formatValue, isNumeric } from "../fields/value-context.ts";
import type { GridColumn } from "../ui/grid-props.ts";
import { textWidth } from "../ui/text-width.ts";
import { leadersOfFields } from "./field-states.ts";

/** Types whose cells are links of their own; in the first column the row's link has the place. */
const LINK_TYPES: ReadonlySet<string> = new Set(["email", "phone", "url"]);
export const isReferenceType = (field: DescribedField): boolean => field.type === "reference" || field.type === "user";

interface CellPlace {
  readonly words: CellWords;
  /** The cell that leads to the record. */
  readonly first?: boolean;
  /** Without links of its own. */
  readonly plain: boolean;
}
function cellOf(field: DescribedField, record: RecordData, { words, first = false, plain }: CellPlace): ReactNode {
  const value = record[field.name];
  if (value === null || value === undefined) {
    // The first cell always says something: where its field is empty, the record's name.
    if (first) return record.label;
    const mask = maskIn(record, field.name);
    return mask === undefined ? null : <MaskedValue mask={mask} />;
  }
  if (plain && isReferenceType(field)) return labelOfReference(record, field.name);
  const draw = plain && LINK_TYPES.has(field.type) ? FormattedCell : controlOf(field.type).Cell;
  return draw({ field, value, record: recordFor(field, record), words });
}

/** As people read it and spreadsheets take it. */
function plainText(field: DescribedField, record: RecordData, ctx: ValueContext): string {
  const value = record[field.name] ?? null;
  if (value === null) return "";
  if (isReferenceType(field)) return labelOfReference(record, field.name) ?? "";
  if (isNumeric(field)) return textOf(value).replace(".", ctx.lang === "ru" ? "," : ".");
  return formatValue(field, value, ctx);
}

/** A sentence names most records: it needs more room than other texts. */
const NAMING_WIDTH = 220;
/** Around a head's words: its padding and the arrow of the order. */
const HEAD_SPACE = 46;
/** So far a column grows for its head; longer ones are cut. */
const MOST_FOR_HEAD = 180;

export function columnsOf(
  { nameFields }: Pick<DescribedModule, "nameFields">,
  fields: readonly DescribedField[],
  words: CellWords,
): readonly GridColumn<RecordData>[] {
  const sentence = nameFields.length === 1 ? nameFields[0] : undefined;
  return fields.map((field, index) => ({
    id: field.name,
    label: words.text(field.label),
    width: Math.max(
      field.type === "text" && field.name === sentence ? NAMING_WIDTH : (controlOf(field.type).columnWidth ?? 160),
      Math.min(textWidth(words.text(field.label), { size: 12, weight: 500 }) + HEAD_SPACE, MOST_FOR_HEAD),
    ),
    names: nameFields.includes(field.name),
    numeric: isNumeric(field),
    sortable: field.sortable,
    cell: (record) => cellOf(field, record, { words, first: index === 0, plain: index === 0 }),
    plain: (record) => cellOf(field, record, { words, plain: true }),
    text: (record) => plainText(field, record, words.ctx),
  }));
}

/** Paths to ask for, so that the columns can be drawn, and edited by the conditions on their fields. */
export const requestFields = (module: DescribedModule, columns: readonly string[]): readonly string[] => {
  const beside = [
    ...(module.fields.some((field) => field.name === "currency") ? ["currency"] : []),
    ...leadersOfFields(fieldsOf(module, columns)),
  ];
  const known = new Set(module.fields.map((field) => field.name));
  return [...new Set([...columns, ...beside.filter((name) => known.has(name))])].filter((name) => !isLinkColumn(name));
};
