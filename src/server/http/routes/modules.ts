/** The live declarations, and the search over all of them. */
import { Array as ArrayOf, Integer, Object as ObjectType, Optional } from "typebox";
import { describeModule, describeModules, searchRecords } from "../../records/index.ts";
import { API, okay, route, type Route } from "../route.ts";
import { only, RecordJson, text } from "../schemas.ts";

export const moduleRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/modules`,
    right: "signed-in",
    summary: "The modules that this user may see",
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx) => okay({ data: describeModules(ctx) }),
  }),
  route({
    method: "GET",
    url: `${API}/modules/:module`,
    right: "signed-in",
    summary: "One module: blocks, fields, relations, choices, rights",
    params: only({ module: text(64) }),
    reply: { 200: ObjectType({ data: RecordJson }) },
    handler: async (ctx, { params }) => okay({ data: describeModule(ctx, params.module) }),
  }),
  route({
    method: "GET",
    url: `${API}/search`,
    right: "signed-in",
    summary: "Global search, ranked",
    query: only({ q: text(500, 1), modules: Optional(text(2000)), limit: Optional(Integer({ minimum: 1, maximum: 100 })) }),
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { query: { q, modules, limit } }) => {
      const named = modules === undefined ? {} : { modules: modules.split(",").map((name) => name.trim()) };
      return okay({ data: await searchRecords(ctx, { q, ...named, limit }) });
    },
  }),
];
