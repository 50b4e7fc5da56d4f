/** Where records stand on their way: for the cards of a board, and for one record with its whole way. */
import { Array as ArrayOf, Object as ObjectType } from "typebox";
import { stageVisits } from "../../server/records/index.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { Id, Name, only, RecordJson, text } from "../../server/http/schemas.ts";
import { MOST_CARDS, pulseOf } from "./pulse.ts";

const Rows = ObjectType({ data: ArrayOf(RecordJson) });

export const stageRoutes = (): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/records/:module/pulse`,
    right: "signed-in",
    summary:
      "For the records of these ids: since when each has the value of `field` that it has, when something last happened with it, and what is planned next",
    reads: true,
    params: only({ module: text(64) }),
    body: only({ ids: ArrayOf(Id, { maxItems: MOST_CARDS }), field: Name }),
    reply: { 200: Rows },
    handler: async (ctx, { params, body }) => okay({ data: await pulseOf(ctx, { ...params, ...body }) }),
  }),
  route({
    method: "GET",
    url: `${API}/records/:module/:id/stages`,
    right: "signed-in",
    summary: "The record's way through the values of a choice: `value`, `from`, `until` (null: it is there now)",
    params: only({ module: text(64), id: text(20) }),
    query: only({ field: Name }),
    reply: { 200: Rows },
    handler: async (ctx, { params, query }) => okay({ data: await stageVisits(ctx, { ...params, ...query }) }),
  }),
];
