/** Browser half of `radio`. */
import { ChoiceCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/choice-input.tsx"), "RadioInput"),
  Cell: ChoiceCell,
  columnWidth: 160,
  inPlace: "pick",
};
