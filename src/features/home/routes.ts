/** What the start page asks for that no list gives. */
import { Array as ArrayOf, Boolean as BooleanType, Integer, Object as ObjectType, Optional, String as StringType } from "typebox";
import { followedChanges, visibleNames } from "../../server/records/index.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { only, RecordJson, text } from "../../server/http/schemas.ts";

const MOST_NAMES = 50;
const Names = ObjectType({
  data: ArrayOf(ObjectType({ id: StringType(), module: StringType(), label: StringType(), deleted: BooleanType() })),
});

export const homeRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/home/followed`,
    right: "signed-in",
    summary: "The latest changes of the records that one follows, by others",
    query: only({ limit: Optional(Integer({ minimum: 1, maximum: 50 })) }),
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { query }) => okay({ data: await followedChanges(ctx, query.limit ?? 8) }),
  }),
  route({
    method: "GET",
    url: `${API}/home/names`,
    right: "signed-in",
    summary: `What records are called now (\`ids\`: up to ${MOST_NAMES}, with commas); those that one may not see are left out`,
    query: only({ ids: text(1100) }),
    reply: { 200: Names },
    handler: async (ctx, { query }) => {
      const ids = query.ids.split(",").slice(0, MOST_NAMES);
      const names = await visibleNames(ctx, ids);
      return okay({ data: ids.flatMap((id) => (names.has(id) ? [{ id, ...names.get(id) }] : [])) });
    },
  }),
];
