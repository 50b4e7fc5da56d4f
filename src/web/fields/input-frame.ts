/** What all inputs have in common with their frame: label, error, mandatory mark, help. */
import { useLabel, useT } from "../i18n.tsx";
import type { FieldInputProps } from "./field-control.ts";

interface InputFrame {
  readonly label?: string;
  readonly "aria-label"?: string;
  readonly description?: string;
  readonly error?: string;
  readonly required?: boolean;
  readonly withAsterisk?: boolean;
  readonly autoFocus?: boolean;
  readonly "data-autofocus"?: boolean;
  readonly name: string;
}
export function useInputFrame({ field, error, frame = "form", required, autoFocus }: FieldInputProps): InputFrame {
  const text = useLabel();
  const label = text(field.label);
  return {
    name: field.name,
    ...(frame === "form" ? { label, ...(field.help ? { description: text(field.help) } : {}) } : { "aria-label": label }),
    ...(error ? { error } : {}),
    // The star is shown; the browser's own check stays off, since the server's words are better.
    ...(required ? { withAsterisk: true } : {}),
    ...(autoFocus ? { autoFocus: true, "data-autofocus": true } : {}),
  };
}

/** Inside a filter's popover the menus of inputs stay within it: a click in them isn't a click outside. */
export const menuPlace = ({ frame }: FieldInputProps): { readonly withinPortal: boolean } => ({ withinPortal: frame !== "bare" });

interface ClearButton {
  readonly clearButtonProps: { readonly "aria-label": string; readonly "aria-hidden": false; readonly tabIndex: number };
}
/** The little cross in an input, by name; there for the keyboard and screen readers too. */
export function useClearButton(): ClearButton {
  const t = useT();
  return { clearButtonProps: { "aria-label": t("action.clear"), "aria-hidden": false, tabIndex: 0 } };
}
