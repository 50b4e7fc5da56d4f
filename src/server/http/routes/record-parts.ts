/** What belongs to records: related lists, history, timeline, the star, actions, sums. */
import { Array as ArrayOf, Integer, Object as ObjectType, Optional, String as StringType, Unknown } from "typebox";
import * as records from "../../records/index.ts";
import { toProblem } from "../problem.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { Cursor, DataReply, Id, Moment, nullable, oneOf, only, PageReply, RecordJson, RecordReply, text } from "../schemas.ts";
import { fieldList, InModule, ListQuery, listOptions, OfRecord, recordAnswer } from "./records.ts";

const RECORD = `${API}/records/:module/:id`;
const OfRelation = only({ module: text(64), id: text(64), relation: text(64) });
const Links = only({ ids: ArrayOf(text(20), { minItems: 1, maxItems: 1000 }) });
const NewLinks = only({ ids: ArrayOf(text(20), { minItems: 1, maxItems: 1000 }), values: Optional(Unknown()), each: Optional(RecordJson) });
const PageQuery = only({ limit: Optional(Integer({ minimum: 1, maximum: 200 })), cursor: Optional(Cursor) });
const { deleted: _deleted, ...RelatedQuery } = ListQuery;
const ListOfData = ObjectType({ data: ArrayOf(RecordJson), next_cursor: nullable(StringType()) });

const relatedRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${RECORD}/related/:relation`,
    right: "signed-in",
    summary: "A page of a related list",
    params: OfRelation,
    query: only(RelatedQuery),
    reply: { 200: PageReply },
    handler: async (ctx, { params, query }) => okay(await records.listRelated(ctx, { ...params, ...listOptions(query) })),
  }),
  route({
    method: "POST",
    url: `${RECORD}/related/:relation`,
    right: "signed-in",
    summary: "Links records; `values` are those of the link's own fields, `each` those of single links by id",
    params: OfRelation,
    body: NewLinks,
    reply: { 200: ObjectType({ linked: Integer() }) },
    handler: async (ctx, { params, body }) =>
      okay(await records.linkRecords(ctx, { ...params, ids: body.ids, values: body.values, each: body.each })),
  }),
  route({
    method: "DELETE",
    url: `${RECORD}/related/:relation`,
    right: "signed-in",
    summary: "Unlinks records",
    params: OfRelation,
    body: Links,
    reply: { 200: ObjectType({ unlinked: Integer() }) },
    handler: async (ctx, { params, body }) => okay(await records.unlinkRecords(ctx, { ...params, ids: body.ids })),
  }),
];

const historyRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${RECORD}/history`,
    right: "signed-in",
    summary: "The changes of a record, newest first",
    params: OfRecord,
    query: PageQuery,
    reply: { 200: ListOfData },
    handler: async (ctx, { params, query }) => okay(await records.recordHistory(ctx, { ...params, ...query })),
  }),
  route({
    method: "GET",
    url: `${RECORD}/timeline`,
    right: "signed-in",
    summary: "What happened with a record, its own changes and its activities together, newest first; the first page with what is pinned",
    params: OfRecord,
    query: only({
      limit: Optional(Integer({ minimum: 1, maximum: 100 })),
      cursor: Optional(Cursor),
      kinds: Optional(text(200)),
      person: Optional(Id),
    }),
    reply: { 200: ListOfData },
    handler: async (ctx, { params, query: { kinds, ...query } }) =>
      okay(await records.recordTimeline(ctx, { ...params, ...query, ...(kinds === undefined ? {} : { kinds: fieldList(kinds) }) })),
  }),
  route({
    method: "POST",
    url: `${RECORD}/history/:operation/revert`,
    right: "signed-in",
    summary: "Takes one change of a record back; 409 with `conflicts` where a field has changed since, unless `conflicts` says what to do",
    params: only({ module: text(64), id: text(64), operation: text(64) }),
    body: only({ conflicts: Optional(oneOf(...records.ON_CONFLICT)) }),
    bodyOptional: true,
    reply: { 200: RecordReply },
    handler: async (ctx, { params: { module, id, operation }, body }) =>
      recordAnswer(
        // oxlint-disable-next-line typescript/no-unnecessary-condition -- a route with an optional body may get none
        await records.revertOperation(ctx, { module, id, operationId: operation, conflicts: body?.conflicts }),
      ),
  }),
  route({
    method: "POST",
    url: `${RECORD}/history/revert`,
    right: "signed-in",
    summary: "Takes back all changes after a moment",
    params: OfRecord,
    body: only({ after: Moment }),
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => recordAnswer(await records.revertAfter(ctx, { ...params, after: body.after })),
  }),
];

