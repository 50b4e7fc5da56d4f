/** Settings of sales, the price of something for somebody, and a product's movements. */
import { Array as ArrayOf, Object as ObjectType, Optional, Unknown } from "typebox";
import { parseDecimal } from "../../fieldtypes/decimal-string.ts";
import { isDay } from "../../model/format/calendar.ts";
import { isCurrency } from "../../model/format/numbers.ts";
import { priceFor } from "../../model/sales/price-breaks.ts";
import { orderLowStock } from "../../modules/documents-of-sale/low-stock.ts";
import { bookFaults, priceList, readGoods } from "../../modules/documents-of-sale/prices.ts";
import { readSalesSettings, readTaxes, todayOf, writeSalesSettings } from "../../modules/documents-of-sale/settings.ts";
import type { Ctx } from "../../server/context.ts";
import { accessOf } from "../../server/access/access.ts";
import { empty, sql } from "../../server/db/sql.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { describeModule, engine, getRecord, inOneOperation } from "../../server/records/index.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { Currency, DataReply, Id, oneOf, only, text } from "../../server/http/schemas.ts";

interface PriceQuery {
  readonly product_id?: string | undefined;
  readonly service_id?: string | undefined;
  readonly organization_id?: string | undefined;
  readonly price_book_id?: string | undefined;
  readonly currency?: string | undefined;
  readonly date?: string | undefined;
  readonly quantity?: string | undefined;
}

/** The price, where it came from, and what a line needs to know of the goods. */
async function priceReply(ctx: Ctx, query: PriceQuery) {
  const errors: FieldError[] = [];
  const currency = query.currency ?? ctx.company.currency;
  const date = query.date ?? todayOf(ctx);
  const quantity = parseDecimal(query.quantity ?? "1", { scale: 6, min: 0 });
  if (!isCurrency(currency)) errors.push({ field: "currency", code: "unknown_currency" });
  if (!isDay(date)) errors.push({ field: "date", code: "not_a_date" });
  if (!quantity.ok) errors.push({ field: "quantity", ...quantity.error });
  const id = query.product_id ?? query.service_id;
  if (id === undefined) errors.push({ field: "product_id", code: "mandatory" });
  if (errors.length > 0 || !quantity.ok || id === undefined) throw invalid(errors);
  const module = query.product_id === undefined ? "services" : "products";
  const goods = (await readGoods(ctx, engine, module, [id])).get(id);
  if (!goods) throw invalid([{ field: module === "products" ? "product_id" : "service_id", code: "unknown_reference" }]);
  const question = {
    organization_id: query.organization_id ?? null,
    price_book_id: query.price_book_id ?? null,
    currency,
    exchange_rate: await rateOf(ctx, currency, date),
    date,
  };
  const faults = await bookFaults(ctx, engine, question);
  if (faults.length > 0) throw invalid(faults);
  const list = await priceList(ctx, question, { products: module === "products" ? [id] : [], services: module === "services" ? [id] : [] });
  // Documents reckon with what their writer may not read; here it is not told.
  const shown = shownFields(ctx, module);
  const prices = shown.has("unit_price") ? list(goods) : { offers: [], usual: null };
  const found = priceFor(prices, quantity.value ?? "1");
  return {
    price: found?.price ?? null,
    currency,
    price_book_id: found?.price_book_id ?? null,
    prices,
    name: shown.has("name") ? goods.name : null,
    unit: goods.unit,
    tax_ids: goods.taxes,
  };
}

const shownFields = (ctx: Ctx, module: string): ReadonlySet<string> =>
  new Set(describeModule(ctx, module).fields.flatMap(({ name, access }) => (access === "masked" ? [] : [name])));

async function rateOf(ctx: Ctx, currency: string, date: string): Promise<string> {
  if (currency === ctx.company.currency) return "1";
  const { rows } = await ctx.db.query<{ rate: string }>(
    sql`SELECT rate::text AS rate FROM exchange_rates WHERE currency = ${currency} AND valid_from <= ${date}::date ORDER BY valid_from DESC LIMIT 1`,
  );
  const rate = rows[0]?.rate;
  if (rate === undefined) throw invalid([{ field: "currency", code: "no_exchange_rate", params: { currency } }]);
  return rate;
}

