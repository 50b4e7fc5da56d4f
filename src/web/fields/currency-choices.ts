/** All currencies that the browser knows, the usual ones first, named in the user's language. */
import type { Lang } from "../../fieldtypes/field-type.ts";

const USUAL: Record<Lang, readonly string[]> = {
  en: ["USD", "EUR", "GBP", "CAD", "AUD", "INR"],
  ru: ["RUB", "USD", "EUR", "KZT", "BYN", "CNY"],
};
export function currencyChoices(lang: Lang): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(lang, { type: "currency" });
  const codes = [...new Set([...USUAL[lang], ...Intl.supportedValuesOf("currency")])];
  return codes.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}
