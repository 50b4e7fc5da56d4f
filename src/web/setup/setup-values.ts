/** What the set-up page holds, what it guesses from the browser, and what it demands. Pure but for Intl. */
import type { Lang } from "../../fieldtypes/field-type.ts";
import type { SetupRequest } from "../api/session.ts";

export interface SetupValues {
  readonly company: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly timezone: string;
  readonly currency: string;
  readonly data: "empty" | "demo";
}
export type SetupField = "company" | "name" | "email" | "password";
export const MIN_PASSWORD = 10;

const CURRENCY_BY_COUNTRY: Readonly<Record<string, string>> = {
  RU: "RUB",
  US: "USD",
  GB: "GBP",
  KZ: "KZT",
  BY: "BYN",
  CA: "CAD",
  AU: "AUD",
  IN: "INR",
  CN: "CNY",
  CH: "CHF",
  PL: "PLN",
  TR: "TRY",
};
const EURO: ReadonlySet<string> = new Set([
  "AT",
  "BE",
  "CY",
  "DE",
  "EE",
  "ES",
  "FI",
  "FR",
  "GR",
  "HR",
  "IE",
  "IT",
  "LT",
  "LU",
  "LV",
  "MT",
  "NL",
  "PT",
  "SI",
  "SK",
]);

/** Country by the browser's own locale ("en-GB"); what names no country gets the likeliest one. */
export function guessCountry(lang: Lang, locales: readonly string[]): string {
  const own = locales.find((tag) => tag.startsWith(lang)) ?? lang;
  return new Intl.Locale(own).maximize().region ?? "US";
}
export function guessCurrency(country: string): string {
  return CURRENCY_BY_COUNTRY[country] ?? (EURO.has(country) ? "EUR" : "USD");
}
export const timezones = (): readonly string[] => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted();

/** Fields that need another look; the words for it are the page's. */
export function faultsOf({ company, name, email, password }: SetupValues): readonly SetupField[] {
  const faults: SetupField[] = [];
  if (company.trim() === "") faults.push("company");
  if (name.trim() === "") faults.push("name");
  if (!/^\S+@\S+\.\S+$/.test(email.trim())) faults.push("email");
  if (password.length < MIN_PASSWORD) faults.push("password");
  return faults;
}

export const setupRequest = (values: SetupValues, lang: Lang, country: string): SetupRequest => ({
  company: { name: values.company.trim(), currency: values.currency, language: lang, timezone: values.timezone, country },
  admin: { name: values.name.trim(), email: values.email.trim(), password: values.password },
  data: values.data,
});
