/** Formula and roll-up on the screen: their value as its own type shows it; nothing to type in. */
import { TextInput } from "@mantine/core";
import { CheckboxCell, FiguresCell } from "./cells.tsx";
import type { FieldControl, FieldInputProps } from "./field-control.ts";
import { formatValue, useValueContext } from "./value-context.ts";
import { useLabel } from "../i18n.tsx";

const ComputedCell: FieldControl["Cell"] = (props) => (props.field.result === "checkbox" ? CheckboxCell(props) : FiguresCell(props));

function ComputedInput({ field, value, record }: FieldInputProps) {
  const text = useLabel();
  return <TextInput label={text(field.label)} value={formatValue(field, value, useValueContext(record))} readOnly variant="filled" />;
}

export const computedControl: FieldControl = { Input: ComputedInput, Cell: ComputedCell, columnWidth: 120 };
