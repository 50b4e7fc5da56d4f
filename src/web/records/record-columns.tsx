/** From fields to the grid's columns: each cell drawn by its field type. */
import { Suspense } from "react";
import { controlOf } from "../../fieldtypes/controls.ts";
import type { ValueContext } from "../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { fieldsOf } from "../api/modules.ts";
import { labelOfReference, textOf } from "../api/record-data.ts";
import type { RecordData } from "../api/record-data.ts";
import { FormattedCell } from "../fields/cells.tsx";
import { maskIn, MaskedValue } from "../fields/masked-value.tsx";
import { formatValue, isNumeric } from "../fields/value-context.ts";
import type { GridColumn } from "../ui/grid-props.ts";
import { textWidth } from "../ui/text-width.ts";
import { leadersOfFields } from "./field-states.ts";

/** Types whose cells are links of their own; in the first column the row's link has the place. */
const LINK_TYPES: ReadonlySet<string> = new Set(["email", "phone", "url"]);
export const isReferenceType = (field: DescribedField): boolean => field.type === "reference" || field.type === "user";

/** `plain`: without links of its own. */
function FieldCell({ field, record, plain }: { readonly field: DescribedField; readonly record: RecordData; readonly plain: boolean }) {
  const value = record[field.name];
  if (value === null || value === undefined) {
    const mask = maskIn(record, field.name);
    return mask === undefined ? null : <MaskedValue mask={mask} />;
  }
  if (plain && isReferenceType(field)) return <>{labelOfReference(record, field.name)}</>;
  const Cell = plain && LINK_TYPES.has(field.type) ? FormattedCell : controlOf(field.type).Cell;
  return (
    <Suspense>
      <Cell field={field} value={value} record={record} />
    </Suspense>
  );
}

const isBlank = (record: RecordData, name: string): boolean => record[name] === null || record[name] === undefined;

interface ColumnWords {
  readonly text: (label: DescribedField["label"]) => string;
  readonly ctx: ValueContext;
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
  fields: readonly DescribedField[],
  { nameFields, text, ctx }: ColumnWords & Pick<DescribedModule, "nameFields">,
): readonly GridColumn<RecordData>[] {
  const sentence = nameFields.length === 1 ? nameFields[0] : undefined;
  return fields.map((field, index) => ({
    id: field.name,
    label: text(field.label),
    width: Math.max(
      field.type === "text" && field.name === sentence ? NAMING_WIDTH : (controlOf(field.type).columnWidth ?? 160),
      Math.min(textWidth(text(field.label), { size: 12, weight: 500 }) + HEAD_SPACE, MOST_FOR_HEAD),
    ),
    names: nameFields.includes(field.name),
    numeric: isNumeric(field),
    sortable: field.sortable,
    // The first cell always says something: where its field is empty, the record's name.
    cell: (record) =>
      index === 0 && isBlank(record, field.name) ? record.label : <FieldCell field={field} record={record} plain={index === 0} />,
    plain: (record) => <FieldCell field={field} record={record} plain />,
    text: (record) => plainText(field, record, ctx),
  }));
}

/** Paths to ask for, so that the columns can be drawn, and edited by the conditions on their fields. */
export const requestFields = (module: DescribedModule, columns: readonly string[]): readonly string[] => {
  const beside = [
    ...(module.fields.some((field) => field.name === "currency") ? ["currency"] : []),
    ...leadersOfFields(fieldsOf(module, columns)),
  ];
  const known = new Set(module.fields.map((field) => field.name));
  return [...new Set([...columns, ...beside.filter((name) => known.has(name))])];
};
