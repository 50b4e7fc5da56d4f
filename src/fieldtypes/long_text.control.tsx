/** Browser half of `long_text`. */
import { FormattedCell, LinesDisplay } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/long-text-input.tsx"), "LongTextInput"),
  Cell: FormattedCell,
  Display: LinesDisplay,
  wide: true,
  columnWidth: 240,
  inPlace: "panel",
};
