/** The layout of one module as it will look: fields are dragged within and between blocks; saved as one change. */
import { typeName } from "./type-name.ts";
import { ActionIcon, Button, Menu, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import { DndContext, closestCenter, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, arrayMove, rectSortingStrategy, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useDroppable } from "@dnd-kit/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconBolt,
  IconDots,
  IconEye,
  IconEyeOff,
  IconPencil,
  IconPlus,
  IconStar,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import type { DescribedField } from "../../../model/describe.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "./customisation.module.css";
import { saveLayout, useChange, type LayoutBlock, type LayoutData } from "./customisation-api.ts";
import {
  addBlock,
  blockId,
  bodyOf,
  changeBlock,
  fieldId,
  isChanged,
  moveBlock,
  moveField,
  removeBlock,
  toggle,
  type Draft,
} from "./layout-model.ts";
import { SortableLine, useDragSensors } from "./sortable.tsx";

interface LayoutEditorProps {
  readonly module: string;
  readonly layout: LayoutData;
  readonly fields: readonly DescribedField[];
  readonly onEditField: (field: DescribedField) => void;
  readonly onAddField: (block: string) => void;
  readonly onReload: () => void;
}
export function LayoutEditor({ module, layout, fields, onEditField, onAddField, onReload }: LayoutEditorProps) {
  const t = useT();
  const [draft, setDraft] = useState<Draft>(layout);
  const sensors = useDragSensors();
  const save = useChange(() => saveLayout(module, bodyOf(draft)));
  const dirty = isChanged(draft, layout);
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over) setDraft((before) => moveField(before, String(active.id), String(over.id)));
  };
  const send = (): void =>
    save.mutate(undefined, {
      onSuccess: () => showToast({ message: t("settings.saved") }),
      onError: (error) =>
        showToast({
          message: isProblem(error, 409) ? t("customisation.changed-meanwhile") : errorText(error, t),
          tone: "bad",
          ...(isProblem(error, 409) ? { action: { label: t("customisation.reload"), run: onReload } } : {}),
        }),
    });
  return (
    <div className={classes["editor"]}>
      <div className={classes["bar"]}>
        <Button size="xs" onClick={send} loading={save.isPending} disabled={!dirty}>
          {t("action.save")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDraft(layout)} disabled={!dirty}>
          {t("customisation.discard")}
        </Button>
        <span className={classes["soft"]}>{t(dirty ? "customisation.unsaved" : "customisation.drag-hint")}</span>
      </div>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        {draft.blocks.map((block, i) => (
          <BlockCard
            key={block.name}
            {...{ block, draft, fields, setDraft, onEditField, onAddField }}
            isFirst={i === 0}
            isLast={i === draft.blocks.length - 1}
          />
        ))}
      </DndContext>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={16} />}
        onClick={() => setDraft(addBlock(draft, { en: "New block", ru: "Новый блок" }))}
      >
        {t("customisation.add-block")}
      </Button>
      <RelatedOrder draft={draft} setDraft={setDraft} />
    </div>
  );
}

interface BlockCardProps extends Pick<LayoutEditorProps, "fields" | "onEditField" | "onAddField"> {
  readonly block: LayoutBlock;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}
function BlockCard({ block, draft, setDraft, fields, onEditField, onAddField, isFirst, isLast }: BlockCardProps) {
  const t = useT();
  const lang = useLang();
  const { setNodeRef } = useDroppable({ id: blockId(block.name) });
  const known = block.fields.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const name = block.label[lang];
  return (
    <section className={classes["block"]} aria-label={name}>
      <header className={classes["block-head"]}>
        <TextInput
          variant="unstyled"
          className={classes["block-name"] ?? ""}
          aria-label={t("customisation.block-name")}
          value={name}
          onChange={({ currentTarget }) =>
            setDraft(changeBlock(draft, block.name, { label: { ...block.label, [lang]: currentTarget.value } }))
          }
        />
        <SegmentedControl
          size="xs"
          aria-label={t("customisation.columns")}
          value={String(block.columns)}
          data={[
            { value: "1", label: t("customisation.one-column") },
            { value: "2", label: t("customisation.two-columns") },
          ]}
          onChange={(value) => setDraft(changeBlock(draft, block.name, { columns: value === "1" ? 1 : 2 }))}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={isFirst}
          aria-label={t("customisation.block-up")}
          onClick={() => setDraft(moveBlock(draft, block.name, -1))}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={isLast}
          aria-label={t("customisation.block-down")}
          onClick={() => setDraft(moveBlock(draft, block.name, 1))}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        {block.fields.length === 0 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("customisation.remove-block")}
            onClick={() => setDraft(removeBlock(draft, block.name))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </header>
      <SortableContext items={known.map((field) => fieldId(field.name))} strategy={rectSortingStrategy}>
        <div ref={setNodeRef} className={classes["fields"]} data-columns={block.columns}>
          {known.map((field) => (
            <FieldLine key={field.name} field={field} draft={draft} setDraft={setDraft} onEdit={() => onEditField(field)} />
          ))}
          {known.length === 0 && <p className={classes["soft"]}>{t("customisation.drop-here")}</p>}
        </div>
      </SortableContext>
      {block.name !== "system" && (
        <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => onAddField(block.name)}>
          {t("customisation.add-field")}
        </Button>
      )}
    </section>
  );
}

