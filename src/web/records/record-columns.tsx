/** From fields to the grid's columns: each cell drawn by its field type. */
import { Suspense } from "react";
import { controlOf } from "../../fieldtypes/controls.ts";
import type { ValueContext } from "../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { fieldsOf } from "../api/modules.ts";
import { labelOfReference, textOf } from "../api/record-data.ts";
import type { RecordData } from "../api/record-data.ts";
import { isLinkColumn, recordFor } from "./link-columns.ts";
import { FormattedCell } from "../fields/cells.tsx";
import { maskIn, MaskedValue } from "../fields/masked-value.tsx";
import { formatValue, isNumeric } from "../fields/value-context.ts";
import type { GridColumn } from "../ui/grid-props.ts";
import { leadersOfFields } from "./field-states.ts";

/** Types whose cells are links of their own; in the first column the row's link has the place. */
const LINK_TYPES: ReadonlySet<string> = new Set(["email", "phone", "url"]);
export const isReferenceType = (field: DescribedField): boolean => field.type === "reference" || field.type === "user";

function FieldCell({ field, record, first }: { readonly field: DescribedField; readonly record: RecordData; readonly first: boolean }) {
  const value = record[field.name];
  if (value === null || value === undefined) {
    const mask = maskIn(record, field.name);
    return mask === undefined ? null : <MaskedValue mask={mask} />;
  }
  if (first && isReferenceType(field)) return <>{labelOfReference(record, field.name)}</>;
  const Cell = first && LINK_TYPES.has(field.type) ? FormattedCell : controlOf(field.type).Cell;
  return (
    <Suspense>
      <Cell field={field} value={value} record={recordFor(field, record)} />
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

export function columnsOf(fields: readonly DescribedField[], { text, ctx }: ColumnWords): readonly GridColumn<RecordData>[] {
  return fields.map((field, index) => ({
    id: field.name,
    label: text(field.label),
    width: (controlOf(field.type).columnWidth ?? 160) + (index === 0 ? 20 : 0),
    numeric: isNumeric(field),
    sortable: field.sortable,
    // The first cell always says something: where its field is empty, the record's name.
    cell: (record) =>
      index === 0 && isBlank(record, field.name) ? record.label : <FieldCell field={field} record={record} first={index === 0} />,
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
  return [...new Set([...columns, ...beside.filter((name) => known.has(name))])].filter((name) => !isLinkColumn(name));
};
