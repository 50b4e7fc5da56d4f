/**
 * What a document comes to. One pure function, the same in browser and server: the browser shows it while one types,
 * the server keeps what it computes itself, so that both agree to the last kopeck.
 *
 * The order of things: quantity × price, rounded; less the line's discount; less the line's share of the document's
 * discount; then taxes; then shipping with its own taxes; then the adjustment.
 */
import { allocate, decimalOf, partOf, percentage, productOf, sum, unitsOf } from "./exact.ts";
import { applyTaxes, isWithin, type AppliedTax } from "./tax.ts";

export const LINE_KINDS = ["product", "service", "text", "heading"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Decimal strings: "12.5" percent, or "100.00" of the document's currency. */
export interface Discount {
  readonly type: "percent" | "amount";
  readonly value: string;
}

export interface LineInput {
  readonly kind: LineKind;
  /** Offered, not ordered: computed for itself, but no part of the total. */
  readonly optional?: boolean;
  readonly quantity: string;
  readonly unit_price: string;
  readonly discount?: Discount | null;
  /** What one unit costs ourselves, for the margin. */
  readonly unit_cost?: string | null;
  /** By the line's own taxes, in the tax mode "individual". */
  readonly taxes: readonly AppliedTax[];
}

export interface DocumentInput {
  /** Digits after the mark of the currency: 2 for RUB, 0 for JPY, 3 for KWD. */
  readonly digits: number;
  /** Are taxes rounded on each line, or once for all lines that are taxed alike? */
  readonly rounding: "line" | "document";
  /** individual: each line by its own taxes; group: all lines by the document's. */
  readonly tax_mode: "individual" | "group";
  readonly prices_include_tax: boolean;
  readonly lines: readonly LineInput[];
  readonly discount?: Discount | null;
  /** Of the document as a whole, in the tax mode "group". */
  readonly taxes: readonly AppliedTax[];
  readonly shipping_amount?: string | null;
  readonly shipping_taxes: readonly AppliedTax[];
  readonly adjustment?: string | null;
}

export interface TaxAmount {
  readonly id: string;
  readonly rate: string | null;
  readonly amount: string;
}
/** Amounts are decimal strings with the currency's digits. */
export interface LineTotals {
  /** Quantity × price. */
  readonly amount: string;
  readonly discount_amount: string;
  /** After the line's own discount. */
  readonly net: string;
  /** The line's share of the document's discount. */
  readonly document_discount: string;
  /** Without tax. */
  readonly pre_tax: string;
  readonly taxes: readonly TaxAmount[];
  readonly tax_amount: string;
  /** To be paid for this line: pre_tax + tax_amount. */
  readonly total: string;
}
export interface TaxTotal extends TaxAmount {
  /** What it was computed on. */
  readonly base: string;
}
export interface DocumentTotals {
  readonly lines: readonly LineTotals[];
  /** Of the counted lines, after their own discounts. */
  readonly subtotal: string;
  readonly discount_amount: string;
  readonly shipping_amount: string;
  readonly pre_tax_total: string;
  readonly tax_amount: string;
  readonly taxes: readonly TaxTotal[];
  readonly adjustment: string;
  readonly total: string;
  /** pre_tax of lines with a known cost, less that cost; null where no cost is known. */
  readonly margin: string | null;
}

/** A line on its way; amounts in smallest units. */
interface Working {
  readonly counted: boolean;
  readonly amount: bigint;
  readonly discount: bigint;
  readonly net: bigint;
  documentDiscount: bigint;
  taxed: Shares;
}
interface Shares {
  readonly applied: readonly AppliedTax[];
  readonly preTax: bigint;
  readonly taxes: readonly bigint[];
}
const UNTAXED: Shares = { applied: [], preTax: 0n, taxes: [] };

export const isCounted = (line: Pick<LineInput, "kind" | "optional">): boolean => line.kind !== "heading" && line.optional !== true;

/** Computes a document. Every number must be a decimal string; what they may be is checked before (faults.ts). */
export function computeTotals(document: DocumentInput): DocumentTotals {
  const { digits } = document;
  const lines = document.lines.map((line) => startLine(line, digits));
  const counted = lines.filter((line) => line.counted);
  const nets = counted.map((line) => line.net);
  const subtotal = sum(nets);
  const discount = discountOf(document.discount, subtotal, digits);
  allocate(discount, nets).forEach((part, i) => counted[i] && (counted[i].documentDiscount = part));
  taxLines(document, lines);

  const shippingAmount = unitsOf(document.shipping_amount ?? "0", digits);
  const shipping = taxed(shippingAmount, effective(document.shipping_taxes, document));
  const preTax = sum(counted.map((line) => line.taxed.preTax)) + shipping.preTax;
  const tax = sum([...counted.map((line) => sum(line.taxed.taxes)), sum(shipping.taxes)]);
  const adjustment = unitsOf(document.adjustment ?? "0", digits);
  const text = (units: bigint): string => decimalOf(units, digits);
  return {
    lines: lines.map((line) => lineTotals(line, text)),
    subtotal: text(subtotal),
    discount_amount: text(discount),
    shipping_amount: text(shippingAmount),
    pre_tax_total: text(preTax),
    tax_amount: text(tax),
    taxes: taxTotals([...counted.map((line) => line.taxed), shipping], text),
    adjustment: text(adjustment),
    total: text(preTax + tax + adjustment),
    margin: marginOf(document, lines, text),
  };
}

function startLine(line: LineInput, digits: number): Working {
  const isHeading = line.kind === "heading";
  const amount = isHeading ? 0n : productOf(line.quantity, line.unit_price, digits);
  const discount = isHeading ? 0n : discountOf(line.discount, amount, digits);
  return { counted: isCounted(line), amount, discount, net: amount - discount, documentDiscount: 0n, taxed: UNTAXED };
}

/** What a discount takes from an amount, in smallest units. */
export function discountOf(discount: Discount | null | undefined, amount: bigint, digits: number): bigint {
  if (!discount) return 0n;
  return discount.type === "percent" ? partOf(amount, percentage(discount.value)) : unitsOf(discount.value, digits);
}

/** Where taxes are rounded once, lines that are taxed alike are taxed as one amount, which is then shared out. */
function taxLines(document: DocumentInput, lines: readonly Working[]): void {
  const groups = new Map<string, { taxes: readonly AppliedTax[]; lines: Working[] }>();
  lines.forEach((line, i) => {
    const input = document.lines[i];
    if (!input || input.kind === "heading") return;
    const taxes = effective(document.tax_mode === "group" ? document.taxes : input.taxes, document);
    // An optional line is computed for itself: it must not move the rounding of those that count.
    if (document.rounding === "line" || !line.counted) return taxGroup(taxes, [line]);
    const key = taxes.map((tax) => `${tax.id} ${tax.rate} ${tax.method} ${tax.included}`).join("|");
    const group = groups.get(key);
    if (group) group.lines.push(line);
    else groups.set(key, { taxes, lines: [line] });
  });
  for (const group of groups.values()) taxGroup(group.taxes, group.lines);
}

const effective = (
  taxes: readonly AppliedTax[],
  { prices_include_tax }: Pick<DocumentInput, "prices_include_tax">,
): readonly AppliedTax[] =>
  prices_include_tax ? taxes.map((tax) => (tax.method === "deducted" ? tax : { ...tax, included: true })) : taxes;

function taxed(amount: bigint, applied: readonly AppliedTax[]): Shares {
  const { net, taxes } = applyTaxes(amount, applied);
  return { applied, preTax: net, taxes };
}

function taxGroup(applied: readonly AppliedTax[], lines: readonly Working[]): void {
  const bases = lines.map((line) => line.net - line.documentDiscount);
  const whole = taxed(sum(bases), applied);
  const shared = whole.taxes.map((amount) => allocate(amount, bases));
  lines.forEach((line, i) => {
    const taxes = shared.map((parts) => parts[i] ?? 0n);
    const included = sum(taxes.filter((_, at) => applied[at] && isWithin(applied[at])));
    line.taxed = { applied, preTax: (bases[i] ?? 0n) - included, taxes };
  });
}

function lineTotals(line: Working, text: (units: bigint) => string): LineTotals {
  const { applied, preTax, taxes } = line.taxed;
  const tax = sum(taxes);
  return {
    amount: text(line.amount),
    discount_amount: text(line.discount),
    net: text(line.net),
    document_discount: text(line.documentDiscount),
    pre_tax: text(preTax),
    taxes: applied.map(({ id, rate }, i) => ({ id, rate, amount: text(taxes[i] ?? 0n) })),
    tax_amount: text(tax),
    total: text(preTax + tax),
  };
}

/** Each tax with what it was computed on; shipping that costs nothing adds no line. */
function taxTotals(all: readonly Shares[], text: (units: bigint) => string): readonly TaxTotal[] {
  const totals = new Map<string, { id: string; rate: string | null; base: bigint; amount: bigint }>();
  for (const { applied, preTax, taxes } of all) {
    if (preTax === 0n) continue;
    applied.forEach(({ id, rate }, i) => {
      const known = totals.get(`${id} ${rate}`) ?? { id, rate, base: 0n, amount: 0n };
      totals.set(`${id} ${rate}`, { ...known, base: known.base + preTax, amount: known.amount + (taxes[i] ?? 0n) });
    });
  }
  return [...totals.values()].map(({ id, rate, base, amount }) => ({ id, rate, base: text(base), amount: text(amount) }));
}

function marginOf(document: DocumentInput, lines: readonly Working[], text: (units: bigint) => string): string | null {
  let margin: bigint | undefined;
  document.lines.forEach((input, i) => {
    const line = lines[i];
    if (!line?.counted || input.unit_cost === null || input.unit_cost === undefined) return;
    margin = (margin ?? 0n) + line.taxed.preTax - productOf(input.quantity, input.unit_cost, document.digits);
  });
  return margin === undefined ? null : text(margin);
}
