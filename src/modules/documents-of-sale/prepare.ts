/**
 * Makes a document of what was sent: completes its lines (names, units, prices and taxes of goods), applies the tax
 * rates of its day, and computes every amount anew. What the client computed is never read.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { linesJson, linesOf, type ComputedLine, type LineValue } from "../../fieldtypes/lines.ts";
import { minorDigits } from "../../model/format/numbers.ts";
import { documentInput, type DocumentFault } from "../../model/sales/document-input.ts";
import { documentFaults } from "../../model/sales/faults.ts";
import { priceFor } from "../../model/sales/price-breaks.ts";
import type { Tax } from "../../model/sales/tax.ts";
import { computeTotals } from "../../model/sales/totals.ts";
import type { Ctx } from "../../server/context.ts";
import type { FieldError } from "../../server/errors.ts";
import { newLineIds } from "../../server/records/lines.ts";
import type { Engine, OpenChange, PrepareRule, Row } from "../../server/records/rules.ts";
import { bookFaults, exchanged, priceList, readGoods, type Goods, type PriceList, type PriceQuestion } from "./prices.ts";
import { readSalesSettings, readTaxes, todayOf, type SalesSettings } from "./settings.ts";
import { vendorPrices } from "./vendor-prices.ts";
import { checkSources } from "./sources.ts";

/** What differs between the modules of documents. */
export interface DocumentSpec {
  readonly module: string;
  readonly dateField: "document_date" | "invoice_date";
  /** Purchases are priced by what goods cost us. */
  readonly side: "sale" | "purchase";
}

/** Fields on which the amounts depend; a change of others leaves them alone. */
const RELEVANT = [
  "lines",
  "currency",
  "exchange_rate",
  "tax_mode",
  "tax_ids",
  "prices_include_tax",
  "tax_region",
  "discount_percent",
  "discount_amount",
  "shipping_amount",
  "shipping_tax_ids",
  "adjustment",
] as const;

const textOr = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

export const prepareDocuments =
  (spec: DocumentSpec): PrepareRule =>
  async (ctx, changes, engine) => {
    const relevant = changes.filter(({ before, after }) => before === null || isTouched(spec, before, after));
    if (relevant.length === 0) return;
    const room: Room = {
      ctx,
      engine,
      spec,
      settings: await readSalesSettings(ctx),
      taxes: await readTaxes(ctx),
      goods: await goodsOf(ctx, engine, relevant),
      offers: spec.side === "purchase" ? await offersFor(ctx, relevant) : new Map(),
    };
    for (const change of relevant) await prepareOne(room, change);
    await checkSources(ctx, engine, spec.module, relevant);
  };

const isTouched = (spec: DocumentSpec, before: Row, after: Row): boolean =>
  [...RELEVANT, spec.dateField].some((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));

interface Room {
  readonly ctx: Ctx;
  readonly engine: Engine;
  readonly spec: DocumentSpec;
  readonly settings: SalesSettings;
  readonly taxes: ReadonlyMap<string, Tax>;
  readonly goods: ReadonlyMap<string, Goods>;
  /** Of purchases: what a vendor asks for a product, by `vendor product`. */
  readonly offers: ReadonlyMap<string, string>;
}

async function offersFor(ctx: Ctx, changes: readonly OpenChange[]): Promise<ReadonlyMap<string, string>> {
  const open = changes.flatMap((change) => linesOf(change.after["lines"])).filter((line) => line.unit_price === null);
  const prices = await vendorPrices(
    ctx,
    open.flatMap((line) => line.product_id ?? []),
  );
  return new Map(prices.map(({ vendor, product, price }) => [`${vendor} ${product}`, price]));
}

async function goodsOf(ctx: Ctx, engine: Engine, changes: readonly OpenChange[]): Promise<ReadonlyMap<string, Goods>> {
  const lines = changes.flatMap((change) => linesOf(change.after["lines"]));
  const products = await readGoods(
    ctx,
    engine,
    "products",
    lines.flatMap((line) => line.product_id ?? []),
  );
  const services = await readGoods(
    ctx,
    engine,
    "services",
    lines.flatMap((line) => line.service_id ?? []),
  );
  return new Map([...products, ...services]);
}

async function prepareOne(room: Room, change: OpenChange): Promise<void> {
  const { ctx, engine, spec } = room;
  const { before, after } = change;
  const date = textOr(after[spec.dateField]) ?? todayOf(ctx);
  const question: PriceQuestion = {
    organization_id: textOr(after["organization_id"]),
    price_book_id: textOr(after["price_book_id"]),
    currency: textOr(after["currency"]) ?? ctx.company.currency,
    exchange_rate: textOr(after["exchange_rate"]) ?? "1",
    date,
    vendor_id: textOr(after["vendor_id"]),
  };
  const errors: FieldError[] = [];
  if (before === null || before["price_book_id"] !== after["price_book_id"]) errors.push(...(await bookFaults(ctx, engine, question)));
  const given = linesOf(after["lines"]);
  const prices = given.some((line) => line.unit_price === null) && errors.length === 0 ? await pricesFor(room, question, given) : undefined;
  const known = new Map(linesOf(before?.["lines"]).map((line) => [line.id, line]));
  const lines = given.map((line, at) =>
    completeLine(room, { line, at, previous: line.id === null ? undefined : known.get(line.id), prices, question, errors }),
  );
  const { input, faults } = documentInput(
    { ...room.settings, country: ctx.company.country, taxes: room.taxes },
    { row: withDiscount(change), lines, currency: question.currency, date, costOf: (line) => costOf(room, line, question) },
  );
  errors.push(...faults.map((fault) => named(room, fault)));
  errors.push(...(errors.length > 0 ? [] : documentFaults(input)));
  if (errors.length > 0) return change.refuse(errors);
  const totals = computeTotals(input);
  if (totals.total.length > 18) return change.refuse([{ field: "lines", code: "too_many_digits", params: { max: 15 } }]);
  const ids = await newLineIds(ctx, lines.filter((line) => line.id === null).length);
  let next = 0;
  const computed = lines.map((line, i): ComputedLine => ({
    ...line,
    id: line.id ?? ids[next++] ?? "",
    ...(totals.lines[i] ?? emptyTotals),
  }));
  const discount = withDiscount(change);
  const terms = standardTerms(room, change);
  change.set({
    ...(terms === undefined ? {} : { terms }),
    lines: linesJson(computed),
    [spec.dateField]: date,
    subtotal: totals.subtotal,
    discount_percent: discount["discount_percent"] ?? null,
    discount_amount: totals.discount_amount,
    pre_tax_total: totals.pre_tax_total,
    tax_amount: totals.tax_amount,
    total: totals.total,
    margin: spec.side === "sale" ? totals.margin : null,
  });
}

