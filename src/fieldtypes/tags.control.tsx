/** Browser half of `tags`. */
import { ChoicesCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/choice-input.tsx"), "TagsFieldInput"),
  Cell: ChoicesCell,
  columnWidth: 150,
  inPlace: "panel",
};