const undoRoutes = (): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/operations/undo`,
    right: "signed-in",
    summary:
      "Takes one's own operations back (`X-Operation-Ids` of the answers to writes); 409 with `conflicts` where a field has changed since",
    body: only({
      operations: ArrayOf(text(20, 1), { minItems: 1, maxItems: 50 }),
      conflicts: Optional(oneOf(...records.ON_CONFLICT)),
    }),
    reply: { 200: ObjectType({ undone: Integer(), conflicts: ArrayOf(RecordJson), refused: ArrayOf(RecordJson) }) },
    handler: async (ctx, { body }) => {
      const { refused, ...outcome } = await records.undoOperations(ctx, body);
      return okay({ ...outcome, refused: refused.map(({ module, id, error }) => ({ module, id, error: toProblem(error, ctx.lang) })) });
    },
  }),
];

const Place = StringType({ pattern: "^[\\w-]{1,64}$", description: "Names the window" });
const presenceRoute = (): Route =>
  route({
    method: "POST",
    url: `${RECORD}/presence`,
    right: "signed-in",
    summary: "Says that one is at the record, or leaves it; answers who else is. To be repeated every ten seconds",
    params: OfRecord,
    body: only({ state: oneOf(...records.PRESENCE_STATES), place: Place }),
    reads: true,
    reply: {
      200: ObjectType({ data: ArrayOf(ObjectType({ id: StringType(), name: StringType(), state: oneOf("viewing", "editing") })) }),
    },
    handler: async (ctx, { params, body }) => okay({ data: await records.notePresence(ctx, { ...params, ...body }) }),
  });

const starRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/me/starred`,
    right: "signed-in",
    summary: "The records that this user follows, of all modules",
    reply: { 200: ObjectType({ data: ArrayOf(ObjectType({ module: StringType(), id: StringType(), label: StringType() })) }) },
    handler: async (ctx) => okay({ data: await records.listStarred(ctx) }),
  }),
  ...(["PUT", "DELETE"] as const).map((method) =>
    route({
      method,
      url: `${RECORD}/star`,
      right: "signed-in",
      summary: method === "PUT" ? "Follows a record" : "Follows it no more",
      params: OfRecord,
      handler: async (ctx, { params }) => {
        await records.setStar(ctx, { ...params, starred: method === "PUT" });
        return done;
      },
    }),
  ),
];

const workRoutes = (): readonly Route[] => [
  route({
    method: "POST",
    url: `${RECORD}/actions/:action`,
    right: "signed-in",
    summary: "Runs an action of the module",
    params: only({ module: text(64), id: text(64), action: text(64) }),
    body: Unknown(),
    bodyOptional: true,
    engineChecksBody: true,
    idempotent: true,
    reply: { 200: DataReply },
    handler: async (ctx, { params, body }) => okay({ data: (await records.runAction(ctx, { ...params, input: body ?? {} })) ?? null }),
  }),
  route({
    method: "POST",
    url: `${API}/records/:module/aggregate`,
    right: "signed-in",
    summary: "Sums over records, by groups",
    params: InModule,
    body: only({
      group_by: Optional(ArrayOf(text(200), { maxItems: 3 })),
      measures: ArrayOf(only({ fn: oneOf(...records.AGGREGATE_FUNCTIONS), field: Optional(text(200)) }), { minItems: 1, maxItems: 10 }),
      filter: Optional(Unknown()),
      q: Optional(text(500)),
    }),
    engineChecksBody: true,
    reads: true,
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { params, body }) =>
      okay(await records.aggregate(ctx, records.withoutArchived(ctx, { module: params.module, ...body }))),
  }),
];

export const recordPartRoutes = (): readonly Route[] => [
  ...relatedRoutes(),
  ...historyRoutes(),
  ...undoRoutes(),
  presenceRoute(),
  ...starRoutes(),
  ...workRoutes(),
];
