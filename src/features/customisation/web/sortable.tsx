/** What can be put in another order by mouse, finger or keyboard (Space lifts, arrows move, Space drops). */
import { KeyboardSensor, PointerSensor, useSensor, useSensors, type KeyboardCoordinateGetter, type UniqueIdentifier } from "@dnd-kit/core";
import { sortableKeyboardCoordinates, useSortable } from "@dnd-kit/sortable";
import { IconGripVertical } from "@tabler/icons-react";
import type { CSSProperties, ReactNode } from "react";
import { useT } from "../../../web/i18n.tsx";
import classes from "./customisation.module.css";

/** What comes before the colon of an id: blocks and fields are dragged in one place, each among its own kind. */
const kindOf = (id: unknown): string => String(id).replace(/:.*$/s, "");
const amongItsKind: KeyboardCoordinateGetter = (event, args) => {
  const { droppableContainers, active } = args.context;
  const kind = active && String(active.id).includes(":") ? kindOf(active.id) : undefined;
  if (kind === undefined) return sortableKeyboardCoordinates(event, args);
  const Containers = droppableContainers.constructor as new (entries: Iterable<[UniqueIdentifier, unknown]>) => typeof droppableContainers;
  const fitting = new Containers([...droppableContainers].filter(([id]) => kindOf(id) === kind));
  return sortableKeyboardCoordinates(event, { ...args, context: { ...args.context, droppableContainers: fitting } });
};

export function useDragSensors() {
  return useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: amongItsKind }),
  );
}

interface SortableProps {
  readonly id: string;
  readonly name: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}
/** A line with a handle. */
export function SortableLine({ id, name, className, children }: SortableProps) {
  const t = useT();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id });
  const style: CSSProperties = {
    ...(transform ? { transform: `translate3d(${transform.x}px, ${transform.y}px, 0)` } : {}),
    ...(transition ? { transition } : {}),
  };
  return (
    <div ref={setNodeRef} style={style} className={className} data-dragging={isDragging || undefined}>
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={classes["handle"]}
        {...attributes}
        {...listeners}
        aria-label={t("customisation.move", { name })}
      >
        <IconGripVertical size={16} aria-hidden />
      </button>
      {children}
    </div>
  );
}
