/**
 * Taxes: what one is, which rate it has on a day and in a region, and what it makes of an amount. Rates are data with
 * a first day (Russian VAT: 20 % from 2019, 22 % from 2026), so that an old document keeps computing as it was.
 */
import type { Label } from "../../fieldtypes/field-type.ts";
import { allocate, nearest, partOf, percentage, sum, type Fraction } from "./exact.ts";

/**
 * simple: on the net amount; compound: on the net amount and the taxes before it (Quebec's QST of old); deducted:
 * withheld by the payer, so that it lowers what is to be paid.
 */
export const TAX_METHODS = ["simple", "compound", "deducted"] as const;
export type TaxMethod = (typeof TAX_METHODS)[number];

export interface TaxRate {
  /** ISO 3166 code of a country or its part ("RU", "US-NY"); null: wherever no other rate fits. */
  readonly region: string | null;
  /** YYYY-MM-DD: the first day on which it holds. */
  readonly valid_from: string;
  /** Percent, as a decimal string. */
  readonly rate: string;
}

export interface Tax {
  /** Its name in `tax_ids`: "vat", "vat_10". */
  readonly id: string;
  readonly label: Label;
  readonly method: TaxMethod;
  /** Contained in the price whatever the document says. */
  readonly included: boolean;
  /** The rate of an advance, 22/122: the tax is a share of the whole payment (Tax Code of Russia, art. 164 p. 4). */
  readonly calculated: boolean;
  /** "Without VAT": no tax at all, which isn't the rate 0 %. */
  readonly exempt: boolean;
  readonly active: boolean;
  readonly rates: readonly TaxRate[];
}

/** A tax with the rate that a document's day and region gave it. */
export interface AppliedTax {
  readonly id: string;
  /** Percent; null where the goods are outside the tax. */
  readonly rate: string | null;
  readonly method: TaxMethod;
  readonly included: boolean;
}

/** The tax as it is on a day in a region; undefined where it has no rate for them. */
export function taxOn(tax: Tax, day: string, region: string | null): AppliedTax | undefined {
  const base = { id: tax.id, method: tax.method, included: tax.included || tax.calculated };
  if (tax.exempt) return { ...base, rate: null };
  // "US-NY" is served by its own rates, else by those of "US", else by those of everywhere.
  const places = region === null ? [null] : [region, ...(region.includes("-") ? [region.split("-")[0] ?? region] : []), null];
  for (const place of places) {
    const past = tax.rates.filter((rate) => rate.region === place && rate.valid_from <= day);
    const last = past.reduce<TaxRate | undefined>(
      (latest, rate) => (latest && latest.valid_from >= rate.valid_from ? latest : rate),
      undefined,
    );
    if (last) return { ...base, rate: last.rate };
    if (tax.rates.some((rate) => rate.region === place)) return undefined;
  }
  return undefined;
}

/** In smallest units. */
export interface Taxed {
  /** The amount without any tax. */
  readonly net: bigint;
  /** One for each tax, in order; what is deducted is negative. */
  readonly taxes: readonly bigint[];
}

const NOTHING: Fraction = { num: 0n, den: 1n };
const shareOf = (tax: AppliedTax): Fraction => (tax.rate === null ? NOTHING : percentage(tax.rate));
export const isWithin = (tax: AppliedTax): boolean => tax.included && tax.method !== "deducted";

/**
 * What taxes make of an amount. Those contained in it are taken out together, by one rounding (amount × 22/122), and
 * what remains is net; the others are then computed on the net amount, each rounded to the smallest unit.
 */
export function applyTaxes(amount: bigint, taxes: readonly AppliedTax[]): Taxed {
  const amounts = taxes.map(() => 0n);
  takeOut(amount, taxes, amounts);
  const net = amount - sum(amounts);
  let taxed = amount;
  taxes.forEach((tax, i) => {
    if (tax.method === "deducted") amounts[i] = -partOf(net, shareOf(tax));
    else if (!tax.included) {
      const added = partOf(tax.method === "compound" ? taxed : net, shareOf(tax));
      amounts[i] = added;
      taxed += added;
    }
  });
  return { net, taxes: amounts };
}

/** The amount is the net one times a factor (1.22; with compound taxes 1.05 × 1.09975): what exceeds it is tax. */
function takeOut(amount: bigint, taxes: readonly AppliedTax[], amounts: bigint[]): void {
  const shares: { at: number; share: Fraction }[] = [];
  let factor: Fraction = { num: 1n, den: 1n };
  taxes.forEach((tax, at) => {
    if (!isWithin(tax)) return;
    const own = shareOf(tax);
    const share = tax.method === "compound" ? { num: factor.num * own.num, den: factor.den * own.den } : own;
    shares.push({ at, share });
    factor = { num: factor.num * share.den + share.num * factor.den, den: factor.den * share.den };
  });
  const included = nearest(amount * (factor.num - factor.den), factor.num);
  const weights = shares.map(({ share }) => (share.num * factor.den) / share.den);
  allocate(included, weights).forEach((part, i) => (amounts[shares[i]?.at ?? 0] = part));
}
