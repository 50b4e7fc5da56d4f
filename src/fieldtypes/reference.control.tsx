/** Browser half of `reference`. */
import { ReferenceCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/reference-input.tsx"), "ReferenceInput"),
  Cell: ReferenceCell,
  columnWidth: 170,
  inPlace: "pick",
};
