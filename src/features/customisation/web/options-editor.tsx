/** The values of a choice: order, names in both languages, colour, whether it is offered, what a stage means and asks for. */
import { ActionIcon, Button, Menu, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { DndContext, closestCenter, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, arrayMove, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { IconChevronDown, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { LANGUAGE_NAMES, useLang, useT } from "../../../web/i18n.tsx";
import { OPTION_COLORS, optionColor } from "../../../web/ui/option-color.ts";
import { SINGLE_CHOICES } from "../field-settings.ts";
import classes from "./customisation.module.css";
import { optionCountsQuery } from "./customisation-api.ts";
import type { FieldPartProps } from "./field-dialog.tsx";
import { changesOf, newOption, type EditedOption } from "./field-draft.ts";
import { MergeOption } from "./merge-option.tsx";
import { OptionDemands } from "./option-demands.tsx";
import { SortableLine, useDragSensors } from "./sortable.tsx";

export function OptionsEditor({ module, field, draft, set: setDraft, errors, onClose }: FieldPartProps) {
  const { options, type } = draft;
  const t = useT();
  const lang = useLang();
  const sensors = useDragSensors();
  const [open, setOpen] = useState<string>();
  const { data: counts } = useQuery({ ...optionCountsQuery(module.name, field?.name ?? ""), enabled: field !== undefined });
  const onChange = (next: readonly EditedOption[]): void => setDraft({ options: next });
  const place = (id: unknown): number => options.findIndex(({ key }) => key === id);
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over) onChange(arrayMove([...options], place(active.id), place(over.id)));
  };
  const set = (key: string, change: Partial<EditedOption>): void =>
    onChange(options.map((one) => (one.key === key ? { ...one, ...change } : one)));
  // The program itself knows the values that it declares: they can be switched off, but not go.
  const standard = field !== undefined && !field.custom;
  const languages: readonly Lang[] = lang === "ru" ? ["ru", "en"] : ["en", "ru"];
  return (
    <fieldset className={classes["options"]}>
      <legend className={classes["soft"]}>{t("customisation.options")}</legend>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={options.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          {options.map((option, i) => (
            <SortableLine key={option.key} id={option.key} name={option.label[lang] ?? ""} className={classes["option"]}>
              <ColorChoice color={option.color ?? undefined} onChange={(color) => set(option.key, { color })} />
              {languages.map((each) => (
                <TextInput
                  key={each}
                  size="xs"
                  className={classes["option-name"] ?? ""}
                  aria-label={`${t(each === "en" ? "customisation.option-en" : "customisation.option-ru")} ${i + 1}`}
                  placeholder={LANGUAGE_NAMES[each]}
                  value={option.label[each] ?? ""}
                  error={each === languages[0] ? (errors[`options.${i}.label`] ?? errors[`options.${i}.value`]) : undefined}
                  onChange={({ currentTarget }) => set(option.key, { label: { ...option.label, [each]: currentTarget.value } })}
                />
              ))}
              <Switch
                size="xs"
                aria-label={t("customisation.option-active")}
                title={t("customisation.option-active")}
                checked={option.active !== false}
                onChange={({ currentTarget }) => set(option.key, { active: currentTarget.checked })}
              />
              {(SINGLE_CHOICES.has(type) || field) && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-expanded={open === option.key}
                  aria-label={t("customisation.option-more", { name: option.label[lang] ?? String(i + 1) })}
                  onClick={() => setOpen(open === option.key ? undefined : option.key)}
                >
                  <IconChevronDown size={16} className={open === option.key ? (classes["turned"] ?? "") : ""} />
                </ActionIcon>
              )}
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
              {open === option.key && (
                <div className={classes["option-more"]}>
                  {SINGLE_CHOICES.has(type) && (
                    <StageMeaning {...{ module, option, self: field?.name }} onChange={(change) => set(option.key, change)} />
                  )}
                  {field && option.value !== undefined && (
                    <MergeOption
                      module={module.name}
                      field={field}
                      option={option.value}
                      count={counts?.find(({ value }) => value === option.value)?.count}
                      // What it works on is what is saved.
                      unsaved={Object.keys(changesOf(draft, field)).length > 0}
                      onDone={onClose}
                    />
                  )}
                </div>
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

interface StageMeaningProps {
  readonly module: DescribedModule;
  /** The choice itself can't be asked for by its own value. */
  readonly self: string | undefined;
  readonly option: EditedOption;
  readonly onChange: (change: Partial<EditedOption>) => void;
}
/** What it says about a record to have this value, and which fields it must have then. */
function StageMeaning({ module, self, option, onChange }: StageMeaningProps) {
  const t = useT();
  const isStage = self !== undefined && module.stageField === self;
  return (
    <>
      {isStage && (
        <div className={classes["pair"]}>
          <Select
            size="xs"
            label={t("customisation.outcome")}
            value={option.outcome ?? "open"}
            data={(["open", "won", "lost"] as const).map((value) => ({ value, label: t(`customisation.outcome-${value}`) }))}
            onChange={(value) => onChange({ outcome: value === "won" || value === "lost" ? value : "open" })}
            allowDeselect={false}
          />
          <NumberInput
            size="xs"
            suffix=" %"
            min={0}
            max={100}
            hideControls
            label={t("customisation.probability")}
            value={option.probability ?? ""}
            onChange={(value) => onChange({ probability: typeof value === "number" ? value : null })}
          />
        </div>
      )}
      <OptionDemands {...{ module, self, option, onChange }} />
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
