/** A value over the records of a related list: how many, their sum, average, first or last. */
import { computedType } from "./computed-value.ts";

export const rollup = computedType("rollup");
