/** The layout of one module as it will look: blocks and fields are dragged to their places; saved as one change. */
import { Alert, Button, SegmentedControl } from "@mantine/core";
import { DndContext, closestCenter, type CollisionDetection, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, arrayMove, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { IconPlus } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "./customisation.module.css";
import { saveLayout, useChange, type LayoutData } from "./customisation-api.ts";
import { LayoutBlockCard } from "./layout-block.tsx";
import { addBlock, bodyOf, isChanged, moveField, placeBlock, placeId, rebase, tidy, type Draft } from "./layout-model.ts";
import { LayoutPreview } from "./layout-preview.tsx";
import { RelatedOrder } from "./related-order.tsx";
import { useDragSensors } from "./sortable.tsx";

interface LayoutEditorProps {
  readonly module: DescribedModule;
  readonly layout: LayoutData;
  readonly fields: readonly DescribedField[];
  readonly onEditField: (field: DescribedField) => void;
  readonly onAddField: (block: string) => void;
}
/** Blocks change places with blocks, fields with fields and the blocks that they may stand in. */
const collide: CollisionDetection = (args) => {
  const isBlock = String(args.active.id).startsWith("place:");
  const droppableContainers = args.droppableContainers.filter(({ id }) => String(id).startsWith("place:") === isBlock);
  return closestCenter({ ...args, droppableContainers });
};
const nameOf = (id: unknown): string => String(id).slice(String(id).indexOf(":") + 1);

export function LayoutEditor({ module, layout, fields, onEditField, onAddField }: LayoutEditorProps) {
  const t = useT();
  const { base, draft, update, outdated, adopt } = useLayoutDraft(layout);
  const byName = useMemo(() => new Map(fields.map((field) => [field.name, field])), [fields]);
  const [preview, setPreview] = useState<"layout" | "form" | "quick">("layout");
  const sensors = useDragSensors();
  const save = useChange(() => saveLayout(module.name, bodyOf(tidy(draft))));
  const dirty = isChanged(draft, base);
  const drop = ({ active, over }: DragEndEvent): void => {
    if (!over) return;
    if (String(active.id).startsWith("place:")) update((before) => placeBlock(before, nameOf(active.id), nameOf(over.id)));
    else update((before) => moveField(before, String(active.id), String(over.id)));
  };
  const send = (): void => {
    update(tidy);
    save.mutate(undefined, { onSuccess: () => showToast({ message: t("settings.saved") }) });
  };
  const isConflict = outdated || isProblem(save.error, 409);
  return (
    <div className={classes["editor"]}>
      <div className={classes["bar"]} data-sticky>
        <Button size="xs" onClick={send} loading={save.isPending} disabled={!dirty || isConflict}>
          {t("action.save")}
        </Button>
        <Button size="xs" variant="default" onClick={() => update(() => base)} disabled={!dirty}>
          {t("customisation.discard")}
        </Button>
        <span className={classes["soft"]}>{t(dirty ? "customisation.unsaved" : "customisation.drag-hint")}</span>
        <span className={classes["grow"]} />
        <SegmentedControl
          size="xs"
          aria-label={t("customisation.preview")}
          value={preview}
          data={[
            { value: "layout", label: t("customisation.preview-layout") },
            { value: "form", label: t("customisation.preview-form") },
            { value: "quick", label: t("customisation.preview-quick") },
          ]}
          onChange={(value) => setPreview(value === "form" || value === "quick" ? value : "layout")}
        />
      </div>
      {isConflict && (
        <Alert color="orange" variant="light" role="alert">
          <span className={classes["bar"]}>
            {t("customisation.changed-meanwhile")}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                save.reset();
                adopt();
              }}
            >
              {t("customisation.reload")}
            </Button>
          </span>
        </Alert>
      )}
      {save.error && !isConflict && (
        <Alert color="red" variant="light" role="alert">
          {errorText(save.error, t)}
        </Alert>
      )}
      {preview === "layout" ? (
        <>
          <DndContext sensors={sensors} collisionDetection={collide} onDragEnd={drop}>
            <SortableContext items={draft.blocks.map(({ name }) => placeId(name))} strategy={verticalListSortingStrategy}>
              {draft.blocks.map((block, i) => (
                <LayoutBlockCard
                  key={block.name}
                  {...{ block, draft, update, onEditField, onAddField }}
                  fields={byName}
                  isFirst={i === 0}
                  isLast={i === draft.blocks.length - 1}
                />
              ))}
            </SortableContext>
          </DndContext>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={16} />}
            onClick={() => update((before) => addBlock(before, { en: "New block", ru: "Новый блок" }))}
          >
            {t("customisation.add-block")}
          </Button>
          <RelatedOrder
            related={draft.related}
            onOrder={(from, to) => update((before) => ({ ...before, related: arrayMove([...before.related], from, to) }))}
            onToggle={(name) =>
              update((before) => ({
                ...before,
                related: before.related.map((one) => (one.name === name ? { ...one, hidden: !one.hidden } : one)),
              }))
            }
          />
        </>
      ) : (
        <LayoutPreview module={module} fields={fields} draft={draft} quick={preview === "quick"} />
      )}
    </div>
  );
}

interface LayoutDraft {
  /** What the server has, as far as the draft knows of it. */
  readonly base: LayoutData;
  readonly draft: Draft;
  readonly update: (change: (draft: Draft) => Draft) => void;
  /** Somebody saved another layout while this one was edited. */
  readonly outdated: boolean;
  /** Takes theirs. */
  readonly adopt: () => void;
}
/** Follows what comes from the server without losing what was moved here. */
function useLayoutDraft(layout: LayoutData): LayoutDraft {
  const [{ base, draft }, setState] = useState({ base: layout, draft: layout });
  const update = useCallback((change: (draft: Draft) => Draft) => setState((state) => ({ ...state, draft: change(state.draft) })), []);
  const dirty = isChanged(draft, base);
  const isOther = JSON.stringify(layout) !== JSON.stringify(base);
  const outdated = isOther && dirty && layout.version !== base.version && isChanged(draft, { ...layout, version: draft.version });
  // While it is drawn, as React asks of state that follows a property.
  if (isOther && !outdated)
    setState({ base: layout, draft: dirty && layout.version === base.version ? rebase(draft, base, layout) : layout });
  return {
    base,
    draft,
    update,
    outdated,
    adopt: () => setState({ base: layout, draft: layout }),
  };
}
