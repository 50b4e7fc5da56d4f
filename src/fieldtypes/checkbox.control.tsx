/** Browser half of `checkbox`. */
import { CheckboxCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/choice-input.tsx"), "CheckboxInput"),
  Cell: CheckboxCell,
  columnWidth: 90,
  inPlace: "pick",
};
