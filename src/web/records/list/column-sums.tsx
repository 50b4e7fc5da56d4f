/** The figures under a list: for each column one that its user chose, over all records that the list shows. */
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useMemo } from "react";
import type { ReactNode } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { sumsQuery } from "../../api/records.ts";
import type { ListRequest, SumFunction } from "../../api/records.ts";
import type { GridColumn } from "../../ui/grid-props.ts";
import { fieldAt, referencesOf, useTargets } from "../path-fields.ts";

const ColumnSum = lazy(async () => ({ default: (await import("./column-sum.tsx")).ColumnSum }));

type Chosen = Readonly<Record<string, SumFunction>>;

interface SumsOptions {
  readonly columns: readonly string[];
  readonly request: Pick<ListRequest, "filter" | "q">;
  /** Undefined: no figures are shown. */
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
}
/** What the grid draws at the foot of a column; undefined: no foot. */
export function useColumnSums(module: DescribedModule, { columns, request, chosen, onChoose }: SumsOptions) {
  const targets = useTargets(module, referencesOf(columns));
  const measures = useMemo(() => columns.flatMap((field) => (chosen?.[field] ? [{ field, fn: chosen[field] }] : [])), [columns, chosen]);
  const { data = {} } = useQuery(
    sumsQuery(module.name, { ...(request.filter ? { filter: request.filter } : {}), q: request.q ?? "" }, measures),
  );
  if (!chosen) return undefined;
  return (column: GridColumn<RecordData>): ReactNode => {
    const field = fieldAt(module, column.id, targets);
    if (!field || field.access === "masked") return null;
    const fn = chosen[column.id];
    const value = fn === "count" ? data["count"] : data[`${fn}_${column.id.replaceAll(".", "_")}`];
    return (
      <Suspense>
        <ColumnSum
          field={field}
          label={column.label}
          fn={fn}
          value={value}
          onChoose={(next) => {
            const { [column.id]: _, ...others } = chosen;
            onChoose(next === undefined ? others : { ...others, [column.id]: next });
          }}
        />
      </Suspense>
    );
  };
}
