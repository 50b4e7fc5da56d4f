/** Browser half of `file`. */
import { FileCell } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/file-input.tsx"), "FileInput"),
  Cell: FileCell,
  columnWidth: 180,
  inPlace: "never",
};
