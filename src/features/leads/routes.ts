/** The HTTP door of lead conversion. */
import {
  Boolean as BooleanType,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Union,
  Unknown,
  Unsafe,
} from "typebox";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { DataReply, Id, nullable, only, text } from "../../server/http/schemas.ts";
import type { Values } from "./carry.ts";
import { convertLead } from "./convert.ts";
import { Mapping } from "./configuration.ts";
import { DEFAULT_MAPPING } from "./mapping.ts";
import { readMapping, saveMapping } from "./mapping-store.ts";
import { proposeConversion } from "./proposal.ts";

const OfLead = only({ id: text(20) });
const PartValues = Unsafe<Values>(RecordOf(StringType(), Unknown()));
const PartJson = Optional(nullable(Union([BooleanType(), only({ id: Optional(Id), values: Optional(PartValues) })])));
export const leadRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/records/leads/:id/conversion`,
    right: "signed-in",
    summary: "What a conversion would make of a lead, and records that may be the same",
    params: OfLead,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: await proposeConversion(ctx, params.id) }),
  }),
  route({
    method: "POST",
    url: `${API}/records/leads/:id/actions/convert`,
    right: "signed-in",
    summary:
      "Converts a lead: `organization`, `contact`, `opportunity` are `{id}` of an existing record, `{values}` over the mapped ones, true, or null for none; by default a contact and, if the lead names a company, an organization",
    params: OfLead,
    body: only({ organization: PartJson, contact: PartJson, opportunity: PartJson, owner_id: Optional(Id) }),
    bodyOptional: true,
    engineChecksBody: true,
    idempotent: true,
    reply: {
      200: ObjectType({
        data: ObjectType({
          lead_id: StringType(),
          organization_id: nullable(StringType()),
          contact_id: nullable(StringType()),
          opportunity_id: nullable(StringType()),
          operation_id: nullable(StringType()),
        }),
      }),
    },
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- a route with an optional body may get none
    handler: async (ctx, { params, body }) => okay({ data: await convertLead(ctx, params.id, body ?? {}) }),
  }),
  route({
    method: "GET",
    url: `${API}/admin/leads/mapping`,
    right: "admin",
    summary: "Which field of a lead becomes which field of organization, contact and opportunity",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: { mapping: await readMapping(ctx), defaults: DEFAULT_MAPPING } }),
  }),
  route({
    method: "PUT",
    url: `${API}/admin/leads/mapping`,
    right: "admin",
    summary: "Sets the mapping; refused where a value would not fit",
    body: only({ mapping: Mapping }),
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => {
      await saveMapping(ctx, body.mapping);
      return okay({ data: { mapping: await readMapping(ctx), defaults: DEFAULT_MAPPING } });
    },
  }),
];
