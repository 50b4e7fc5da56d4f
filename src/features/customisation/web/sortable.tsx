/** What can be put in another order by mouse, finger or keyboard (Space lifts, arrows move, Space drops). */
import { KeyboardSensor, PointerSensor, useSensor, useSensors, type KeyboardCoordinateGetter, type UniqueIdentifier } from "@dnd-kit/core";
import { sortableKeyboardCoordinates } from "@dnd-kit/sortable";
import { IconGripVertical } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useT } from "../../../web/i18n.tsx";
import { useSortableRow } from "../../../web/ui/use-sortable-row.ts";
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
  const { row, handle } = useSortableRow(id);
  return (
    <div {...row} className={className}>
      <button type="button" className={classes["handle"]} {...handle} aria-label={t("customisation.move", { name })}>
        <IconGripVertical size={16} aria-hidden />
      </button>
      {children}
    </div>
  );
}
