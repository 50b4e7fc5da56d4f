/** Browser half of `rich_text`. */
import { lazy } from "react";
import { RichTextCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/rich-text-input.tsx"), "RichTextInput"),
  Cell: RichTextCell,
  Display: lazy(async () => ({ default: (await import("../web/fields/rich-text-display.tsx")).RichTextDisplay })),
  wide: true,
  columnWidth: 240,
  inPlace: "panel",
};
