/**
 * What something costs a customer on a day: by the price book that the document names; else by those of the customer;
 * else by those for everybody; else the product's own price, changed into the document's currency.
 */
import { fraction, nearest, powerOf10, decimalOf } from "../../model/sales/exact.ts";
import { minorDigits } from "../../model/format/numbers.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { priceBreaksOf } from "../../fieldtypes/price_breaks.ts";
import type { ItemPrices, PriceOffer } from "../../model/sales/price-breaks.ts";
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import type { Ctx } from "../../server/context.ts";
import { ident, sql } from "../../server/db/sql.ts";
import type { FieldError } from "../../server/errors.ts";
import type { Engine } from "../../server/records/rules.ts";
import { asProgram } from "./settings.ts";

/** A product or service as documents need it. */
export interface Goods {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly taxes: readonly string[];
  readonly unit_price: string | null;
  readonly purchase_cost: string | null;
  /** Units of the company's currency for one of the price's. */
  readonly exchange_rate: string;
}
export type GoodsModule = "products" | "services";

const FIELDS = ["name", "unit", "taxes", "unit_price", "purchase_cost", "exchange_rate"];
const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The living goods of these ids that the actor may see, with what the program needs to know of them. */
export async function readGoods(
  ctx: Ctx,
  engine: Engine,
  module: GoodsModule,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Goods>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const visible = new Set(
    (await engine.read(ctx, module, wanted, ["id"])).filter((record) => record["deleted_at"] === undefined).map((record) => record.id),
  );
  const records = await engine.read(asProgram(ctx), module, wanted, FIELDS);
  return new Map(
    records
      .filter((record) => visible.has(record.id))
      .map((record) => [
        record.id,
        {
          id: record.id,
          name: String(record["name"]),
          unit: textOr(record["unit"]),
          taxes: Array.isArray(record["taxes"]) ? (record["taxes"] as string[]) : [],
          unit_price: textOr(record["unit_price"]),
          purchase_cost: textOr(record["purchase_cost"]),
          exchange_rate: textOr(record["exchange_rate"]) ?? "1",
        },
      ]),
  );
}

export interface PriceQuestion {
  readonly organization_id: string | null;
  readonly price_book_id: string | null;
  readonly currency: string;
  readonly exchange_rate: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** Of a purchase. */
  readonly vendor_id?: string | null;
}
/** The prices of each of the goods. */
export type PriceList = (goods: Goods) => ItemPrices;

/** Looks up the books once for all these goods. */
export async function priceList(
  ctx: Ctx,
  question: PriceQuestion,
  goods: Readonly<Record<GoodsModule, readonly string[]>>,
): Promise<PriceList> {
  const prices = [
    ...(await bookPrices(ctx, question, "products", goods.products)),
    ...(await bookPrices(ctx, question, "services", goods.services)),
  ];
  const byItem = Map.groupBy(prices, (price) => price.item);
  return (one) => ({
    offers: (byItem.get(one.id) ?? []).flatMap(offersOf),
    usual: one.unit_price === null ? null : exchanged(one.unit_price, one.exchange_rate, question),
  });
}

interface BookPrice {
  readonly item: string;
  readonly book: string;
  readonly list_price: string | null;
  readonly price_breaks: Json;
  readonly min_quantity: string;
  readonly own: boolean;
}
/** Its list price and its prices by quantity; below the book's own least quantity none of them holds. */
function offersOf({ book, own, list_price, price_breaks, min_quantity }: BookPrice): readonly PriceOffer[] {
  const steps = [...(list_price === null ? [] : [{ from: "0", price: list_price }]), ...priceBreaksOf(price_breaks)];
  const least = (from: string): string => (compareDecimals(from, min_quantity) < 0 ? min_quantity : from);
  // Of those that begin together there, the last one was reached.
  const byStart = new Map(steps.map(({ from, price }) => [least(from), price]));
  return [...byStart].map(([from, price]) => ({ from, price, book, own }));
}

async function bookPrices(ctx: Ctx, question: PriceQuestion, module: GoodsModule, ids: readonly string[]): Promise<readonly BookPrice[]> {
  if (ids.length === 0) return [];
  const { price_book_id: named, organization_id: customer, currency, date } = question;
  const { rows } = await ctx.db.query<BookPrice>(
    sql`SELECT p.b_id AS item, b.id AS book, p.list_price::text AS list_price, p.price_breaks, coalesce(b.min_quantity, 0)::text AS min_quantity, own.own
        FROM ${ident(`link_price_book_${module}`)} p
        JOIN price_books b ON b.id = p.a_id,
        LATERAL (SELECT coalesce(b.id = ${named}::bigint, false) OR EXISTS (
          SELECT 1 FROM link_price_book_organizations o WHERE o.a_id = b.id AND o.b_id = ${customer}::bigint
        ) AS own) own
        WHERE p.b_id = ANY(${ids}::bigint[]) AND (p.list_price IS NOT NULL OR p.price_breaks IS NOT NULL) AND b.deleted_at IS NULL AND b.active AND b.currency = ${currency}
          AND (b.valid_from IS NULL OR b.valid_from <= ${date}::date) AND (b.valid_until IS NULL OR b.valid_until >= ${date}::date)
          AND CASE WHEN ${named}::bigint IS NULL THEN own.own OR b.for_everyone ELSE b.id = ${named}::bigint END`,
  );
  return rows;
}

/** An amount in another currency's money, to its digits. */
export function exchanged(amount: string, rate: string, to: { readonly currency: string; readonly exchange_rate: string }): string {
  if (rate === to.exchange_rate) return amount;
  const [value, from, into] = [fraction(amount), fraction(rate), fraction(to.exchange_rate)];
  const digits = minorDigits(to.currency);
  return decimalOf(nearest(value.num * from.num * into.den * powerOf10(digits), value.den * from.den * into.num), digits);
}

/** A named book must be for this currency and this day. */
export async function bookFaults(ctx: Ctx, engine: Engine, question: PriceQuestion): Promise<readonly FieldError[]> {
  if (question.price_book_id === null) return [];
  const [book] = await engine.read(
    asProgram(ctx),
    "price_books",
    [question.price_book_id],
    ["currency", "active", "valid_from", "valid_until"],
  );
  if (!book) return [{ field: "price_book_id", code: "unknown_reference" }];
  if (book["currency"] !== question.currency)
    return [
      { field: "price_book_id", code: "price_book_currency", params: { currency: String(book["currency"]), expected: question.currency } },
    ];
  const [from, until] = [textOr(book["valid_from"]), textOr(book["valid_until"])];
  const holds = book["active"] === true && (from === null || from <= question.date) && (until === null || until >= question.date);
  return holds ? [] : [{ field: "price_book_id", code: "price_book_not_valid", params: { date: question.date } }];
}
