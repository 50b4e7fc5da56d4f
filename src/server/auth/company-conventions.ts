/** Whether a time zone or currency exists, by the data that the program itself formats with. */
import type { FieldError } from "../errors.ts";

const currencies = new Set(Intl.supportedValuesOf("currency"));

function isTimezone(name: string): boolean {
  try {
    return /^[A-Za-z][\w+/-]*$/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

interface Conventions {
  readonly timezone?: string | undefined;
  readonly currency?: string | undefined;
}
/** The errors of the given ones; `prefix` is their place in the request. */
export function conventionErrors({ timezone, currency }: Conventions, prefix = ""): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (timezone !== undefined && !isTimezone(timezone)) errors.push({ field: `${prefix}timezone`, code: "unknown_timezone" });
  if (currency !== undefined && !currencies.has(currency)) errors.push({ field: `${prefix}currency`, code: "unknown_currency" });
  return errors;
}
