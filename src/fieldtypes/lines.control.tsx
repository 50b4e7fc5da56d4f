/** Browser half of `lines`: the document's table of items. */
import { lazy } from "react";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";
import { FormattedCell } from "../web/fields/cells.tsx";

export const control: FieldControl = {
  Input: lazyInput(() => import("../features/inventory/web/lines-input.tsx"), "LinesInput"),
  Cell: FormattedCell,
  Display: lazy(() => import("../features/inventory/web/lines-display.tsx").then(({ LinesDisplay }) => ({ default: LinesDisplay }))),
  wide: true,
  broad: true,
  unlabelled: true,
  columnWidth: 240,
};
