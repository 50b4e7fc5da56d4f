/** What is done with a list's rows: choosing them, looking at one beside the list, the keys for both. */
import { useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useMemo, useRef, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import type { ListRequest } from "../../api/records.ts";
import { useActions } from "../../shell/keys/actions.ts";
import type { GridHandle, GridSelection } from "../../ui/grid-props.ts";
import type { BulkQuestion } from "./bulk-bar.tsx";
import type { OpenList } from "./use-list-state.ts";

// Nobody waits for it before a row is chosen.
const BulkBar = lazy(async () => ({ default: (await import("./bulk-bar.tsx")).BulkBar }));

interface RowsOptions {
  readonly open: OpenList;
  readonly request: Omit<ListRequest, "fields">;
  readonly columns: readonly string[];
  readonly total: { readonly count: number; readonly capped: boolean } | undefined;
}
export function useListRows(module: DescribedModule, { open, request, columns, total }: RowsOptions) {
  const navigate = useNavigate();
  const handle = useRef<GridHandle<RecordData>>(null);
  const [selection, select] = useState<GridSelection["state"]>({});
  // "All" is all of this list: another filter is another choice.
  const listKey = JSON.stringify([request.filter, request.q]);
  const [allOf, setAllOf] = useState<string>();
  const [asked, ask] = useState<BulkQuestion>();
  const ids = useMemo(() => Object.keys(selection).filter((id) => selection[id]), [selection]);
  const all = allOf === listKey && ids.length > 0;
  const active = (): RecordData | undefined => handle.current?.activeRow();
  const { peek, setPeek } = open;
  useActions([
    { id: "list.next", run: () => handle.current?.move(1) },
    { id: "list.previous", run: () => handle.current?.move(-1) },
    { id: "list.select", run: () => handle.current?.toggleActive() },
    {
      id: "record.edit",
      run: () => {
        const record = active();
        if (record) void navigate({ to: "/$module/$id/edit", params: { module: module.name, id: record.id } });
      },
      when: module.rights.edit,
    },
    {
      id: "record.assign",
      run: () => {
        const record = active();
        if (ids.length === 0 && record) select({ [record.id]: true });
        if (ids.length > 0 || record) ask("owner");
      },
      when: module.rights.edit,
    },
  ]);
  const done = (): void => {
    select({});
    setAllOf(undefined);
    handle.current?.focus();
  };
  return {
    grid: {
      handle,
      current: peek,
      onOpen: (record: RecordData) => record.id !== peek && setPeek(record.id),
      onActive: (record: RecordData) => peek !== undefined && record.id !== peek && setPeek(record.id),
      selection: {
        state: selection,
        onChange: (next: GridSelection["state"]) => {
          setAllOf(undefined);
          select(next);
        },
      },
    },
    bar: ids.length > 0 && (
      <Suspense>
        <BulkBar
          module={module}
          choice={{ ids, all }}
          request={request}
          columns={columns}
          total={total}
          onChooseAll={() => setAllOf(listKey)}
          onDone={done}
          asked={asked}
          onAsk={ask}
        />
      </Suspense>
    ),
  };
}