interface FieldLineProps {
  readonly field: DescribedField;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly onEdit: () => void;
}
function FieldLine({ field, draft, setDraft, onEdit }: FieldLineProps) {
  const t = useT();
  const text = useLabel();
  const hidden = draft.hidden.includes(field.name);
  const flag = (list: "hidden" | "quick_create" | "key_fields") => () => setDraft({ ...draft, [list]: toggle(draft[list], field.name) });
  return (
    <SortableLine id={fieldId(field.name)} name={text(field.label)} className={classes["field"]}>
      <button type="button" className={classes["field-name"]} data-hidden={hidden || undefined} onClick={onEdit}>
        {text(field.label)}
        {field.mandatory && <span aria-label={t("customisation.mandatory")}> *</span>}
      </button>
      <span className={classes["marks"]}>
        {draft.key_fields.includes(field.name) && <IconStar size={14} aria-label={t("customisation.key-field")} />}
        {draft.quick_create.includes(field.name) && <IconBolt size={14} aria-label={t("customisation.quick-create")} />}
        <span className={classes["type"]}>{typeName(t, field.type)}</span>
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("customisation.field-menu", { name: text(field.label) })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={onEdit}>
            {t("customisation.edit-field")}
          </Menu.Item>
          <Menu.Item leftSection={hidden ? <IconEye size={14} /> : <IconEyeOff size={14} />} onClick={flag("hidden")}>
            {t(hidden ? "customisation.show" : "customisation.hide")}
          </Menu.Item>
          <Menu.Item leftSection={<IconBolt size={14} />} onClick={flag("quick_create")}>
            {t(draft.quick_create.includes(field.name) ? "customisation.not-quick" : "customisation.quick")}
          </Menu.Item>
          <Menu.Item leftSection={<IconStar size={14} />} onClick={flag("key_fields")}>
            {t(draft.key_fields.includes(field.name) ? "customisation.not-key" : "customisation.key")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </SortableLine>
  );
}

function RelatedOrder({ draft, setDraft }: { readonly draft: Draft; readonly setDraft: (draft: Draft) => void }) {
  const t = useT();
  const text = useLabel();
  const sensors = useDragSensors();
  if (draft.related.length === 0) return null;
  const drop = ({ active, over }: DragEndEvent): void => {
    const place = (id: unknown): number => draft.related.findIndex(({ name }) => name === id);
    if (over) setDraft({ ...draft, related: arrayMove([...draft.related], place(active.id), place(over.id)) });
  };
  return (
    <section className={classes["block"]} aria-label={t("customisation.related")}>
      <header className={classes["block-head"]}>
        <h3>{t("customisation.related")}</h3>
      </header>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={draft.related.map(({ name }) => name)} strategy={verticalListSortingStrategy}>
          <div className={classes["fields"]} data-columns="1">
            {draft.related.map((relation) => (
              <SortableLine key={relation.name} id={relation.name} name={text(relation.label)} className={classes["field"]}>
                <span className={classes["field-name"]} data-hidden={relation.hidden || undefined}>
                  {text(relation.label)}
                </span>
                <Tooltip label={t(relation.hidden ? "customisation.show" : "customisation.hide")}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={t(relation.hidden ? "customisation.show" : "customisation.hide")}
                    onClick={() =>
                      setDraft({
                        ...draft,
                        related: draft.related.map((one) => (one === relation ? { ...one, hidden: !one.hidden } : one)),
                      })
                    }
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
