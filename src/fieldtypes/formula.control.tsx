/** Browser half of `formula`. */
import { computedControl } from "../web/fields/computed-control.tsx";
import type { FieldControl } from "../web/fields/field-control.ts";

export const control: FieldControl = computedControl;
