/** Browser half of `decimal`. */
import { FiguresCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/number-input.tsx"), "DecimalInput"),
  Cell: FiguresCell,
  columnWidth: 110,
};
