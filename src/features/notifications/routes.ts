/** The HTTP door of notifications: everybody's own. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  String as StringType,
  type TObject,
} from "typebox";
import { invalid } from "../../server/errors.ts";
import { API, done, okay, route, type Route } from "../../server/http/route.ts";
import { Cursor, DataReply, Id, nullable, oneOf, only, RecordJson, text } from "../../server/http/schemas.ts";
import { listMuted, readChoices, saveChoices, setMute } from "./choices.ts";
import { listNotifications, markRead, unreadCount } from "./inbox.ts";
import { KINDS, MAIL_CHOICES } from "./kinds.ts";

const NOTIFICATIONS = `${API}/notifications`;
const Choice = Optional(only({ in_app: Optional(BooleanType()), email: Optional(oneOf(...MAIL_CHOICES)) }));
const ChoicesJson: TObject = only(Object.fromEntries(KINDS.map((kind) => [kind, Choice])));
const Unread = ObjectType({ unread: Integer() });

export const notificationRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: NOTIFICATIONS,
    right: "signed-in",
    summary: "One's own notifications, newest first; `unread` counts up to 100",
    query: only({ unread: Optional(BooleanType()), limit: Optional(Integer({ minimum: 1, maximum: 100 })), cursor: Optional(Cursor) }),
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson), next_cursor: nullable(StringType()), unread: Integer() }) },
    handler: async (ctx, { query }) => okay(await listNotifications(ctx, query)),
  }),
  route({
    method: "GET",
    url: `${NOTIFICATIONS}/count`,
    right: "signed-in",
    summary: "How many are unread, up to 100",
    reply: { 200: Unread },
    handler: async (ctx) => okay({ unread: await unreadCount(ctx) }),
  }),
  route({
    method: "POST",
    url: `${NOTIFICATIONS}/read`,
    right: "signed-in",
    summary: "Marks notifications as read (`read: false`: as unread): these, or with `all` every one",
    body: only({
      ids: Optional(ArrayOf(Id, { minItems: 1, maxItems: 1000 })),
      all: Optional(BooleanType()),
      read: Optional(BooleanType()),
    }),
    reply: { 200: Unread },
    handler: async (ctx, { body }) => {
      if ((body.ids === undefined) !== (body.all === true)) throw invalid([{ field: "ids", code: "mandatory" }]);
      await markRead(ctx, body);
      return okay({ unread: await unreadCount(ctx) });
    },
  }),
  route({
    method: "GET",
    url: `${NOTIFICATIONS}/muted`,
    right: "signed-in",
    summary: "The records that one has muted",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: await listMuted(ctx) }),
  }),
  route({
    method: "GET",
    url: `${NOTIFICATIONS}/preferences`,
    right: "signed-in",
    summary: "Which kinds of notifications one gets, and where",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: await readChoices(ctx) }),
  }),
  route({
    method: "PUT",
    url: `${NOTIFICATIONS}/preferences`,
    right: "signed-in",
    summary: "Changes the given kinds",
    body: ChoicesJson,
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => {
      await saveChoices(ctx, body);
      return okay({ data: await readChoices(ctx) });
    },
  }),
  ...(["PUT", "DELETE"] as const).map((method) =>
    route({
      method,
      url: `${API}/records/:module/:id/mute`,
      right: "signed-in",
      summary: method === "PUT" ? "No more notifications of this record" : "Notifications of this record again",
      params: only({ module: text(64), id: text(20) }),
      handler: async (ctx, { params }) => {
        await setMute(ctx, { ...params, muted: method === "PUT" });
        return done;
      },
    }),
  ),
];
