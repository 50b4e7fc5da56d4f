/** The HTTP door of duplicates: finding them one by one and in a whole module, telling records apart, the rules. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Unknown,
} from "typebox";
import type { Ctx } from "../../server/context.ts";
import { API, done, okay, route, type Route } from "../../server/http/route.ts";
import { InModule } from "../../server/http/routes/records.ts";
import { DataReply, Id, nullable, only, RecordJson, text } from "../../server/http/schemas.ts";
import { findDuplicates } from "./find.ts";
import { MOST_TOLD_APART, tellApart } from "./not-duplicates.ts";
import { moduleNamed, readRules, saveRules, standardRulesOf, visibleRules } from "./rule-store.ts";
import { Rules } from "./rules-schema.ts";
import { beginScan, readGroups } from "./scan.ts";
import { lastScan, type Scan } from "./scan-store.ts";

const Same = ObjectType({ id: StringType(), label: StringType(), number: StringType(), same: ArrayOf(StringType()) });
const ScanJson = ObjectType({
  id: StringType(),
  state: StringType(),
  job_id: nullable(StringType()),
  looked_at: Integer(),
  groups: Integer(),
  more: BooleanType(),
  created_at: StringType(),
  finished_at: nullable(StringType()),
});
const presented = ({ id, state, job_id, looked_at, groups, more, created_at, finished_at }: Scan) => ({
  id,
  state,
  job_id,
  looked_at: Number(looked_at),
  groups,
  more,
  created_at,
  finished_at,
});
const GroupPage = ObjectType({
  data: ArrayOf(ObjectType({ id: StringType(), same: ArrayOf(StringType()), records: ArrayOf(RecordJson) })),
  next_cursor: nullable(StringType()),
});
const Apart = only({ ids: ArrayOf(Id, { minItems: 2, maxItems: MOST_TOLD_APART }) });
const RULES = `${API}/admin/duplicates/:module`;

const findRoutes = (): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/records/:module/duplicates`,
    right: "signed-in",
    summary: "Records that may be the same one as these values are about to make: at most three, the likeliest first",
    params: InModule,
    body: only({ values: RecordOf(StringType(), Unknown()), except: Optional(text(20)) }),
    engineChecksBody: true,
    reads: true,
    reply: { 200: ObjectType({ data: ArrayOf(Same) }) },
    handler: async (ctx, { params, body }) => okay({ data: await findDuplicates(ctx, { ...params, ...body }) }),
  }),
  route({
    method: "POST",
    url: `${API}/records/:module/duplicates/scan`,
    right: "signed-in",
    summary: "Looks for duplicates among all records of the module that the caller sees, in the background",
    params: InModule,
    reply: { 202: ObjectType({ data: ScanJson }) },
    handler: async (ctx, { params }) => ({ status: 202, body: { data: presented(await beginScan(ctx, params.module)) } }),
  }),
  route({
    method: "GET",
    url: `${API}/records/:module/duplicates/scan`,
    right: "signed-in",
    summary: "The caller's last search for duplicates in the module; null: there was none",
    params: InModule,
    reply: { 200: ObjectType({ data: nullable(ScanJson) }) },
    handler: async (ctx, { params }) => {
      const scan = await lastScan(ctx, moduleNamed(ctx, params.module).name);
      return okay({ data: scan && presented(scan) });
    },
  }),
  route({
    method: "GET",
    url: `${API}/records/:module/duplicates/scan/:scan/groups`,
    right: "signed-in",
    summary: "Groups of records that may be the same, as they are now, the surest first",
    params: only({ module: text(64), scan: text(20) }),
    query: only({ limit: Optional(Integer({ minimum: 1, maximum: 50 })), cursor: Optional(text(10)) }),
    reply: { 200: GroupPage },
    handler: async (ctx, { params, query: { limit = 20, cursor } }) =>
      okay(await readGroups(ctx, params.scan, { after: /^\d{1,9}$/.test(cursor ?? "") ? Number(cursor) : -1, limit })),
  }),
  ...(["POST", "DELETE"] as const).map((method) =>
    route({
      method,
      url: `${API}/records/:module/duplicates/apart`,
      right: "signed-in",
      summary: method === "POST" ? "Says that these records are no duplicates of one another" : "Takes that back",
      params: InModule,
      body: Apart,
      handler: async (ctx, { params, body }) => {
        await tellApart(ctx, { module: params.module, ids: body.ids, apart: method === "POST" });
        return done;
      },
    }),
  ),
];

const rulesOf = async (ctx: Ctx, name: string) => {
  const module = moduleNamed(ctx, name);
  return okay({ data: { rules: await readRules(ctx, module), standard: standardRulesOf(module) } });
};
const ruleRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/records/:module/duplicates/rules`,
    right: "signed-in",
    summary: "By what records of a module are taken for duplicates, as far as the caller sees the fields",
    params: InModule,
    reply: { 200: ObjectType({ data: Rules }) },
    handler: async (ctx, { params }) => okay({ data: await visibleRules(ctx, moduleNamed(ctx, params.module)) }),
  }),
  route({
    method: "GET",
    url: RULES,
    right: "tool:customisation",
    summary: "By what records of a module are taken for duplicates, and what would be the standard",
    params: InModule,
    reply: { 200: DataReply },
    handler: (ctx, { params }) => rulesOf(ctx, params.module),
  }),
  route({
    method: "PUT",
    url: RULES,
    right: "tool:customisation",
    summary: "Sets these rules (any of them, all parts of it); null: back to the standard",
    params: InModule,
    body: only({ rules: nullable(Rules) }),
    reply: { 200: DataReply },
    handler: async (ctx, { params, body }) => {
      await saveRules(ctx, moduleNamed(ctx, params.module), body.rules);
      return rulesOf(ctx, params.module);
    },
  }),
];

export const duplicateRoutes = (): readonly Route[] => [...findRoutes(), ...ruleRoutes()];
