/** Browser half of `money`. */
import { FiguresCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/number-input.tsx"), "MoneyInput"),
  Cell: FiguresCell,
  columnWidth: 130,
};
