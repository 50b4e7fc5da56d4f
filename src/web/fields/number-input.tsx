/** Numbers by the user's locale: integer, decimal, percent, money. Exact ones travel as decimal strings. */
import { NumberInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Json } from "../../fieldtypes/field-type.ts";
import { textOf } from "../api/record-data.ts";
import { useLang } from "../i18n.tsx";
import type { FieldInputProps } from "./field-control.ts";
import { useInputFrame } from "./input-frame.ts";
import { useValueContext } from "./value-context.ts";

interface NumberKind {
  readonly exact: boolean;
  readonly scale?: number;
  readonly unit?: "percent" | "currency";
}
const asNumber = (text: string): number => Number(text);

function useUnit(unit: NumberKind["unit"], props: FieldInputProps): ReactNode {
  const { currency, lang } = useValueContext(props.record);
  if (unit === "percent") return "%";
  if (unit !== "currency") return undefined;
  const parts = new Intl.NumberFormat(lang, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value;
}

function numberInput(kind: NumberKind) {
  return function NumberFieldInput(props: FieldInputProps) {
    const frame = useInputFrame(props);
    const lang = useLang();
    const unit = useUnit(kind.unit, props);
    const scale = props.field.scale ?? kind.scale;
    const emit = (text: string): Json => (text === "" || text === "-" ? null : kind.exact ? text : asNumber(text));
    return (
      <NumberInput
        {...frame}
        value={textOf(props.value)}
        valueIsNumericString
        onValueChange={({ value }) => {
          if (value !== textOf(props.value)) props.onChange(emit(value));
        }}
        decimalSeparator={lang === "ru" ? "," : "."}
        allowedDecimalSeparators={[",", "."]}
        thousandSeparator={props.field.ungrouped ? "" : lang === "ru" ? "\u00a0" : ","}
        {...(scale === undefined ? {} : { decimalScale: scale })}
        allowDecimal={scale !== 0}
        clampBehavior="none"
        hideControls
        rightSection={unit}
        rightSectionPointerEvents="none"
        trimLeadingZeroesOnBlur={false}
      />
    );
  };
}
export const IntegerInput = numberInput({ exact: false, scale: 0 });
export const DecimalInput = numberInput({ exact: true });
export const PercentInput = numberInput({ exact: false, unit: "percent" });
export const MoneyInput = numberInput({ exact: true, unit: "currency" });
