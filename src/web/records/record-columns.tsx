/** From fields to the grid's columns: each cell drawn by its field type. */
import { Suspense } from "react";
import { controlOf } from "../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { fieldsOf } from "../api/modules.ts";
import { labelOfReference } from "../api/record-data.ts";
import type { RecordData } from "../api/record-data.ts";
import { FormattedCell } from "../fields/cells.tsx";
import { isNumeric } from "../fields/value-context.ts";
import type { GridColumn } from "../ui/data-grid.tsx";

/** Types whose cells are links of their own; in the first column the row's link has the place. */
const LINK_TYPES: ReadonlySet<string> = new Set(["email", "phone", "url"]);

function FieldCell({ field, record, first }: { readonly field: DescribedField; readonly record: RecordData; readonly first: boolean }) {
  const value = record[field.name];
  if (value === null || value === undefined) return null;
  if (first && (field.type === "reference" || field.type === "user")) return <>{labelOfReference(record, field.name)}</>;
  const Cell = first && LINK_TYPES.has(field.type) ? FormattedCell : controlOf(field.type).Cell;
  return (
    <Suspense>
      <Cell field={field} value={value} record={record} />
    </Suspense>
  );
}

const isBlank = (record: RecordData, name: string): boolean => record[name] === null || record[name] === undefined;

export function columnsOf(
  module: DescribedModule,
  names: readonly string[],
  text: (label: DescribedField["label"]) => string,
): readonly GridColumn<RecordData>[] {
  return fieldsOf(module, names).map((field, index) => ({
    id: field.name,
    label: text(field.label),
    width: (controlOf(field.type).columnWidth ?? 160) + (index === 0 ? 20 : 0),
    numeric: isNumeric(field),
    sortable: field.sortable,
    // The first cell always says something: where its field is empty, the record's name.
    cell: (record) =>
      index === 0 && isBlank(record, field.name) ? record.label : <FieldCell field={field} record={record} first={index === 0} />,
  }));
}

/** Fields to ask for, so that the columns can be drawn. */
export const requestFields = (module: DescribedModule, columns: readonly string[]): readonly string[] => [
  ...new Set([
    ...fieldsOf(module, columns).map((field) => field.name),
    ...(module.fields.some((field) => field.name === "currency") ? ["currency"] : []),
  ]),
];
