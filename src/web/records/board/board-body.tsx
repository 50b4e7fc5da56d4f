/**
 * A board over any choice of any module, drawn from the declaration alone: a column for each option, cards by the view's
 * columns, counts and sums over all that the reader may see, lanes by a person, reference or choice. Cards are moved by
 * mouse, finger (a long press) or keyboard (Space lifts, arrows move, Space drops), or from their menu.
 */
import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  pointerWithin,
  rectIntersection,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import type { Announcements, CollisionDetection } from "@dnd-kit/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { isEditable } from "../form/form-values.ts";
import { requestFields } from "../record-columns.tsx";
import { askableFields } from "../stage/entered.ts";
import { useMove } from "../stage/use-move.tsx";
import { cellId } from "./board-props.ts";
import type { BoardBodyProps, CellPlace, ColumnProps } from "./board-props.ts";
import { allOf, boardSumsQuery, showMove, showSaved, withValue } from "./board-data.ts";
import { BoardCard } from "./board-card.tsx";
import { cardFields, keyOfColumn, planBoard } from "./board-fields.ts";
import type { BoardColumn, BoardPlan } from "./board-fields.ts";
import { BoardColumnView } from "./board-column.tsx";
import { moveByArrows } from "./board-keys.ts";
import { lanesOf } from "./lanes.ts";
import type { Lane } from "./lanes.ts";
import { useColumnCards } from "./use-column-cards.ts";
import type { ColumnCards } from "./use-column-cards.ts";
import classes from "./board.module.css";

export function BoardBody(props: BoardBodyProps) {
  const t = useT();
  const plan = useMemo(() => planBoard(props.module, props.settings), [props.module, props.settings]);
  if (!plan) return <EmptyState title={t("board.none")} text={t("board.none-text")} />;
  return <Board {...props} plan={plan} />;
}

function Board(props: BoardBodyProps & { readonly plan: BoardPlan }) {
  const { module, plan, settings } = props;
  const { by, lanes, sum, weighted, pipeline } = plan;
  const text = useLabel();
  const client = useQueryClient();
  const request = useMemo(() => {
    const filter = allOf(props.request.filter, pipeline === undefined ? undefined : withValue("pipeline", pipeline));
    const { filter: _own, ...rest } = props.request;
    return filter ? { ...rest, filter } : rest;
  }, [props.request, pipeline]);
  const sums = useQuery(
    boardSumsQuery(module.name, { ...request, by: by.name, lanes: lanes?.name, sum: sum?.name, weighted: weighted?.name }),
  );
  const { move, dialog } = useMove(module);
  const shown = plan.columns.filter(
    (column) =>
      !(settings.hidden ?? []).includes(keyOfColumn(column)) &&
      (column.value !== null || (sums.data ?? []).some((group) => group.value === null && group.count > 0)),
  );
  const rows = lanesOf(lanes, sums.data ?? []);
  const canMove = (record: RecordData): boolean => module.rights.edit && isEditable(by) && record.rights?.edit !== false;
  const drop = (record: RecordData, { column, lane }: CellPlace): void => {
    const values: Record<string, Json> = {
      ...((record[by.name] ?? null) === column.value ? {} : { [by.name]: column.value }),
      ...(lanes && isEditable(lanes) && (record[lanes.name] ?? null) !== lane.value
        ? { [lanes.name]: lane.value, ...(lane.isReference ? { [`${lanes.name}__label`]: lane.label } : {}) }
        : {}),
    };
    if (Object.keys(values).length === 0) return;
    const sent = Object.fromEntries(Object.entries(values).filter(([name]) => !name.endsWith("__label")));
    move({
      record,
      field: by.name,
      values: sent,
      show: () => showMove(client, module.name, { record, by: by.name, values }),
      onSaved: (saved) => showSaved(client, module.name, saved),
    });
  };
  if (sums.error) return <ErrorState error={sums.error} reset={() => void sums.refetch()} />;
  const fields = cardFields(module, props.columns, plan);
  const asked = [
    ...requestFields(module, [by.name, ...(lanes ? [lanes.name] : []), ...fields, "owner_id"]),
    ...askableFields(module, by.name),
  ];
  return (
    <>
      <Dragging plan={plan} columns={shown} rows={rows} module={module} fields={fields} onDrop={drop}>
        <div
          className={classes["board"]}
          data-lanes={lanes ? true : undefined}
          style={lanes ? { gridTemplateRows: `max-content repeat(${rows.length}, max-content) max-content` } : undefined}
          role="region"
          aria-label={text(module.label)}
          tabIndex={-1}
        >
          {shown.map((column) => (
            <Column
              key={keyOfColumn(column)}
              {...props}
              request={request}
              column={column}
              rows={rows}
              fields={fields}
              asked={[...new Set(asked)]}
              groups={sums.data}
              columnsShown={shown}
              canMove={canMove}
              onMove={drop}
            />
          ))}
        </div>
      </Dragging>
      {dialog}
    </>
  );
}

function Column(props: ColumnProps) {
  const cards: ColumnCards = useColumnCards(props);
  return <BoardColumnView {...props} cards={cards} />;
}

interface DraggingProps {
  readonly module: DescribedModule;
  readonly plan: BoardPlan;
  readonly columns: readonly BoardColumn[];
  readonly rows: readonly Lane[];
  readonly fields: readonly string[];
  readonly onDrop: (record: RecordData, place: CellPlace) => void;
  readonly children: ReactNode;
}
/** The pointer says where; for the keyboard, whatever the card lies over. */
const whereIsIt: CollisionDetection = (args) => {
  const under = pointerWithin(args);
  return under.length > 0 ? under : rectIntersection(args);
};

function Dragging({ module, plan, columns, rows, fields, onDrop, children }: DraggingProps) {
  const t = useT();
  const text = useLabel();
  const [lifted, lift] = useState<RecordData>();
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    // A finger that swipes scrolls; one that stays lifts the card.
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: moveByArrows }),
  );
  const placeOf = (id: unknown): CellPlace | undefined =>
    columns.flatMap((column) => rows.map((lane) => ({ column, lane }))).find((place) => cellId(place) === id);
  const nameOf = (id: unknown): string => {
    const place = placeOf(id);
    const words = [place?.column.option && text(place.column.option.label), place && plan.lanes ? place.lane.label : undefined];
    return words.filter((word) => word !== undefined && word !== "").join(", ") || t("value.empty");
  };
  const cardOf = (data: unknown): RecordData | undefined => (data as { readonly record?: RecordData } | undefined)?.record;
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("board.lifted", { name: cardOf(active.data.current)?.label ?? "" }),
    onDragOver: ({ over }) => (over ? t("board.over", { to: nameOf(over.id) }) : undefined),
    onDragEnd: ({ over }) => (over ? t("board.dropped", { to: nameOf(over.id) }) : t("board.put-back")),
    onDragCancel: () => t("board.put-back"),
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={whereIsIt}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("board.drag-help") } }}
      onDragStart={({ active }) => lift(cardOf(active.data.current))}
      onDragCancel={() => lift(undefined)}
      onDragEnd={({ active, over }) => {
        lift(undefined);
        const [record, place] = [cardOf(active.data.current), placeOf(over?.id)];
        if (record && place) onDrop(record, place);
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {lifted && <BoardCard module={module} plan={plan} record={lifted} fields={fields} pulse={undefined} lifted />}
      </DragOverlay>
    </DndContext>
  );
}
