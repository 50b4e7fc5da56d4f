/** The HTTP door of merging. */
import { Array as ArrayOf, Integer, Object as ObjectType, Optional, Record as RecordOf, String as StringType } from "typebox";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { InModule } from "../../server/http/routes/records.ts";
import { DataReply, Id, nullable, only, RecordJson, text } from "../../server/http/schemas.ts";
import { getRecord, MOST_MERGED } from "../../server/records/index.ts";
import { mergeChosen, previewMerge } from "./merge.ts";

const MERGE = `${API}/records/:module/merge`;
const Merging = only({ id: Id, version: Integer({ minimum: 1 }) });

export const mergeRoutes = (): readonly Route[] => [
  route({
    method: "POST",
    url: `${MERGE}/preview`,
    right: "signed-in",
    summary: "Records side by side before they are merged, with the number of related records of each",
    params: InModule,
    body: only({ ids: ArrayOf(Id, { minItems: 1, maxItems: MOST_MERGED }) }),
    reads: true,
    reply: { 200: DataReply },
    handler: async (ctx, { params, body }) => okay({ data: await previewMerge(ctx, params.module, body.ids) }),
  }),
  route({
    method: "POST",
    url: MERGE,
    right: "signed-in",
    summary:
      "Merges two to five records into one of them, as one operation: `choices` names for each field the record whose value is taken (`all`: lists and long texts together); all that refers to the others refers to the survivor then",
    params: InModule,
    body: only({
      survivor: Id,
      records: ArrayOf(Merging, { minItems: 1, maxItems: MOST_MERGED * 2 }),
      choices: Optional(RecordOf(StringType(), text(20, 1))),
    }),
    engineChecksBody: true,
    idempotent: true,
    reply: { 200: ObjectType({ data: RecordJson, operation_id: nullable(StringType()), moved: Integer() }) },
    handler: async (ctx, { params, body }) => {
      const { operation, moved } = await mergeChosen(ctx, params.module, body);
      return okay({ data: await getRecord(ctx, { module: params.module, id: body.survivor }), operation_id: operation, moved });
    },
  }),
];
