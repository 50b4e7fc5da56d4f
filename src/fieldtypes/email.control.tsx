/** Browser half of `email`. */
import { EmailCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/text-input.tsx"), "EmailInput"),
  Cell: EmailCell,
  columnWidth: 190,
};
