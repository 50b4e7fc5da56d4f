/** Browser half of `user`. */
import { UserCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/reference-input.tsx"), "ReferenceInput"),
  Cell: UserCell,
  columnWidth: 160,
  inPlace: "pick",
};
