/** The grid bound to records: endless pages of a query drawn by the module's declaration. */
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { ReactNode } from "react";
import type { DescribedModule } from "../../model/describe.ts";
import type { RecordData } from "../api/record-data.ts";
import { listQuery } from "../api/records.ts";
import type { ListRequest } from "../api/records.ts";
import { useLabel } from "../i18n.tsx";
import { DataGrid } from "../ui/data-grid.tsx";
import type { DataGridProps, RowTarget } from "../ui/data-grid.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { columnsOf, requestFields } from "./record-columns.tsx";

type PassedOn =
  | "rowActions"
  | "rowHeight"
  | "sort"
  | "onSort"
  | "selection"
  | "widths"
  | "onWidths"
  | "onReorder"
  | "total"
  | "scrollKey"
  | "maxHeight";
interface RecordGridProps extends Pick<DataGridProps<RecordData>, PassedOn> {
  readonly module: DescribedModule;
  readonly columns: readonly string[];
  readonly request: Omit<ListRequest, "fields">;
  readonly empty: ReactNode;
  /** Rows lead nowhere (deleted records). */
  readonly withoutLinks?: boolean;
}

const idOf = (record: RecordData): string => record.id;
const nameOf = (record: RecordData): string => record.label;

export function useRecordList(module: DescribedModule, columns: readonly string[], request: Omit<ListRequest, "fields">) {
  const query = useInfiniteQuery(listQuery(module.name, { ...request, fields: requestFields(module, columns) }));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  return { query, rows };
}

export function RecordGrid({ module, columns, request, empty, withoutLinks = false, ...grid }: RecordGridProps) {
  const text = useLabel();
  const client = useQueryClient();
  const { query, rows } = useRecordList(module, columns, request);
  const gridColumns = useMemo(() => columnsOf(module, columns, text), [module, columns, text]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const rowTarget = useCallback(
    (record: RecordData): RowTarget | undefined => (withoutLinks ? undefined : { module: module.name, id: record.id }),
    [module.name, withoutLinks],
  );
  if (query.isError && rows.length === 0)
    return <ErrorState error={query.error} reset={() => void client.invalidateQueries({ queryKey: ["records", module.name] })} />;
  return (
    <DataGrid
      {...grid}
      label={text(module.label)}
      columns={gridColumns}
      rows={rows}
      rowId={idOf}
      rowName={nameOf}
      rowTarget={rowTarget}
      loading={query.isPending}
      onEnd={hasNextPage ? more : undefined}
      empty={empty}
    />
  );
}
