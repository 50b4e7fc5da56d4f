/** Browser half of `multi_select`. */
import { ChoicesCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/choice-input.tsx"), "MultiSelectInput"),
  Cell: ChoicesCell,
  columnWidth: 180,
  inPlace: "panel",
};
