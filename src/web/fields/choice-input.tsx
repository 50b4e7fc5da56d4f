/** Choices: one of a list (as a menu or as buttons), several of a list, free tags, yes or no. */
import { Checkbox, Input, MultiSelect, Radio, Select, TagsInput } from "@mantine/core";
import type { DescribedOption } from "../../model/describe.ts";
import { textOf, textsOf } from "../api/record-data.ts";
import { useLabel, useT } from "../i18n.tsx";
import type { FieldInputProps } from "./field-control.ts";
import { menuPlace, useClearButton, useInputFrame } from "./input-frame.ts";
import classes from "./fields.module.css";

interface Choice {
  readonly value: string;
  readonly label: string;
}
/** What is retired, or isn't for the user's role, is offered only where the record still has it. */
function useChoices(options: readonly DescribedOption[] | undefined, chosen: readonly string[]): Choice[] {
  const text = useLabel();
  const known = (options ?? []).filter(
    (option) => (option.active !== false && option.choosable !== false) || chosen.includes(option.value),
  );
  const unknown = chosen.filter((value) => value !== "" && !known.some((option) => option.value === value));
  return [
    ...known.map((option) => ({ value: option.value, label: text(option.label) })),
    ...unknown.map((value) => ({ value, label: value })),
  ];
}

export function PicklistInput(props: FieldInputProps) {
  const t = useT();
  const frame = useInputFrame(props);
  const clear = useClearButton();
  const value = textOf(props.value);
  const choices = useChoices(props.field.options, [value]);
  const SEARCH_FROM = 8;
  return (
    <Select
      {...frame}
      {...clear}
      data={choices}
      value={value === "" ? null : value}
      onChange={(next) => props.onChange(next)}
      clearable={!props.required}
      searchable={choices.length >= SEARCH_FROM}
      nothingFoundMessage={t("picker.nothing")}
      placeholder={props.frame === "bare" ? t("picker.choose") : ""}
      comboboxProps={menuPlace(props)}
      defaultDropdownOpened={props.frame === "cell"}
    />
  );
}

export const RadioInput = (props: FieldInputProps) => (props.frame === "cell" ? <PicklistInput {...props} /> : <RadioButtons {...props} />);
function RadioButtons(props: FieldInputProps) {
  const frame = useInputFrame(props);
  const value = textOf(props.value);
  return (
    <Radio.Group {...frame} value={value === "" ? null : value} onChange={(next) => props.onChange(next)}>
      <div className={classes["radios"]}>
        {useChoices(props.field.options, [value]).map((choice) => (
          <Radio key={choice.value} value={choice.value} label={choice.label} size="sm" />
        ))}
      </div>
    </Radio.Group>
  );
}

export function MultiSelectInput(props: FieldInputProps) {
  const t = useT();
  const frame = useInputFrame(props);
  const clear = useClearButton();
  const values = textsOf(props.value);
  return (
    <MultiSelect
      {...frame}
      {...clear}
      data={useChoices(props.field.options, values)}
      value={[...values]}
      onChange={(next) => props.onChange(next.length === 0 ? null : next)}
      searchable
      clearable
      comboboxProps={menuPlace(props)}
      nothingFoundMessage={t("picker.nothing")}
    />
  );
}

export function TagsFieldInput(props: FieldInputProps) {
  const frame = useInputFrame(props);
  const clear = useClearButton();
  const suggestions = useChoices(props.field.options, []).map((choice) => choice.value);
  return (
    <TagsInput
      {...frame}
      {...clear}
      data={suggestions}
      value={[...textsOf(props.value)]}
      onChange={(next) => props.onChange(next.length === 0 ? null : next)}
      clearable
      comboboxProps={menuPlace(props)}
    />
  );
}

export function CheckboxInput(props: FieldInputProps) {
  const t = useT();
  const { label, "aria-label": ariaLabel, description, error, ...frame } = useInputFrame(props);
  const box = (
    <Checkbox
      {...frame}
      aria-label={ariaLabel ?? label ?? ""}
      label={t(props.value === true ? "value.yes" : "value.no")}
      size="sm"
      checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
  if (props.frame === "bare" || props.frame === "cell") return box;
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <div className={classes["checkbox"]}>{box}</div>
    </Input.Wrapper>
  );
}
