/** The values of a choice: order, names in both languages, colour, whether it is offered, what a stage means. */
import { ActionIcon, Button, Menu, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { DndContext, closestCenter, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, arrayMove, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useT } from "../../../web/i18n.tsx";
import { OPTION_COLORS, optionColor } from "../../../web/ui/option-color.ts";
import classes from "./customisation.module.css";
import type { PartialLabel } from "./labels-input.tsx";
import { SortableLine, useDragSensors } from "./sortable.tsx";

export interface EditedOption {
  /** For this screen alone: a new option has no value yet. */
  readonly key: string;
  readonly value?: string;
  readonly label: PartialLabel;
  readonly color?: string | null;
  readonly active?: boolean;
  readonly outcome?: "open" | "won" | "lost" | null;
  readonly probability?: number | null;
  readonly requires?: readonly string[];
}
let made = 0;
export const newOption = (): EditedOption => ({ key: `new-${(made += 1)}`, label: {} });

interface OptionsEditorProps {
  readonly options: readonly EditedOption[];
  readonly onChange: (options: readonly EditedOption[]) => void;
  /** The field is a pipeline's: options are stages. */
  readonly stages: boolean;
  /** Options that the program itself knows can't be deleted. */
  readonly standard: boolean;
  readonly errors: Readonly<Record<string, string>>;
}
export function OptionsEditor({ options, onChange, stages, standard, errors }: OptionsEditorProps) {
  const t = useT();
  const sensors = useDragSensors();
  const place = (id: unknown): number => options.findIndex(({ key }) => key === id);
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over) onChange(arrayMove([...options], place(active.id), place(over.id)));
  };
  const set = (key: string, change: Partial<EditedOption>): void =>
    onChange(options.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <fieldset className={classes["form"]} style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className={classes["soft"]}>{t("customisation.options")}</legend>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={options.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          {options.map((option, i) => (
            <SortableLine key={option.key} id={option.key} name={option.label.en ?? option.label.ru ?? ""} className={classes["option"]}>
              <ColorChoice color={option.color ?? undefined} onChange={(color) => set(option.key, { color })} />
              <TextInput
                size="xs"
                aria-label={`${t("customisation.option-en")} ${i + 1}`}
                placeholder="English"
                value={option.label.en ?? ""}
                error={errors[`options.${i}.label`] ?? errors[`options.${i}.value`]}
                onChange={({ currentTarget }) => set(option.key, { label: { ...option.label, en: currentTarget.value } })}
              />
              <TextInput
                size="xs"
                aria-label={`${t("customisation.option-ru")} ${i + 1}`}
                placeholder="Русский"
                value={option.label.ru ?? ""}
                onChange={({ currentTarget }) => set(option.key, { label: { ...option.label, ru: currentTarget.value } })}
              />
              {stages && <StageMeaning option={option} onChange={(change) => set(option.key, change)} />}
              <Switch
                size="xs"
                aria-label={t("customisation.option-active")}
                checked={option.active !== false}
                onChange={({ currentTarget }) => set(option.key, { active: currentTarget.checked })}
              />
              {(!standard || option.value === undefined) && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t("customisation.remove-option")}
                  onClick={() => onChange(options.filter((one) => one !== option))}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              )}
            </SortableLine>
          ))}
        </SortableContext>
      </DndContext>
      <Button
        size="compact-sm"
        variant="subtle"
        style={{ alignSelf: "flex-start" }}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...options, newOption()])}
      >
        {t("customisation.add-option")}
      </Button>
    </fieldset>
  );
}

function StageMeaning({ option, onChange }: { readonly option: EditedOption; readonly onChange: (change: Partial<EditedOption>) => void }) {
  const t = useT();
  return (
    <>
      <Select
        size="xs"
        w={110}
        aria-label={t("customisation.outcome")}
        value={option.outcome ?? "open"}
        data={(["open", "won", "lost"] as const).map((value) => ({ value, label: t(`customisation.outcome-${value}`) }))}
        onChange={(value) => onChange({ outcome: value === "won" || value === "lost" ? value : "open" })}
        allowDeselect={false}
      />
      <NumberInput
        size="xs"
        w={80}
        suffix=" %"
        min={0}
        max={100}
        hideControls
        aria-label={t("customisation.probability")}
        value={option.probability ?? ""}
        onChange={(value) => onChange({ probability: typeof value === "number" ? value : null })}
      />
    </>
  );
}

function ColorChoice({ color, onChange }: { readonly color: string | undefined; readonly onChange: (color: string | null) => void }) {
  const t = useT();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("customisation.color")}>
          <span className={classes["swatch"]} style={{ background: optionColor(color) }} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ display: "grid", gridTemplateColumns: "repeat(6, 1fr)", gap: 6, padding: 6 }}>
          {OPTION_COLORS.map((name) => (
            <button
              key={name}
              type="button"
              className={classes["color"]}
              style={{ background: optionColor(name) }}
              aria-label={name}
              onClick={() => onChange(name)}
            />
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
