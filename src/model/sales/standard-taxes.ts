/**
 * The taxes that a new company begins with; afterwards they are rows of the tables `taxes` and `tax_rates`, changed in
 * the settings. Russian VAT: Tax Code, art. 164 (18 % until 2018; 20 % by 303-FZ from 2019; 22 % by 425-FZ from 2026;
 * 5 % and 7 % of the simplified system by 176-FZ from 2025).
 */
import type { Label } from "../../fieldtypes/field-type.ts";
import type { Tax, TaxRate } from "./tax.ts";

const russian = (...rates: readonly (readonly [valid_from: string, rate: string])[]): readonly TaxRate[] =>
  rates.map(([valid_from, rate]) => ({ region: "RU", valid_from, rate }));
const everywhere = (rate: string): TaxRate => ({ region: null, valid_from: "2000-01-01", rate });
const STANDARD = russian(["2004-01-01", "18"], ["2019-01-01", "20"], ["2026-01-01", "22"]);
const SIMPLIFIED = "2025-01-01";

const tax = (id: string, label: Label, rates: readonly TaxRate[], more: Partial<Tax> = {}): Tax => ({
  id,
  label,
  method: "simple",
  included: false,
  calculated: false,
  exempt: false,
  active: true,
  rates,
  ...more,
});
const calculated = (id: string, en: string, ru: string, rates: readonly TaxRate[]): Tax => tax(id, { en, ru }, rates, { calculated: true });

/** Russian law doesn't know them. */
const NOT_IN_RUSSIA: ReadonlySet<string> = new Set(["sales", "service"]);

/** The standard taxes as a company of this country (ISO 3166) begins with them: what it has no use for is switched off. */
export const standardTaxesOf = (country: string): readonly Tax[] =>
  country === "RU" ? standardTaxes.map((each) => (NOT_IN_RUSSIA.has(each.id) ? { ...each, active: false } : each)) : standardTaxes;

export const standardTaxes: readonly Tax[] = [
  tax("vat", { en: "VAT", ru: "НДС" }, [...STANDARD, everywhere("20")]),
  tax("sales", { en: "Sales tax", ru: "Налог с продаж" }, [everywhere("10")]),
  tax("service", { en: "Service tax", ru: "Налог на услуги" }, [everywhere("12.5")]),
  tax("vat_10", { en: "VAT 10%", ru: "НДС 10 %" }, russian(["2004-01-01", "10"])),
  tax("vat_7", { en: "VAT 7%", ru: "НДС 7 %" }, russian([SIMPLIFIED, "7"])),
  tax("vat_5", { en: "VAT 5%", ru: "НДС 5 %" }, russian([SIMPLIFIED, "5"])),
  tax("vat_0", { en: "VAT 0%", ru: "НДС 0 %" }, [everywhere("0")]),
  tax("vat_none", { en: "Without VAT", ru: "Без НДС" }, [], { exempt: true }),
  calculated("vat_calculated", "VAT, calculated rate (22/122)", "НДС расчётный (22/122)", STANDARD),
  calculated("vat_10_calculated", "VAT, calculated rate 10/110", "НДС расчётный 10/110", russian(["2004-01-01", "10"])),
  calculated("vat_7_calculated", "VAT, calculated rate 7/107", "НДС расчётный 7/107", russian([SIMPLIFIED, "7"])),
  calculated("vat_5_calculated", "VAT, calculated rate 5/105", "НДС расчётный 5/105", russian([SIMPLIFIED, "5"])),
];
