/** One line of text: text, email, phone, url. */
import { TextInput } from "@mantine/core";
import { textOf } from "../api/record-data.ts";
import type { FieldInputProps } from "./field-control.ts";
import { useInputFrame } from "./input-frame.ts";

const orNull = (text: string): string | null => (text === "" ? null : text);

function textInput(attributes: { readonly type?: string; readonly inputMode?: "email" | "tel" | "url"; readonly placeholder?: string }) {
  return function TextFieldInput(props: FieldInputProps) {
    const frame = useInputFrame(props);
    return (
      <TextInput
        {...frame}
        {...attributes}
        autoComplete="off"
        {...(props.field.maxLength === undefined ? {} : { maxLength: props.field.maxLength })}
        value={textOf(props.value)}
        onChange={(event) => props.onChange(orNull(event.currentTarget.value))}
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
