/** Whether a time zone, currency or country exists, by the data that the program itself formats with. */
import { isSupportedCountry } from "libphonenumber-js/min";
import type { FieldError } from "../errors.ts";

const currencies = new Set(Intl.supportedValuesOf("currency"));

function isTimezone(name: string): boolean {
  // Offsets ("+03:00") are none: they don't know of summer time.
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return true;
  } catch {
    return false;
  }
}

interface Conventions {
  readonly timezone?: string | undefined;
  readonly currency?: string | undefined;
  readonly country?: string | undefined;
}
/** The errors of the given ones; `prefix` is their place in the request. */
export function conventionErrors({ timezone, currency, country }: Conventions, prefix = ""): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (timezone !== undefined && !isTimezone(timezone)) errors.push({ field: `${prefix}timezone`, code: "unknown_timezone" });
  if (currency !== undefined && !currencies.has(currency)) errors.push({ field: `${prefix}currency`, code: "unknown_currency" });
  if (country !== undefined && !isSupportedCountry(country)) errors.push({ field: `${prefix}country`, code: "unknown_country" });
  return errors;
}
