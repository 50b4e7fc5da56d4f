/** Browser half of `phone`. */
import { PhoneCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/text-input.tsx"), "PhoneInput"),
  Cell: PhoneCell,
  columnWidth: 156,
};
