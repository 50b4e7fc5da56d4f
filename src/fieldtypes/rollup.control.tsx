/** Browser half of `rollup`. */
import { computedControl } from "../web/fields/computed-control.tsx";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = computedControl;
