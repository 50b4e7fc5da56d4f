/** Browser half of `datetime`. */
import { FiguresCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/date-input.tsx"), "DateTimeInput"),
  Cell: FiguresCell,
  columnWidth: 150,
};
