/** Records of all modules: thin, since the engine validates, checks access and words its refusals itself. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Unknown,
  type Static,
} from "typebox";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { AppError } from "../../errors.ts";
import * as records from "../../records/index.ts";
import { API, done, okay, route, type Answer, type Route } from "../route.ts";
import { Cursor, Id, Moment, nullable, oneOf, only, PageReply, RecordReply, text } from "../schemas.ts";
import { toProblem } from "../problem.ts";

const RECORDS = `${API}/records/:module`;
const RECORD = `${RECORDS}/:id`;
export const InModule = only({ module: text(64) });
export const OfRecord = only({ module: text(64), id: text(64) });
const MAX_BULK = records.MOST_OPERATIONS;
const BULK_BODY_LIMIT = 10 * 1024 * 1024;
const Values = RecordOf(StringType(), Unknown());

/** Query of everything that lists records. */
export const ListQuery = {
  fields: Optional(text(20_000)),
  filter: Optional(text(60_000)),
  sort: Optional(text(1000)),
  limit: Optional(Integer({ minimum: 1, maximum: records.LIST_LIMITS.most })),
  cursor: Optional(Cursor),
  count: Optional(oneOf("exact", "estimate", "none")),
  q: Optional(text(500)),
  deleted: Optional(BooleanType()),
};
const listQuery = only(ListQuery);
/** Of a saved view: it narrows the list, and gives columns and order where the query names none. */
export const ViewId = Optional(Id);

export const fieldList = (fields: string): string[] =>
  fields
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

export function parseFilter(filter: string): unknown {
  try {
    return JSON.parse(filter) as unknown;
  } catch (error) {
    throw new AppError("invalid_filter", { errors: [{ field: "filter", code: "invalid_json" }], cause: error });
  }
}

/** The query's texts as the engine takes them. */
export function listOptions({ fields, filter, ...rest }: Static<typeof listQuery>) {
  return {
    ...rest,
    ...(fields === undefined ? {} : { fields: fieldList(fields) }),
    ...(filter === undefined ? {} : { filter: parseFilter(filter) }),
  };
}

export const recordAnswer = (record: records.RecordJson, status = 200): Answer => ({
  status,
  headers: { ETag: `"${record.version}"` },
  body: { data: record },
});

/** The version that the client saw, by If-Match or in the body. Two that differ can't both be meant. */
function expectedVersion(header: string | undefined, inBody?: unknown): { version?: number } {
  const fromHeader = header === undefined ? undefined : /^(?:W\/)?("?)(\d{1,9})\1$/.exec(header.trim())?.[2];
  if (header !== undefined && fromHeader === undefined) throw new AppError("bad_request", { params: { header: "If-Match" } });
  if (inBody !== undefined && (typeof inBody !== "number" || !Number.isSafeInteger(inBody) || inBody < 1))
    throw new AppError("validation_failed", { errors: [{ field: "version", code: "wrong_type", params: { expected: "integer" } }] });
  if (inBody !== undefined && fromHeader !== undefined && inBody !== Number(fromHeader))
    throw new AppError("bad_request", { params: { header: "If-Match" } });
  const version = inBody ?? (fromHeader === undefined ? undefined : Number(fromHeader));
  return version === undefined ? {} : { version };
}

const readRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: RECORDS,
    right: "signed-in",
    summary: "A page of records, filtered and sorted",
    params: InModule,
    query: only({ ...ListQuery, view: ViewId }),
    reply: { 200: PageReply },
    handler: async (ctx, { params, query: { view, ...query } }) => {
      const options = await records.withView(ctx, { module: params.module, ...listOptions(query) }, view);
      return okay(await records.listRecords(ctx, records.withoutArchived(ctx, options)));
    },
  }),
  route({
    method: "GET",
    url: RECORD,
    right: "signed-in",
    summary: "One record, as it is or as it was at a moment; `deleted=true`: also out of the recycle bin",
    params: OfRecord,
    query: only({ fields: Optional(text(20_000)), as_of: Optional(Moment), deleted: Optional(BooleanType()) }),
    reply: { 200: RecordReply },
    handler: async (ctx, { params, query: { fields, as_of: asOf, deleted } }) => {
      const record = await records.getRecord(ctx, { ...params, asOf, ...(fields === undefined ? {} : { fields: fieldList(fields) }) });
      if (record["deleted_at"] !== undefined && deleted !== true) throw records.notFound(params.id);
      return recordAnswer(record);
    },
  }),
];

