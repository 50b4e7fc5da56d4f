/** A list in two halves: its records as cards at the left, the chosen one at the right. The keys J and K walk along it. */
import { useState } from "react";
import type { ComponentProps } from "react";
import { RecordGrid } from "../record-grid.tsx";
import { SplitBody } from "./split-body.tsx";

interface SplitListProps extends ComponentProps<typeof RecordGrid> {
  readonly onRecord: (id: string | undefined) => void;
}
export function SplitList({ onRecord, ...grid }: SplitListProps) {
  const [first, setFirst] = useState<string>();
  return (
    <SplitBody
      module={grid.module.name}
      list={<RecordGrid {...grid} asCards onFirst={(record) => setFirst(record?.id)} />}
      current={grid.current}
      first={first}
      onOpen={onRecord}
    />
  );
}
