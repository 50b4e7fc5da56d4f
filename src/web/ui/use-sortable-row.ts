/** A row that is taken by its handle and moved among its neighbours, inside a SortableContext. */
import { useSortable } from "@dnd-kit/sortable";
import type { CSSProperties } from "react";

/** Its place while it moves, and what its handle needs. */
export function useSortableRow(key: string) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: key });
  const style: CSSProperties = {
    ...(transform ? { transform: `translate3d(${Math.round(transform.x)}px, ${Math.round(transform.y)}px, 0)` } : {}),
    ...(transition ? { transition } : {}),
  };
  return {
    row: { ref: setNodeRef, style, "data-dragging": isDragging || undefined },
    handle: { ref: setActivatorNodeRef, ...attributes, ...listeners },
  };
}
