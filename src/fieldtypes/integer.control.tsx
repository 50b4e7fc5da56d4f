/** Browser half of `integer`. */
import { FiguresCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/number-input.tsx"), "IntegerInput"),
  Cell: FiguresCell,
  columnWidth: 110,
};
