/** Browser half of `url`. */
import { UrlCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/text-input.tsx"), "UrlInput"),
  Cell: UrlCell,
  columnWidth: 150,
};
