/** What the parts of a board are told. */
import type { DescribedModule } from "../../../model/describe.ts";
import type { ViewSettings } from "../../../model/view-settings.ts";
import type { RecordData } from "../../api/record-data.ts";
import type { ListRequest } from "../../api/records.ts";
import type { Group } from "./board-data.ts";
import { keyOfColumn } from "./board-fields.ts";
import type { BoardColumn, BoardPlan } from "./board-fields.ts";
import type { Lane } from "./lanes.ts";

export interface BoardBodyProps {
  readonly module: DescribedModule;
  readonly columns: readonly string[];
  readonly request: Omit<ListRequest, "fields">;
  readonly settings: ViewSettings;
  readonly onSettings: (settings: ViewSettings) => void;
  readonly peek: string | undefined;
  readonly onPeek: (id: string) => void;
}
/** Where a card is put down. */
export interface CellPlace {
  readonly column: BoardColumn;
  readonly lane: Lane;
}
export const cellId = ({ column, lane }: CellPlace): string => JSON.stringify([keyOfColumn(column), lane.value]);

export interface ColumnProps extends BoardBodyProps {
  readonly plan: BoardPlan;
  readonly column: BoardColumn;
  readonly rows: readonly Lane[];
  /** Paths under the name on each card, and all that is asked for. */
  readonly fields: readonly string[];
  readonly asked: readonly string[];
  readonly groups: readonly Group[] | undefined;
  readonly columnsShown: readonly BoardColumn[];
  readonly canMove: (record: RecordData) => boolean;
  readonly onMove: (record: RecordData, place: CellPlace) => void;
}
