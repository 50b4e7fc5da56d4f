/** One block of a layout, and the fields that stand in it. */
import { ActionIcon, Button, Menu, SegmentedControl, TextInput } from "@mantine/core";
import { useDroppable } from "@dnd-kit/core";
import { SortableContext, rectSortingStrategy } from "@dnd-kit/sortable";
import {
  IconArrowDown,
  IconArrowUp,
  IconBolt,
  IconDots,
  IconEye,
  IconEyeOff,
  IconFilterCog,
  IconPencil,
  IconPlus,
  IconStar,
  IconTrash,
} from "@tabler/icons-react";
import { memo, useMemo, useState } from "react";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import { isConditional } from "../../../model/conditions.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { LANGUAGE_NAMES, useLabel, useLang, useT } from "../../../web/i18n.tsx";
import classes from "./customisation.module.css";
import type { LayoutBlock } from "./customisation-api.ts";
import { blockId, changeBlock, fieldId, moveBlock, placeId, removeBlock, toggle, type Draft } from "./layout-model.ts";
import { SortableLine } from "./sortable.tsx";
import { useTypeName } from "./type-name.ts";

type Update = (change: (draft: Draft) => Draft) => void;
interface LayoutBlockCardProps {
  readonly block: LayoutBlock;
  readonly draft: Draft;
  readonly update: Update;
  readonly fields: ReadonlyMap<string, DescribedField>;
  readonly onEditField: (field: DescribedField) => void;
  readonly onAddField: (block: string) => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}
export function LayoutBlockCard({ block, draft, update, fields, onEditField, onAddField, isFirst, isLast }: LayoutBlockCardProps) {
  const t = useT();
  const lang = useLang();
  const languages: readonly Lang[] = lang === "ru" ? ["ru", "en"] : ["en", "ru"];
  const { setNodeRef } = useDroppable({ id: blockId(block.name) });
  const known = block.fields.flatMap((name) => fields.get(name) ?? []);
  const name = block.label[lang];
  // The same list as long as nothing moves: all lines hear of another one.
  const ids = useMemo(() => block.fields.filter((field) => fields.has(field)).map(fieldId), [block.fields, fields]);
  return (
    <SortableLine id={placeId(block.name)} name={name} className={classes["block-line"]}>
      <section className={classes["block"]} aria-label={name}>
        <header className={classes["block-head"]}>
          {languages.map((each) => (
            <TextInput
              key={each}
              variant="unstyled"
              className={classes[each === lang ? "block-name" : "block-other-name"] ?? ""}
              aria-label={each === lang ? t("customisation.block-name") : `${t("customisation.block-name")} · ${LANGUAGE_NAMES[each]}`}
              title={LANGUAGE_NAMES[each]}
              value={block.label[each]}
              onChange={({ currentTarget: { value } }) =>
                update((before) => changeBlock(before, block.name, { label: { ...block.label, [each]: value } }))
              }
            />
          ))}
          <SegmentedControl
            size="xs"
            aria-label={t("customisation.columns")}
            value={String(block.columns)}
            data={[
              { value: "1", label: t("customisation.one-column") },
              { value: "2", label: t("customisation.two-columns") },
            ]}
            onChange={(value) => update((before) => changeBlock(before, block.name, { columns: value === "1" ? 1 : 2 }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isFirst}
            aria-label={t("customisation.block-up")}
            onClick={() => update((before) => moveBlock(before, block.name, -1))}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isLast}
            aria-label={t("customisation.block-down")}
            onClick={() => update((before) => moveBlock(before, block.name, 1))}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          {block.fields.length === 0 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("customisation.remove-block")}
              onClick={() => update((before) => removeBlock(before, block.name))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </header>
        <SortableContext items={ids} strategy={rectSortingStrategy}>
          <div ref={setNodeRef} className={classes["fields"]} data-columns={block.columns}>
            {known.map((field) => (
              <FieldLine
                key={field.name}
                field={field}
                hidden={draft.hidden.includes(field.name)}
                quick={draft.quick_create.includes(field.name)}
                isKey={draft.key_fields.includes(field.name)}
                update={update}
                onEdit={onEditField}
              />
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
    </SortableLine>
  );
}

interface FieldLineProps {
  readonly field: DescribedField;
  readonly hidden: boolean;
  readonly quick: boolean;
  readonly isKey: boolean;
  readonly update: Update;
  readonly onEdit: (field: DescribedField) => void;
}
/** A module may have hundreds: moving one leaves the others alone. */
const FieldLine = memo(function FieldLine({ field, hidden, quick, isKey, update, onEdit }: FieldLineProps) {
  const t = useT();
  const text = useLabel();
  const typeName = useTypeName();
  // A menu is made when it is wanted: hundreds of them would take seconds.
  const [isOpen, setOpen] = useState(false);
  const more = (
    <button
      type="button"
      className={classes["handle"]}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={t("customisation.field-menu", { name: text(field.label) })}
      onClick={() => setOpen(!isOpen)}
    >
      <IconDots size={16} aria-hidden />
    </button>
  );
  const flag = (list: "hidden" | "quick_create" | "key_fields") => () =>
    update((draft) => ({ ...draft, [list]: toggle(draft[list], field.name) }));
  return (
    <SortableLine id={fieldId(field.name)} name={text(field.label)} className={classes["field"]}>
      <button type="button" className={classes["field-name"]} data-hidden={hidden || undefined} onClick={() => onEdit(field)}>
        {text(field.label)}
        {field.mandatory && <span aria-label={t("customisation.mandatory")}> *</span>}
      </button>
      <span className={classes["marks"]}>
        {isConditional(field) && <IconFilterCog size={14} aria-label={t("customisation.has-conditions")} />}
        {isKey && <IconStar size={14} aria-label={t("customisation.key-field")} />}
        {quick && <IconBolt size={14} aria-label={t("customisation.quick-create")} />}
        <span className={classes["type"]}>{typeName(field.type)}</span>
      </span>
      {isOpen ? (
        <Menu position="bottom-end" opened onClose={() => setOpen(false)}>
          <Menu.Target>{more}</Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => onEdit(field)}>
              {t("customisation.edit-field")}
            </Menu.Item>
            <Menu.Item leftSection={hidden ? <IconEye size={14} /> : <IconEyeOff size={14} />} onClick={flag("hidden")}>
              {t(hidden ? "customisation.show" : "customisation.hide")}
            </Menu.Item>
            <Menu.Item leftSection={<IconBolt size={14} />} onClick={flag("quick_create")}>
              {t(quick ? "customisation.not-quick" : "customisation.quick")}
            </Menu.Item>
            <Menu.Item leftSection={<IconStar size={14} />} onClick={flag("key_fields")}>
              {t(isKey ? "customisation.not-key" : "customisation.key")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : (
        more
      )}
    </SortableLine>
  );
});
