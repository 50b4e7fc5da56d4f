/** Browser half of `address`. */
import { FormattedCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/address-input.tsx"), "AddressInput"),
  Cell: FormattedCell,
  columnWidth: 240,
  inPlace: "panel",
};
