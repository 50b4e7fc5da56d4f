/** The company's conventions: one row of the settings, kept in memory, read anew when told that they changed. */
import type { Lang } from "../../fieldtypes/field-type.ts";
import type { Company } from "../context.ts";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { notifyAccess } from "../access/epoch.ts";
import { AppError, invalid } from "../errors.ts";
import { conventionErrors } from "./company-conventions.ts";

const KEY = "company";

/** As stored, and as the API gives it. */
export interface CompanySettings {
  readonly name: string;
  readonly currency: string;
  readonly language: Lang;
  readonly timezone: string;
  readonly country: string;
}
/** What holds before the set-up. */
export const NO_COMPANY: Company = { name: "", currency: "USD", lang: "en", timezone: "UTC", country: "US" };

export async function readCompany(db: Db): Promise<CompanySettings | undefined> {
  const { rows } = await db.query<{ value: CompanySettings }>(sql`SELECT value FROM settings WHERE key = ${KEY}`);
  return rows[0]?.value;
}

export async function writeCompany(db: Db, company: CompanySettings): Promise<void> {
  await db.query(sql`INSERT INTO settings (key, value) VALUES (${KEY}, ${JSON.stringify(company)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`);
}

/**
 * Changes the given facts, keeps the others, and tells every process; returns the whole. Throws `validation_failed` where
 * the name is blank, or where there is no such time zone or country.
 */
export async function changeCompany(db: Db, change: Partial<Omit<CompanySettings, "currency">>): Promise<CompanySettings> {
  const name = change.name?.trim();
  const errors = [...(name === "" ? [{ field: "name", code: "mandatory" }] : []), ...conventionErrors(change)];
  if (errors.length > 0) throw invalid(errors);
  return db.tx(async (tx) => {
    const { rows } = await tx.query<{ value: CompanySettings }>(sql`SELECT value FROM settings WHERE key = ${KEY} FOR UPDATE`);
    const before = rows[0]?.value;
    if (!before) throw new AppError("not_found");
    const after = { ...before, ...change, ...(name === undefined ? {} : { name }) };
    await writeCompany(tx, after);
    await notifyAccess(tx, "company");
    return after;
  });
}

export const companyOf = ({ name, currency, language, timezone, country }: CompanySettings): Company => ({
  name,
  currency,
  lang: language,
  timezone,
  country,
});

const COUNTRY_OF_CURRENCY: Readonly<Record<string, string>> = {
  RUB: "RU",
  BYN: "BY",
  KZT: "KZ",
  UAH: "UA",
  UZS: "UZ",
  AMD: "AM",
  GEL: "GE",
  KGS: "KG",
  AZN: "AZ",
  TRY: "TR",
  USD: "US",
  GBP: "GB",
  CHF: "CH",
  PLN: "PL",
  CZK: "CZ",
  SEK: "SE",
  NOK: "NO",
  DKK: "DK",
  JPY: "JP",
  CNY: "CN",
  INR: "IN",
  CAD: "CA",
  AUD: "AU",
  BRL: "BR",
  MXN: "MX",
  ILS: "IL",
  AED: "AE",
  EUR: "DE",
};
/** Where the set-up doesn't ask for the country: telephone numbers' default and the taxes that are offered hang on it. */
export const guessCountry = (currency: string, language: Lang): string =>
  COUNTRY_OF_CURRENCY[currency] ?? (language === "ru" ? "RU" : "US");
