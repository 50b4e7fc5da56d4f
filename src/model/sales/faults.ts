/** What a document's numbers may not be. The form says it while one types, the server refuses it. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import type { ValueError } from "../../fieldtypes/field-type.ts";
import { decimalOf, productOf, sum, unitsOf } from "./exact.ts";
import { discountOf, isCounted, type Discount, type DocumentInput, type LineInput } from "./totals.ts";

export const MOST_LINES = 1000;
export const MOST_QUANTITY = 1_000_000_000;
export const MOST_PRICE = 1_000_000_000_000;

/** `field` is a path in the document: `lines.2.quantity`. */
export interface Fault extends ValueError {
  readonly field: string;
}

export function documentFaults(document: DocumentInput): readonly Fault[] {
  const faults: Fault[] = [];
  if (document.lines.length > MOST_LINES) return [{ field: "lines", code: "too_many", params: { max: MOST_LINES } }];
  document.lines.forEach((line, i) => faults.push(...lineFaults(line, i, document.digits)));
  if (faults.length > 0) return faults;
  const nets = document.lines.filter(isCounted).map((line) => {
    const amount = productOf(line.quantity, line.unit_price, document.digits);
    return amount - discountOf(line.discount, amount, document.digits);
  });
  const field = document.discount?.type === "percent" ? "discount_percent" : "discount_amount";
  faults.push(...discountFaults(document.discount, sum(nets), field, document.digits));
  if (isOver("0", document.shipping_amount ?? "0")) faults.push({ field: "shipping_amount", code: "too_small", params: { min: 0 } });
  return faults;
}

const isOver = (value: string, limit: number | string): boolean => compareDecimals(value, String(limit)) > 0;

function lineFaults(line: LineInput, at: number, digits: number): readonly Fault[] {
  if (line.kind === "heading") return [];
  const faults: Fault[] = [];
  if (!isOver(line.quantity, 0)) faults.push({ field: `lines.${at}.quantity`, code: "not_positive" });
  if (isOver(line.quantity, MOST_QUANTITY))
    faults.push({ field: `lines.${at}.quantity`, code: "too_large", params: { max: MOST_QUANTITY } });
  if (isOver("0", line.unit_price)) faults.push({ field: `lines.${at}.unit_price`, code: "too_small", params: { min: 0 } });
  if (isOver(line.unit_price, MOST_PRICE)) faults.push({ field: `lines.${at}.unit_price`, code: "too_large", params: { max: MOST_PRICE } });
  return faults.length > 0
    ? faults
    : discountFaults(line.discount, productOf(line.quantity, line.unit_price, digits), `lines.${at}.discount`, digits);
}

function discountFaults(discount: Discount | null | undefined, amount: bigint, field: string, digits: number): readonly Fault[] {
  if (!discount) return [];
  if (isOver("0", discount.value)) return [{ field, code: "too_small", params: { min: 0 } }];
  if (discount.type === "percent") return isOver(discount.value, 100) ? [{ field, code: "too_large", params: { max: 100 } }] : [];
  return unitsOf(discount.value, digits) > amount
    ? [{ field, code: "discount_too_large", params: { max: decimalOf(amount, digits) } }]
    : [];
}
