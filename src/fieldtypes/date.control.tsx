/** Browser half of `date`. */
import { FiguresCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/date-input.tsx"), "DateFieldInput"),
  Cell: FiguresCell,
  columnWidth: 120,
};
