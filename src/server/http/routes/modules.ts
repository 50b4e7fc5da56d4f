/** The live declarations, and the search over all of them. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
} from "typebox";
import { describeModule, describeModules, searchRecords } from "../../records/index.ts";
import { API, okay, route, type Route } from "../route.ts";
import { nullable, oneOf, only, RecordJson, text } from "../schemas.ts";

const SearchAnswer = ObjectType({
  data: ArrayOf(
    ObjectType({
      module: StringType(),
      id: StringType(),
      label: StringType(),
      number: StringType(),
      similar: BooleanType({ description: "not what was typed, but near it" }),
      highlights: ArrayOf(
        ObjectType({
          field: StringType({ description: "`label`, or the name of a field" }),
          text: StringType(),
          marks: ArrayOf(ArrayOf(Integer()), { description: "found parts of the text: from, to" }),
        }),
      ),
    }),
  ),
  next_cursor: nullable(StringType()),
  count: Integer(),
  count_is: oneOf("exact", "capped"),
  counts: RecordOf(StringType(), Integer(), { description: "hits in each module" }),
});

export const moduleRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/modules`,
    right: "signed-in",
    summary: "The modules that this user may see; `summary=true`: their names and rights alone",
    query: only({ summary: Optional(BooleanType()) }),
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { query }) => {
      const summaries = describeModules(ctx);
      return okay({ data: query.summary === true ? summaries : summaries.map(({ name }) => describeModule(ctx, name)) });
    },
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
    summary: "Global search, ranked: words by their beginning and form, with slips, numbers by any four digits",
    query: only({
      q: text(500, 1),
      modules: Optional(text(2000)),
      limit: Optional(Integer({ minimum: 1, maximum: 100 })),
      cursor: Optional(text(20, 1)),
    }),
    reply: { 200: SearchAnswer },
    handler: async (ctx, { query: { q, modules, limit, cursor } }) => {
      const named = modules === undefined ? {} : { modules: modules.split(",").map((name) => name.trim()) };
      return okay(await searchRecords(ctx, { q, ...named, limit, cursor }));
    },
  }),
];
