/** The grid bound to records: endless pages of a query, drawn and edited by the module's declaration. */
import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useCallback, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { controlOf } from "../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import type { RecordData } from "../api/record-data.ts";
import type { ListRequest } from "../api/records.ts";
import { InPlaceEditor } from "../fields/in-place-editor.tsx";
import { useCellWords } from "../fields/value-context.ts";
import { useLabel } from "../i18n.tsx";
import { DataGrid, ROW_HEIGHTS } from "../ui/data-grid.tsx";
import type { CellEditorProps, DataGridProps, GridEditing, PastedCell, RowTarget } from "../ui/data-grid.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { standingOf, useSituation, withOffered } from "./field-states.ts";
import { isEditable } from "./form/form-values.ts";
import { fieldAt, referencesOf, useTargets } from "./path-fields.ts";
import { recordFor } from "./link-columns.ts";
import { columnsOf, requestFields } from "./record-columns.tsx";
import { useRecordPages } from "./record-pages.ts";
import { useDensity } from "./use-density.ts";
import { useSaveField } from "./use-save-field.tsx";

const PasteDialog = lazy(async () => ({ default: (await import("./paste-dialog.tsx")).PasteDialog }));

type PassedOn =
  | "rowActions"
  | "onOpen"
  | "onActive"
  | "current"
  | "sort"
  | "onSort"
  | "selection"
  | "widths"
  | "onWidths"
  | "onReorder"
  | "footer"
  | "total"
  | "scrollKey"
  | "maxHeight"
  | "handle";
interface RecordGridProps extends Pick<DataGridProps<RecordData>, PassedOn> {
  readonly module: DescribedModule;
  readonly columns: readonly string[];
  readonly request: Omit<ListRequest, "fields">;
  readonly empty: ReactNode;
  /** Rows lead nowhere and are only looked at (look-ups, deleted records). */
  readonly plain?: boolean;
  /** Each record as a card, whatever the width. */
  readonly asCards?: boolean;
  /** Told when the first rows have come. */
  readonly onFirst?: (record: RecordData | undefined) => void;
}

const idOf = (record: RecordData): string => record.id;
const nameOf = (record: RecordData): string => record.label;
const PHONE = "(max-width: 600px)";

export function RecordGrid({ module, columns, request, empty, plain = false, asCards = false, onFirst, ...grid }: RecordGridProps) {
  const text = useLabel();
  const words = useCellWords();
  const client = useQueryClient();
  const [density] = useDensity();
  const cards = useMediaQuery(PHONE, false, { getInitialValueInEffect: false }) === true || asCards;
  const targets = useTargets(module, referencesOf(columns));
  const asked = useMemo(() => ({ ...request, fields: requestFields(module, columns) }), [request, module, columns]);
  const { count, rowAt, loaded, onRange, pending, error } = useRecordPages(module, asked);
  const first = rowAt(0);
  useEffect(() => onFirst?.(first), [first, onFirst]);
  const fields = useMemo(() => columns.flatMap((path) => fieldAt(module, path, targets) ?? []), [module, columns, targets]);
  const gridColumns = useMemo(() => columnsOf(module, fields, words), [module, fields, words]);
  const { editing, dialogs } = useEditing(module, fields, { wanted: !plain && !cards, related: request.related });
  const rowTarget = useCallback((record: RecordData): RowTarget => ({ module: module.name, id: record.id }), [module.name]);
  if (error) return <ErrorState error={error} reset={() => void client.invalidateQueries({ queryKey: ["records", module.name] })} />;
  return (
    <>
      <DataGrid
        {...grid}
        label={text(module.label)}
        columns={gridColumns}
        count={count}
        rowAt={rowAt}
        loaded={loaded}
        onRange={onRange}
        rowId={idOf}
        rowName={nameOf}
        rowTarget={plain ? undefined : rowTarget}
        rowHeight={ROW_HEIGHTS[density]}
        cards={cards}
        editing={editing}
        loading={pending}
        empty={empty}
      />
      {dialogs}
    </>
  );
}

function useEditing(
  module: DescribedModule,
  fields: readonly DescribedField[],
  { wanted, related }: { readonly wanted: boolean; readonly related: ListRequest["related"] },
): { readonly editing: GridEditing<RecordData> | undefined; readonly dialogs: ReactNode } {
  const saver = useSaveField(module, related);
  const [pasted, setPasted] = useState<readonly PastedCell<RecordData>[]>();
  const may = module.rights.edit;
  const situation = useSituation();
  const standing = useCallback(
    (record: RecordData, field: DescribedField) => standingOf(module, field, { values: record, saved: record, situation }),
    [module, situation],
  );
  const fieldOf = (name: string): DescribedField | undefined => fields.find((field) => field.name === name);
  const can = useCallback(
    (record: RecordData, name: string): boolean => {
      const field = fields.find((each) => each.name === name);
      if (!may || field === undefined || !isEditable(field) || controlOf(field.type).inPlace === "never") return false;
      const { shown, readOnly } = standing(record, field);
      return shown && !readOnly && record.rights?.edit !== false;
    },
    [fields, may, standing],
  );
  const editor = ({ row, column, typed, then, onEnd }: CellEditorProps<RecordData>): ReactNode => {
    const field = fieldOf(column);
    if (!field) return null;
    const refused = saver.draftOf(row.id, column);
    return (
      <InPlaceEditor
        field={withOffered(field, standing(row, field))}
        record={recordFor(field, row)}
        required={standing(row, field).required}
        value={refused ? refused.value : (row[column] ?? null)}
        error={refused && saver.marks.get(`${row.id}/${column}`)?.text}
        typed={typed}
        then={then}
        floating
        onSave={(value, label, began) => saver.save(began, field, { value, label })}
        onEnd={onEnd}
        onGiveUp={() => saver.forgive(row.id, column)}
      />
    );
  };
  const clear = (record: RecordData, name: string): void => {
    const field = fieldOf(name);
    if (field && (record[name] ?? null) !== null) saver.save(record, field, { value: null, label: undefined });
  };
  return {
    editing: wanted ? { can, editor, clear, paste: setPasted, marks: saver.marks } : undefined,
    dialogs: (
      <>
        {saver.dialog}
        <Suspense>
          {pasted && (
            <PasteDialog
              module={module}
              related={related}
              fields={fields}
              cells={pasted}
              can={can}
              refuse={saver.refuse}
              onClose={() => setPasted(undefined)}
            />
          )}
        </Suspense>
      </>
    ),
  };
}