const writeRoutes = (): readonly Route[] => [
  route({
    method: "POST",
    url: RECORDS,
    right: "signed-in",
    summary: "Creates a record",
    params: InModule,
    body: Values,
    engineChecksBody: true,
    idempotent: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { params, body }) => {
      const record = await records.createRecord(ctx, params.module, body);
      const answer = recordAnswer(record, 201);
      return { ...answer, headers: { ...answer.headers, Location: `${API}/records/${params.module}/${record.id}` } };
    },
  }),
  route({
    method: "PATCH",
    url: RECORD,
    right: "signed-in",
    summary: "Changes fields of a record; needs If-Match or `version`",
    params: OfRecord,
    body: Values,
    engineChecksBody: true,
    idempotent: true,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body, request }) => {
      const { version: inBody, ...values } = body;
      const { version } = expectedVersion(request.headers["if-match"], inBody);
      if (version === undefined) throw new AppError("version_required");
      return recordAnswer(await records.updateRecord(ctx, params.module, { id: params.id, version, values }));
    },
  }),
  route({
    method: "DELETE",
    url: RECORD,
    right: "signed-in",
    summary: "Moves a record to the recycle bin",
    params: OfRecord,
    handler: async (ctx, { params, request }) => {
      await records.deleteRecord(ctx, params.module, { id: params.id, ...expectedVersion(request.headers["if-match"]) });
      return done;
    },
  }),
  route({
    method: "POST",
    url: `${RECORD}/restore`,
    right: "signed-in",
    summary: "Takes a record out of the recycle bin",
    params: OfRecord,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, request }) => {
      return recordAnswer(
        await records.restoreRecord(ctx, params.module, { id: params.id, ...expectedVersion(request.headers["if-match"]) }),
      );
    },
  }),
  route({
    method: "POST",
    url: `${RECORD}/purge`,
    right: "signed-in",
    summary: "Removes a record of the recycle bin for good",
    params: OfRecord,
    handler: async (ctx, { params, request }) => {
      await records.purgeRecord(ctx, params.module, { id: params.id, ...expectedVersion(request.headers["if-match"]) });
      return done;
    },
  }),
];

const version = Optional(Integer({ minimum: 1 }));
/** Loose in its members, which depend on `op`: `toOperation` demands them. */
const BulkOperation = only({
  op: oneOf("create", "update", "delete", "restore", "purge"),
  id: Optional(text(64)),
  version,
  values: Optional(Values),
});
const BulkReply = ObjectType({
  /** Null where nothing was written. */
  operation_id: nullable(StringType()),
  results: ArrayOf(
    ObjectType({
      ok: BooleanType(),
      status: Integer(),
      id: Optional(StringType()),
      version: Optional(Integer()),
      data: Optional(Unknown()),
      error: Optional(Unknown()),
    }),
  ),
});

function toOperation({ op, id, version: seen, values }: Static<typeof BulkOperation>, index: number): records.Operation {
  const missing = (field: string): AppError =>
    new AppError("validation_failed", { errors: [{ field: `operations.${index}.${field}`, code: "mandatory" }] });
  const surplus = (field: string): AppError =>
    new AppError("unknown_field", { params: { field }, errors: [{ field: `operations.${index}.${field}`, code: "unknown_field" }] });
  if (op === "create") {
    if (id !== undefined || seen !== undefined) throw surplus(id === undefined ? "version" : "id");
    if (!values) throw missing("values");
    return { op, values };
  }
  if (id === undefined) throw missing("id");
  const versioned = { id, ...(seen === undefined ? {} : { version: seen }) };
  if (op === "update") {
    if (!values) throw missing("values");
    return { op, ...versioned, values };
  }
  if (values) throw surplus("values");
  return { op, ...versioned };
}

/** To change several records at once is a right of its own. */
function demandMassEdit(ctx: Ctx, name: string, operations: readonly records.Operation[]): void {
  const module = ctx.registry.modules.get(name);
  if (operations.filter(({ op }) => op === "update").length < 2 || !module) return;
  const rights = accessOf(ctx).module(module);
  if (rights.view && !rights.mass_edit) throw new AppError("forbidden", { params: { module: name } });
}

const bulkRoute = (): Route =>
  route({
    method: "POST",
    url: `${RECORDS}/bulk`,
    right: "signed-in",
    summary: `Up to ${MAX_BULK} writes at once; \`atomic\`: all or none`,
    params: InModule,
    body: only({ operations: ArrayOf(BulkOperation, { minItems: 1, maxItems: MAX_BULK }), atomic: Optional(BooleanType()) }),
    engineChecksBody: true,
    idempotent: true,
    bodyLimit: BULK_BODY_LIMIT,
    reply: { 200: BulkReply },
    handler: async (ctx, { params, body }) => {
      const operations = body.operations.map(toOperation);
      demandMassEdit(ctx, params.module, operations);
      const { operation_id, results } = await records.writeRecords(ctx, {
        module: params.module,
        operations,
        atomic: body.atomic ?? false,
      });
      return okay({
        operation_id,
        results: results.map((result, at) =>
          result.ok
            ? { ok: true, status: operations[at]?.op === "create" ? 201 : 200, id: result.id, version: result.version, data: result.record }
            : { ok: false, status: result.error.status, error: toProblem(result.error, ctx.lang) },
        ),
      });
    },
  });

export const recordRoutes = (): readonly Route[] => [...readRoutes(), ...writeRoutes(), bulkRoute()];
