/** Browser half of `auto_number`. */
import { FiguresCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/text-input.tsx"), "PlainTextInput"),
  Cell: FiguresCell,
  columnWidth: 110,
};
