/** The related lists of a record's page: their order, and which of them are there. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { DndContext, closestCenter, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useLabel, useT } from "../../../web/i18n.tsx";
import classes from "./customisation.module.css";
import type { LayoutData } from "./customisation-api.ts";
import { SortableLine, useDragSensors } from "./sortable.tsx";

interface RelatedOrderProps {
  readonly related: LayoutData["related"];
  readonly onOrder: (from: number, to: number) => void;
  readonly onToggle: (name: string) => void;
}
export function RelatedOrder({ related, onOrder, onToggle }: RelatedOrderProps) {
  const t = useT();
  const text = useLabel();
  const sensors = useDragSensors();
  if (related.length === 0) return null;
  const drop = ({ active, over }: DragEndEvent): void => {
    const place = (id: unknown): number => related.findIndex(({ name }) => name === id);
    if (over) onOrder(place(active.id), place(over.id));
  };
  return (
    <section className={classes["block"]} aria-label={t("customisation.related")}>
      <header className={classes["block-head"]}>
        <h3>{t("customisation.related")}</h3>
      </header>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={related.map(({ name }) => name)} strategy={verticalListSortingStrategy}>
          <div className={classes["fields"]} data-columns="1">
            {related.map((relation) => (
              <SortableLine key={relation.name} id={relation.name} name={text(relation.label)} className={classes["field"]}>
                <span className={classes["field-name"]} data-hidden={relation.hidden || undefined}>
                  {text(relation.label)}
                </span>
                <Tooltip label={t(relation.hidden ? "customisation.show" : "customisation.hide")}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={`${t(relation.hidden ? "customisation.show" : "customisation.hide")}: ${text(relation.label)}`}
                    onClick={() => onToggle(relation.name)}
                  >
                    {relation.hidden ? <IconEyeOff size={16} /> : <IconEye size={16} />}
                  </ActionIcon>
                </Tooltip>
              </SortableLine>
            ))}
          </div>
        </SortableContext>
      </DndContext>
    </section>
  );
}
