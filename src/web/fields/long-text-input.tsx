/** Text of several lines. */
import { Textarea } from "@mantine/core";
import { textOf } from "../api/record-data.ts";
import type { FieldInputProps } from "./field-control.ts";
import { useInputFrame } from "./input-frame.ts";

export function LongTextInput(props: FieldInputProps) {
  const frame = useInputFrame(props);
  return (
    <Textarea
      {...frame}
      autosize
      minRows={props.frame === "form" || props.frame === undefined ? 3 : 1}
      maxRows={16}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
    />
  );
}
