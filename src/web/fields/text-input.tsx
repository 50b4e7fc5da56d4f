/** One line of text: text, email, phone, url. */
import { TextInput } from "@mantine/core";
import { fillMask } from "../../model/mask.ts";
import { textOf } from "../api/record-data.ts";
import type { FieldInputProps } from "./field-control.ts";
import { useInputFrame } from "./input-frame.ts";

const orNull = (text: string): string | null => (text === "" ? null : text);

function textInput(attributes: { readonly type?: string; readonly inputMode?: "email" | "tel" | "url"; readonly placeholder?: string }) {
  return function TextFieldInput(props: FieldInputProps) {
    const frame = useInputFrame(props);
    const { mask } = props.field;
    return (
      <TextInput
        {...frame}
        {...attributes}
        autoComplete="off"
        {...(props.field.maxLength === undefined ? {} : { maxLength: props.field.maxLength })}
        value={textOf(props.value)}
        {...(mask === undefined ? {} : { placeholder: mask.replaceAll("\\", "") })}
        onChange={({ currentTarget: { value } }) => props.onChange(orNull(mask === undefined ? value : fillMask(mask, value)))}
      />
    );
  };
}
export const PlainTextInput = textInput({});
// Not type="email" or "url": the browser would trim and refuse by rules that are not ours.
export const EmailInput = textInput({ inputMode: "email" });
export const PhoneInput = textInput({ type: "tel", inputMode: "tel" });
export const UrlInput = textInput({ inputMode: "url", placeholder: "https://" });
export const TimeInput = textInput({ type: "time" });
