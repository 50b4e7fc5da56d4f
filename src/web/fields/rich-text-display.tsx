/** Formatted text on the record page, cleaned once more where it is shown. */
import DOMPurify from "dompurify";
import { textOf } from "../api/record-data.ts";
import type { FieldCellProps } from "./field-control.ts";
import classes from "./fields.module.css";

export function RichTextDisplay({ value }: FieldCellProps) {
  const html = DOMPurify.sanitize(textOf(value), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ["style", "form", "input"],
    FORBID_ATTR: ["style"],
  });
  return <div className={classes["prose"]} dangerouslySetInnerHTML={{ __html: html }} />;
}
