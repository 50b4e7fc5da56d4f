/** A value worked out of other fields, of this record and of those that it refers to. */
import { computedType } from "./computed-value.ts";

export const formula = computedType("formula");
