/** A currency by its code, with its name in the user's language. */
import { Select } from "@mantine/core";
import { textOf } from "../api/record-data.ts";
import { useLang, useT } from "../i18n.tsx";
import { currencyChoices } from "./currency-choices.ts";
import type { FieldInputProps } from "./field-control.ts";
import { menuPlace, useInputFrame } from "./input-frame.ts";

export function CurrencyInput(props: FieldInputProps) {
  const t = useT();
  const lang = useLang();
  const frame = useInputFrame(props);
  return (
    <Select
      {...frame}
      data={currencyChoices(lang)}
      searchable
      comboboxProps={menuPlace(props)}
      value={textOf(props.value) || null}
      onChange={(next) => props.onChange(next)}
      nothingFoundMessage={t("picker.nothing")}
    />
  );
}
