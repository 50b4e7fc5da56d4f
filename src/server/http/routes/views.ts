/** Saved views of lists; `GET /records/{module}?view=ID` uses them. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Unknown,
  Unsafe,
} from "typebox";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { PRINCIPAL_TYPES } from "../../../model/access/vocabulary.ts";
import { CALENDAR_SPANS, VIEW_TYPES, type ViewType } from "../../../model/view-settings.ts";
import { createView, deleteView, listViews, updateView, VIEW_LIMITS } from "../../records/index.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { Id, nullable, oneOf, only, RecordJson, RecordReply, text } from "../schemas.ts";

const VIEWS = `${API}/views`;
const VIEW = `${VIEWS}/:id`;
const name = text(200, 1);
const Values = ArrayOf(text(200), { maxItems: 200 });
/** How a board or a calendar is arranged (model/view-settings.ts). */
export const ViewSettingsJson = only({
  by: Optional(text(200, 1)),
  lanes: Optional(text(200, 1)),
  pipeline: Optional(text(200, 1)),
  sum: Optional(text(200, 1)),
  folded: Optional(Values),
  hidden: Optional(Values),
  limits: Optional(RecordOf(StringType({ maxLength: 200 }), Integer({ minimum: 1, maximum: 100_000 }), { maxProperties: 200 })),
  span: Optional(oneOf(...CALENDAR_SPANS)),
});
const Changeable = {
  type: Optional(oneOf(...VIEW_TYPES, "table", "board")),
  filter: Optional(Unsafe<Json>(Unknown())),
  columns: Optional(nullable(ArrayOf(text(200, 1), { maxItems: VIEW_LIMITS.columns, uniqueItems: true }))),
  sort: Optional(nullable(text(1000, 1))),
  widths: Optional(
    nullable(RecordOf(StringType({ maxLength: 200 }), Integer({ minimum: 40, maximum: 2000 }), { maxProperties: VIEW_LIMITS.columns })),
  ),
  settings: Optional(nullable(ViewSettingsJson)),
  pinned: Optional(BooleanType()),
  shared: Optional(BooleanType()),
  shared_with: Optional(ArrayOf(only({ type: oneOf(...PRINCIPAL_TYPES), id: Id }), { maxItems: VIEW_LIMITS.sharedWith })),
  position: Optional(Integer({ minimum: 0, maximum: 1_000_000 })),
};
/** What people call them is taken too. */
const NAMED = { table: "list", board: "kanban" } as const;
function viewOf<T extends { readonly type?: ViewType | keyof typeof NAMED }>({ type, ...view }: T) {
  return { ...view, ...(type === undefined ? {} : { type: type === "table" || type === "board" ? NAMED[type] : type }) };
}
const ById = only({ id: text(20) });

export const viewRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: VIEWS,
    right: "signed-in",
    summary: "One's own views and the shared ones, of one module or of all",
    query: only({ module: Optional(text(64)) }),
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { query }) => okay({ data: await listViews(ctx, query.module) }),
  }),
  route({
    method: "POST",
    url: VIEWS,
    right: "signed-in",
    summary: "Keeps a view; `shared`: for everybody who may see the module; `shared_with`: for these",
    body: only({ module: text(64), name, ...Changeable }),
    idempotent: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { body }) => ({ status: 201, body: { data: await createView(ctx, viewOf(body)) } }),
  }),
  route({
    method: "PATCH",
    url: VIEW,
    right: "signed-in",
    summary: "Changes a view: its owner's and the administrators' to do",
    params: ById,
    body: only({ name: Optional(name), ...Changeable }),
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => okay({ data: await updateView(ctx, params.id, viewOf(body)) }),
  }),
  route({
    method: "DELETE",
    url: VIEW,
    right: "signed-in",
    summary: "Deletes a view: its owner's and the administrators' to do",
    params: ById,
    handler: async (ctx, { params }) => {
      await deleteView(ctx, params.id);
      return done;
    },
  }),
];
