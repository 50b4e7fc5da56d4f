/** Who stands in for whom: one's own to say, and that of whoever administers access. */
import { Object as ObjectType, String as StringType } from "typebox";
import { endAbsence, readAbsence, setAbsence, standsInFor } from "../../access/settings/absences.ts";
import type { Ctx } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { getRecord } from "../../records/index.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { DataReply, Id, Moment, only } from "../schemas.ts";

const Absence = only({ substitute_id: Id, starts_at: Moment, ends_at: Moment });
const Reply = ObjectType({ data: ObjectType({ substitute_id: StringType() }, { additionalProperties: true }) });
const ByUser = only({ id: Id });

function me(ctx: Ctx): string {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden");
  return ctx.actor.id;
}
const status = async (ctx: Ctx, id: string) => ({ absence: await readAbsence(ctx, id), stands_in_for: await standsInFor(ctx, id) });
/** Throws where there is no such colleague. */
const userOf = async (ctx: Ctx, id: string): Promise<string> => (await getRecord(ctx, { module: "users", id, fields: [] })).id;

const MINE = `${API}/me/absence`;
const OTHERS = `${API}/admin/users/:id/absence`;
const right = "tool:access";

export const absenceRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: MINE,
    right: "signed-in",
    summary: "My absence, and for whom I stand in",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: await status(ctx, me(ctx)) }),
  }),
  route({
    method: "PUT",
    url: MINE,
    right: "signed-in",
    summary: "From when until when I am away, and who acts on my records in that time",
    body: Absence,
    changesAccess: true,
    reply: { 200: Reply },
    handler: async (ctx, { body }) => okay({ data: await setAbsence(ctx, me(ctx), body) }),
  }),
  route({
    method: "DELETE",
    url: MINE,
    right: "signed-in",
    summary: "I am back",
    changesAccess: true,
    handler: async (ctx) => {
      await endAbsence(ctx, me(ctx));
      return done;
    },
  }),
  route({
    method: "GET",
    url: OTHERS,
    right,
    summary: "A colleague's absence, and for whom they stand in",
    params: ByUser,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: await status(ctx, await userOf(ctx, params.id)) }),
  }),
  route({
    method: "PUT",
    url: OTHERS,
    right,
    summary: "Names who stands in for a colleague",
    params: ByUser,
    body: Absence,
    changesAccess: true,
    reply: { 200: Reply },
    handler: async (ctx, { params, body }) => okay({ data: await setAbsence(ctx, await userOf(ctx, params.id), body) }),
  }),
  route({
    method: "DELETE",
    url: OTHERS,
    right,
    summary: "The colleague is back",
    params: ByUser,
    changesAccess: true,
    handler: async (ctx, { params }) => {
      await endAbsence(ctx, params.id);
      return done;
    },
  }),
];
