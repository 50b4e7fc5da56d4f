/** The browser's half: how stars are given and shown. */
import { InputWrapper, Rating } from "@mantine/core";
import "@mantine/core/styles/Rating.layer.css";
import { defineClient } from "../../src/web/extension-client.ts";
import type { FieldCellProps, FieldInputProps } from "../../src/web/fields/field-control.ts";
import { useInputFrame } from "../../src/web/fields/input-frame.ts";
import { stars } from "./stars.ts";

function StarsInput(props: FieldInputProps) {
  const { label, description, error, "aria-label": name = label } = useInputFrame(props);
  const value = typeof props.value === "number" ? props.value : 0;
  return (
    <InputWrapper label={label} description={description} error={error} required={props.required === true} labelElement="div">
      {/* The same star once more takes them away. */}
      <Rating aria-label={name} value={value} allowClear onChange={(next) => props.onChange(next === 0 ? null : next)} />
    </InputWrapper>
  );
}

const StarsCell = ({ value }: FieldCellProps) => <Rating value={Number(value)} readOnly size="sm" />;

export default defineClient({
  fieldTypes: [{ type: stars, control: { Input: StarsInput, Cell: StarsCell, inPlace: "pick", columnWidth: 120 } }],
});