const definedOnly = (given: Readonly<Record<string, string | undefined>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
const Terms = Optional(text(20_000));
const Settings = only({
  rounding: Optional(oneOf("line", "document")),
  stock_below_zero: Optional(oneOf("warn", "refuse")),
  terms: Optional(only({ quotes: Terms, sales_orders: Terms, invoices: Terms, purchase_orders: Terms })),
});

export const salesRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/sales/price`,
    right: "signed-in",
    summary: "What something costs a customer on a day, for a quantity",
    query: only({
      product_id: Optional(Id),
      service_id: Optional(Id),
      organization_id: Optional(Id),
      price_book_id: Optional(Id),
      currency: Optional(Currency),
      date: Optional(text(10)),
      quantity: Optional(text(30)),
    }),
    reply: { 200: DataReply },
    handler: async (ctx, { query }) => okay({ data: await priceReply(ctx, query) }),
  }),
  route({
    method: "GET",
    url: `${API}/sales/settings`,
    right: "signed-in",
    summary: "Rounding, stock below zero, and the taxes with their dated rates: what a form needs to compute a document",
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx) =>
      okay({ data: { ...(await readSalesSettings(ctx)), country: ctx.company.country, taxes: [...(await readTaxes(ctx)).values()] } }),
  }),
  route({
    method: "PATCH",
    url: `${API}/admin/sales`,
    right: "admin",
    summary: "Changes how taxes are rounded, what happens when stock would go below zero, and the terms of new documents",
    body: Settings,
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => {
      await ctx.db.tx(async (db) => {
        const inner = { ...ctx, db };
        const before = await readSalesSettings(inner);
        await writeSalesSettings(inner, { ...before, ...body, terms: { ...before.terms, ...definedOnly(body.terms) } });
      });
      return okay({ data: await readSalesSettings(ctx) });
    },
  }),
  route({
    method: "POST",
    url: `${API}/sales/low-stock/order`,
    right: "signed-in",
    summary: "Orders from their vendors what is below its reorder level: of these products, or of all",
    body: only({ ids: Optional(ArrayOf(Id, { maxItems: 1000 })) }),
    bodyOptional: true,
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => {
      const { ids } = (body as { readonly ids?: readonly string[] } | undefined) ?? {};
      const { result } = await inOneOperation(ctx, (inner) => orderLowStock(inner, engine, ids));
      return okay({ data: result });
    },
  }),
  route({
    method: "GET",
    url: `${API}/records/products/:id/stock`,
    right: "signed-in",
    summary: "A product's movements, newest first",
    params: only({ id: text(64) }),
    query: only({ before: Optional(Id) }),
    reply: { 200: ObjectType({ data: Unknown(), next_cursor: Unknown() }) },
    handler: async (ctx, { params, query }) => {
      const product = await getRecord(ctx, { module: "products", id: params.id, fields: ["stock_quantity"] });
      if (!("stock_quantity" in product)) throw new AppError("forbidden");
      const open = accessOf(ctx).labels([...ctx.registry.modules.values()], "d");
      const { rows } = await ctx.db.query<{ id: string }>(
        sql`SELECT m.id, m.quantity::text AS quantity, m.kind, d.id AS document_id, d.label AS document_label, d.module AS document_module, m.at, a.label AS actor
            FROM stock_movements m LEFT JOIN records d ON d.id = m.document_id${open ? sql` AND ${open}` : empty} LEFT JOIN records a ON a.id = m.actor_id
            WHERE m.product_id = ${product.id} AND (${query.before ?? null}::bigint IS NULL OR m.id < ${query.before ?? null}::bigint) ORDER BY m.id DESC LIMIT 101`,
      );
      return okay({ data: rows.slice(0, 100), next_cursor: rows.length > 100 ? (rows[99]?.id ?? null) : null });
    },
  }),
];
