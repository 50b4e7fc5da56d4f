/** What stands for a personal value that is closed to its reader. Pure: it tells the kind of the value, hardly more. */
import type { Json } from "../../fieldtypes/field-type.ts";

/** Beside `email` in a record's JSON: `email__mask`, while `email` itself is null. */
export const maskKey = (path: string): string => `${path}__mask`;

const DOTS = "••••";
/** Fewer digits are an extension or a code: two of them would tell too much. */
const LEAST_DIGITS = 7;

/** Null for nothing. Of a telephone number the last two digits, by which people tell two numbers of one person apart. */
export function maskOf(type: string, value: Json | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (type === "email") return `${DOTS}@${DOTS}`;
  if (type !== "phone" || typeof value !== "string") return DOTS;
  const digits = value.replaceAll(/\D/g, "");
  return digits.length < LEAST_DIGITS ? DOTS : `${DOTS} ${digits.slice(-2)}`;
}