/** A new document begins with the company's terms, unless it says its own; what is brought in stays as it was. */
function standardTerms({ ctx, spec, settings }: Room, { before, after, given, module }: OpenChange): string | undefined {
  if (before !== null || given.has("terms") || !module.fields.has("terms") || typeof after["terms"] === "string") return undefined;
  return ctx.source === "import" || ctx.source === "demo" ? undefined : settings.terms[spec.module] || undefined;
}

/** A tax is known to people by its name. */
function named(room: Room, { params, ...fault }: DocumentFault): FieldError {
  const tax = room.taxes.get(String(params?.["tax"]));
  return { ...fault, params: { ...params, ...(tax ? { tax: tax.label[room.ctx.lang] } : {}) } };
}

const emptyTotals = {
  amount: "0",
  discount_amount: "0",
  net: "0",
  document_discount: "0",
  pre_tax: "0",
  taxes: [],
  tax_amount: "0",
  total: "0",
};

/** An amount that is given replaces the percentage, unless both are given. */
function withDiscount({ after, given }: OpenChange): Row {
  const byAmount = given.has("discount_amount") && !given.has("discount_percent") && after["discount_amount"] !== null;
  return byAmount ? { ...after, discount_percent: null } : after;
}

const pricesFor = (room: Room, question: PriceQuestion, lines: readonly LineValue[]): Promise<PriceList> =>
  priceList(room.ctx, question, {
    products: lines.flatMap((line) => line.product_id ?? []),
    services: lines.flatMap((line) => line.service_id ?? []),
  });

interface OpenLine {
  readonly line: LineValue;
  readonly at: number;
  /** The line as it was before this write. */
  readonly previous: ComputedLine | undefined;
  readonly prices: PriceList | undefined;
  readonly question: PriceQuestion;
  readonly errors: FieldError[];
}

/** Fills in what was left open, by the goods; a line whose goods are gone keeps what it said. */
function completeLine(room: Room, { line, at, previous, prices, question, errors }: OpenLine): LineValue {
  const base = { ...line, id: previous?.id ?? null, source_line_id: previous ? previous.source_line_id : line.source_line_id };
  if (line.kind === "heading") return { ...base, quantity: "1", unit_price: "0", discount: null, tax_ids: [], unit: null, optional: false };
  const id = line.product_id ?? line.service_id;
  const goods = id === null ? undefined : room.goods.get(id);
  if (id !== null && !goods) {
    const kept = previous && (previous.product_id ?? previous.service_id) === id;
    if (!kept) errors.push({ field: `lines.${at}.${line.kind === "product" ? "product_id" : "service_id"}`, code: "unknown_reference" });
  }
  const price = line.unit_price ?? linePrice(room, goods, line, prices, question) ?? previous?.unit_price ?? "0";
  return {
    ...base,
    description: line.description ?? goods?.name ?? previous?.description ?? null,
    unit: line.unit ?? goods?.unit ?? previous?.unit ?? null,
    unit_price: padded(price, minorDigits(question.currency)),
    tax_ids: line.tax_ids ?? goods?.taxes ?? previous?.tax_ids ?? [],
  };
}

/** At least the currency's digits: "5" roubles are "5.00". */
function padded(price: string, digits: number): string {
  const [whole = "0", rest = ""] = price.split(".");
  return digits === 0 && rest === "" ? whole : `${whole}.${rest.padEnd(digits, "0")}`;
}

function linePrice(
  room: Room,
  goods: Goods | undefined,
  line: LineValue,
  prices: PriceList | undefined,
  question: PriceQuestion,
): string | undefined {
  if (!goods) return undefined;
  const offer = room.offers.get(`${question.vendor_id} ${goods.id}`);
  if (offer !== undefined) return exchanged(offer, "1", question);
  const cost = room.spec.side === "purchase" ? goods.purchase_cost : null;
  if (cost === null) return prices && priceFor(prices(goods), line.quantity)?.price;
  return exchanged(cost, goods.exchange_rate, question);
}

function costOf(room: Room, line: LineValue, question: PriceQuestion): string | null {
  const goods = room.goods.get(line.product_id ?? line.service_id ?? "");
  return goods?.purchase_cost ? exchanged(goods.purchase_cost, goods.exchange_rate, question) : null;
}
