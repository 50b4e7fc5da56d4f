/**
 * What other currencies are worth in the company's own, from a day on. A record keeps the rate of the day on which its
 * currency was set: a rate that comes or goes later changes no record.
 */
import { Array as ArrayOf, Number as NumberType, Object as ObjectType, Optional, String as StringType, Union } from "typebox";
import { compareDecimals, parseDecimal } from "../../../fieldtypes/decimal-string.ts";
import { isDay } from "../../../model/format/calendar.ts";
import { isCurrency } from "../../../model/format/numbers.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { Currency, nullable, only, text } from "../schemas.ts";

const CURRENCIES = `${API}/admin/currencies`;
const RATE = `${CURRENCIES}/:currency/rates/:date`;
const PAGE = 1000;
/** As many digits after the mark as a record's `exchange_rate` holds. */
const SCALE = 8;

const Rate = ObjectType({ currency: StringType(), valid_from: StringType(), rate: StringType() });
interface Rate {
  readonly currency: string;
  readonly valid_from: string;
  readonly rate: string;
}
const OfRate = only({ currency: text(10), date: text(10) });

/** Newest first; the cursor is the last line's day and currency. */
async function listRates(
  ctx: Ctx,
  query: { readonly currency?: string | undefined; readonly cursor?: string | undefined },
): Promise<{ rates: readonly Rate[]; next_cursor: string | null }> {
  const [, day = null, after = null] = query.cursor === undefined ? [] : (/^(\d{4}-\d\d-\d\d)\.([A-Z]{3})$/.exec(query.cursor) ?? []);
  if (query.cursor !== undefined && (day === null || !isDay(day))) throw new AppError("invalid_cursor");
  const { rows } = await ctx.db.query<Rate>(
    sql`SELECT currency, valid_from::text AS valid_from, rate::text AS rate FROM exchange_rates
        WHERE (${query.currency ?? null}::text IS NULL OR currency = ${query.currency ?? null}::text)
          AND (${day}::date IS NULL OR valid_from < ${day}::date OR (valid_from = ${day}::date AND currency > ${after}::text COLLATE "C"))
        ORDER BY exchange_rates.valid_from DESC, currency LIMIT ${PAGE + 1}`,
  );
  const rates = rows.slice(0, PAGE);
  const last = rates.at(-1);
  return { rates, next_cursor: rows.length > PAGE && last ? `${last.valid_from}.${last.currency}` : null };
}

/** The rate in canonical form, if currency, day and rate can be what they say. */
function checkedRate(ctx: Ctx, { currency, date }: { currency: string; date: string }, given: string | number): string {
  const errors: FieldError[] = [];
  if (!isCurrency(currency)) errors.push({ field: "currency", code: "unknown_currency" });
  else if (currency === ctx.company.currency) errors.push({ field: "currency", code: "base_currency" });
  if (!isDay(date)) errors.push({ field: "date", code: "not_a_date" });
  const rate = parseDecimal(given, { scale: SCALE });
  if (!rate.ok) errors.push({ field: "rate", ...rate.error });
  else if (rate.value === null) errors.push({ field: "rate", code: "mandatory" });
  else if (compareDecimals(rate.value, "0") <= 0) errors.push({ field: "rate", code: "not_positive" });
  if (errors.length > 0 || !rate.ok || rate.value === null) throw invalid(errors);
  return rate.value;
}

export const currencyRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: CURRENCIES,
    right: "signed-in",
    summary: "The company's currency, and what one unit of each other was worth from which day on; newest first",
    query: only({ currency: Optional(Currency), cursor: Optional(text(20)) }),
    reply: { 200: ObjectType({ data: ObjectType({ base: StringType(), rates: ArrayOf(Rate) }), next_cursor: nullable(StringType()) }) },
    handler: async (ctx, { query }) => {
      const { rates, next_cursor } = await listRates(ctx, query);
      return okay({ data: { base: ctx.company.currency, rates }, next_cursor });
    },
  }),
  route({
    method: "PUT",
    url: RATE,
    right: "tool:settings",
    summary: "Sets the rate that holds from this day on",
    params: OfRate,
    body: only({ rate: Union([StringType({ maxLength: 40 }), NumberType()]) }),
    reply: { 200: ObjectType({ data: Rate }) },
    handler: async (ctx, { params, body }) => {
      const rate = checkedRate(ctx, params, body.rate);
      await ctx.db.query(
        sql`INSERT INTO exchange_rates (currency, valid_from, rate) VALUES (${params.currency}, ${params.date}::date, ${rate}::numeric)
            ON CONFLICT (currency, valid_from) DO UPDATE SET rate = excluded.rate`,
      );
      return okay({ data: { currency: params.currency, valid_from: params.date, rate } satisfies Rate });
    },
  }),
  route({
    method: "DELETE",
    url: RATE,
    right: "tool:settings",
    summary: "Removes a rate; records keep theirs",
    params: OfRate,
    handler: async (ctx, { params }) => {
      const { rowCount } = isDay(params.date)
        ? await ctx.db.query(sql`DELETE FROM exchange_rates WHERE currency = ${params.currency} AND valid_from = ${params.date}::date`)
        : { rowCount: 0 };
      if (rowCount === 0) throw new AppError("not_found");
      return done;
    },
  }),
];
