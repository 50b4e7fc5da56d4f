/** Rows that can be taken by a handle and moved: with the mouse, a finger or the keyboard, said aloud to those who listen. */
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import type { Announcements, UniqueIdentifier } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { memo, useMemo } from "react";
import type { ReactNode } from "react";
import { useT } from "../../../web/i18n.tsx";

// Each row asks for these: made anew, they would have all rows drawn anew with every letter that is typed into one.
const POINTER = { activationConstraint: { distance: 4 } };
const KEYBOARD = { coordinateGetter: sortableKeyboardCoordinates };

interface SortableLinesProps {
  /** The same array as long as the lines stand as they did. */
  readonly keys: readonly string[];
  readonly onMove: (from: number, to: number) => void;
  /** The same element all the time: DndContext makes a context anew whenever it is drawn. */
  readonly children: ReactNode;
}
export const SortableLines = memo(function SortableLines({ keys, onMove, children }: SortableLinesProps) {
  const t = useT();
  const sensors = useSensors(useSensor(PointerSensor, POINTER), useSensor(KeyboardSensor, KEYBOARD));
  const items = useMemo(() => [...keys], [keys]);
  const placeOf = (id: UniqueIdentifier | undefined): number => keys.indexOf(String(id)) + 1;
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("lines.taken", { place: placeOf(active.id) }),
    onDragOver: ({ over }) => t("lines.over", { place: placeOf(over?.id), count: keys.length }),
    onDragEnd: ({ over }) => t("lines.dropped", { place: placeOf(over?.id), count: keys.length }),
    onDragCancel: ({ active }) => t("lines.dropped", { place: placeOf(active.id), count: keys.length }),
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("lines.drag-help") } }}
      onDragEnd={({ active, over }) => {
        if (over && over.id !== active.id) onMove(placeOf(active.id) - 1, placeOf(over.id) - 1);
      }}
    >
      <SortableContext items={items} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
});
