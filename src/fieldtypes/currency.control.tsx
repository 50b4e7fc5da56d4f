/** Browser half of `currency`. */
import { FormattedCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/currency-input.tsx"), "CurrencyInput"),
  Cell: FormattedCell,
  columnWidth: 90,
  inPlace: "pick",
};
