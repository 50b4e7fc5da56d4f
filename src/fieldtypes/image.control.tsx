/** Browser half of `image`. */
import { FileCell, ImageDisplay } from "../web/fields/cells.tsx";
import { lazyInput } from "../web/fields/field-control.ts";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = {
  Input: lazyInput(() => import("../web/fields/file-input.tsx"), "ImageInput"),
  Cell: FileCell,
  Display: ImageDisplay,
  columnWidth: 180,
  inPlace: "never",
};
