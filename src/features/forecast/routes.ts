/** The forecast of sales, and the quotas that it is held against. */
import { Array as ArrayOf, Number as NumberType, Object as ObjectType, Optional, Union } from "typebox";
import { isDay } from "../../model/format/calendar.ts";
import { invalid } from "../../server/errors.ts";
import { API, done, okay, route, type Route } from "../../server/http/route.ts";
import { DataReply, Id, nullable, oneOf, only, RecordJson, text } from "../../server/http/schemas.ts";
import { forecast } from "./forecast.ts";
import { PERIOD_UNITS, periodStart } from "./periods.ts";
import { readQuotas, writeQuotas } from "./quotas.ts";

const QUOTAS = `${API}/admin/quotas`;
/** The grid of the settings: a hundred people over a year. */
const MOST_SET = 1200;

const needDay = (field: string, day: string): void => {
  if (!isDay(day)) throw invalid([{ field, code: "not_a_date" }]);
};

export const forecastRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/sales/forecast`,
    right: "signed-in",
    summary:
      "Opportunities that close in the month or quarter of the day `start`: won, committed, best case, weighted, open; by person or team, with quotas and the periods around",
    query: only({ unit: oneOf(...PERIOD_UNITS), start: text(10), by: Optional(oneOf("user", "team")), pipeline: Optional(text(200, 1)) }),
    reply: { 200: DataReply },
    handler: async (ctx, { query }) => {
      needDay("start", query.start);
      const { unit, by = "user", pipeline } = query;
      return okay({ data: await forecast(ctx, { unit, by, pipeline, start: periodStart(query.start, unit) }) });
    },
  }),
  route({
    method: "GET",
    url: QUOTAS,
    right: "tool:settings",
    summary: "Quotas of the months from the day `from` to the day `to`",
    query: only({ from: text(10), to: text(10) }),
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { query }) => {
      needDay("from", query.from);
      needDay("to", query.to);
      return okay({ data: await readQuotas(ctx, query) });
    },
  }),
  route({
    method: "PUT",
    url: QUOTAS,
    right: "tool:settings",
    summary: "Sets quotas of people and months (by the month's first day); an amount of null takes one away",
    body: only({
      quotas: ArrayOf(only({ user_id: Id, month: text(10), amount: nullable(Union([text(40), NumberType()])) }), { maxItems: MOST_SET }),
    }),
    handler: async (ctx, { body }) => {
      await writeQuotas(ctx, body.quotas);
      return done;
    },
  }),
];
