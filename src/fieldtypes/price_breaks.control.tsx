/** Browser half of `price_breaks`. */
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";
import { FiguresCell } from "../web/fields/cells.tsx";

export const control: FieldControl = {
  Input: lazyInput(() => import("../features/inventory/web/price-breaks-input.tsx"), "PriceBreaksInput"),
  Cell: FiguresCell,
  wide: true,
  inPlace: "panel",
  columnWidth: 280,
};
