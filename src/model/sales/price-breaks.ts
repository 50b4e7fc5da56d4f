/** Which price holds for a quantity: the same in the form, on each keystroke, and on the server when it saves. Pure. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";

/** One price of a price book: from this quantity on. */
export interface PriceOffer {
  /** Decimal string; "0": for any quantity. */
  readonly from: string;
  readonly price: string;
  /** Id of the price book. */
  readonly book: string;
  /** The customer's own book, or the one that the document names: goes before everybody's. */
  readonly own: boolean;
}

/** What one thing costs for one customer on a day. */
export interface ItemPrices {
  /** Of the price books, one for each quantity from which it holds. */
  readonly offers: readonly PriceOffer[];
  /** The product's own price in the document's currency: where no book has one. Null: it has none. */
  readonly usual: string | null;
}

/** The price of one unit when so many are bought, and whose it is; undefined where neither a book nor the product has one. */
export function priceFor(
  { offers, usual }: ItemPrices,
  quantity: string,
): { readonly price: string; readonly price_book_id: string | null } | undefined {
  const best = offerFor(offers, quantity);
  if (best) return { price: best.price, price_book_id: best.book };
  return usual === null ? undefined : { price: usual, price_book_id: null };
}

/**
 * The customer's own book before everybody's, the largest quantity that is reached, then what is cheapest; undefined
 * where none is for so few.
 */
export function offerFor(offers: readonly PriceOffer[], quantity: string): PriceOffer | undefined {
  const reached = offers.filter(({ from }) => compareDecimals(from, quantity) <= 0);
  const [best] = reached.toSorted(
    (a, b) =>
      Number(b.own) - Number(a.own) || compareDecimals(b.from, a.from) || compareDecimals(a.price, b.price) || (a.book < b.book ? -1 : 1),
  );
  return best;
}
