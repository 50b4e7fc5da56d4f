/** How a board is made: its pipeline, columns, lanes, sum, and the columns that are left out. */
import { Checkbox, Popover, Select } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import type { ViewSettings } from "../../../model/view-settings.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { boardFields, keyOfColumn, laneFields, planBoard, sumFields } from "./board-fields.ts";
import { ToolButton } from "../../ui/tool-button.tsx";
import classes from "./board.module.css";

interface BoardOptionsProps {
  readonly module: DescribedModule;
  readonly settings: ViewSettings;
  readonly onChange: (settings: ViewSettings) => void;
}
export function BoardOptions({ module, settings, onChange }: BoardOptionsProps) {
  const t = useT();
  const text = useLabel();
  const plan = planBoard(module, settings);
  if (!plan) return null;
  const choices = (fields: readonly DescribedField[]) => fields.map((field) => ({ value: field.name, label: text(field.label) }));
  const hidden = settings.hidden ?? [];
  return (
    <>
      {plan.pipelines.length > 0 && (
        <Select
          size="xs"
          className={classes["pipeline"] ?? ""}
          aria-label={t("board.pipeline")}
          data={plan.pipelines.map(({ value, label }) => ({ value, label: text(label) }))}
          value={plan.pipeline ?? null}
          allowDeselect={false}
          onChange={(pipeline) => pipeline !== null && onChange({ ...settings, pipeline })}
        />
      )}
      <Popover position="bottom-end" shadow="md" width={280} trapFocus withinPortal>
        <Popover.Target>
          <ToolButton variant="subtle" color="gray" size="xs" icon={<IconAdjustmentsHorizontal size={16} aria-hidden />}>
            {hidden.length > 0 ? t("board.options-hidden", { count: hidden.length }) : t("board.options")}
          </ToolButton>
        </Popover.Target>
        <Popover.Dropdown p="sm">
          <div className={classes["options"]}>
            <Select
              size="xs"
              label={t("board.by")}
              data={choices(boardFields(module))}
              value={plan.by.name}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              // Another field has other columns.
              onChange={(by) => by !== null && onChange({ ...settings, by, hidden: [], folded: [], limits: {} })}
            />
            <Select
              size="xs"
              label={t("board.lanes")}
              placeholder={t("board.no-lanes")}
              data={choices(laneFields(module).filter(({ name }) => name !== plan.by.name))}
              value={plan.lanes?.name ?? null}
              clearable
              searchable
              comboboxProps={{ withinPortal: false }}
              onChange={(lanes) => {
                const { lanes: _was, ...others } = settings;
                onChange(lanes === null ? others : { ...others, lanes });
              }}
            />
            {sumFields(module).length > 0 && (
              <Select
                size="xs"
                label={t("board.sum")}
                data={choices(sumFields(module))}
                value={plan.sum?.name ?? null}
                comboboxProps={{ withinPortal: false }}
                onChange={(sum) => sum !== null && onChange({ ...settings, sum })}
              />
            )}
            <fieldset className={classes["columnChoice"]}>
              <legend>{t("board.columns")}</legend>
              {plan.columns.map((column) => {
                const key = keyOfColumn(column);
                return (
                  <Checkbox
                    key={key}
                    size="xs"
                    label={column.option ? text(column.option.label) : t("board.no-value")}
                    checked={!hidden.includes(key)}
                    onChange={(event) =>
                      onChange({
                        ...settings,
                        hidden: event.currentTarget.checked ? hidden.filter((each) => each !== key) : [...hidden, key],
                      })
                    }
                  />
                );
              })}
            </fieldset>
          </div>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
