/** Another record: searched as one types, shown with its number, or created on the spot. */
import { Combobox, Input, InputBase, Loader, Select, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { targetsOf, useModuleSummary, useModules } from "../api/modules.ts";
import { labelOfReference, moduleOfReference, textOf } from "../api/record-data.ts";
import { recordQuery, shortListQuery } from "../api/records.ts";
import { useLabel, useT } from "../i18n.tsx";
import { useOpenCreate } from "../records/form/create-context.ts";
import type { FieldInputProps } from "./field-control.ts";
import { menuPlace, useInputFrame } from "./input-frame.ts";
import classes from "./reference-input.module.css";

const CREATE = "\u0000create";
const SUGGESTIONS = 20;
const TYPING_PAUSE = 200;

/** The name of the chosen record: told by the record, by the last choice, or asked for. */
function useChosenLabel(module: string | undefined, id: string, known: string | undefined): string {
  const missing = id !== "" && known === undefined && module !== undefined;
  const asked = useQuery({ ...recordQuery(module ?? "", id), enabled: missing }).data?.label;
  return id === "" ? "" : (known ?? asked ?? "");
}

interface PickerProps {
  readonly module: string;
  readonly value: string;
  readonly label: string;
  readonly frame: ReturnType<typeof useInputFrame>;
  readonly withinPortal: boolean;
  readonly inPlace: boolean;
  readonly onPick: (id: string | null, label?: string) => void;
}
function RecordPicker({ module, value, label, frame, withinPortal, inPlace, onPick }: PickerProps) {
  const t = useT();
  const text = useLabel();
  const openCreate = useOpenCreate();
  const summary = useModuleSummary(module);
  // In place of a value it was asked for by opening it.
  const combobox = useCombobox({ defaultOpened: inPlace, onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed ?? "", TYPING_PAUSE);
  const found = useQuery({
    ...shortListQuery(module, { fields: ["label", "number"], q: search }, SUGGESTIONS),
    enabled: combobox.dropdownOpened,
  });
  const { selectFirstOption } = combobox;
  const answer = found.data?.data;
  const answered = useRef(answer);
  useEffect(() => {
    if (answered.current === answer) return;
    answered.current = answer;
    if (typed !== null && typed !== "" && answer !== undefined && answer.length > 0) selectFirstOption();
  });
  const finish = (): void => {
    setTyped(null);
    combobox.closeDropdown();
  };
  const choose = (chosen: string): void => {
    finish();
    if (chosen === CREATE) return openCreate({ module }, (record) => onPick(record.id, record.label));
    onPick(chosen, found.data?.data.find((record) => record.id === chosen)?.label);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={withinPortal}>
      <Combobox.Target>
        <InputBase
          {...frame}
          value={typed ?? label}
          placeholder={t("picker.search")}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={finish}
          rightSection={
            found.isFetching ? (
              <Loader size={14} />
            ) : value === "" ? (
              <Combobox.Chevron />
            ) : (
              <button
                type="button"
                className={classes["clear"]}
                aria-label={t("action.clear")}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onPick(null)}
              >
                <IconX size={14} />
              </button>
            )
          }
          rightSectionPointerEvents={value === "" ? "none" : "all"}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={classes["options"]} aria-label={summary ? text(summary.label) : module} tabIndex={0}>
          {found.data?.data.map((record) => (
            <Combobox.Option key={record.id} value={record.id} active={record.id === value}>
              <span className={classes["option"]}>
                <span>{record.label}</span>
                <span className={classes["number"]}>{record.number}</span>
              </span>
            </Combobox.Option>
          ))}
          {found.data?.data.length === 0 && <Combobox.Empty>{t("picker.nothing")}</Combobox.Empty>}
          {found.isPending && <Combobox.Empty>{t("state.loading")}</Combobox.Empty>}
          {summary?.rights.create && module !== "users" && (
            <Combobox.Option value={CREATE} className={classes["create"] ?? ""}>
              <IconPlus size={14} aria-hidden /> {t("picker.create", { what: text(summary.singular).toLowerCase() })}
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

export function ReferenceInput(props: FieldInputProps) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const frame = useInputFrame(props);
  const targets = targetsOf(props.field).filter((target) => target === "users" || modules.some((module) => module.name === target));
  const [pickedModule, setPickedModule] = useState<string>();
  const [picked, setPicked] = useState<{ readonly id: string; readonly label: string }>();
  const value = textOf(props.value);
  const module = pickedModule ?? moduleOfReference(props.record, props.field.name) ?? targets[0];
  const original = textOf(props.record?.[props.field.name]) === value ? labelOfReference(props.record, props.field.name) : undefined;
  const label = useChosenLabel(module, value, picked?.id === value ? picked.label : original);
  if (module === undefined) return null;
  const pick = (id: string | null, name?: string): void => {
    if (id !== null && name !== undefined) setPicked({ id, label: name });
    props.onChange(id, name);
  };
  if (targets.length === 1)
    return (
      <RecordPicker
        module={module}
        value={value}
        label={label}
        frame={frame}
        {...menuPlace(props)}
        inPlace={props.frame === "cell"}
        onPick={pick}
      />
    );
  const { label: fieldLabel, description, error, withAsterisk, ...rest } = frame;
  return (
    <Input.Wrapper label={fieldLabel} description={description} error={error} withAsterisk={withAsterisk ?? false} labelElement="div">
      <div className={classes["polymorphic"]}>
        <Select
          aria-label={t("picker.kind")}
          data={modules
            .filter(({ name }) => targets.includes(name))
            .map((summary) => ({ value: summary.name, label: text(summary.singular) }))}
          value={module}
          allowDeselect={false}
          onChange={(next) => {
            setPickedModule(next ?? undefined);
            props.onChange(null);
          }}
        />
        <RecordPicker
          key={module}
          module={module}
          value={value}
          label={label}
          frame={{ ...rest, "aria-label": fieldLabel ?? "" }}
          {...menuPlace(props)}
          inPlace={props.frame === "cell"}
          onPick={pick}
        />
      </div>
    </Input.Wrapper>
  );
}
